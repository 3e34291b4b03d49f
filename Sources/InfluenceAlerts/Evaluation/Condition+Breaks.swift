package import InfluenceModel

/// What a reading owes to breaks of series: between it and what it is compared with, figures cannot be compared.
package struct BrokenReading: Hashable, Sendable {
    /// What the condition would say without what the broken series add to the change; `nil` where that cannot be told.
    package let verdict: Verdict?
    /// What broke, for people: `CHN in KAZ: trade_share is read from B since 2023-12, before from A`.
    package let reason: String
    /// The same one by one; at most ``AlertEvent/breakLimit``.
    package let breaks: [AlertBreak]

    package init(verdict: Verdict?, reason: String, breaks: [AlertBreak] = []) {
        self.verdict = verdict
        self.reason = reason
        self.breaks = breaks
    }
}

extension Condition {
    /// What a reading owes to breaks since what it is compared with: the evaluation before, or the start of the window of a
    /// change.
    /// - Returns: `nil` where nothing broke.
    package func broken(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource
    ) -> BrokenReading? {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return nil }
        var causes = BreakCauses(country)
        switch self {
        case .threshold(_, let level):
            let effect = causes.take(source.broken(node, power, country, since: nil), power)
            return causes.reading { effect.map { level.verdict(of: value - $0) } }
        case .change(_, let change):
            guard let earlier = source.period(containing: source.period.start.subtracting(change.window)) else {
                return nil
            }
            let effect = causes.take(source.broken(node, power, country, since: earlier), power)
            return causes.reading { effect.map { change.verdict(of: value - $0) } }
        case .overtake(let overtake):
            guard let other = subject.counterpart else { return nil }
            guard overtake.scale == .scores else {
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
                own.flatMap { own in others.map { overtake.verdict(of: value - (own - $0)) } }
            }
        case .rank(_, let change):
            return rank(change, node, power, country, source, &causes)
        case .probability(let probability):
            let powers: [PowerID] =
                switch probability.event {
                case .exceeds(let by, let of): [by, of]
                case .beyond: [power]
                }
            // How a probability would have moved without them is not known: it is enough that the scores did.
            let effects = powers.map { causes.take(source.broken(node, $0, country, since: nil), $0) }
            return effects.allSatisfy { $0 == 0 } ? nil : causes.reading { nil }
        case .measure:
            causes.take(source.brokenMeasure(node, power, country), power)
            return causes.reading { nil }
        case .stale: return nil
        }
    }

    /// The rank by the scores without what came about at breaks.
    private func rank(
        _ change: RankChange,
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ source: some AlertSource,
        _ causes: inout BreakCauses
    ) -> BrokenReading? {
        var scores: [PowerID: Double] = [:]
        var isKnown = true
        for other in source.powers {
            guard let score = source.score(node, other, country, source.period)?.value else { continue }
            let effect = causes.take(source.broken(node, other, country, since: nil), other)
            isKnown = isKnown && effect != nil
            scores[other] = score - (effect ?? 0)
        }
        guard let own = scores[power] else { return nil }
        let rank = 1 + scores.values.count { $0 > own }
        return causes.reading { isKnown ? change.verdict(of: rank) : nil }
    }
}

/// The breaks behind a reading, as they are found.
private struct BreakCauses {
    private let country: CountryID
    private var lines: [String] = []
    private var breaks: [AlertBreak] = []

    /// How many are told by name.
    private static let told = 3

    init(_ country: CountryID) {
        self.country = country
    }

    /// - Returns: the points that it adds to the change; 0 where nothing broke, `nil` where that cannot be told.
    mutating func take(_ change: BrokenChange?, _ power: PowerID) -> Double? {
        guard let change else { return 0 }
        take(change.breaks, power)
        return change.effect
    }

    /// - Parameter powers: as people are told them; `nil`: as the power is written.
    mutating func take(_ found: [SeriesBreak], _ power: PowerID, _ powers: String? = nil) {
        lines += found.map { "\(powers ?? power.text) in \(country): \($0)" }
        let room = max(0, AlertEvent.breakLimit - breaks.count)
        breaks += found.prefix(room).map { AlertBreak(power: power, country: country, found: $0) }
    }

    func reading(_ verdict: () -> Verdict?) -> BrokenReading? {
        guard !lines.isEmpty else { return nil }
        let others = lines.count - Self.told
        return BrokenReading(
            verdict: verdict(),
            reason: lines.prefix(Self.told).joined(separator: "; ") + (others > 0 ? "; and \(others) more" : ""),
            breaks: breaks
        )
    }
}
