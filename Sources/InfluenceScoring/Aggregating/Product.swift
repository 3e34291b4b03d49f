/// prod x, unweighted: for an index of two factors (bandwidth x dependence in the Formal Bilateral Influence Capacity
/// index), rescaled by the node's own normalisation.
enum Product {
    static func add(
        _ values: Span<Double>,
        _ map: LinearMap,
        weight: Double,
        to product: inout MutableSpan<Double>,
        _ present: inout MutableSpan<Double>
    ) {
        for cell in values.indices {
            let value = map(values[cell])
            guard value == value else { continue }
            product[cell] *= value
            present[cell] += weight
        }
    }

    static func value(_ product: Double, _ present: Double) -> Double {
        present > 0 ? product : .nan
    }
}
