package import InfluenceModel
import InfluenceText

/// `winsorise`: sets the highest values (the lowest, where the skewness is negative) to the next one, again and again until
/// the values pass or as many points are changed. Source: COINr `winsorise`.
package struct Winsorisation: TreatmentMethod {
    package static let name = "winsorise"
    package static let changesUnit = false
    package static let form = MethodForm(.integer(1...1_000_000), example: "{winsorise: 5}")

    package let most: Int

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, most)
    }

    package var text: String { "up to \(counted(most, "point")) winsorised" }

    /// Points that share the extreme are set together, so there may be more than `most` in the end.
    package func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        var values = values
        var (highest, lowest) = (0, 0)
        while highest + lowest < most {
            let sample = Sample(values)
            // Undefined: all values have become equal.
            guard let skewness = sample.skewness, TreatmentOutcome.Shape(sample, limits: limits).passes == false
            else { break }
            let isHigh = skewness >= 0
            guard let extreme = isHigh ? sample.max : sample.min else { break }
            let others = values.filter { $0 != extreme }
            guard let next = isHigh ? others.max() : others.min() else { break }
            let points = values.indices.filter { values[$0] == extreme }
            for point in points { values[point] = next }
            if isHigh { highest = points.count } else { lowest = points.count }
        }
        return (values, highest + lowest)
    }
}

extension Winsorisation {
    package init(_ given: MethodArguments) {
        self.init(most: given.integer)
    }
}

extension Treatment.Step {
    package static func winsorise(_ most: Int) -> Self { Self(Winsorisation(most: most)) }
}
