internal import InfluenceModel

/// The aggregations that are a mean of the form g^-1(sum w g(x) / sum w). Source: Kolmogorov and Nagumo (1930).
///
/// Of an indicator's score, which is the same in all replications of a batch, g is taken once.
enum QuasiArithmetic: Hashable, Sendable {
    case arithmetic, geometric, harmonic
    /// The power mean of exponent 1/2, whose g costs next to nothing.
    case root
    case power(exponent: Double)

    /// Exponents by which no usual value leaves the numbers. The others are computed as ``PowerMean`` does.
    private static let exponents = 0.125...8

    /// - Returns: `nil` for an aggregation of another form.
    init?(_ method: Aggregation) {
        switch method {
        case .arithmetic: self = .arithmetic
        case .geometric: self = .geometric
        case .harmonic: self = .harmonic
        case .power(0): self = .geometric
        case .power(1): self = .arithmetic
        case .power(-1): self = .harmonic
        case .power(0.5): self = .root
        case .power(let exponent) where Self.exponents.contains(exponent.magnitude): self = .power(exponent: exponent)
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

/// The loops over the replications of a batch. Multiplied, then added: fused, the bits would depend on the processor.
enum Kernel {
    static func clear(_ sums: inout [Double]) {
        var sums = sums.mutableSpan
        for position in sums.indices { sums[position] = 0 }
    }

    static func add(_ terms: [Double], _ start: Int, to sums: inout [Double]) {
        var sums = sums.mutableSpan
        let terms = terms.span.extracting(start..<(start + sums.count))
        for position in sums.indices { sums[position] += terms[position] }
    }

    static func add(_ weights: [Double], _ start: Int, times value: Double, to sums: inout [Double]) {
        var sums = sums.mutableSpan
        let weights = weights.span.extracting(start..<(start + sums.count))
        for position in sums.indices { sums[position] += weights[position] * value }
    }

    static func add(
        _ weights: [Double],
        _ start: Int,
        _ values: [Double],
        _ first: Int,
        _ mean: QuasiArithmetic,
        to sums: inout [Double]
    ) {
        var sums = sums.mutableSpan
        let weights = weights.span.extracting(start..<(start + sums.count))
        let values = values.span.extracting(first..<(first + sums.count))
        if mean == .arithmetic {
            for position in sums.indices { sums[position] += weights[position] * values[position] }
        } else {
            for position in sums.indices { sums[position] += weights[position] * mean.inner(values[position]) }
        }
    }

    /// The same where a value may be absent: its weight is shared among the others.
    static func addPresent(
        _ weights: [Double],
        _ start: Int,
        _ values: [Double],
        _ first: Int,
        _ mean: QuasiArithmetic,
        to sums: inout [Double],
        _ totals: inout [Double]
    ) {
        for position in sums.indices where !values[first + position].isNaN {
            sums[position] += weights[start + position] * mean.inner(values[first + position])
            totals[position] += weights[start + position]
        }
    }

    /// 0 / 0, where nothing is present, is NaN.
    static func finish(
        _ sums: [Double],
        _ totals: [Double],
        _ mean: QuasiArithmetic,
        into values: inout [Double],
        _ start: Int
    ) {
        let sums = sums.span
        let totals = totals.span
        values.withUnsafeMutableBufferPointer { buffer in
            var values = UnsafeMutableBufferPointer(rebasing: buffer[start..<(start + sums.count)]).mutableSpan
            if mean == .arithmetic {
                // Not -0: the two zeros print differently.
                for position in values.indices { values[position] = sums[position] / totals[position] + 0 }
            } else {
                for position in values.indices { values[position] = mean.outer(sums[position] / totals[position]) }
            }
        }
    }

    /// Eight replications of one score.
    @inline(__always)
    static func eight(_ values: Span<Double>, _ start: Int) -> SIMD8<Double> {
        let run = values.extracting(start..<(start + 8))
        return SIMD8(run[0], run[1], run[2], run[3], run[4], run[5], run[6], run[7])
    }

    /// 1 in each lane where the second value is higher; NaN is not, and nothing is higher than NaN.
    @inline(__always)
    static func isHigher(_ values: SIMD8<Double>, _ others: SIMD8<Double>) -> SIMD8<Int64> {
        // A mask is all bits or none: -1 or 0.
        0 &- unsafeBitCast(values .< others, to: SIMD8<Int64>.self)
    }

    /// How many of the others are higher, in each of eight replications.
    @inline(__always)
    static func higher(than own: SIMD8<Double>, among tile: Span<SIMD8<Double>>) -> SIMD8<Int64> {
        var count = SIMD8<Int64>(repeating: 0)
        for other in tile.indices { count &+= isHigher(own, tile[other]) }
        return count
    }

    /// In how many replications the other value is higher, and in how many it is lower.
    static func compare(_ values: [Double], _ first: Int, _ other: Int, width: Int) -> (higher: Int, lower: Int) {
        let values = values.span
        var (higher, lower) = (SIMD8<Int64>(repeating: 0), SIMD8<Int64>(repeating: 0))
        for offset in stride(from: 0, to: width, by: 8) {
            let (own, others) = (eight(values, first + offset), eight(values, other + offset))
            higher &+= isHigher(own, others)
            lower &+= isHigher(others, own)
        }
        return (Int(higher.wrappedSum()), Int(lower.wrappedSum()))
    }
}
