// Comparisons of figures with each other and with what people write in decimal. Few decimals have a floating-point number
// of their own, so 29 / 100 x 100 comes out a hair below 29, and 2.2 - 1.2 a hair above 1.

extension Double {
    /// Figures so many units in the last place of the larger one apart are equal: sums, ratios and means of decimals keep to
    /// that.
    package static let roundingUnits = 4.0

    /// By how much rounding can part two figures that are equal; NaN of what is not finite.
    /// - Parameter size: the magnitude of the largest figure that either was made of by adding and taking away.
    private func rounding(besides other: Double, _ size: Double) -> Double {
        Self.roundingUnits * max(magnitude, other.magnitude, size).ulp
    }

    /// Whether it is above another figure by more than rounding.
    /// - Parameter size: the magnitude of the largest figure that either was made of by adding and taking away; 0: they
    ///   are the largest.
    package func exceeds(_ other: Double, ofSize size: Double = 0) -> Bool {
        // Beside what is infinite there is no rounding, and no comparison with NaN holds.
        self > other && !(self - other <= rounding(besides: other, size))
    }

    /// Whether it is another figure but for rounding.
    /// - Parameter size: as of ``exceeds(_:ofSize:)``.
    package func isEqual(to other: Double, ofSize size: Double) -> Bool {
        self == other || (self - other).magnitude <= rounding(besides: other, size)
    }
}
