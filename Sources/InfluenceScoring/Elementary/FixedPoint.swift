/// A number of 64 bits before the point and 192 behind it, in two's complement: what decides the roundings that doubles
/// leave open. Each operation cuts off what is below 2^-192.
struct FixedPoint {
    /// The lowest first.
    private var limbs: InlineArray<4, UInt64>

    static let zero = FixedPoint(0, 0, 0, 0)
    static let one = FixedPoint(0, 0, 0, 1)

    init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ whole: UInt64) {
        limbs = [first, second, third, whole]
    }

    /// - Parameter value: Finite, of magnitude below 2^63.
    init(_ value: Double) {
        self = .zero
        guard value != 0 else { return }
        let size = value.magnitude
        let bits = FixedPoint(size.significandBitPattern | (size.isNormal ? 1 << 52 : 0), 0, 0, 0)
        // The last place of the significand, counted from the last of these.
        let place = max(Int(size.exponent), -1022) - 52 + 192
        let moved = place < 0 ? bits.shifted(right: -place) : bits.shifted(left: place)
        self = value < 0 ? .zero - moved : moved
    }

    var isNegative: Bool { limbs[3] >> 63 == 1 }
    var magnitude: FixedPoint { isNegative ? .zero - self : self }

    static func + (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        var sum = left
        var carry: UInt64 = 0
        for index in 0..<4 {
            let (first, overflows) = left.limbs[index].addingReportingOverflow(right.limbs[index])
            let (second, again) = first.addingReportingOverflow(carry)
            sum.limbs[index] = second
            carry = overflows || again ? 1 : 0
        }
        return sum
    }

    static func - (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        var difference = left
        var borrow: UInt64 = 0
        for index in 0..<4 {
            let (first, overflows) = left.limbs[index].subtractingReportingOverflow(right.limbs[index])
            let (second, again) = first.subtractingReportingOverflow(borrow)
            difference.limbs[index] = second
            borrow = overflows || again ? 1 : 0
        }
        return difference
    }

    /// The product of two that are not negative, below 2^63.
    func times(_ factor: FixedPoint) -> FixedPoint {
        var product: InlineArray<8, UInt64> = .init(repeating: 0)
        for left in 0..<4 {
            var carry: UInt64 = 0
            for right in 0..<4 {
                let (high, low) = limbs[left].multipliedFullWidth(by: factor.limbs[right])
                let (first, overflows) = low.addingReportingOverflow(product[left + right])
                let (second, again) = first.addingReportingOverflow(carry)
                product[left + right] = second
                // A product of two limbs leaves room for two carries.
                carry = high &+ (overflows ? 1 : 0) &+ (again ? 1 : 0)
            }
            product[left + 4] = carry
        }
        return FixedPoint(product[3], product[4], product[5], product[6])
    }

    /// - Parameter factor: Not negative; the product has to be below 2^63.
    func times(_ factor: Int) -> FixedPoint {
        times(FixedPoint(0, 0, 0, UInt64(truncatingIfNeeded: factor)))
    }

    /// The quotient of one that is not negative.
    func divided(by divisor: UInt64) -> FixedPoint {
        var quotient = FixedPoint.zero
        var rest: UInt64 = 0
        for index in [3, 2, 1, 0] {
            (quotient.limbs[index], rest) = divisor.dividingFullWidth((rest, limbs[index]))
        }
        return quotient
    }

    /// - Parameter places: At least 0.
    func shifted(right places: Int) -> FixedPoint {
        var result = FixedPoint.zero
        let (skipped, bits) = (places >> 6, UInt64(truncatingIfNeeded: places & 63))
        for index in 0..<4 where index + skipped < 4 {
            let above = index + skipped + 1 < 4 && bits > 0 ? limbs[index + skipped + 1] << (64 - bits) : 0
            result.limbs[index] = limbs[index + skipped] >> bits | above
        }
        return result
    }

    /// - Parameter places: At least 0.
    func shifted(left places: Int) -> FixedPoint {
        var result = FixedPoint.zero
        let (skipped, bits) = (places >> 6, UInt64(truncatingIfNeeded: places & 63))
        for index in 0..<4 where index >= skipped {
            let below = index > skipped && bits > 0 ? limbs[index - skipped - 1] >> (64 - bits) : 0
            result.limbs[index] = limbs[index - skipped] << bits | below
        }
        return result
    }

    /// The double nearest to this times 2^exponent. Which way a tie goes does not matter: logarithms and exponentials of
    /// doubles are never half-way between two, but for 0 and 1.
    func double(scaledBy exponent: Int) -> Double {
        let size = magnitude
        guard let last = (0..<4).last(where: { size.limbs[$0] != 0 }) else { return 0 }
        let leading = 64 * last + 63 - size.limbs[last].leadingZeroBitCount
        let binade = leading - 192 + exponent
        // The place of the double's last bit: 52 below the first, but not below that of the least number.
        let place = max(binade - 52, -1074) - exponent + 192
        let bits: UInt64
        if place > 0 {
            let half = size.shifted(right: place - 1).limbs[0]
            bits = half >> 1 + half & 1
        } else {
            bits = size.shifted(left: -place).limbs[0]
        }
        // Added to the exponent's bits, what rounding carries over moves it up, to infinity in the end.
        let pattern: UInt64 =
            if binade > 1023 {
                Double.infinity.bitPattern
            } else if binade < -1022 {
                bits
            } else {
                UInt64(truncatingIfNeeded: binade + 1023) << 52 + (bits - 1 << 52)
            }
        let value = Double(bitPattern: pattern)
        return isNegative ? -value : value
    }
}

extension FixedPoint {
    /// e to the power of this, as fraction * 2^exponent with the fraction within 1...2, but for 2^-170 of it.
    ///
    /// With r = x - k ln 2 within 0..<ln 2: the series of e^(r/256), squared eight times.
    ///
    /// - Parameter value: Roughly this. Below 2^10 in magnitude.
    func exponential(near value: Double) -> (fraction: FixedPoint, exponent: Int) {
        var exponent = Int(value * (Exponential.stepsPerUnit / 128))
        let whole = Self.lnTwo.times(abs(exponent))
        var rest = exponent < 0 ? self + whole : self - whole
        while rest.isNegative {
            rest = rest + Self.lnTwo
            exponent -= 1
        }
        while !(rest - Self.lnTwo).isNegative {
            rest = rest - Self.lnTwo
            exponent += 1
        }
        let small = rest.shifted(right: 8)
        var fraction = FixedPoint.one
        // The next term is below 2^-205.
        for term in stride(from: 17, through: 1, by: -1) {
            fraction = .one + small.times(fraction).divided(by: UInt64(term))
        }
        for _ in 0..<8 { fraction = fraction.times(fraction) }
        return (fraction, exponent)
    }
}
