internal import InfluenceModel

/// The table of the aggregation methods: how each takes in its children and what comes out.
///
/// A method keeps two figures a cell, `sum` (of the weighted terms) and `present` (the weight of the children with a
/// value), and takes in child after child for many cells: memory is then read in long runs. Values are mapped onto the
/// node scale on the way: a pass of its own would double the time. A missing value (NaN) adds nothing to either figure,
/// which shares its weight among the present ones.
extension Aggregation {
    /// What `sum` starts from.
    var start: Double {
        switch self {
        case .arithmetic, .geometric, .harmonic, .power, .ratio, .median, .copeland, .outranking: 0
        case .product: 1
        case .min: .infinity
        case .max: -.infinity
        }
    }

    /// Whether a single missing child leaves no value.
    var needsAllChildren: Bool { self == .product || self == .ratio }

    /// Whether the score is the sum of its children's shares.
    var isAdditive: Bool { self == .arithmetic }

    /// Whether the size of a child's weight matters.
    var isWeighted: Bool {
        switch self {
        case .arithmetic, .geometric, .harmonic, .power, .copeland, .outranking: true
        case .product, .ratio, .min, .max, .median: false
        }
    }

    /// Whether a score depends on the children of all other dyads of the period.
    package var isComparison: Bool { self == .copeland || self == .outranking }

    /// Of a comparison: the scores of all units of a period, from their values in each criterion and its weight.
    func compare(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        self == .copeland
            ? Copeland.scores(criteria, weights: weights) : Outranking.scores(criteria, weights: weights)
    }

    /// The values that the method takes.
    var domain: Domain {
        switch self {
        case .arithmetic, .product, .ratio, .min, .max, .median, .copeland, .outranking: .all
        case .geometric, .harmonic: .positive
        case .power(let exponent): exponent > 0 ? .notNegative : .positive
        }
    }

    enum Domain {
        case all, notNegative, positive

        func refuses(_ value: Double) -> Bool {
            switch self {
            case .all: false
            case .notNegative: value < 0
            case .positive: value <= 0
            }
        }
    }

    /// Takes in the children. Where a value is refused what comes out says nothing.
    func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        switch self {
        case .arithmetic: for child in children { Arithmetic.add(child, to: &sum, &present) }
        case .geometric, .power(exponent: 0): for child in children { Geometric.add(child, to: &sum, &present) }
        case .harmonic: for child in children { Harmonic.add(child, to: &sum, &present) }
        case .power(let exponent): PowerMean.combine(children, exponent: exponent, to: &sum, &present)
        case .product: for child in children { Product.add(child, to: &sum, &present) }
        case .ratio: Ratio.combine(children, to: &sum, &present)
        case .min: for child in children { Minimum.add(child, to: &sum, &present) }
        case .max: for child in children { Maximum.add(child, to: &sum, &present) }
        case .median: Median.combine(children, to: &sum, &present)
        // The scores are found for whole periods, outside of the runs; here just the weights are summed.
        case .copeland, .outranking: for child in children { Arithmetic.add(child, to: &sum, &present) }
        }
    }

    /// Turns the sums of each cell into its value, in place; NaN where no child is present, or the value is not finite.
    func finish(_ sum: inout [Double], _ present: [Double]) {
        switch self {
        case .arithmetic: Self.finish(&sum, present) { Arithmetic.value($0, $1) }
        case .geometric, .power(exponent: 0): Self.finish(&sum, present) { Geometric.value($0, $1) }
        case .harmonic: Self.finish(&sum, present) { Harmonic.value($0, $1) }
        case .product: Self.finish(&sum, present) { Product.value($0, $1) }
        case .min, .max: Self.finish(&sum, present) { Extreme.value($0, $1) }
        case .power, .ratio, .median, .copeland, .outranking: Self.finish(&sum, present) { value, _ in value }
        }
    }

    @inline(__always)
    private static func finish(
        _ sum: inout [Double],
        _ present: [Double],
        _ value: (Double, Double) -> Double
    ) {
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
        guard failures > 0 else { return }
        for cell in present.indices where !sum[cell].isFinite { sum[cell] = .nan }
    }
}
