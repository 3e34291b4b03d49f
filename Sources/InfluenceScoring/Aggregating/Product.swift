/// prod x, unweighted: for an index of two factors (bandwidth x dependence in the Formal Bilateral Influence Capacity
/// index), rescaled by the node's own normalisation.
enum Product {
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
