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

    /// Takes in a child's values.
    /// - Returns: The first cell whose value the method refuses; nothing after it is taken in.
    func add(
        _ values: Span<Double>,
        weight: Double,
        to sum: inout MutableSpan<Double>,
        _ present: inout MutableSpan<Double>
    ) -> Int? {
        switch self {
        case .arithmetic:
            Arithmetic.add(values, weight: weight, to: &sum, &present)
            return nil
        case .geometric: return Geometric.add(values, weight: weight, to: &sum, &present)
        case .harmonic: return Harmonic.add(values, weight: weight, to: &sum, &present)
        case .product:
            Product.add(values, weight: weight, to: &sum, &present)
            return nil
        }
    }

    /// The aggregate of a cell; NaN where no child is present.
    @inline(__always)
    func value(_ sum: Double, _ present: Double) -> Double {
        switch self {
        case .arithmetic: Arithmetic.value(sum, present)
        case .geometric: Geometric.value(sum, present)
        case .harmonic: Harmonic.value(sum, present)
        case .product: Product.value(sum, present)
        }
    }
}
