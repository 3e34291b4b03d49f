/// Which choices of the method are uncertain, and how often they are drawn anew to see what depends on them.
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
package struct UncertaintyPlan: Hashable, Sendable {
    /// How many times the index is computed with choices drawn at random. 0: not at all.
    package let replications: Int
    /// The relative half-width of the weights, 0..<1: each is multiplied by 1 + u, u uniform in ±this, at every level.
    package let weights: Double
    /// Factors of the distance from the lower to the upper goalpost, one at a time for all indicators that have goalposts
    /// and no levels of an ordinal table. Above 0. The model's own, 1, comes first and is not listed.
    package let goalpostsHigh: [Double]
    /// Stand in, one at a time, for the normalisation of every indicator that has one. The model's own comes first and is
    /// not listed.
    package let normalisations: [Normalisation]
    /// Stand in, one at a time, for the arithmetic mean of every node that takes one, but of those named in
    /// ``nodeAggregations``. The model's own is not listed.
    package let aggregations: [AlternativeAggregation]
    /// Stand in, one at a time, for the aggregation of the node, each node by a draw of its own. The node's own comes first
    /// and is not listed.
    package let nodeAggregations: [NodeID: [AlternativeAggregation]]
    /// Stand in, one at a time, for the treatment of every indicator, also of one that has none. `nil` is no treatment. The
    /// model's own comes first and is not listed.
    package let treatments: [Treatment?]
    /// Whether a replication may leave out one indicator of positive weight: each as likely as leaving out none.
    package let leaveOneOut: Bool
    /// The rows N of the two samples for the sensitivity indices: N (d + 2) replications for d choices. 0: none.
    package let sensitivity: Int
    /// The draws are a function of it, of the replication's number, and of the definition of what they are for: of nothing
    /// else, so that no interval moves unless its own data or definition do.
    package let seed: UInt64

    package static let maximum = 100_000
    /// Alternatives of one choice.
    package static let maximumAlternatives = 15
    /// Nodes that have alternatives of their own.
    package static let maximumNodes = 16

    package init(
        replications: Int = 1_000,
        weights: Double = 0.25,
        goalpostsHigh: [Double] = [],
        normalisations: [Normalisation] = [],
        aggregations: [AlternativeAggregation] = [],
        nodeAggregations: [NodeID: [AlternativeAggregation]] = [:],
        treatments: [Treatment?] = [],
        leaveOneOut: Bool = true,
        sensitivity: Int = 1_000,
        seed: UInt64 = 1
    ) {
        self.replications = replications
        self.weights = weights
        self.goalpostsHigh = goalpostsHigh
        self.normalisations = normalisations
        self.aggregations = aggregations
        self.nodeAggregations = nodeAggregations
        self.treatments = treatments
        self.leaveOneOut = leaveOneOut
        self.sensitivity = sensitivity
        self.seed = seed
    }

    /// On which other cells a replication of a cell depends by the alternatives alone.
    package var reach: Reach {
        let aggregations = aggregations + nodeAggregations.values.flatMap { $0 }
        return (normalisations.map(\.reach) + treatments.compactMap { $0?.reach } + aggregations.map(\.method.reach))
            .reduce(into: []) { $0.formUnion($1) }
    }
}

/// What may stand in for a node's aggregation.
package struct AlternativeAggregation: Hashable, Sendable {
    package let method: Aggregation
    /// Values of children below it enter as this: a mean that takes no values of 0 can then stand in. `nil`: as they are.
    package let floor: Double?

    package init(_ method: Aggregation, floor: Double? = nil) {
        self.method = method
        self.floor = floor
    }
}
