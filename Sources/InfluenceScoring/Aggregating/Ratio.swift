package import InfluenceModel

/// `ratio`: x_1 / x_2 of the two children of positive weight, unweighted, null where one is missing or the second is 0: an index of one thing by another, such as an equally distributed mean by a plain one (Gender
/// Inequality Index).
package struct Ratio: AggregationMethod {
    package static let name = "ratio"
    package static let isWeighted = false
    package static let needsAllChildren = true
    package static let parts: FixedParts? = FixedParts(2, name: "a ratio", meaning: "of its first child by its second")
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "the first of its parts over the second" }

    package func absence(of children: [NodeID], _ values: [Double]) -> Absence? {
        guard let child = children.last, values.last == 0 else { return nil }
        return .divisorZero(child: child)
    }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        Self.combine(children, to: &sum, &present)
    }

    /// NaN unless there are two children, both present and the second not 0.
    static func combine(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        CellWise.combine(children, to: &sum, &present) { values, places in
            guard places.count == 2 else { return .nan }
            let (dividend, divisor) = (values[places.lowerBound], values[places.lowerBound + 1])
            return divisor == 0 ? .nan : dividend / divisor
        }
    }
}

extension Aggregation {
    package static let ratio = Self(Ratio())
}
