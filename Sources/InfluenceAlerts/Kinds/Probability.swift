import InfluenceFiles
package import InfluenceModel
import InfluenceText

/// `probability`: a probability of the uncertainty run passes a level.
package struct Probability: Condition {
    package static let kind = "probability"

    package enum Event: Hashable, Sendable {
        /// The measure `probability_above` of the pairs `A+B` of the model: that B is above A.
        case exceeds(by: PowerID, of: PowerID)
        /// That the score of the powers is beyond a level.
        case beyond(powers: [PowerID], side: Level.Side, level: Double)
    }

    package let event: Event
    package let countries: [CountryID]
    package let nodes: [NodeID]
    /// 0...1
    package let atLeast: Double
    /// An alert recovers below it. 0...atLeast
    package let clear: Double

    package init?(_ keys: inout RuleKeys) {
        let model = keys.model
        let countries = keys.countries()
        // The root, and the dimensions below it.
        let known = model.nodes.filter { $0.aggregate != nil && ($0.parent ?? 0) == 0 }
        let nodes = keys.selected("node", known.map(\.id.text), isRequired: true)
        let isPair = keys.reader.has("by") || keys.reader.has("of")
        let by = keys.power("by")
        let of = keys.power("of")
        let power = isPair ? nil : keys.selected("power", keys.powers)
        let above = isPair ? nil : keys.reader.optional("above", .number)
        let below = isPair ? nil : keys.reader.optional("below", .number)
        let fraction = ScalarKind<Double>.number.requiring({ $0 > 0 && $0 <= 1 }) {
            "\($0) is not above 0 and at most 1"
        }
        let atLeast = keys.reader.required("at_least", fraction)
        let clear = keys.reader.optional("clear", fraction)
        guard (model.uncertainty?.replications ?? 0) > 0 else {
            keys.reader.report("the model '\(model.id)' computes no uncertainty, so there are no probabilities")
            return nil
        }
        var event: Event?
        if isPair {
            for key in ["by", "of"] where !keys.reader.has(key) {
                keys.reader.report("\(keys.reader.subject) has no '\(key)', which is required beside the other power")
            }
            if let by, let of {
                let pairs = model.measures?.pairs ?? []
                guard pairs.contains(where: { $0 == PowerPair(by, of) || $0 == PowerPair(of, by) }) else {
                    keys.reader.report(
                        "\(by) and \(of) are no pair of the model; pairs: \(NearestName.list(pairs.map(\.id.text)))"
                    )
                    return nil
                }
                event = .exceeds(by: by, of: of)
            }
        } else if keys.isOne(of: ["above", "below"], "a level, or 'by' and 'of': two powers") {
            if let level = above ?? below, let power {
                let side: Level.Side = above == nil ? .below : .above
                guard keys.isInside(level, side, model.scale) else { return nil }
                event = .beyond(powers: power.map { PowerID($0) }, side: side, level: level.value)
            }
        }
        guard let atLeast else { return nil }
        if let clear, clear.value > atLeast.value {
            keys.collector.report(
                at: clear.position,
                "'clear' is above 'at_least': the alert would recover while its condition holds; "
                    + "write at most \(DecimalText.shortest(atLeast.value))"
            )
            return nil
        }
        guard let event, let countries, let nodes else { return nil }
        self.event = event
        self.countries = countries
        self.nodes = nodes.map { NodeID($0) }
        self.atLeast = atLeast.value
        // Half of a small one: no probability is below 0.
        self.clear = clear?.value ?? max(atLeast.value / 2, atLeast.value - 0.01)
    }

    package func subjects(in model: Model) -> [AlertSubject] {
        model.product(countries, nodes) { country, node in
            switch event {
            case .exceeds(let by, let of):
                [AlertSubject(country: country, power: by, counterpart: of, node: node)]
            case .beyond(let powers, _, _):
                model.powers.map(\.id).filter(powers.contains)
                    .map { AlertSubject(country: country, power: $0, node: node) }
            }
        }
    }

    package var parameters: [String] {
        let own: [String] =
            switch event {
            case .exceeds: ["exceeds"]
            case .beyond(_, let side, let level): [side.rawValue, DecimalText.shortest(level)]
            }
        return own + [DecimalText.shortest(atLeast), DecimalText.shortest(clear)]
    }

    package var levels: [NodeID: [Double]] {
        guard case .beyond(_, _, let level) = event else { return [:] }
        return Dictionary(nodes.map { ($0, [level]) }) { first, _ in first }
    }

    package var text: String {
        let event =
            switch event {
            case .exceeds(let by, let of): "\(by) is above \(of)"
            case .beyond(let powers, let side, let level):
                "\(names(powers)) is \(side.rawValue) \(DecimalText.shortest(level))"
            }
        return "the probability that \(event) on \(names(nodes)) in \(names(countries))"
            + " is at least \(DecimalText.shortest(atLeast)) (recovers under \(DecimalText.shortest(clear)))"
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        let least = Figure.percent(atLeast)
        switch event {
        case .exceeds:
            return "\(subject.power?.text ?? "") is above \(subject.counterpart?.text ?? "")"
                + " on \(subject.node?.text ?? "")\(subject.place) with \(least) or more"
        case .beyond(_, let side, let level):
            return "\(subject.series) is \(side.rawValue) \(Figure.text(level)) with \(least) or more"
        }
    }

    package func figure(_ value: Double) -> String { DecimalText.probability(value) }

    package func unit(of subject: AlertSubject) -> String { "probability" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country else {
            return Reading(value: nil, period: source.period)
        }
        var value: Double?
        var coverage = 1.0
        var counter: Double?
        switch event {
        case .exceeds(let by, let of):
            let measure = Measure.probability(of: node == source.root ? nil : node)
            if let direct = source.score(measure, PowerPair(of, by).id, country, source.period)?.value {
                value = direct
            } else if let reverse = source.score(measure, PowerPair(by, of).id, country, source.period)?.value {
                value = 1 - reverse
            }
            coverage = source.score(node, by, country, source.period)?.coverage ?? 1
            counter = source.score(node, of, country, source.period)?.coverage
        case .beyond(_, let side, let level):
            value = source.probability(node, power, country, side, level)
            coverage = source.score(node, power, country, source.period)?.coverage ?? 1
        }
        guard let value else { return Reading(value: nil, period: source.period) }
        return Reading(
            value: Reading.Value(
                value: value,
                verdict: !atLeast.exceeds(value) ? .met : clear.exceeds(value) ? .left : .between,
                coverage: coverage,
                counterCoverage: counter,
                dataPeriod: source.dataPeriod(node, power, country)
            ),
            period: source.period
        )
    }

    package func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool {
        models.haveSameUncertainty && subject.node.map(models.isAlike) ?? true
    }

    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return nil }
        return source.exchange(of: [power] + (subject.counterpart.map { [$0] } ?? []), node, country, beyond: limit)
    }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return nil }
        let powers: [PowerID] =
            switch event {
            case .exceeds(let by, let of): [by, of]
            case .beyond: [power]
            }
        var causes = BreakCauses(country)
        // How a probability would have moved without them is not known: it is enough that the scores did.
        let effects = powers.map { causes.take(source.broken(node, $0, country, since: nil), $0) }
        return effects.allSatisfy { $0 == 0 } ? nil : causes.reading { nil }
    }

    package var replay: Replay {
        .fromFirstRun("probabilities are computed for the last period of each run alone")
    }
}
