internal import InfluenceModel

/// What relative normalisations need to know about the values of a scope.
package struct Distribution: Hashable, Sendable {
    package var count = 0
    package var sum = 0.0
    package var min = Double.infinity
    package var max = -Double.infinity
    /// Sum of the squared deviations from the mean.
    package var squares = 0.0
    /// The magnitude of the largest figure that the values were made of by adding and taking away.
    package var size = 0.0

    /// Within the smallest and the largest value; NaN without any.
    package var mean: Double {
        let mean = sum / Double(count)
        return mean < min ? min : mean > max ? max : mean
    }
    /// Standard deviation of a sample.
    package var sd: Double { (squares / Double(count - 1)).squareRoot() }
    /// Whether there are two values that differ by more than rounding.
    package var isSpread: Bool { max.exceeds(min, ofSize: size) }

    /// Of each period, or with `isPanel` one of all together.
    ///
    /// The sums run over the dyads of each period, then over the periods: an order that no number of threads changes.
    ///
    /// - Parameters:
    ///   - pieces: The values, dyad by dyad, each with its periods in a row; a piece holds whole dyads. NaN: none.
    ///   - baseline: Positions of the periods whose values count; `nil`: all.
    static func of(
        _ pieces: [[Double]],
        periods: Int,
        isPanel: Bool,
        baseline: [Int]? = nil
    ) -> [Distribution] {
        var distributions = Array(repeating: Distribution(), count: periods)
        var isCounted = Array(repeating: baseline == nil, count: periods)
        for period in baseline ?? [] { isCounted[period] = true }
        visit(pieces, periods: periods) { period, value in
            guard isCounted[period] else { return }
            distributions[period].count += 1
            distributions[period].sum += value
            distributions[period].min = Swift.min(distributions[period].min, value)
            distributions[period].max = Swift.max(distributions[period].max, value)
        }
        let panel = distributions.reduce(into: Distribution()) { panel, period in
            panel.count += period.count
            panel.sum += period.sum
            panel.min = Swift.min(panel.min, period.min)
            panel.max = Swift.max(panel.max, period.max)
        }
        let means = distributions.map { isPanel ? panel.mean : $0.mean }
        visit(pieces, periods: periods) { period, value in
            guard isCounted[period] else { return }
            let deviation = value - means[period]
            distributions[period].squares += deviation * deviation
        }
        guard isPanel else { return distributions }
        var whole = panel
        whole.squares = distributions.reduce(0) { $0 + $1.squares }
        return [whole]
    }

    private static func visit(_ pieces: [[Double]], periods: Int, _ body: (Int, Double) -> Void) {
        for piece in pieces {
            var period = 0
            for value in piece {
                if value == value { body(period, value) }
                period = period + 1 == periods ? 0 : period + 1
            }
        }
    }
}
