/// Which choices of the method are uncertain, and how often they are drawn anew to see what depends on them.
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
package struct UncertaintyPlan: Hashable, Sendable {
    /// How many times the index is computed with choices drawn at random. 0: not at all.
    package let replications: Int
    /// The relative half-width of the weights, 0..<1: each is multiplied by 1 + u, u uniform in ±this, at every level.
    package let weights: Double
    /// Stand in, one at a time, for the normalisation of every indicator that has one. The model's own comes first and is
    /// not listed.
    package let normalisations: [Normalisation]
    /// Stand in, one at a time, for the arithmetic mean of every node that takes one. The model's own is not listed.
    package let aggregations: [Aggregation]
    /// Stand in, one at a time, for the treatment of every indicator, also of one that has none. `nil` is no treatment. The
    /// model's own comes first and is not listed.
    package let treatments: [Treatment?]
    /// Whether a replication may leave out one indicator of positive weight: each as likely as leaving out none.
    package let leaveOneOut: Bool
    /// The rows N of the two samples for the sensitivity indices: N (d + 2) replications for d choices. 0: none.
    package let sensitivity: Int

    package static let maximum = 100_000

    package init(
        replications: Int = 1_000,
        weights: Double = 0.25,
        normalisations: [Normalisation] = [],
        aggregations: [Aggregation] = [],
        treatments: [Treatment?] = [],
        leaveOneOut: Bool = true,
        sensitivity: Int = 1_000
    ) {
        self.replications = replications
        self.weights = weights
        self.normalisations = normalisations
        self.aggregations = aggregations
        self.treatments = treatments
        self.leaveOneOut = leaveOneOut
        self.sensitivity = sensitivity
    }
}
