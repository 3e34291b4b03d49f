package import InfluenceModel

/// `distance_to_max`: 1 - (max - x) / (max - min), 0...1. Undefined where all values are equal. Source: OECD/JRC Handbook
/// (2008), step 5, distance to a reference; COINr `n_dist2max`.
package struct DistanceToMax: NormalisationMethod {
    package static let name = "distance_to_max"
    package static let edition = 2
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String? { "distance to the maximum" }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution else { return (.undefined, .undefined) }
        return LinearMap.distance(
            from: distribution.worst(direction),
            to: distribution.best(direction),
            capped: true,
            direction
        )
    }
}

extension Normalisation.Method {
    package static let distanceToMax = Self(DistanceToMax())
}
