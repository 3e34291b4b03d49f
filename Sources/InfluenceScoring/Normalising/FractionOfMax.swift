package import InfluenceModel

/// `fraction_of_max`: x / max; with direction -1 its mirror, 1 - x / max: 0...1 for what is not negative. Undefined where the
/// largest value isn't above 0. Source: COINr `n_fracmax`, which inverts its direction -1 and divides by 0 in it.
package struct FractionOfMax: NormalisationMethod {
    package static let name = "fraction_of_max"
    package static let form = MethodForm()
    /// Nothing beyond the ends of a baseline's range.
    package static let edition = 2

    package init() {}
    package init(_ given: MethodArguments) {}

    package var text: String? { "fraction of the maximum" }
    package func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.max > 0 else { return (.undefined, .undefined) }
        let max = distribution.max
        let slope = LinearMap.slope(over: max)
        // Values beyond those that it is fitted to, which a baseline leaves out, stay at the ends of their range.
        switch direction {
        case .positive:
            var map = LinearMap(slope: slope, upper: 1)
            map.lower = map(distribution.min)
            return (.distance(from: 0, to: max), map)
        case .negative:
            var map = LinearMap(base: 1, slope: -slope, lower: 0)
            map.upper = map(distribution.min)
            return (.distance(from: max, to: 0), map)
        }
    }
}

extension Normalisation.Method {
    package static let fractionOfMax = Self(FractionOfMax())
}
