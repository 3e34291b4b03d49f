package import InfluenceModel
import InfluenceFiles
import InfluenceText

/// `overtake`: a power that passes another in a country on a node.
package struct Overtake: Condition {
    package static let kind = "overtake"
    /// A lead is none that was won before it has been seen not to be there.
    package static let startup = AlertTiming.Startup.arm

    package enum Scale: String, CaseIterable, Sendable {
        /// Scores of the node; of a tracked indicator its values.
        case scores
        /// The indicator's share in percent, of one period and reporter for both powers, before normalisation.
        case shares
    }

    /// Who passes, and who is passed: every pair of two different powers of the two lists.
    package let by: [PowerID]
    package let of: [PowerID]
    package let countries: [CountryID]
    package let nodes: [NodeID]
    package let scale: Scale
    /// The lead that counts, in points, percentage points or the unit; re-armed when the lead falls under its negative. At
    /// least 0.
    package let margin: Double
    /// Of tracked indicators by their values; `nil`: of scores or shares.
    package let unit: String?

    package init(
        by: [PowerID],
        of: [PowerID],
        countries: [CountryID],
        nodes: [NodeID],
        scale: Scale,
        margin: Double,
        unit: String? = nil
    ) {
        self.by = by
        self.of = of
        self.countries = countries
        self.nodes = nodes
        self.scale = scale
        self.margin = margin
        self.unit = unit
    }

    package init?(_ keys: inout RuleKeys) {
        let countries = keys.countries()
        let by = keys.selected("by", keys.powers)
        let of = keys.selected("of", keys.powers)
        let scale = keys.reader.optional("in", .choice("scale", as: Scale.self))?.value ?? .scores
        let indicators = (keys.model.indicators + keys.model.tracked).filter { $0.subject == .dyad }.map(\.id.text)
        let nodes: (ids: [NodeID], unit: String?)? =
            scale == .scores
            ? keys.watchedNodes(tracking: [.dyad])
            : keys.selected("node", indicators, isRequired: true).map { ($0.map { NodeID($0) }, nil) }
        let margin = keys.reader.optional("margin", .nonNegativeNumber)
        guard let countries, let by, let of, let nodes else { return nil }
        self.init(
            by: by.map { PowerID($0) },
            of: of.map { PowerID($0) },
            countries: countries,
            nodes: nodes.ids,
            scale: scale,
            margin: margin?.value ?? 0,
            unit: nodes.unit
        )
        if subjects(in: keys.model).isEmpty {
            keys.reader.report("'by' and 'of' have no two powers that can pass each other; name two different ones")
            return nil
        }
    }

    package func subjects(in model: Model) -> [AlertSubject] {
        let pairs = model.pairs(by, of)
        return model.product(countries, nodes) { country, node in
            pairs.map { AlertSubject(country: country, power: $0.first, counterpart: $0.second, node: node) }
        }
    }

    package var parameters: [String] { [scale.rawValue, DecimalText.shortest(margin)] }

    package var text: String {
        "\(names(by)) passes \(names(of)) on \(names(nodes)) (\(unit == nil ? scale.rawValue : "values"))"
            + " by \(DecimalText.shortest(margin))\(unit.map { $0.isEmpty ? "" : " " + $0 } ?? "") in \(names(countries))"
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        "\(subject.power?.text ?? "") is ahead of \(subject.counterpart?.text ?? "") on \(subject.node?.text ?? "")"
            + (scale == .shares ? " (shares)" : "") + subject.place
    }

    package func figure(_ value: Double) -> String {
        // A lead that is one is not said to be none.
        let levels = [0, margin, -margin]
        return scale == .shares
            ? Figure.signed(value, apartFrom: levels) + " percentage points"
            : Figure.difference(value, in: unit, apartFrom: levels)
    }

    package func unit(of subject: AlertSubject) -> String {
        scale == .shares ? "percentage points" : unit ?? "points"
    }

    package func rangeProblems(in model: Model) -> [RangeProblem] {
        guard unit == nil else { return [] }
        let widest = scale == .shares ? 100 : model.scale.high - model.scale.low
        guard margin >= widest else { return [] }
        let what = scale == .shares ? "share" : "score"
        return [
            RangeProblem(
                key: "margin",
                message: "the condition is never met: no \(what) leads by more than \(DecimalText.shortest(widest))"
            )
        ]
    }

    /// - Parameter size: of the larger of the two values, for the rounding of their difference.
    private func verdict(of lead: Double, ofSize size: Double) -> Verdict {
        if lead.exceeds(0, ofSize: size), !margin.exceeds(lead, ofSize: size) { return .met }
        return (-margin).exceeds(lead, ofSize: size) ? .left : .between
    }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let power = subject.power, let other = subject.counterpart,
            let country = subject.country
        else { return Reading(value: nil, period: source.period) }
        var reading: Reading.Value?
        switch scale {
        case .scores:
            if let own = source.score(node, power, country, source.period), let value = own.value,
                let counter = source.score(node, other, country, source.period), let others = counter.value
            {
                let interval = source.interval(node, power, country)
                reading = Reading.Value(
                    value: value - others,
                    verdict: verdict(of: value - others, ofSize: max(value.magnitude, others.magnitude)),
                    coverage: own.coverage,
                    counterCoverage: counter.coverage,
                    low: interval?.low,
                    high: interval?.high
                )
            }
        case .shares:
            if let (value, others) = source.shares(node, power, other, country, source.period) {
                reading = Reading.Value(
                    value: value - others,
                    verdict: verdict(of: value - others, ofSize: max(value.magnitude, others.magnitude))
                )
            }
        }
        reading?.dataPeriod = source.dataPeriod(node, PowerPair(power, other).id, country)
        return Reading(value: reading, period: source.period)
    }

    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard scale == .scores, let node = subject.node, let power = subject.power, let other = subject.counterpart,
            let country = subject.country
        else { return nil }
        return source.exchange(of: [power, other], node, country, beyond: limit)
    }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let power = subject.power, let other = subject.counterpart,
            let country = subject.country
        else { return nil }
        var causes = BreakCauses(country)
        guard scale == .scores else {
            causes.take(
                source.brokenShares(node, power, other, country),
                PowerPair(power, other).id,
                "\(power), \(other)"
            )
            return causes.reading { nil }
        }
        let own = causes.take(source.broken(node, power, country, since: nil), power)
        let others = causes.take(source.broken(node, other, country, since: nil), other)
        return causes.reading {
            let present = source.score(node, power, country, source.period)?.value ?? 0
            let size = max(present.magnitude, value.magnitude)
            return own.flatMap { own in
                others.map { verdict(of: value - (own - $0), ofSize: max(size, own.magnitude, $0.magnitude)) }
            }
        }
    }
}

extension Model {
    /// Two different powers, neither of which is within the other.
    fileprivate func pairs(_ by: [PowerID], _ of: [PowerID]) -> [PowerPair] {
        powers.filter { by.contains($0.id) }.flatMap { first in
            powers.filter { second in
                of.contains(second.id) && first.id != second.id && first.within != second.id
                    && second.within != first.id
            }.map { PowerPair(first.id, $0.id) }
        }
    }
}
