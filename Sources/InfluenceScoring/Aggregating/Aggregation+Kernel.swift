internal import InfluenceModel

/// The table of the aggregation methods: how each takes in a child and what comes out.
///
/// A method keeps two figures a cell, `sum` (of the weighted terms) and `present` (the weight of the children with a
/// value), and takes in child after child for many cells: memory is then read in long runs. Values are mapped onto the
/// node scale on the way: a pass of its own would double the time. A missing value (NaN) adds nothing to either figure,
/// which shares its weight among the present ones.
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

    /// Whether there are values that the method refuses: those that are not above 0.
    var needsPositive: Bool {
        switch self {
        case .arithmetic, .product: false
        case .geometric, .harmonic: true
        }
    }

    /// Takes in a child none of whose values is refused.
    func add(_ child: Child, to sum: inout [Double], _ present: inout [Double]) {
        switch self {
        case .arithmetic: Arithmetic.add(child, to: &sum, &present)
        case .geometric: Geometric.add(child, to: &sum, &present)
        case .harmonic: Harmonic.add(child, to: &sum, &present)
        case .product: Product.add(child, to: &sum, &present)
        }
    }

    /// Turns the sums of each cell into its value, in place; NaN where no child is present.
    /// - Returns: The first cell whose value is not finite though a child is present.
    func finish(_ sum: inout [Double], _ present: [Double]) -> Int? {
        switch self {
        case .arithmetic: Self.finish(&sum, present) { Arithmetic.value($0, $1) }
        case .geometric: Self.finish(&sum, present) { Geometric.value($0, $1) }
        case .harmonic: Self.finish(&sum, present) { Harmonic.value($0, $1) }
        case .product: Self.finish(&sum, present) { Product.value($0, $1) }
        }
    }

    @inline(__always)
    private static func finish(
        _ sum: inout [Double],
        _ present: [Double],
        _ value: (Double, Double) -> Double
    ) -> Int? {
        var sum = sum.mutableSpan
        let present = present.span
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
