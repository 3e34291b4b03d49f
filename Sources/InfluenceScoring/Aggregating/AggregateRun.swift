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
    private(set) var confidence: [Double]

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
        (values, coverage, confidence) = ([], [], [])
    }

    init(_ aggregate: Aggregate, of children: [Child], count: Int, periods: Int) throws(Failure) {
        var scratch = children.allSatisfy(\.fit.isIdentity) ? [] : [Double](repeating: 0, count: count)
        var sum = [Double](repeating: aggregate.method.start, count: count)
        var present = [Double](repeating: 0, count: count)
        let least = aggregate.method.needsAllChildren ? children.count : aggregate.minChildren
        var counts = least > 1 ? [Int32](repeating: 0, count: count) : []
        var quality = children.allSatisfy(\.isPlain) ? nil : QualitySums(count: count)

        for child in children {
            let refused: (cell: Int, value: Double)? =
                child.withScores(count: count, periods: periods, scratch: &scratch) { scores in
                    var sums = sum.mutableSpan
                    var presents = present.mutableSpan
                    if let cell = aggregate.method.add(scores, weight: child.weight, to: &sums, &presents) {
                        return (cell, scores[cell])
                    }
                    if least > 1 {
                        for cell in scores.indices where scores[cell] == scores[cell] { counts[cell] += 1 }
                    }
                    quality?.add(child, scores)
                    return nil
                }
            if let refused { throw .notPositive(cell: refused.cell, child: child.id, value: refused.value) }
        }

        // The total weight in the order in which `present` is summed: where all are present the two are equal.
        let total = children.reduce(0) { $0 + $1.weight }
        if let failed = Self.finish(aggregate, &sum, present) { throw .notFinite(cell: failed) }
        if let quality {
            (coverage, confidence) = quality.finished()
        } else {
            for cell in present.indices { present[cell] /= total }
            (coverage, confidence) = (present, present)
        }
        if aggregate.minCoverage > 0 {
            for cell in sum.indices { sum[cell] = aggregate.isGated(coverage: coverage[cell]) ? .nan : sum[cell] }
        }
        if least > 1 {
            for cell in sum.indices where counts[cell] < least { sum[cell] = .nan }
        }
        values = sum
    }

    /// Turns sums into values in place.
    /// - Returns: The first cell whose value is not finite though a child is present.
    private static func finish(_ aggregate: Aggregate, _ sum: inout [Double], _ present: [Double]) -> Int? {
        var isFinite = true
        let method = aggregate.method
        for cell in sum.indices {
            // Not -0: the two zeros print differently.
            let value = method.value(sum[cell], present[cell]) + 0
            isFinite = isFinite && (value.magnitude < .infinity || present[cell] == 0)
            sum[cell] = value
        }
        return isFinite ? nil : sum.indices.first { !sum[$0].isFinite && present[$0] > 0 }
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

/// The sums behind coverage and confidence where the children's data age, or are aggregates.
private struct QualitySums {
    private var applicable: [Double]
    private var covered: [Double]
    private var confident: [Double]

    init(count: Int) {
        applicable = Array(repeating: 0, count: count)
        covered = applicable
        confident = applicable
    }

    mutating func add(_ child: Child, _ scores: Span<Double>) {
        let weight = child.weight
        switch child.quality {
        case .plain:
            for cell in scores.indices {
                let share = scores[cell] == scores[cell] ? weight : 0
                applicable[cell] += weight
                covered[cell] += share
                confident[cell] += share
            }
        case .indicator(let freshness):
            for cell in scores.indices {
                let state = freshness[child.start + cell]
                let share = scores[cell] == scores[cell] ? weight : 0
                applicable[cell] += state == .notApplicable ? 0 : weight
                covered[cell] += share
                confident[cell] += share * state.confidence
            }
        case .aggregate(let coverage, let confidence):
            for cell in scores.indices where coverage[child.start + cell] == coverage[child.start + cell] {
                let share = scores[cell] == scores[cell] ? weight : 0
                applicable[cell] += weight
                covered[cell] += share * coverage[child.start + cell]
                confident[cell] += share * confidence[child.start + cell]
            }
        }
    }

    consuming func finished() -> (coverage: [Double], confidence: [Double]) {
        for cell in applicable.indices {
            covered[cell] /= applicable[cell]
            confident[cell] /= applicable[cell]
        }
        return (covered, confident)
    }
}
