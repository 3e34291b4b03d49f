package import InfluenceModel

/// A child of an aggregate over some run of cells: where its values lie and what they weigh.
package struct Child {
    package let id: NodeID
    /// Above 0.
    package let weight: Double
    /// Where ``map`` has yet to bring them onto the node scale.
    package private(set) var values: [Double]
    /// Where the run lies in ``values``.
    package private(set) var run: Range<Int>
    package private(set) var map: LinearMap
    /// Of the run. NaN: not applicable. `nil`: 1 in every cell that has a value, and applicable in all.
    let coverage: [Double]?
    /// Of the run. `nil`: the coverage.
    let confidence: [Double]?

    /// - Parameters:
    ///   - values: Raw values, of which the run is a part.
    ///   - run: Begins with the first period of a dyad.
    ///   - periods: Their number.
    init(
        id: NodeID,
        weight: Double,
        values: [Double],
        run: Range<Int>,
        fit: Fit,
        periods: Int,
        coverage: [Double]?,
        confidence: [Double]?
    ) {
        self.id = id
        self.weight = weight
        self.coverage = coverage
        self.confidence = confidence
        if let line = fit.line {
            (self.values, self.run, map) = (values, run, line)
        } else {
            var scores = run.map { fit.maps[fit.maps.count == 1 ? 0 : ($0 - run.lowerBound) % periods](values[$0]) }
            if let digits = fit.digits {
                scores = scores.map { decimallyRounded($0, digits: digits, ofSize: fit.size) }
            }
            (self.values, self.run, map) = (scores, scores.indices, .identity)
        }
    }

    /// Some cells of a child, by their positions in its run.
    init(_ whole: Child, at cells: [Int]) {
        id = whole.id
        weight = whole.weight
        values = cells.map { whole.map(whole.values[whole.run.lowerBound + $0]) }
        run = values.indices
        map = .identity
        coverage = whole.coverage.map { coverage in cells.map { coverage[$0] } }
        confidence = whole.confidence.map { confidence in cells.map { confidence[$0] } }
    }

    /// Without a value anywhere: what can't be computed is missing.
    func cleared() -> Child {
        var copy = self
        copy.values = Array(repeating: .nan, count: run.count)
        (copy.run, copy.map) = (copy.values.indices, .identity)
        return copy
    }
}
