package import InfluenceModel

/// What the replications say about every score of one period.
///
/// It says what the scores owe to choices of the method: not what they owe to errors of the data (``InputRange`` is about
/// some of those), and the two are never added up.
package struct UncertaintyTable: Sendable {
    /// In the model's order.
    package let nodes: [NodeID]
    /// In the order of ``Cells``.
    package let dyads: [Dyad]
    package let period: Period
    package let replications: Int
    /// Those of which ``preferences`` tell: the root, then the dimensions (its children that are aggregates).
    package let comparedNodes: [NodeID]
    /// Of the pairs that were asked for: by country of the model, compared node, power, other power.
    package let preferences: [Preference]
    private let scores: [UncertainScore?]
    private let nodePositions: [NodeID: Int]
    private let dyadPositions: [Dyad: Int]
    private let probabilities: [Preference.Subject: Double]

    init(
        nodes: [NodeID],
        dyads: [Dyad],
        period: Period,
        replications: Int,
        comparedNodes: [NodeID],
        preferences: [Preference],
        scores: [UncertainScore?]
    ) {
        self.nodes = nodes
        self.dyads = dyads
        self.period = period
        self.replications = replications
        self.comparedNodes = comparedNodes
        self.preferences = preferences
        self.scores = scores
        nodePositions = Dictionary(zip(nodes, 0...)) { first, _ in first }
        dyadPositions = Dictionary(zip(dyads, 0...)) { first, _ in first }
        probabilities = Dictionary(preferences.map { ($0.subject, $0.probability) }) { first, _ in first }
    }

    /// - Parameters: Positions in ``nodes`` and ``dyads``; outside of them the program stops.
    /// - Returns: `nil` where the table of scores has no score.
    package func score(node: Int, dyad: Int) -> UncertainScore? {
        scores[node * dyads.count + dyad]
    }

    package subscript(node: NodeID, dyad: Dyad) -> UncertainScore? {
        guard let node = nodePositions[node], let dyad = dyadPositions[dyad] else { return nil }
        return score(node: node, dyad: dyad)
    }

    /// P(score beyond a level that was counted).
    /// - Returns: `nil` without a score, or for a level that was not asked for.
    package func levelShare(of node: NodeID, _ dyad: Dyad, beyond level: Double) -> LevelShare? {
        self[node, dyad]?.levels.first { $0.level == level }
    }

    /// P(`second` > `first`) in a country; ties count half. `nil` where one of the two has no score, or the pair was not
    /// asked for.
    package func probability(
        that second: PowerID,
        exceeds first: PowerID,
        in country: CountryID,
        at node: NodeID
    ) -> Double? {
        probabilities[Preference.Subject(node: node, country: country, first: first, second: second)]
    }
}

/// The distribution of one score over the replications.
package struct UncertainScore: Hashable, Sendable {
    static let probabilities = [0.05, 0.5, 0.95]

    /// 5 %, 50 % and 95 % quantiles (type 7), on the node scale.
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
        let ends = Quantiles.of(rankCounts.indices.lazy.map { Double($0 + 1) }, counts: rankCounts, at: [0.05, 0.95])
        (rankLow, rankHigh) = (ends[0], ends[1])
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

/// How often the second power is above the first.
package struct Preference: Hashable, Sendable {
    package let node: NodeID
    package let country: CountryID
    package let first: PowerID
    package let second: PowerID
    /// P(second > first), ties half: 0...1.
    package let probability: Double

    struct Subject: Hashable, Sendable {
        let node: NodeID
        let country: CountryID
        let first: PowerID
        let second: PowerID
    }

    var subject: Subject { Subject(node: node, country: country, first: first, second: second) }
}
