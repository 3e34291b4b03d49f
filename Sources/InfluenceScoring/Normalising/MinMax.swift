package import InfluenceModel

/// `minmax`: linear from the smallest to the largest value, onto a target.
///
/// target.low + (x - min) / (max - min) x (target.high - target.low). Undefined where all values are equal.
/// Source: OECD/JRC Handbook (2008), step 5; COINr `n_minmax`.
package struct MinMax: NormalisationMethod {
    package static let name = "minmax"
    package static let edition = 2
    package static let form = MethodForm(.numbers(["low", "high"]) { [$0.low, $0.high] })

    package let target: Scale

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ends", [target.low, target.high])
    }

    package var text: String? { "minmax to \(figure(target.low))..\(figure(target.high))" }
    package func values(on scale: Scale) -> ValueScale { .range(low: target.low, high: target.high) }

    package func example(low: Double, high: Double) -> String? { "{minmax: [\(figure(low)), \(figure(high))]}" }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.isSpread else { return (.undefined, .undefined) }
        let (min, max) = (distribution.min, distribution.max)
        // Of -x the smallest is the largest of x.
        let (first, last) = direction == .positive ? (min, max) : (max, min)
        return (
            .minmax(min: min, max: max, target: target),
            LinearMap(first: first, last: last, start: target.low, end: target.high)
        )
    }
}

extension MinMax {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        target = try given.range("low", "high")
    }
}

extension Normalisation.Method {
    package static func minmax(target: Scale) -> Self { Self(MinMax(target: target)) }
}
