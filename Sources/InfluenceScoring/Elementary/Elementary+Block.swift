// Eight numbers at a time, for replications: made of the same operations as the others, so the same bits everywhere, but
// within two units in the last place instead of correctly rounded, and several times as fast.

extension Elementary {
    /// The natural logarithms. NaN for what is not above 0.
    ///
    /// x = 2^k m with m in sqrt(1/2)..sqrt(2), and ln m = 2 artanh s of s = (m - 1) / (m + 1), |s| < 0.172, by its series.
    static func log(_ x: SIMD8<Double>) -> SIMD8<Double> {
        // Subnormal numbers and infinity have no exponent of their own.
        let isPlain = (x .>= Double.leastNormalMagnitude) .& (x .<= Double.greatestFiniteMagnitude)
        let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self)
        // Counted from sqrt(1/2), so that the exponent is that of the m wanted.
        let shifted = bits &+ (0x3FF0_0000_0000_0000 &- 0x3FE6_A09E_667F_3BCD)
        let m = unsafeBitCast(
            (shifted & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_667F_3BCD,
            to: SIMD8<Double>.self
        )
        // A whole number below 2^52 behind the bits of 2^52.
        let k = unsafeBitCast((shifted &>> 52) | 0x4330_0000_0000_0000, to: SIMD8<Double>.self) - (0x1p52 + 1023)
        let f = m - 1
        let s = f / (m + 1)
        let z = s * s
        // 1/3 + z/5 + z^2/7 + ...
        func next(_ series: SIMD8<Double>, _ part: Double) -> SIMD8<Double> { series * z + part }
        var series = z * (1 / 23) + 1 / 21
        series = next(series, 1 / 19)
        series = next(series, 1 / 17)
        series = next(series, 1 / 15)
        series = next(series, 1 / 13)
        series = next(series, 1 / 11)
        series = next(series, 1 / 9)
        series = next(series, 1 / 7)
        series = next(series, 1 / 5)
        series = next(series, 1 / 3)
        // 2 s is f - s f, of which the large part is exact.
        let rest = f - s * (f - 2 * z * series)
        var result = k * naturalHead + (k * naturalTail + rest)
        if !all(isPlain) {
            for lane in 0..<8 where !isPlain[lane] { result[lane] = x[lane] > 0 ? log(x[lane]) : .nan }
        }
        return result
    }

    /// e^x. NaN of NaN.
    ///
    /// x = k ln 2 + r with |r| < 0.347, and e^r by its series.
    static func exp(_ x: SIMD8<Double>) -> SIMD8<Double> {
        let isPlain = (x .> -700) .& (x .< 700)
        // Rounds to a whole number, which is in the lowest bits then.
        let shifted = x * perNatural + 0x1.8p52
        let k = shifted - 0x1.8p52
        let r = (x - k * naturalHead) - k * naturalTail
        // 1 + r/2 (1 + r/3 (1 + ...))
        func next(_ series: SIMD8<Double>, _ part: Double) -> SIMD8<Double> { (series * r + 1) * part }
        var series = (r * (1 / 13) + 1) * (1 / 12)
        series = next(series, 1 / 11)
        series = next(series, 1 / 10)
        series = next(series, 1 / 9)
        series = next(series, 1 / 8)
        series = next(series, 1 / 7)
        series = next(series, 1 / 6)
        series = next(series, 1 / 5)
        series = next(series, 1 / 4)
        series = next(series, 1 / 3)
        series = next(series, 1 / 2)
        series = series * r + 1
        let bits = unsafeBitCast(shifted, to: SIMD8<UInt64>.self)
        let scale = unsafeBitCast((bits &+ 1023) &<< 52, to: SIMD8<Double>.self)
        var result = (series * r + 1) * scale
        if !all(isPlain) {
            for lane in 0..<8 where !isPlain[lane] { result[lane] = exp(x[lane]) }
        }
        return result
    }

    private static let perNatural = 0x1.71547652b82fep0
    /// ln 2 in two: the head has few enough bits that its product with an exponent is exact.
    private static let naturalHead = 0x1.62e42feep-1
    private static let naturalTail = 0x1.a39ef35793c76p-33
}
