import InfluenceFiles
package import InfluenceModel

/// `rank`: a power's rank in a country comes to, or goes from, a place. One that it shares with others nobody has: it has
/// neither been come to nor gone from.
package struct RankChange: Condition {
    package static let kind = "rank"
    /// A place is none that was reached before it has been seen not to be held.
    package static let startup = AlertTiming.Startup.arm

    package enum Direction: String, CaseIterable, Sendable { case to, from }

    package let selection: SeriesSelection
    /// From 1.
    package let place: Int
    package let direction: Direction
    /// The magnitude of the figures that scores are made of; 0 of values, which are the largest themselves.
    let size: Double

    package init(_ selection: SeriesSelection, _ direction: Direction, _ place: Int, ofSize size: Double = 0) {
        self.selection = selection
        self.place = place
        self.direction = direction
        self.size = size
    }

    package init?(_ keys: inout RuleKeys) {
        let selection = keys.selection(tracking: [.dyad])
        let kind = ScalarKind<Int>.integer(in: 1...max(1, keys.model.powers.count))
        let to = keys.reader.optional("to", kind)
        let from = keys.reader.optional("from", kind)
        guard keys.isOne(of: ["to", "from"], "a place such as 1") else { return nil }
        guard let selection, let place = to ?? from else { return nil }
        let size = selection.unit == nil ? keys.model.scale.size : 0
        self.init(selection, to == nil ? .from : .to, place.value, ofSize: size)
    }

    package func subjects(in model: Model) -> [AlertSubject] { selection.subjects(in: model) }
    package var parameters: [String] { [direction.rawValue, "\(place)"] }
    package var text: String { "\(selection.text) \(direction == .to ? "comes to" : "leaves") rank \(place)" }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        let (power, node) = (subject.power?.text ?? "", subject.node?.text ?? "")
        return direction == .to
            ? "\(power) is number \(place) on \(node)\(subject.place)"
            : "\(power) is not number \(place) on \(node)\(subject.place) any more"
    }

    package func figure(_ value: Double) -> String { "rank " + Figure.text(value) }

    /// Where another's score stands beside the power's own.
    private enum Side {
        case ahead, level, behind

        init(_ other: Double, beside own: Double, ofSize size: Double) {
            self = other.exceeds(own, ofSize: size) ? .ahead : own.exceeds(other, ofSize: size) ? .behind : .level
        }

        /// Who has no score is behind.
        init(_ other: Score?, beside own: Double, ofSize size: Double) {
            self = other?.value.map { Side($0, beside: own, ofSize: size) } ?? .behind
        }
    }

    /// A place among some scores.
    private struct Standing {
        var rank = 1
        /// Those who have it too.
        var others: [PowerID] = []

        mutating func meet(_ other: PowerID, _ side: Side) {
            switch side {
            case .ahead: rank += 1
            case .level: others.append(other)
            case .behind: break
            }
        }
    }

    private func verdict(of standing: Standing) -> Verdict {
        guard standing.rank == place else { return direction == .to ? .left : .met }
        guard standing.others.isEmpty else { return .between }
        return direction == .to ? .met : .left
    }

    package func unit(of subject: AlertSubject) -> String { "rank" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let own = source.score(node, power, country, source.period), let value = own.value
        else { return Reading(value: nil, period: source.period) }
        var standing = Standing()
        for other in source.powers where other != power {
            if let score = source.score(node, other, country, source.period)?.value {
                standing.meet(other, Side(score, beside: value, ofSize: size))
            }
        }
        return Reading(
            value: Reading.Value(
                value: Double(standing.rank),
                mark: value,
                verdict: verdict(of: standing),
                coverage: own.coverage,
                // Of all that are compared: what any of them brings is news.
                dataPeriod: source.dataPeriod(node, .world, country),
                detail: standing.others.isEmpty ? nil : "shared with \(names(standing.others))"
            ),
            period: source.period
        )
    }

    /// The rank without those that came before the power, or are there no more, because something else is known of them: a
    /// score that has lapsed or begun has not been passed.
    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let before = source.previous
        else { return nil }
        if let own = source.exchange(of: [power], node, country, beyond: limit) { return own }
        guard let own = source.score(node, power, country, source.period)?.value,
            let ownBefore = before.score(node, power, country, before.period)?.value
        else { return nil }
        var (standing, trusted) = (Standing(), Standing())
        var largest: CoverageMove?
        for other in source.powers where other != power {
            let score = source.score(node, other, country, source.period)
            let scoreBefore = before.score(node, other, country, before.period)
            let (side, sideBefore) = (
                Side(score, beside: own, ofSize: size), Side(scoreBefore, beside: ownBefore, ofSize: size)
            )
            let isThere = score?.value != nil
            let wasThere = scoreBefore?.value != nil
            let shift = ((isThere ? score?.coverage ?? 0 : 0) - (wasThere ? scoreBefore?.coverage ?? 0 : 0)).magnitude
            let move = max(shift, isThere ? source.exchanged(node, other, country, since: nil) : 0)
            let isTrusted = isThere == wasThere && move <= limit + AlertTiming.coverageTolerance
            standing.meet(other, side)
            trusted.meet(other, isTrusted ? side : sideBefore)
            if !isTrusted, side != sideBefore, largest.map({ $0.by < move }) ?? true {
                largest = CoverageMove(other, by: move)
            }
        }
        return verdict(of: trusted) == verdict(of: standing) ? nil : largest
    }

    package func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool {
        models.haveSamePowers && subject.node.map(models.isAlike) ?? true
    }

    /// The scores that make the rank, as one number (FNV-1a).
    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? {
        guard let node = subject.node, let country = subject.country else { return nil }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for power in source.powers {
            let score = source.score(node, power, country, source.period)?.value
            hash = (hash ^ (score?.bitPattern ?? 1)) &* 0x100_0000_01b3
        }
        return hash
    }

    /// The rank by the scores without what came about at breaks.
    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return nil }
        var causes = BreakCauses(country)
        var scores: [PowerID: Double] = [:]
        var isKnown = true
        for other in source.powers {
            guard let score = source.score(node, other, country, source.period)?.value else { continue }
            let effect = causes.take(source.broken(node, other, country, since: nil), other)
            isKnown = isKnown && effect != nil
            scores[other] = score - (effect ?? 0)
        }
        guard let own = scores[power] else { return nil }
        var standing = Standing()
        for (other, score) in scores where other != power {
            standing.meet(other, Side(score, beside: own, ofSize: size))
        }
        return causes.reading { isKnown ? verdict(of: standing) : nil }
    }
}
