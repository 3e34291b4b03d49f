extension Elementary {
    /// x^y, with the special cases of IEEE 754: pow(x, 0) and pow(1, y) are 1 even of NaN; negative x has integer powers.
    package static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        guard Logarithm.isPlain(x), y.magnitude < .infinity else { return extremePower(x, y) }
        return power(Logarithm.of(x), y)
    }

    /// e^(y ln x). The logarithm is good to 2^-65.4 and the product is below 747: together 2^-55.8 of the result, which is
    /// less than 0.15 units in the last place before it is rounded.
    @inline(__always)
    private static func power(_ logarithm: DoubleDouble, _ y: Double) -> Double {
        // No logarithm but 0 is below 2^-54 in magnitude: beyond 2^64 all is infinite or 0.
        let y = y.magnitude < 0x1p64 ? y : y < 0 ? -0x1p64 : 0x1p64
        let product = logarithm.times(.cut(y))
        guard product.head.magnitude < 747 else { return product.head < 0 ? 0 : .infinity }
        return Exponential(product).value
    }

    @inline(never)
    private static func extremePower(_ x: Double, _ y: Double) -> Double {
        if x.isNaN || y.isNaN { return .nan }
        let size = x.magnitude
        if y.magnitude == .infinity {
            return size == 1 ? 1 : (size > 1) == (y > 0) ? .infinity : 0
        }
        let integer = Integer(y)
        if x < 0, size < .infinity, integer == .none { return .nan }
        let power: Double =
            if size == 0 || size == .infinity {
                (size == 0) == (y > 0) ? 0 : .infinity
            } else {
                power(Logarithm.isPlain(size) ? Logarithm.of(size) : Logarithm.subnormal(size), y)
            }
        return x.sign == .minus && integer == .odd ? -power : power
    }

    private enum Integer {
        case none, odd, even

        init(_ y: Double) {
            // From 2^53 on all doubles are even.
            guard y.magnitude < 0x1p53 else {
                self = .even
                return
            }
            let whole = Int64(y)
            self = Double(whole) != y ? .none : whole & 1 == 1 ? .odd : .even
        }
    }
}
