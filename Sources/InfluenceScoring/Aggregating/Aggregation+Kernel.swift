internal import InfluenceModel

/// The table of the aggregation methods: how each takes in a child and what comes out.
///
/// A method keeps two figures a cell, `sum` (of the weighted terms) and `present` (the weight of the children with a
/// value), and takes in one child at a time for many cells: memory is then read in long runs. A missing value (NaN) adds
/// nothing to either, which shares its weight among the present ones.
extension Aggregation {
    /// What `sum` starts from.
    var start: Double {
        switch self {
        case .arithmetic, .geometric, .harmonic: 0
        case .product: 1
        }
    }

    /// Whether a single missing child leaves no value.
    var needsAllChildren: Bool { self == .product }

    /// Whether the score is the sum of its children's shares.
    var isAdditive: Bool { self == .arithmetic }

    /// Takes in a child's values, mapped onto the node scale on the way: a pass of its own would double the time.
    /// - Returns: The first cell whose value the method refuses; nothing after it is taken in.
    func add(
        _ values: Span<Double>,
        _ map: LinearMap,
        weight: Double,
        to sum: inout MutableSpan<Double>,
        _ present: inout MutableSpan<Double>
    ) -> Int? {
        switch self {
        case .arithmetic:
            Arithmetic.add(values, map, weight: weight, to: &sum, &present)
            return nil
        case .geometric: return Geometric.add(values, map, weight: weight, to: &sum, &present)
        case .harmonic: return Harmonic.add(values, map, weight: weight, to: &sum, &present)
        case .product:
            Product.add(values, map, weight: weight, to: &sum, &present)
            return nil
        }
    }

    /// Turns the sums of each cell into its value, in place; NaN where no child is present.
    /// - Returns: The first cell whose value is not finite though a child is present.
    func finish(_ sum: inout MutableSpan<Double>, _ present: Span<Double>) -> Int? {
        switch self {
        case .arithmetic: Self.finish(&sum, present) { Arithmetic.value($0, $1) }
        case .geometric: Self.finish(&sum, present) { Geometric.value($0, $1) }
        case .harmonic: Self.finish(&sum, present) { Harmonic.value($0, $1) }
        case .product: Self.finish(&sum, present) { Product.value($0, $1) }
        }
    }

    @inline(__always)
    private static func finish(
        _ sum: inout MutableSpan<Double>,
        _ present: Span<Double>,
        _ value: (Double, Double) -> Double
    ) -> Int? {
        // Counted, not branched on: the processor then works on several cells at once.
        var failures = 0
        for cell in present.indices {
            // Not -0: the two zeros print differently.
            let value = value(sum[cell], present[cell]) + 0
            failures &+= value.magnitude < .infinity || present[cell] == 0 ? 0 : 1
            sum[cell] = value
        }
        return failures == 0 ? nil : present.indices.first { !sum[$0].isFinite && present[$0] != 0 }
    }
}
