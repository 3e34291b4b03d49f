package import InfluenceModel

/// `minmax`: linear from the smallest to the largest value, onto a target.
///
/// target.low + (x - min) / (max - min) x (target.high - target.low). Values beyond a baseline's have the scores of its ends,
/// unless they are not to be truncated. Undefined where all values are equal.
/// Source: OECD/JRC Handbook (2008), step 5; COINr `n_minmax`.
package struct MinMax: NormalisationMethod {
    package static let name = "minmax"
    package static let edition = 3
    package static let form = MethodForm(
        .numbers(["low", "high"]) { [$0.low, $0.high] },
        options: [Truncation.option]
    )

    package let target: Scale
    package var truncate = true

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ends", [target.low, target.high])
        definition.field("truncate", truncate, unless: true)
    }

    package var text: String? { "minmax to \(figure(target.low))..\(figure(target.high))" + Truncation.text(truncate) }
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
        let map = LinearMap(first: first, last: last, start: target.low, end: target.high)
        return (.minmax(min: min, max: max, target: target), truncate ? map : map.unbounded)
    }
}

extension MinMax {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        try self.init(target: given.range("low", "high"), truncate: Truncation.isGiven(given))
    }
}

extension Normalisation.Method {
    package static func minmax(target: Scale) -> Self { Self(MinMax(target: target)) }
}
