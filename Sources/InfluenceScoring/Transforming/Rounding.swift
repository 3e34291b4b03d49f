package import InfluenceModel

/// `round`: to so many digits after the decimal point, before it where negative; half away from zero.
package struct Rounding: TransformMethod {
    package static let name = "round"
    package static let keepsRate = true
    package static let form = MethodForm(.integer(-15...15), example: "{round: 2}")

    package let digits: Int

    package init(digits: Int) {
        self.digits = digits
    }

    package init(_ given: MethodArguments) { self.init(digits: given.integer) }

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, digits)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        (what.isEmpty ? "x" : what) + " rounded to \(digits) digits"
    }

    package func range(of values: RawRange) -> RawRange {
        values.through { try? Transform(self).apply(to: $0, Operands()) }
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        value.rounded(toDigits: digits)
    }
}

extension Transform {
    package static func round(digits: Int) -> Self { Self(Rounding(digits: digits)) }
}

extension Double {
    /// To so many digits after the decimal point, or before it where negative; half away from zero. What misses a half by
    /// no more than what is lost in writing it in binary (0.285 x 100 is 28.499999999999996) is one.
    func rounded(toDigits digits: Int) -> Double {
        let scale = (0..<abs(digits)).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = digits < 0 ? self / scale : self * scale
        // Beyond 2^52 there is nothing after the point.
        guard scaled.magnitude < 0x1p52 else { return self }
        let whole = scaled.magnitude.rounded(.down)
        let rest = scaled.magnitude - whole
        let rounded = rest >= 0.5 - 0x1p-50 * max(1, scaled.magnitude) ? whole + 1 : whole
        let result = digits < 0 ? rounded * scale : rounded / scale
        return self < 0 ? -result : result
    }
}
