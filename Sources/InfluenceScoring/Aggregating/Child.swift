internal import InfluenceModel

/// A child of an aggregate over some run of cells: where its values lie and what they weigh.
struct Child {
    let id: NodeID
    /// Above 0.
    let weight: Double
    /// Raw values: of all cells, or of the run alone.
    let values: [Double]
    /// Where the run begins in ``values`` and in the figures of its quality.
    let start: Int
    let fit: Fit
    let quality: Quality

    enum Quality {
        /// Covered where there is a value, and then without doubt.
        case plain
        /// An indicator whose values age.
        case indicator([Freshness])
        /// An aggregate with its own coverage (NaN: not applicable) and confidence.
        case aggregate(coverage: [Double], confidence: [Double])
    }

    var isPlain: Bool {
        if case .plain = quality { true } else { false }
    }

    /// Calls `body` with the normalised values of the run.
    ///
    /// - Parameters:
    ///   - periods: The number of periods; the run begins with the first of a dyad.
    ///   - scratch: As long as the run.
    func withScores<Result>(
        count: Int,
        periods: Int,
        scratch: inout [Double],
        _ body: (Span<Double>) -> Result
    ) -> Result {
        let raw = values.span.extracting(start..<(start + count))
        if fit.isIdentity { return body(raw) }
        var scores = scratch.mutableSpan
        if fit.maps.count == 1 {
            let map = fit.maps[0]
            for cell in raw.indices { scores[cell] = map(raw[cell]) }
        } else {
            var period = 0
            for cell in raw.indices {
                scores[cell] = fit.maps[period](raw[cell])
                period = period + 1 == periods ? 0 : period + 1
            }
        }
        return body(scratch.span)
    }
}
