package import InfluenceModel

/// `power`: x to a power other than 0: 0.5 is the square root, -1 the reciprocal.
package struct PowerOf: TransformMethod {
    package static let name = "power"
    package static let form = MethodForm(.numbers(["exponent"]), example: "{power: 0.5}")

    package let exponent: Double

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, exponent)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        let value = what.isEmpty ? "x" : what
        // What is more than a name stands in brackets: (a + b)^2.
        let base = value.utf8.contains(UInt8(ascii: " ")) ? "(\(value))" : value
        return switch exponent {
        case 0.5: "sqrt(\(value))"
        case -1: "1 / \(base)"
        default: "\(base)^\(figure(exponent))"
        }
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        let isWhole = exponent == exponent.rounded(.towardZero)
        guard value == 0 ? exponent > 0 : value > 0 || isWhole else {
            throw .powerUndefined(value, exponent: exponent)
        }
        return Elementary.pow(value, exponent)
    }
}

extension PowerOf {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        self.init(exponent: given.number("exponent"))
        guard exponent != 0 else { throw MethodProblem("to the power of 0 every value is 1") }
    }
}

extension Transform {
    package static func power(_ exponent: Double) -> Self { Self(PowerOf(exponent: exponent)) }
}
