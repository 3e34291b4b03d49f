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

    private init() {
        (values, coverage, derated) = ([], [], nil)
    }

    /// Nothing anywhere.
    init(count: Int) {
        (values, derated) = (Array(repeating: .nan, count: count), nil)
        coverage = values
    }

    /// A cell in which the method refuses a child, or whose value is not finite, has none.
    ///
    /// - Parameters:
    ///   - compared: The values of the cells, where they were found over all dyads.
    ///   - counted: The children that ``Aggregate/minChildren`` counts, where they are others.
    ///   - isGated: Whether too few data leave no score; without it a method takes the children that are there.
    init(
        _ aggregate: Aggregate,
        of children: [Child],
        count: Int,
        compared: [Double]? = nil,
        counted: [Child]? = nil,
        isGated: Bool = true
    ) {
        let method = aggregate.method.arithmetic
        let domain = method.domain
        var sum = [Double](repeating: method.start, count: count)
        var present = [Double](repeating: 0, count: count)
        var within: Within?
        if type(of: method).isMean, type(of: method).isWeighted {
            within = Self.add(children, by: method, to: &sum, &present)
        } else {
            method.add(children, to: &sum, &present)
        }
        if let compared { sum = compared }
        method.finish(&sum, present)
        for child in children {
            switch domain {
            case .all: break
            case .notNegative: Self.clear(&sum, where: child) { $0 < 0 }
            case .positive: Self.clear(&sum, where: child) { $0 <= 0 }
            }
        }
        within?.keep(&sum, of: children)

        let coverage: [Double]
        if children.contains(where: { $0.coverage != nil || $0.confidence != nil }) {
            (coverage, derated) = QualitySums.figures(of: children, count: count)
        } else {
            // Summed in the order in which `present` is: where all children are present the two are equal.
            let total = children.reduce(0) { $0 + $1.weight }
            var presents = present.mutableSpan
            for cell in presents.indices { presents[cell] /= total }
            (coverage, derated) = (present, nil)
        }
        if isGated, aggregate.minCoverage > 0 {
            Self.clear(&sum, coverage) { aggregate.isGated(coverage: $0) }
        }
        let least = type(of: method).needsAllChildren ? children.count : aggregate.minChildren
        if isGated, least > 1 {
            Self.clear(&sum, Self.counts(of: counted ?? children, count: count)) { $0 < Double(least) }
        }
        self.coverage = coverage
        values = sum
    }

    /// Takes in the children of a weighted mean.
    private static func add(
        _ children: [Child],
        by method: some AggregationMethod,
        to sum: inout [Double],
        _ present: inout [Double]
    ) -> Within {
        if type(of: method).growsByChild { return Within(adding: children, by: method, to: &sum, &present) }
        method.add(children, to: &sum, &present)
        return Within(all: sum.count)
    }

    func with(_ values: ArraySlice<Double>) -> AggregateRun {
        var run = self
        run.values = Array(values)
        return run
    }

    /// Puts what was found for some of the cells in their places.
    mutating func put(_ found: AggregateRun, at places: [Int]) {
        if derated == nil, found.derated != nil { derated = coverage }
        for (position, place) in places.enumerated() {
            values[place] = found.values[position]
            coverage[place] = found.coverage[position]
            derated?[place] = found.confidence[position]
        }
    }

    /// Takes the values of the cells for which `isVoid` holds.
    mutating func clear(_ isVoid: (Int) -> Bool) {
        for cell in values.indices where isVoid(cell) { values[cell] = .nan }
    }

    /// Takes the values where the child's is refused.
    @inline(__always)
    private static func clear(_ values: inout [Double], where child: Child, _ refuses: (Double) -> Bool) {
        var values = values.mutableSpan
        let scores = child.values.span.extracting(child.run)
        let map = child.map
        for cell in scores.indices { values[cell] += refuses(map(scores[cell])) ? .nan : 0 }
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

    /// How many children have a value in each cell.
    private static func counts(of children: [Child], count: Int) -> [Double] {
        var counts = [Double](repeating: 0, count: count)
        for child in children {
            var counts = counts.mutableSpan
            let values = child.values.span.extracting(child.run)
            let map = child.map
            for cell in values.indices { counts[cell] += map(values[cell]).isNaN ? 0 : 1 }
        }
        return counts
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
