/// How sure a score is: where it lies when the choices of the method, and the data's reporters, are varied.
///
/// Two different things that are never added up: `low`...`high` is the sensitivity to the method, `inputLow`...`inputHigh`
/// the range between reporters of the same fact (host against mirror).
package struct ScoreInterval: Hashable, Sendable {
    /// The 5th, 50th and 95th percentile of the replications, on the node scale: low <= median <= high.
    package let low: Double
    package let median: Double
    package let high: Double
    /// The 5th and 95th percentile of the power's rank in its country, from 1: rankLow <= rankHigh.
    package let rankLow: Int
    package let rankHigh: Int
    /// Whether the rank is the same in practically all replications, as the producer of the interval defines it.
    package let isRankStable: Bool
    /// The lowest and highest score that the reporters' values give; both `nil` where there is one reporter only.
    package let inputLow: Double?
    package let inputHigh: Double?

    package init(
        low: Double,
        median: Double,
        high: Double,
        rankLow: Int,
        rankHigh: Int,
        isRankStable: Bool,
        inputLow: Double? = nil,
        inputHigh: Double? = nil
    ) {
        self.low = low
        self.median = median
        self.high = high
        self.rankLow = rankLow
        self.rankHigh = rankHigh
        self.isRankStable = isRankStable
        self.inputLow = inputLow
        self.inputHigh = inputHigh
    }
}
