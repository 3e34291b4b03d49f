internal import InfluenceModel

/// What leads from a node's raw or aggregated value to its score: a line within bounds, then rounding. NaN in, NaN out.
struct ScoreMap: Hashable, Sendable {
    var line: LinearMap
    /// Decimals; `nil`: as it is.
    var digits: Int?
    /// What halves go by, the magnitude of the largest figures that scores are made of: see ``Fit/size``. 0 where nothing is
    /// rounded.
    var size: Double

    static let identity = ScoreMap(.identity)

    init(_ line: LinearMap, digits: Int? = nil, size: Double = 0) {
        self.line = line
        self.digits = digits
        self.size = digits == nil ? 0 : size
    }

    @inline(__always)
    func callAsFunction(_ value: Double) -> Double {
        let score = line(value)
        guard let digits else { return score }
        return decimallyRounded(score, digits: digits, ofSize: size)
    }
}

/// To so many decimals, below 0 to tens, hundreds ..., half away from zero.
///
/// Halves are those of decimal numbers: 1.005 has no floating-point number of its own, but rounds to 1.01. A value within
/// four units in the last place of a half counts as one, as everywhere where figures are compared with decimals.
/// - Parameter size: the magnitude of the largest figure that the value was made of by adding and taking away: 10 - 9.65 is
///   0.35 but for the rounding of 10.
func decimallyRounded(_ value: Double, digits: Int, ofSize size: Double = 0) -> Double {
    // Powers of ten to 10^22 are exact.
    let unit = (0..<min(digits.magnitude, 22)).reduce(1.0) { unit, _ in unit * 10 }
    let scaled = (digits >= 0 ? value * unit : value / unit).magnitude
    let largest = max(scaled, digits >= 0 ? size * unit : size / unit)
    // Whole from 2^52, and no number beyond the largest.
    guard scaled < 4_503_599_627_370_496 else { return value }
    let below = scaled.rounded(.down)
    let whole = scaled - below >= 0.5 - min(Double.roundingUnits * largest.ulp, 1e-6) ? below + 1 : below
    let result = digits >= 0 ? whole / unit : whole * unit
    return value < 0 ? 0 - result : result
}
