internal import InfluenceModel

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The aggregations that are a mean of the form g^-1(sum w g(x) / sum w). Source: Kolmogorov and Nagumo (1930).
///
/// Of an indicator's score, which is the same in all replications of a batch, g is taken once.
enum QuasiArithmetic: Sendable {
    case arithmetic, geometric, harmonic

    /// - Returns: `nil` for an aggregation of another form.
    init?(_ method: Aggregation) {
        switch method {
        case .arithmetic: self = .arithmetic
        case .geometric: self = .geometric
        case .harmonic: self = .harmonic
        default: return nil
        }
    }

    var needsPositive: Bool { self != .arithmetic }

    @inline(__always)
    func inner(_ value: Double) -> Double {
        switch self {
        case .arithmetic: value
        case .geometric: log(value)
        case .harmonic: 1 / value
        }
    }

    @inline(__always)
    func outer(_ mean: Double) -> Double {
        switch self {
        case .arithmetic: mean
        case .geometric: exp(mean)
        case .harmonic: 1 / mean
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
        values[start..<(start + sums.count)].withUnsafeMutableBufferPointer { buffer in
            var values = buffer.mutableSpan
            if mean == .arithmetic {
                // Not -0: the two zeros print differently.
                for position in values.indices { values[position] = sums[position] / totals[position] + 0 }
            } else {
                for position in values.indices { values[position] = mean.outer(sums[position] / totals[position]) }
            }
        }
    }

    /// Adds 1 to the rank wherever the other value is higher.
    /// - Returns: How often it is.
    static func rank(_ values: [Double], _ first: Int, below other: Int, _ ranks: inout [Double]) -> Double {
        var ranks = ranks.mutableSpan
        let own = values.span.extracting(first..<(first + ranks.count))
        let others = values.span.extracting(other..<(other + ranks.count))
        var (even, odd) = (0.0, 0.0)
        let pairs = ranks.count / 2
        for pair in 0..<pairs {
            let (left, right) = (2 * pair, 2 * pair + 1)
            let isHigher = others[left] > own[left] ? 1.0 : 0
            let isNextHigher = others[right] > own[right] ? 1.0 : 0
            ranks[left] += isHigher
            ranks[right] += isNextHigher
            even += isHigher
            odd += isNextHigher
        }
        if ranks.count % 2 == 1 {
            let last = ranks.count - 1
            let isHigher = others[last] > own[last] ? 1.0 : 0
            ranks[last] += isHigher
            even += isHigher
        }
        return even + odd
    }
}
