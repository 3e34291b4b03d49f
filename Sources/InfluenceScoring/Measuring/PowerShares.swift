internal import InfluenceModel

/// The powers' shares of the sum of their indices. Q = the powers that are not within another one, and of these those
/// with an index: a missing one is not zero, so it is no part of the sum, and too many of them close the gate.
struct PowerShares {
    /// Positions of the powers of Q.
    let powers: [Int]
    /// One a power of Q, summing to 1. Empty with fewer than two powers, where all indices are 0 and where one is negative.
    let shares: [Double]
    /// The first power of Q with a negative index, of which there are no shares.
    let negative: (power: Int, value: Double)?
    /// Of how many powers Q is a part: those that are within no other.
    let configured: Int
    /// The mean over the configured powers of the confidence in their indices: what is missing lowers it.
    let confidence: Double

    init(_ panel: DimensionPanel, among configured: [Int], at period: Int) {
        let value = { (power: Int) in panel.index(of: power, at: period).value ?? .nan }
        self.init(panel, among: configured, configured.filter { !value($0).isNaN }, at: period, value)
    }

    /// - Parameters:
    ///   - powers: those of Q.
    ///   - value: an index.
    init(
        _ panel: DimensionPanel,
        among configured: [Int],
        _ powers: [Int],
        at period: Int,
        _ value: (Int) -> Double
    ) {
        let values = powers.map(value)
        let sum = values.reduce(0, +)
        self.powers = powers
        negative = zip(powers, values).first { $1 < 0 }.map { (power: $0, value: $1) }
        shares = negative == nil && powers.count >= 2 && sum > 0 ? values.map { $0 / sum } : []
        self.configured = configured.count
        let confidence = powers.reduce(0.0) { $0 + panel.index(of: $1, at: period).confidence }
        self.confidence = configured.isEmpty ? 0 : confidence / Double(configured.count)
    }

    /// The part of the configured powers that is in Q.
    var coverage: Double { configured == 0 ? 0 : Double(powers.count) / Double(configured) }

    /// NaN for a power that is not in Q, and where there are no shares.
    subscript(_ power: Int) -> Double {
        guard !shares.isEmpty, let place = powers.firstIndex(of: power) else { return .nan }
        return shares[place]
    }

    func score(_ value: Double, gate: Double) -> Score {
        Score(measured: value, coverage: coverage, confidence: confidence, gate: gate)
    }

    /// (N - 1) / (|Q| - 1) with N = 1 / sum share^2: 0...1. Source: Laakso and Taagepera (1979).
    var multiVector: Double {
        guard !shares.isEmpty else { return .nan }
        var squares = 0.0
        for share in shares { squares += share * share }
        return min(1, max(0, (1 / squares - 1) / Double(shares.count - 1)))
    }

    /// What is left to the others: 0...1. NaN where either is not in Q.
    func third(besides first: Int, _ second: Int) -> Double {
        guard !shares.isEmpty, powers.contains(first), powers.contains(second) else { return .nan }
        var sum = 0.0
        for (power, share) in zip(powers, shares) where power != first && power != second { sum += share }
        return sum
    }

    /// How a share changed: not at all by what rounding may make of an unchanged one. NaN where there is none at an end.
    static func change(from before: Double, to now: Double) -> Double {
        now.isEqual(to: before, ofSize: 1) ? 0 : now - before
    }

    /// Of changes (``change(from:to:)``): where A lost share and B gained some, the smaller of the two over the larger, else
    /// 0.
    static func displacement(first: Double, second: Double) -> Double {
        if first.isNaN || second.isNaN { return .nan }
        guard first < 0, second > 0 else { return 0 }
        return min(-first, second) / max(-first, second)
    }
}
