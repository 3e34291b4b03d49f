/// e^x as (head + tail) * 2^exponent, with head + tail within 0.99...2.
///
/// With x = k ln 2 / 128 + r and k = 128 exponent + j, that is 2^(j/128) * e^r, |r| < 2^-8.5. Source: Tang, "Table-driven
/// implementation of the exponential function in IEEE floating-point arithmetic" (1989).
///
/// The parts are cut so that the large products are exact: k times 35 bits of ln 2 / 128; 27 bits of 2^(j/128) times the
/// upper 26 bits of r.
struct Exponential {
    let head: Double
    let tail: Double
    let exponent: Int

    /// Twice what head + tail may be wrong by. With 2^(j/128) < 2: the roundings of r^2, of the products and sums below
    /// 2^-17, and the series' end, 2^-71 each and 2^-68 together; that of r, 2^-62 r; those within the series, 2^-53 r^2.
    static let error = 0x1p-66

    /// - Parameter x: Of magnitude below 1100.
    @inline(__always)
    init(_ x: Double) {
        // What leaves every number as it is, so that the compiler drops it, is -0.
        self.init(DoubleDouble(x, -0.0))
    }

    /// - Parameter x: Of magnitude below 1100, its tail below 2^-14. Above 2^-26 the tail makes the error grow, to 2^-64.
    @inline(__always)
    init(_ x: DoubleDouble) {
        let (number, count) = Self.integer(x.head * Self.stepsPerUnit)
        // The head is exact: a product of 53 bits, and a difference of close numbers.
        self.init(steps: number, rest: DoubleDouble(x.head - count * Self.step, x.tail - count * Self.stepTail))
    }

    /// 2^x.
    /// - Parameter x: Of magnitude below 1100.
    @inline(__always)
    init(binary x: Double) {
        let (number, count) = Self.integer(x * 128)
        self.init(steps: number, rest: DoubleDouble(x - count / 128, -0.0).times(Self.lnTwo))
    }

    /// 2^(steps / 128) e^rest.
    /// - Parameter rest: Of magnitude below 2^-8.5 and a little.
    @inline(__always)
    private init(steps: Int, rest: DoubleDouble) {
        // A multiple of 2^-34.
        let upper = (rest.head + 0x1.8p18) - 0x1.8p18
        let lower = (rest.head - upper) + rest.tail
        let remainder = rest.value
        let power = Self.powers[steps & 127]
        let curve = Self.curve(remainder)
        let sum = DoubleDouble.ordered(power.head, power.head * upper)
        head = sum.head
        tail = sum.tail + (power.head * (lower + curve) + (power.tail + power.tail * (remainder + curve)))
        exponent = steps >> 7
    }

    /// The integer nearest to x, |x| < 2^31: added to a number with units in its last place, a double is rounded to one.
    @inline(__always)
    private static func integer(_ x: Double) -> (Int, Double) {
        let shifted = x + 0x1.8p52
        return (Int(Int32(truncatingIfNeeded: shifted.bitPattern)), shifted - 0x1.8p52)
    }

    /// e^x - 1 - x for |x| < 2^-8: its series, of which the next term is x^7 / 5040.
    @inline(__always)
    static func curve(_ x: Double) -> Double {
        let square = x * x
        return square * ((1.0 / 2 + x * (1.0 / 6)) + square * ((1.0 / 24 + x * (1.0 / 120)) + square * (1.0 / 720)))
    }

    /// 2^exponent, where that is a normal number.
    @inline(__always)
    var scale: Double { Self.power(of: exponent) }

    /// The number itself: 0, subnormal or infinite where it has to be.
    @inline(__always)
    var value: Double {
        let value = head + tail
        guard exponent < -1021 || exponent > 1023 else { return value * scale }
        // In two steps, of which the second rounds.
        let half = exponent >> 1
        return value * Self.power(of: half) * Self.power(of: exponent - half)
    }

    /// - Parameter exponent: -1022...1023.
    @inline(__always)
    private static func power(of exponent: Int) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) << 52)
    }

    /// e^x where ``Elementary/exp(_:)`` has no quick way.
    @inline(never)
    static func extreme(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        // ln of 2^1024 is 709.78; of 2^-1075, half the least number, -745.13.
        if x > 710 { return .infinity }
        if x < -746 { return 0 }
        return exact(x)
    }

    /// e^x, correctly rounded.
    /// - Parameter x: 2^-139 in magnitude up to 746.
    @inline(never)
    static func exact(_ x: Double) -> Double {
        let power = FixedPoint(x).exponential(near: x)
        return power.fraction.double(scaledBy: power.exponent)
    }
}
