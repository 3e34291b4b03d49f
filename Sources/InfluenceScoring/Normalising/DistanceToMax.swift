package import InfluenceModel

/// `distance_to_max`: 1 - (max - x) / (max - min), 0...1. Values beyond a baseline's have the scores of its ends, unless they
/// are not to be truncated. Undefined where all values are equal. Source: OECD/JRC Handbook (2008), step 5, distance to a
/// reference; COINr `n_dist2max`.
package struct DistanceToMax: NormalisationMethod {
    package static let name = "distance_to_max"
    package static let edition = 2
    package static let form = MethodForm(.nothing, options: [Truncation.option])

    package var truncate = true

    package func write(into definition: inout DefinitionBytes) {
        definition.field("truncate", truncate, unless: true)
    }

    package var text: String? { "distance to the maximum" + Truncation.text(truncate) }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution else { return (.undefined, .undefined) }
        let (found, map) = LinearMap.distance(
            from: distribution.worst(direction),
            to: distribution.best(direction),
            capped: true,
            direction
        )
        return (found, truncate ? map : map.unbounded)
    }
}

extension DistanceToMax {
    package init(_ given: MethodArguments) { self.init(truncate: Truncation.isGiven(given)) }
}

extension Normalisation.Method {
    package static let distanceToMax = Self(DistanceToMax())
}
