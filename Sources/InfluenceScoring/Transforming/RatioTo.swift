package import InfluenceModel

/// `ratio`: x / denominator x scale.
package struct RatioTo: TransformMethod {
    package static let name = "ratio"
    package static let role = TransformRole.ratio
    package static let keepsRate = true
    package static let form = MethodForm(.node, options: [.init("scale", .number)])

    package let divisor: NodeID
    package let scale: Double

    package var denominator: NodeID? { divisor }

    package func write(into definition: inout DefinitionBytes) {
        // What it divides by stands beside the chain.
        definition.field(Self.name, scale)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        (what.isEmpty ? "" : what + " ") + "/ \(divisor)" + (scale == 1 ? "" : " x \(figure(scale))")
    }

    package func range(of values: RawRange) -> RawRange {
        values.keepingSign
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard let denominator = operands.denominator else { throw .noDenominator(divisor) }
        // A sum of inputs, or a flow of part of a year, can be beyond the numbers; by it every value would be 0.
        guard denominator.isFinite else { throw .notFinite }
        guard denominator != 0 else { throw .denominatorZero(divisor) }
        return value / denominator * scale
    }
}

extension RatioTo {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        let scale = given.number("scale", usual: 1)
        guard scale != 0 else { throw MethodProblem("0 would make every value 0", at: "scale") }
        self.init(divisor: given.node, scale: scale)
    }
}

extension Transform {
    package static func ratio(to divisor: NodeID, scale: Double) -> Self {
        Self(RatioTo(divisor: divisor, scale: scale))
    }
}
