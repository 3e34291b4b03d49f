package import InfluenceModel

/// `fraction_of_max`: x / max; with direction -1 its mirror, 1 - x / max: 0...1 for what is not negative. Of a baseline larger
/// values count as its maximum, unless they are not to be truncated. Undefined where the largest value isn't above 0.
/// Source: COINr `n_fracmax`, which inverts its direction -1 and divides by 0 in it.
package struct FractionOfMax: NormalisationMethod {
    package static let name = "fraction_of_max"
    package static let form = MethodForm(.nothing, options: [Truncation.option])
    /// Nothing above a baseline's maximum; then nothing lifted to its minimum either.
    package static let edition = 3

    package var truncate = true

    package func write(into definition: inout DefinitionBytes) {
        definition.field("truncate", truncate, unless: true)
    }

    package var text: String? { "fraction of the maximum" + Truncation.text(truncate) }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.max > 0 else { return (.undefined, .undefined) }
        let max = distribution.max
        let slope = LinearMap.slope(over: max)
        let map =
            switch direction {
            case .positive: LinearMap(slope: slope, upper: truncate ? 1 : .infinity)
            case .negative: LinearMap(base: 1, slope: -slope, lower: truncate ? 0 : -.infinity)
            }
        return (direction == .positive ? .distance(from: 0, to: max) : .distance(from: max, to: 0), map)
    }
}

extension FractionOfMax {
    package init(_ given: MethodArguments) { self.init(truncate: Truncation.isGiven(given)) }
}

extension Normalisation.Method {
    package static let fractionOfMax = Self(FractionOfMax())
}
