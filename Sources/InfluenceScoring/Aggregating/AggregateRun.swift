internal import InfluenceModel

/// Steps 6 and 7 of the model for one aggregate over one run of cells: aggregate and gate.
///
/// Coverage is the share of the applicable children's weight that has data: sum w c / sum w, where c is 1 for an
/// indicator with a value, an aggregate's own coverage where it has a score, and 0 otherwise. Confidence is the same with
/// the indicators' staleness factors. Children of weight 0 take no part in anything.
struct AggregateRun: Sendable {
    /// Before the node's own normalisation. NaN: no score.
    private(set) var values: [Double]
    /// NaN: not applicable, as no child is.
    private(set) var coverage: [Double]
    /// `nil` where no data beneath the node age: it is the coverage then.
    private(set) var derated: [Double]?

    var confidence: [Double] { derated ?? coverage }

    static let empty = AggregateRun()

    enum Failure: Error {
        case notPositive(cell: Int, child: NodeID, value: Double)
        case notFinite(cell: Int)

        /// Position in the run.
        var cell: Int {
            switch self {
            case .notPositive(let cell, _, _), .notFinite(let cell): cell
            }
        }
    }

    private init() {
        (values, coverage, derated) = ([], [], nil)
    }

    init(_ aggregate: Aggregate, of children: [Child], count: Int, periods: Int) throws(Failure) {
        let method = aggregate.method
        var sum = [Double](repeating: method.start, count: count)
        var present = [Double](repeating: 0, count: count)
        let least = method.needsAllChildren ? children.count : aggregate.minChildren
        var counts = least > 1 ? [Double](repeating: 0, count: count) : []
        var quality =
            children.allSatisfy { $0.coverage == nil && $0.confidence == nil }
            ? nil : QualitySums(of: children, count: count)

        for child in children {
            let refused: (cell: Int, value: Double)? =
                child.withValues(count: count, periods: periods) { values, map in
                    var sums = sum.mutableSpan
                    var presents = present.mutableSpan
                    if let cell = method.add(values, map, weight: child.weight, to: &sums, &presents) {
                        return (cell, map(values[cell]))
                    }
                    if least > 1 {
                        var counts = counts.mutableSpan
                        Self.count(values, map, to: &counts)
                    }
                    quality?.add(child, values, map)
                    return nil
                }
            if let refused { throw .notPositive(cell: refused.cell, child: child.id, value: refused.value) }
        }

        var sums = sum.mutableSpan
        if let failed = method.finish(&sums, present.span) { throw .notFinite(cell: failed) }
        let coverage: [Double]
        if let quality {
            (coverage, derated) = quality.finished()
        } else {
            // Summed in the order in which `present` is: where all children are present the two are equal.
            let total = children.reduce(0) { $0 + $1.weight }
            var presents = present.mutableSpan
            for cell in presents.indices { presents[cell] /= total }
            (coverage, derated) = (present, nil)
        }
        if aggregate.minCoverage > 0 {
            Self.clear(&sum, coverage) { aggregate.isGated(coverage: $0) }
        }
        if least > 1 {
            let least = Double(least)
            Self.clear(&sum, counts) { $0 < least }
        }
        self.coverage = coverage
        values = sum
    }

    /// Takes the values where the figure fails.
    @inline(__always)
    private static func clear(_ values: inout [Double], _ figures: [Double], _ fails: (Double) -> Bool) {
        var values = values.mutableSpan
        let figures = figures.span
        for cell in figures.indices {
            // Added, not chosen: a choice becomes a branch a cell.
            values[cell] += fails(figures[cell]) ? .nan : 0
        }
    }

    private static func count(_ values: Span<Double>, _ map: LinearMap, to counts: inout MutableSpan<Double>) {
        for cell in values.indices {
            let value = map(values[cell])
            counts[cell] += value == value ? 1 : 0
        }
    }
}

extension Aggregate {
    /// Whether too little of the weight has data for a score. A coverage that misses the gate by the rounding of its sums
    /// (0.35 + 0.15 + 0.10 of 1) passes it.
    @inline(__always)
    func isGated(coverage: Double) -> Bool {
        coverage < minCoverage - 1e-12
    }
}
