package import InfluenceModel

/// `product`: prod x, unweighted, null unless every child of positive weight is present: for an index of two factors (bandwidth x dependence in the Formal Bilateral Influence Capacity
/// index), rescaled by the node's own normalisation.
package struct Product: AggregationMethod {
    package static let name = "product"
    package static let isWeighted = false
    package static let needsAllChildren = true
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String { "product of its parts" }
    package var start: Double { 1 }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children { Self.add(child, to: &sum, &present) }
    }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        Sums.finish(&sum, present) { Self.value($0, $1) }
    }

    static func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        var sum = sum.mutableSpan
        var present = present.mutableSpan
        let values = child.values.span.extracting(child.run)
        for cell in values.indices {
            let value = child.map(values[cell])
            guard value == value else { continue }
            sum[cell] *= value
            present[cell] += child.weight
        }
    }

    static func value(_ product: Double, _ present: Double) -> Double {
        present > 0 ? product : .nan
    }
}

extension Aggregation {
    package static let product = Self(Product())
}
