package import InfluenceModel

/// `bands`: the y of the last point whose x is not above the value, but for rounding: a step at each x. The first x may be
/// -infinity.
package struct Bands: TransformMethod {
    package static let name = "bands"
    package static let edition = 3
    package static let form = MethodForm(
        .points(opensBelow: true),
        example: "{bands: [[none, 0], [10, 50], [100, 100]]}"
    )

    package let points: [Transform.Point]

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, points.map(\.x))
        definition.field("to", points.map(\.y))
    }

    package func text(of what: String, isFlow: Bool) -> String {
        "bands" + (what.isEmpty ? "" : " of \(what)") + ": " + points.text
    }

    package func range(of values: RawRange) -> RawRange {
        values.replaced(by: points.map(\.y))
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard let band = points.last(where: { !$0.x.exceeds(value, ofSize: operands.size) }) else {
            throw .belowBands(value, first: points.first?.x ?? 0)
        }
        return band.y
    }
}

extension Bands {
    package init(_ given: MethodArguments) { self.init(points: given.points) }
}

extension Transform {
    package static func bands(_ points: [Point]) -> Self { Self(Bands(points: points)) }
}
