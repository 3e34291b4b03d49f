internal import InfluenceModel

/// The powers' shares of the sum of their indices. Q = the powers that are not within another one, and of these those
/// with an index: a missing one is not zero, so it is no part of the sum.
struct PowerShares {
    /// Positions of the powers of Q.
    let powers: [Int]
    /// One a power of Q, summing to 1.
    let shares: [Double]
    /// The part of the configured powers that is in Q.
    let coverage: Double
    let confidence: Double

    /// - Returns: `nil` with fewer than two powers, or where all indices are 0.
    /// - Parameter alsoAt: another period at which the powers must have an index.
    init?(_ panel: DimensionPanel, among configured: [Int], at period: Int, alsoAt other: Int? = nil) {
        var powers: [Int] = []
        var values: [Double] = []
        var sum = 0.0
        var confidence = 1.0
        for power in configured {
            let value = panel.indexShare(of: power, at: period)
            guard !value.isNaN, other.map({ !panel.indexShare(of: power, at: $0).isNaN }) ?? true else { continue }
            powers.append(power)
            values.append(value)
            sum += value
            confidence = min(confidence, panel.index(of: power, at: period).confidence)
        }
        guard powers.count >= 2, sum > 0 else { return nil }
        self.powers = powers
        shares = values.map { $0 / sum }
        coverage = Double(powers.count) / Double(configured.count)
        self.confidence = confidence
    }

    /// NaN for a power that is not in Q.
    subscript(_ power: Int) -> Double {
        powers.firstIndex(of: power).map { shares[$0] } ?? .nan
    }

    func score(_ value: Double) -> Score {
        Score(measured: value, coverage: coverage, confidence: confidence)
    }

    /// (N - 1) / (|Q| - 1) with N = 1 / sum share^2: 0...1. Source: Laakso and Taagepera (1979).
    var multiVector: Double {
        var squares = 0.0
        for share in shares { squares += share * share }
        return min(1, max(0, (1 / squares - 1) / Double(shares.count - 1)))
    }

    /// What is left to the others: 0...1. NaN where either is not in Q.
    func third(besides first: Int, _ second: Int) -> Double {
        guard powers.contains(first), powers.contains(second) else { return .nan }
        var sum = 0.0
        for (power, share) in zip(powers, shares) where power != first && power != second { sum += share }
        return sum
    }

    /// Where A lost share and B gained some: the smaller of the two over the larger, else 0.
    static func displacement(first: Double, second: Double) -> Double {
        if first.isNaN || second.isNaN { return .nan }
        guard first < 0, second > 0 else { return 0 }
        return min(-first, second) / max(-first, second)
    }
}
