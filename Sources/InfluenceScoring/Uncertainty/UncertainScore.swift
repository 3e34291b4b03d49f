/// The distribution of one score over the replications.
package struct UncertainScore: Hashable, Sendable {
    /// The probabilities of the ends of an interval.
    private static let ends = (low: 0.05, high: 0.95)
    static let probabilities = [ends.low, 0.5, ends.high]

    /// The median, and the ends of the interval: 5 % and 95 % quantiles (type 7), on the node scale.
    package let low: Double
    package let median: Double
    package let high: Double
    /// The Monte Carlo errors of ``low`` and ``high``: the standard deviations of what other seeds give.
    package let lowError: Double
    package let highError: Double
    /// In how many replications the power held rank 1, 2, ... among the powers with a score in the country. 1 is the
    /// highest; equal values share the better rank.
    package let rankCounts: [Int]
    /// 5 % and 95 % quantiles of the rank.
    package let rankLow: Double
    package let rankHigh: Double
    /// The rank by the model's own choices.
    package let rank: Int
    /// Whether ``rank`` is held in at least 95 % of the replications.
    package let isRankStable: Bool
    /// How often it is beyond the levels that were asked for.
    package let levels: [LevelShare]

    /// The replications that gave a score. Fewer than all only where the one indicator with data was left out.
    package var replications: Int { rankCounts.reduce(0, +) }

    /// - Parameter quantiles: At ``probabilities``.
    init(_ quantiles: [Quantiles.Estimate], rankCounts: [Int], rank: Int, levels: [LevelShare] = []) {
        self.levels = levels
        (low, median, high) = (quantiles[0].value, quantiles[1].value, quantiles[2].value)
        (lowError, highError) = (quantiles[0].error, quantiles[2].error)
        self.rankCounts = rankCounts
        self.rank = rank
        let interval = Quantiles.of(
            rankCounts.indices.lazy.map { Double($0 + 1) },
            counts: rankCounts,
            at: [Self.ends.low, Self.ends.high]
        )
        (rankLow, rankHigh) = (interval[0], interval[1])
        isRankStable = rankCounts[rank - 1] * 20 >= rankCounts.reduce(0, +) * 19
    }
}

/// The shares of the replications with a score in which it is above and below a level: 0...1, strictly beyond it.
package struct LevelShare: Hashable, Sendable {
    package let level: Double
    package let above: Double
    package let below: Double

    /// - Parameter values: with how often each occurs; not all of them 0 times.
    init(of values: some Sequence<(value: Double, count: Int)>, beyond level: Double) {
        var (above, below, total) = (0, 0, 0)
        for (value, count) in values {
            total += count
            if value > level { above += count }
            if value < level { below += count }
        }
        self.level = level
        self.above = Double(above) / Double(max(1, total))
        self.below = Double(below) / Double(max(1, total))
    }
}
