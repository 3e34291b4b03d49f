package import InfluenceModel

/// `distance_to_target`: 1 - (target - x) / (target - min): 0 for the worst value, 1 for the target, more for a better one
/// unless capped. Of a baseline worse values count as its worst, unless they are not to be truncated. The target is in the
/// unit of x, whatever the direction. Undefined where the target isn't better than the
/// worst value: there is no distance to measure in. COINr, `n_dist2targ`, divides by 0 there, or lets better values score
/// less.
package struct DistanceToTarget: NormalisationMethod {
    package static let name = "distance_to_target"
    package static let edition = 2
    package static let form = MethodForm(.numbers(["target"]), options: [.init("capped", .flag), Truncation.option])

    package let target: Double
    package let capped: Bool
    package var truncate = true

    package func write(into definition: inout DefinitionBytes) {
        definition.field("target", target)
        definition.field("capped", capped, unless: false)
        definition.field("truncate", truncate, unless: true)
    }

    package var text: String? {
        "distance to the target \(figure(target))" + (capped ? ", at most 1" : "") + Truncation.text(truncate)
    }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.count > 0 else { return (.undefined, .undefined) }
        let (found, map) = LinearMap.distance(
            from: distribution.worst(direction),
            to: target,
            capped: capped,
            direction
        )
        guard !truncate else { return (found, map) }
        var open = map
        open.lower = -.infinity
        return (found, open)
    }
}

extension DistanceToTarget {
    package init(_ given: MethodArguments) {
        self.init(
            target: given.number("target"),
            capped: given.flag("capped", usual: false),
            truncate: Truncation.isGiven(given)
        )
    }
}

extension Normalisation.Method {
    package static func distanceToTarget(_ target: Double, capped: Bool = false) -> Self {
        Self(DistanceToTarget(target: target, capped: capped))
    }
}
