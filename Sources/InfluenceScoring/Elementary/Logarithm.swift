/// The natural logarithm as the sum of two doubles.
///
/// With x = 2^e m, m within 0.6875..<1.375, and c a number of few bits near 1 / m, ln x = e ln 2 - ln c + ln(1 + z) where
/// z = c m - 1, |z| < 2^-7. Source: Tang, "Table-driven implementation of the logarithm function in IEEE floating-point
/// arithmetic" (1990).
///
/// The parts are cut so that what is large is exact: m into its upper 25 bits and the rest, so that c times either is a
/// double, and so is the square of the upper part of z; e ln 2, -ln c and that part add up as multiples of 2^-42.
enum Logarithm {
    struct Interval {
        /// The number c, a multiple of 2^-8.
        let factor: Double
        /// -ln c, a multiple of 2^-42, and the rest.
        let head: Double
        let tail: Double

        @inline(__always)
        init(_ factor: Double, _ head: Double, _ tail: Double) {
            self.factor = factor
            self.head = head
            self.tail = tail
        }
    }

    /// More than the sum may be wrong by, relative to it. What is rounded is z^3 / 3 and less: to 2^-50.4 of it, with the
    /// sums another 2^-52. Near 1, with z below 2^-7, that is 2^-65.4 of the result; elsewhere the result is larger
    /// (the script that writes the table looks at each interval).
    static let error = 0x1.8p-65

    /// Whether x is positive, finite and normal.
    @inline(__always)
    static func isPlain(_ x: Double) -> Bool {
        x.bitPattern &- 0x0010_0000_0000_0000 < 0x7FE0_0000_0000_0000
    }

    /// - Parameter x: Plain.
    @inline(__always)
    static func of(_ x: Double) -> DoubleDouble {
        // There no other way keeps the result's relative precision; x - 1 is exact.
        isNearOne(x) ? nearOne(x - 1) : general(x)
    }

    /// From 1 - 2^-7 on, to 1 + 2^-7.
    @inline(__always)
    private static func isNearOne(_ x: Double) -> Bool {
        x.bitPattern &- 0x3FEF_C000_0000_0000 <= 0x6000_0000_0000
    }

    /// Whether ``general(_:)`` has the logarithm of each: all are plain, and none near 1.
    @inline(__always)
    static func areGeneral(_ x: SIMD4<Double>) -> Bool {
        let isPlain = (x .>= Double.leastNormalMagnitude) .& (x .<= Double.greatestFiniteMagnitude)
        let (below, above) = (1 - 0x1p-7, 1 + 0x1p-7)
        let isGeneral = isPlain .& ((x .< below) .| (x .> above))
        // A mask is all bits or none.
        let bits = unsafeBitCast(isGeneral, to: SIMD4<Int64>.self)
        let half = bits.lowHalf & bits.highHalf
        return half[0] & half[1] != 0
    }

    /// ln(1 + x).
    /// - Parameter x: Above -1, finite, of magnitude at least 2^-100.
    @inline(__always)
    static func of(onePlus x: Double) -> DoubleDouble {
        guard x.magnitude > 0x1p-7 else { return nearOne(x) }
        let sum = DoubleDouble.sum(1, x)
        let logarithm = general(sum.head)
        // ln(h + l) = ln h + l / h, but for 2^-107.
        return DoubleDouble(logarithm.head, logarithm.tail + sum.tail / sum.head)
    }

    @inline(__always)
    private static func general(_ x: Double, scaledBy exponent: Int = 0) -> DoubleDouble {
        let bits = x.bitPattern
        // What is above 0.6875: the exponent, then the number of the interval.
        let above = bits &- 0x3FE6_0000_0000_0000
        let interval = intervals[Int(truncatingIfNeeded: above >> 45) & 127]
        let significand = bits &- (above & 0xFFF0_0000_0000_0000)
        let upper = Double(bitPattern: significand & 0xFFFF_FFFF_F000_0000)
        let lower = Double(bitPattern: significand) - upper
        let z = interval.factor * upper - 1
        let zTail = interval.factor * lower
        let count = Double(Int(Int64(bitPattern: above) >> 52) &+ exponent)
        let whole = (count * unit + interval.head) + z
        let sum = DoubleDouble.ordered(whole, -(0.5 * (z * z)))
        let both = z + zTail
        let constants = count * unitTail + interval.tail
        return DoubleDouble(
            sum.head,
            (sum.tail + constants) + ((zTail - zTail * (z + 0.5 * zTail)) + (both * both) * both * curve(both))
        )
    }

