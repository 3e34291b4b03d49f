package import InfluenceModel

/// `piecewise`: on the straight lines between points, in ascending order of x; beyond the ends what the ends have.
package struct Piecewise: TransformMethod {
    package static let name = "piecewise"
    package static let form = MethodForm(
        .points(opensBelow: false),
        example: "{piecewise: [[0, 0], [10, 50], [100, 100]]}"
    )

    package let points: [Transform.Point]

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, points.map(\.x))
        definition.field("to", points.map(\.y))
    }

    package func text(of what: String, isFlow: Bool) -> String {
        (what.isEmpty ? "x" : what) + " on the lines between " + points.text
    }

    package func range(of values: RawRange) -> RawRange {
        // Constant beyond the ends.
        values.replaced(by: points.map(\.y))
    }

    package func size(of result: Double, from value: Double, ofSize size: Double) -> Double {
        guard let next = points.firstIndex(where: { $0.x >= value }), next > points.startIndex else { return 0 }
        let (low, high) = (points[next - 1], points[next])
        let slope = (high.y - low.y) / (high.x - low.x)
        let figures = [low.x * slope, high.x * slope, size * slope, low.y, high.y].map(\.magnitude)
        return figures.filter(\.isFinite).max() ?? 0
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        // At each point exactly its y, and never beyond those of its neighbours.
        guard let next = points.firstIndex(where: { $0.x >= value }) else { return points.last?.y ?? .nan }
        guard next > points.startIndex, points[next].x > value else { return points[next].y }
        let (low, high) = (points[next - 1], points[next])
        let y = low.y + (high.y - low.y) * ((value - low.x) / (high.x - low.x))
        return min(max(y, min(low.y, high.y)), max(low.y, high.y))
    }
}

extension Piecewise {
    package init(_ given: MethodArguments) { self.init(points: given.points) }
}

extension Transform {
    package static func piecewise(_ points: [Point]) -> Self { Self(Piecewise(points: points)) }
}

extension [Transform.Point] {
    /// `0 -> 0, 10 -> 50, 100 -> 100`; of many the ends.
    var text: String {
        let texts = map { point -> String in
            let x = point.x.isFinite ? figure(point.x) : "below"
            return "\(x) -> \(figure(point.y))"
        }
        let shown: [String] = texts.count > 8 ? texts.prefix(3) + ["..."] + texts.suffix(2) : texts
        return shown.joined(separator: ", ")
    }
}
