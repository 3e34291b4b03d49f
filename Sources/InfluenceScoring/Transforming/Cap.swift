package import InfluenceModel

/// `cap`: the value, but no less than `low` and no more than `high`, either of which may be infinite: no bound.
package struct Cap: TransformMethod {
    package static let name = "cap"
    package static let keepsRate = true
    package static let form = MethodForm(.ends)

    package let low: Double
    package let high: Double

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, [low, high])
    }

    package func text(of what: String, isFlow: Bool) -> String {
        let bounds =
            low == -.infinity
            ? "at most \(figure(high))"
            : high == .infinity ? "at least \(figure(low))" : "within \(figure(low))..\(figure(high))"
        return (what.isEmpty ? "x " : what + " ") + bounds
    }

    package func range(of values: RawRange) -> RawRange {
        values.within(low, high)
    }

    package func unit(of unit: String) -> String { unit }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        min(max(value, low), high)
    }
}

extension Cap {
    package init(_ given: MethodArguments) {
        self.init(low: given.ends.low, high: given.ends.high)
    }
}

extension Transform {
    package static func cap(low: Double, high: Double) -> Self { Self(Cap(low: low, high: high)) }
}
