/// From raw values to the node scale.
/// Source of the methods: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.6.
package struct Normalisation: Hashable, Sendable {
    package let method: Method
    /// Over which values the parameters of a relative method are taken.
    package let scope: Scope

    package enum Method: Hashable, Sendable {
        /// Linear between two fixed points, truncated at the ends of the node scale. Independent of all other cells.
        case goalposts(low: Double, high: Double)
        /// Linear from the smallest to the largest value, onto `target`.
        case minmax(target: Scale)
        /// (x - mean) / sd (n - 1), then moved to the given mean and sd.
        case zscore(mean: Double, sd: Double)
        /// The raw value as it is.
        case none
    }

    package enum Scope: String, CaseIterable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
    }

    package init(_ method: Method, scope: Scope = .panel) {
        self.method = method
        self.scope = scope
    }

    package static let none = Normalisation(.none)
}
