internal import InfluenceModel

/// A child of an aggregate over some run of cells: where its values lie and what they weigh.
struct Child {
    let id: NodeID
    /// Above 0.
    let weight: Double
    /// Where ``map`` has yet to bring them onto the node scale.
    let values: [Double]
    /// Where the run lies in ``values``.
    let run: Range<Int>
    let map: LinearMap
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
        if fit.maps.count == 1 {
            (self.values, self.run, map) = (values, run, fit.maps[0])
        } else {
            let scores = run.map { fit.maps[($0 - run.lowerBound) % periods](values[$0]) }
            (self.values, self.run, map) = (scores, scores.indices, .identity)
        }
    }

    /// The first value of the run, on the node scale, for which `isRefused` holds, and its position in the run.
    func first(where isRefused: (Double) -> Bool) -> (cell: Int, value: Double)? {
        run.first { isRefused(map(values[$0])) }.map { ($0 - run.lowerBound, map(values[$0])) }
    }
}