    /// Of four numbers at once, by the same steps: the same bits.
    /// - Parameter x: Of which ``areGeneral(_:)``.
    @inline(__always)
    static func general(_ x: SIMD4<Double>) -> (head: SIMD4<Double>, tail: SIMD4<Double>) {
        let bits = unsafeBitCast(x, to: SIMD4<UInt64>.self)
        let above = bits &- 0x3FE6_0000_0000_0000
        let number = (above &>> 45) & 127
        let one = intervals[Int(truncatingIfNeeded: number[0])]
        let two = intervals[Int(truncatingIfNeeded: number[1])]
        let three = intervals[Int(truncatingIfNeeded: number[2])]
        let four = intervals[Int(truncatingIfNeeded: number[3])]
        let significand = bits &- (above & 0xFFF0_0000_0000_0000)
        let upper = unsafeBitCast(significand & 0xFFFF_FFFF_F000_0000, to: SIMD4<Double>.self)
        let lower = unsafeBitCast(significand, to: SIMD4<Double>.self) - upper
        let factor = SIMD4(one.factor, two.factor, three.factor, four.factor)
        let z = factor * upper - 1
        let zTail = factor * lower
        // A whole number below 2^52 behind the bits of 2^52; counted from the least exponent, so that it is not below 0.
        let exponent = (above &+ 0x3FF0_0000_0000_0000) &>> 52
        let count = unsafeBitCast(exponent | 0x4330_0000_0000_0000, to: SIMD4<Double>.self) - (0x1p52 + 1023)
        let whole = (count * unit + SIMD4(one.head, two.head, three.head, four.head)) + z
        let half = -(0.5 * (z * z))
        let head = whole + half
        let rest = (whole - head) + half
        let both = z + zTail
        let constants = count * unitTail + SIMD4(one.tail, two.tail, three.tail, four.tail)
        let tail = (rest + constants) + ((zTail - zTail * (z + 0.5 * zTail)) + (both * both) * both * curve(both))
        return (head, tail)
    }

    /// ln(1 + z), |z| <= 2^-7.
    @inline(__always)
    private static func nearOne(_ z: Double) -> DoubleDouble {
        let upper = Double(bitPattern: z.bitPattern & 0xFFFF_FFFF_F800_0000)
        let lower = z - upper
        let sum = DoubleDouble.ordered(z, -(0.5 * (upper * upper)))
        let square = z * z
        return DoubleDouble(
            sum.head,
            sum.tail + (square * z * curve(z) - 0.5 * (lower * (z + upper)))
        )
    }

    /// (ln(1 + z) - z + z^2 / 2) / z^3: its series, of which the next term is z^8 / 11.
    @inline(__always)
    private static func curve(_ z: Double) -> Double {
        let square = z * z
        let first = (1.0 / 3 - z * (1.0 / 4)) + square * (1.0 / 5 - z * (1.0 / 6))
        let second = (1.0 / 7 - z * (1.0 / 8)) + square * (1.0 / 9 - z * (1.0 / 10))
        return first + square * square * second
    }

    /// The same of four.
    @inline(__always)
    private static func curve(_ z: SIMD4<Double>) -> SIMD4<Double> {
        @inline(__always)
        func line(_ start: Double, _ slope: Double) -> SIMD4<Double> { SIMD4(repeating: start) - z * slope }
        let square = z * z
        let first = line(1.0 / 3, 1.0 / 4) + square * line(1.0 / 5, 1.0 / 6)
        let second = line(1.0 / 7, 1.0 / 8) + square * line(1.0 / 9, 1.0 / 10)
        return first + square * square * second
    }

    /// The logarithm of a subnormal number.
    @inline(never)
    static func subnormal(_ x: Double) -> DoubleDouble { general(x * 0x1p52, scaledBy: -52) }

    /// The logarithm of what has no finite one.
    @inline(never)
    static func extreme(_ x: Double) -> Double {
        x == 0 ? -.infinity : x == .infinity ? .infinity : .nan
    }

    /// ln x, correctly rounded: with y near it, y + ln(x / e^y).
    @inline(never)
    static func exact(_ x: Double, near logarithm: DoubleDouble) -> Double {
        let near = FixedPoint(logarithm.head) + FixedPoint(logarithm.tail)
        let power = (FixedPoint.zero - near).exponential(near: -logarithm.head)
        // Within 1...4; the exponent is what remains to 1.
        let product = FixedPoint(x.significand).times(power.fraction)
        let quotient = product.shifted(right: -(Int(x.exponent) + power.exponent))
        let difference = quotient - .one
        let size = difference.magnitude
        // Below 2^-55: the fourth term is beyond the last bit.
        let square = size.times(size)
        let cube = square.times(size).divided(by: 3)
        let correction = (difference - square.shifted(right: 1)) + (difference.isNegative ? .zero - cube : cube)
        return (near + correction).double(scaledBy: 0)
    }
}
