/// The aggregations that are a mean of the form g^-1(sum w g(x) / sum w). Source: Kolmogorov and Nagumo (1930).
///
/// Of an indicator's score, which is the same in all replications of a batch, g is taken once.
package enum QuasiArithmetic: Hashable, Sendable {
    case arithmetic, geometric, harmonic
    /// The power mean of exponent 1/2, whose g costs next to nothing.
    case root
    case power(exponent: Double)

    /// Exponents by which no usual value leaves the numbers. The others are computed as ``PowerMean`` does.
    private static let exponents = 0.125...8

    /// The power mean of an exponent.
    /// - Returns: `nil` for one by which values leave the numbers.
    init?(exponent: Double) {
        switch exponent {
        case 0: self = .geometric
        case 1: self = .arithmetic
        case -1: self = .harmonic
        case 0.5: self = .root
        case _ where Self.exponents.contains(exponent.magnitude): self = .power(exponent: exponent)
        default: return nil
        }
    }

    /// Whether there are values that it can't take.
    var isSelective: Bool { self != .arithmetic }

    @inline(__always)
    func refuses(_ value: Double) -> Bool {
        switch self {
        case .arithmetic: false
        case .geometric, .harmonic: value <= 0
        case .root: value < 0
        case .power(let exponent): exponent > 0 ? value < 0 : value <= 0
        }
    }

    @inline(__always)
    func inner(_ value: Double) -> Double {
        switch self {
        case .arithmetic: value
        case .geometric: Elementary.log(value)
        case .harmonic: 1 / value
        case .root: value.squareRoot()
        case .power(let exponent): Elementary.pow(value, exponent)
        }
    }

    @inline(__always)
    func outer(_ mean: Double) -> Double {
        switch self {
        case .arithmetic: mean
        case .geometric: Elementary.exp(mean)
        case .harmonic: 1 / mean
        case .root: mean * mean
        case .power(let exponent): Elementary.pow(mean, 1 / exponent)
        }
    }
}

extension QuasiArithmetic {
    /// g of each. NaN for what the mean refuses, and for NaN.
    @inline(__always)
    func inner(_ values: SIMD8<Double>) -> SIMD8<Double> {
        switch self {
        case .arithmetic: return values
        // Negative ones have none.
        case .root: return values.squareRoot()
        // Nor have those of 0 here.
        case .geometric: return Elementary.log(values)
        case .harmonic: return (1 / values).replacing(with: .nan, where: .!(values .> 0))
        case .power:
            var inner = SIMD8<Double>(repeating: .nan)
            for lane in 0..<8 where !refuses(values[lane]) { inner[lane] = self.inner(values[lane]) }
            return inner
        }
    }

    @inline(__always)
    func outer(_ means: SIMD8<Double>) -> SIMD8<Double> {
        switch self {
        case .arithmetic: return means
        case .root: return means * means
        case .geometric: return Elementary.exp(means)
        case .harmonic: return 1 / means
        case .power:
            var outer = means
            for lane in 0..<8 { outer[lane] = self.outer(means[lane]) }
            return outer
        }
    }
}
