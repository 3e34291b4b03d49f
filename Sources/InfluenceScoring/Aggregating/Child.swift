internal import InfluenceModel

/// A child of an aggregate over some run of cells: where its values lie and what they weigh.
struct Child {
    let id: NodeID
    /// Above 0.
    let weight: Double
    /// Raw values: of all cells, or of the run alone.
    let values: [Double]
    /// Where the run begins in ``values``.
    let start: Int
    let fit: Fit
    /// Of the run. NaN: not applicable. `nil`: 1 in every cell that has a value, and applicable in all.
    let coverage: [Double]?
    /// Of the run. `nil`: the coverage.
    let confidence: [Double]?

    /// Calls `body` with the values of the run and what maps them onto the node scale.
    ///
    /// - Parameter periods: Their number; the run begins with the first of a dyad.
    func withValues<Result>(count: Int, periods: Int, _ body: (Span<Double>, LinearMap) -> Result) -> Result {
        let raw = values.span.extracting(start..<(start + count))
        if fit.maps.count == 1 { return body(raw, fit.maps[0]) }
        var scores = [Double](repeating: 0, count: count)
        var period = 0
        for cell in raw.indices {
            scores[cell] = fit.maps[period](raw[cell])
            period = period + 1 == periods ? 0 : period + 1
        }
        return body(scores.span, .identity)
    }
}
