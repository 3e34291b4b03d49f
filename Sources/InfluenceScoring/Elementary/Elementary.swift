// Exponentials and logarithms that give the same bits on every processor.
//
// The C library's do not: it takes other code where the processor multiplies and adds in one rounding, and the last bit
// differs. These are made of +, -, *, / and integers alone, each of which IEEE 754 or the language defines to the bit.
// That holds as long as no compiler fuses a product with a sum; Swift never does without being asked to, on any
// processor, and nothing here asks.
//
//   exp, log                       the double nearest to the true value, always (ties to even)
//   expm1, exp2, log1p, log2,      within 0.51 units in the last place; results that are doubles are exact:
//   log10, log2p1, log10p1         exp2(k), log2(2^k), log10(10^k), log10p1(99)
//   pow                            within 0.65 units in the last place; results that are doubles are exact
//
// (Subnormal results of all but exp within one unit.) What is no number is the same NaN everywhere.
//
// Each begins with a double-double that is good to some 66 bits. exp and log then look whether that decides the rounding
// (Ziv, 1991); if not, once in some thousand times, 192 bits do: no double is known to need more than 118
// (Lefèvre, Muller, "Worst cases for correct rounding of the elementary functions in double precision", 2003).

/// The elementary functions.
package enum Elementary {
    /// e^x, correctly rounded.
    package static func exp(_ x: Double) -> Double {
        // NaN and infinity fail, and so does what may leave the range of normal numbers.
        guard x.magnitude < 708 else { return Exponential.extreme(x) }
        let power = Exponential(x)
        let lower = power.head + (power.tail - Exponential.error)
        let upper = power.head + (power.tail + Exponential.error)
        return lower == upper ? lower * power.scale : Exponential.exact(x)
    }

    /// e^x - 1, for small x too.
    package static func expm1(_ x: Double) -> Double {
        if x.magnitude < 0x1p-8 {
            // All of it, the sign of 0 too.
            return x.magnitude < 0x1p-54 ? x : x + Exponential.curve(x)
        }
        // NaN fails. Above, 1 is less than the result's 92nd bit; below, e^x than that of 1.
        guard x.magnitude < 64 else { return x < 0 ? -1 : exp(x) }
        let power = Exponential(x)
        let scale = power.scale
        let difference = DoubleDouble.sum(power.head * scale, -1)
        return difference.head + (difference.tail + power.tail * scale)
    }

    /// 2^x.
    package static func exp2(_ x: Double) -> Double {
        guard x.magnitude < 1100 else { return x.isNaN ? .nan : x < 0 ? 0 : .infinity }
        return Exponential(binary: x).value
    }

    /// The natural logarithm, correctly rounded; -infinity of 0, NaN below.
    package static func log(_ x: Double) -> Double {
        guard Logarithm.isPlain(x) else { return extremeLogarithm(x, rounded) }
        return rounded(x, Logarithm.of(x))
    }

    /// The natural logarithms of four numbers, the same bits in less than the time of two.
    @inline(__always)
    package static func log(_ x: SIMD4<Double>) -> SIMD4<Double> {
        guard Logarithm.areGeneral(x) else { return oneByOne(x) }
        let (head, tail) = Logarithm.general(x)
        let error = head * Logarithm.error
        let lower = head + (tail - error)
        let upper = head + (tail + error)
        return lower == upper ? lower : oneByOne(x)
    }

    @inline(never)
    private static func oneByOne(_ x: SIMD4<Double>) -> SIMD4<Double> {
        SIMD4(log(x[0]), log(x[1]), log(x[2]), log(x[3]))
    }

    @inline(__always)
    private static func rounded(_ x: Double, _ logarithm: DoubleDouble) -> Double {
        let error = logarithm.head * Logarithm.error
        let lower = logarithm.head + (logarithm.tail - error)
        let upper = logarithm.head + (logarithm.tail + error)
        return lower == upper ? lower : Logarithm.exact(x, near: logarithm)
    }

    /// The logarithm to the base 2.
    package static func log2(_ x: Double) -> Double { logarithm(x, per: Logarithm.perBinary) }

    /// The logarithm to the base 10.
    package static func log10(_ x: Double) -> Double { logarithm(x, per: Logarithm.perDecimal) }

    @inline(__always)
    private static func logarithm(_ x: Double, per base: DoubleDouble) -> Double {
        guard Logarithm.isPlain(x) else {
            return extremeLogarithm(x) { $1.times(base).value }
        }
        return Logarithm.of(x).times(base).value
    }

    @inline(never)
    private static func extremeLogarithm(_ x: Double, _ finish: (Double, DoubleDouble) -> Double) -> Double {
        x > 0 && x < .infinity ? finish(x, Logarithm.subnormal(x)) : Logarithm.extreme(x)
    }

    /// ln(1 + x), for small x too.
    package static func log1p(_ x: Double) -> Double {
        logarithm(onePlus: x) { $0 }
    }

    /// log2(1 + x), for small x too.
    package static func log2p1(_ x: Double) -> Double {
        logarithm(onePlus: x) { $0.times(Logarithm.perBinary) }
    }

    /// log10(1 + x), for small x too.
    package static func log10p1(_ x: Double) -> Double {
        logarithm(onePlus: x) { $0.times(Logarithm.perDecimal) }
    }

    @inline(__always)
    private static func logarithm(onePlus x: Double, _ base: (DoubleDouble) -> DoubleDouble) -> Double {
        guard x > -1, x < .infinity else { return Logarithm.extreme(1 + x) }
        if x.magnitude < 0x1p-100 {
            // ln(1 + x) is x here, whose products could be too small for their parts. The sign of 0 stays.
            return x == 0 ? x : base(DoubleDouble(x * 0x1p200, 0)).value * 0x1p-200
        }
        return base(Logarithm.of(onePlus: x)).value
    }
}
