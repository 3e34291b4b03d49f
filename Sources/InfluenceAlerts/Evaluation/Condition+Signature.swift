import InfluenceModel

extension Condition {
    /// What the figure behind a value is told by: equal for equal figures only, so that a correction back to one is seen.
    /// - Returns: `nil` where equal values come of different figures: a place, a state, an age.
    func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? {
        switch self {
        case .threshold, .change, .overtake, .probability, .measure(_, .level): value.bitPattern
        case .measure(_, .state), .stale: nil
        case .rank: Self.ranking(subject, source)
        }
    }

    /// The scores that make a rank, as one number (FNV-1a).
    private static func ranking(_ subject: AlertSubject, _ source: some AlertSource) -> UInt64? {
        guard let node = subject.node, let country = subject.country else { return nil }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for power in source.powers {
            let score = source.score(node, power, country, source.period)?.value
            hash = (hash ^ (score?.bitPattern ?? 1)) &* 0x100_0000_01b3
        }
        return hash
    }
}
