package import InfluenceModel

/// `round`: to so many digits after the decimal point, before it where negative; half away from zero.
package struct Rounding: TransformMethod {
    package static let name = "round"
    /// By the rule of nodes: of large numbers no less than a half is rounded up.
    package static let edition = 3
    package static let keepsRate = true
    package static let form = MethodForm(.integer(-15...15), example: "{round: 2}")

    package let digits: Int

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, digits)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        (what.isEmpty ? "x" : what) + " rounded to \(digits) digits"
    }

    package func unit(of unit: String) -> String { unit }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        decimallyRounded(value, digits: digits, ofSize: operands.size)
    }
}

extension Rounding {
    package init(_ given: MethodArguments) { self.init(digits: given.integer) }
}

extension Transform {
    package static func round(digits: Int) -> Self { Self(Rounding(digits: digits)) }
}
