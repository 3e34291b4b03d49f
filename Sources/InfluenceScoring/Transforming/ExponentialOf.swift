package import InfluenceModel

/// `exp`: a base to the power x: what undoes a logarithm.
package struct ExponentialOf: TransformMethod {
    package static let name = "exp"
    package static let form = MethodForm(
        .keys([Transform.LogBase.option]),
        example: "{exp: {base: e}}"
    )

    package let base: Transform.LogBase

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, base.rawValue)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        "\(base.rawValue) to the power " + (what.isEmpty ? "x" : "(\(what))")
    }

    package func range(of values: RawRange) -> RawRange {
        let range = between(values)
        return RawRange(low: max(range.low, 0), high: range.high)
    }

    package func result(of value: Double, _ operands: Operands) -> Double {
        switch base {
        case .e: Elementary.exp(value)
        case .ten: Elementary.pow(10, value)
        case .two: Elementary.exp2(value)
        }
    }
}

extension ExponentialOf {
    package init(_ given: MethodArguments) {
        self.init(base: Transform.LogBase(given))
    }
}

extension Transform {
    package static func exp(_ base: LogBase) -> Self { Self(ExponentialOf(base: base)) }
}
