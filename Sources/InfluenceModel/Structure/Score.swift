/// The score of a node for a dyad and a period.
package struct Score: Hashable, Sendable {
    /// On the node scale, finite, never -0; `nil` where the data do not suffice. Missing is never zero.
    package let value: Double?
    /// The share of the applicable weight beneath the node that has data: 0...1. 0 where nothing is applicable.
    package let coverage: Double
    /// The same derated by staleness: 0...coverage.
    package let confidence: Double

    package init(value: Double?, coverage: Double, confidence: Double) {
        self.value = value
        self.coverage = coverage
        self.confidence = confidence
    }
}
