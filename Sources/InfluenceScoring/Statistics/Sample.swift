internal import InfluenceModel

/// The known values of something, for statistics over them.
///
/// Every figure is `nil` where it is undefined: of too few values, of values without spread where it divides by the
/// spread, and where the arithmetic leaves the range of floating-point numbers. Sums are taken in the order of the values
/// and in two passes (the mean first, then the deviations), so that large values do not cancel.
package struct Sample: Hashable, Sendable {
    package let values: [Double]
    package let min: Double?
    package let max: Double?
    /// sum x / n
    package let mean: Double?

    /// - Parameter values: NaN stands for a missing one and is left out.
    package init(_ values: some Sequence<Double>) {
        self.values = values.filter { !$0.isNaN }
        min = self.values.min()
        max = self.values.max()
        mean = Self.mean(of: self.values).map(Extent(self.values).kept)
    }

    package var count: Int { values.count }

    /// Whether there are two values that differ by more than rounding.
    package var isSpread: Bool {
        guard let min, let max else { return false }
        return max.exceeds(min)
    }

    /// Standard deviation of a sample: (sum (x - mean)^2 / (n - 1))^(1/2). 0 of equal values; `nil` of fewer than 2.
    package var sd: Double? {
        guard count > 1, let deviations else { return nil }
        guard isSpread else { return 0 }
        let squares = deviations.scaled.reduce(0) { $0 + $1 * $1 }
        return finite(deviations.unit * (squares / Double(count - 1)).squareRoot())
    }

    package var median: Double? { quantile(0.5) }

    /// Linear between the order statistics: at position (n - 1) p, from 0. R's type 7.
    /// Source: Hyndman, Fan, "Sample quantiles in statistical packages" (1996), definition 7.
    /// - Parameter share: 0...1; values outside are taken as the nearer end.
    package func quantile(_ share: Double) -> Double? {
        Self.quantile(share, ofSorted: values.sorted())
    }

    /// Several quantiles for one sort.
    package func quantiles(_ shares: [Double]) -> [Double?] {
        let sorted = values.sorted()
        return shares.map { Self.quantile($0, ofSorted: sorted) }
    }

    private static func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double? {
        guard let last = sorted.indices.last, !share.isNaN else { return nil }
        let position = Double(last) * Swift.min(Swift.max(share, 0), 1)
        let below = Int(position)
        let part = position - Double(below)
        guard part > 0, below < last else { return finite(sorted[below]) }
        return finite(between(sorted[below], sorted[below + 1], part))
    }

    private static func mean(of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let count = Double(values.count)
        let first = values.reduce(0, +) / count
        // What the first pass lost to rounding; R does the same.
        return finite(first + values.reduce(0) { $0 + ($1 - first) } / count)
    }

    /// x - mean, in units of the largest, so that their powers neither overflow nor vanish.
    var deviations: (scaled: [Double], unit: Double)? {
        guard let mean else { return nil }
        let plain = values.map { $0 - mean }
        let unit = plain.reduce(0) { Swift.max($0, $1.magnitude) }
        guard unit > 0, unit.isFinite else { return unit == 0 ? (plain, 1) : nil }
        return (plain.map { $0 / unit }, unit)
    }
}

/// The value at a part, 0...1, of the way from one to another: never beyond them.
func between(_ first: Double, _ second: Double, _ part: Double) -> Double {
    Extent([first, second]).kept(first * (1 - part) + second * part)
}

/// `nil` for what is no number.
func finite(_ value: Double) -> Double? {
    // Not -0: the two zeros print differently.
    value.isFinite ? value + 0 : nil
}
