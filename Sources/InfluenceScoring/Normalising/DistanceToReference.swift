package import InfluenceModel

/// `distance_to_reference`: 1 - (ref - x) / (ref - min), ref being the value of that power of the model in the same country
/// and period: a score says how near a power comes to it there, which its value in another country says nothing about. 0 for
/// the worst value of the scope, 1 for the reference, more for what exceeds it unless capped. Null where the reference has no
/// value or is the worst. A score that is not finite is none. COINr `n_dist2ref`.
package struct DistanceToReference: NormalisationMethod {
    package static let name = "distance_to_reference"
    package static let edition = 2
    package static let replacesValues = true
    package static let form = MethodForm(.power, options: [.init("capped", .flag)])

    package let power: PowerID
    package let capped: Bool

    package func write(into definition: inout DefinitionBytes) {
        definition.field("power", power)
        definition.field("capped", capped, unless: false)
    }

    package var text: String? { "distance to \(power) in the same country" + (capped ? ", at most 1" : "") }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func replace(
        _ values: inout [Double],
        in scope: ComparedValues
    ) throws(Replacement.UnknownReference) -> NormalisationParameters {
        guard let reference = scope.places(ofPower: power) else { throw Replacement.UnknownReference(power: power) }
        guard let first = scope.cells.first else { return .undefined }
        let raw = scope.raw
        let worst = scope.cells.reduce(raw[first]) {
            scope.direction == .positive ? Swift.min($0, raw[$1]) : Swift.max($0, raw[$1])
        }
        for cell in scope.cells {
            // NaN where there is no reference, or none above the worst value.
            let (fitted, map) = LinearMap.distance(
                from: worst,
                to: raw[reference(cell)],
                capped: capped,
                scope.direction
            )
            let score = fitted == .undefined || map.slope == 0 ? .nan : map(raw[cell])
            values[cell] = score.isFinite ? score : .nan
        }
        return .reference(power, from: worst)
    }
}

extension DistanceToReference {
    package init(_ given: MethodArguments) {
        self.init(power: given.power, capped: given.flag("capped", usual: false))
    }
}

extension Normalisation.Method {
    package static func distanceToReference(_ power: PowerID, capped: Bool = false) -> Self {
        Self(DistanceToReference(power: power, capped: capped))
    }
}
