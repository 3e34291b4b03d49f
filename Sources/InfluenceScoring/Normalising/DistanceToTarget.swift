package import InfluenceModel

/// `distance_to_target`: 1 - (target - x) / (target - min): 0 for the worst value, 1 for the target, more for a better one
/// unless capped. The target is in the unit of x, whatever the direction. Undefined where the target isn't better than the
/// worst value: there is no distance to measure in. COINr, `n_dist2targ`, divides by 0 there, or lets better values score
/// less.
package struct DistanceToTarget: NormalisationMethod {
    package static let name = "distance_to_target"
    package static let edition = 2
    package static let form = MethodForm(.numbers(["target"]), options: [.init("capped", .flag)])

    package let target: Double
    package let capped: Bool

    package func write(into definition: inout DefinitionBytes) {
        definition.field("target", target)
        definition.field("capped", capped, unless: false)
    }

    package var text: String? { "distance to the target \(figure(target))" + (capped ? ", at most 1" : "") }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.count > 0 else { return (.undefined, .undefined) }
        return LinearMap.distance(from: distribution.worst(direction), to: target, capped: capped, direction)
    }
}

extension DistanceToTarget {
    package init(_ given: MethodArguments) {
        self.init(target: given.number("target"), capped: given.flag("capped", usual: false))
    }
}

extension Normalisation.Method {
    package static func distanceToTarget(_ target: Double, capped: Bool = false) -> Self {
        Self(DistanceToTarget(target: target, capped: capped))
    }
}
