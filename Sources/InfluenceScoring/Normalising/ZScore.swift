package import InfluenceModel

/// `zscore`: moved to a given mean and standard deviation.
///
/// (x - mean) / sd x target sd + target mean, with the sample's sd (n - 1). Undefined where all values are equal, or so
/// close that their deviation is 0. Source: OECD/JRC Handbook (2008), step 5; COINr `n_zscore`.
package struct ZScore: NormalisationMethod {
    package static let name = "zscore"
    package static let edition = 3
    package static let form = MethodForm(.numbers(["mean", "sd"]) { _ in [0, 1] })

    package let mean: Double
    package let sd: Double

    package func write(into definition: inout DefinitionBytes) {
        definition.field("moments", [mean, sd])
    }

    package var text: String? { "z-score to mean \(figure(mean)), sd \(figure(sd))" }
    package func values(on scale: Scale) -> ValueScale { .spread(mean: mean, sd: sd) }

    package func example(low: Double, high: Double) -> String? {
        "{zscore: [\(figure(low / 2 + high / 2)), \(figure(high / 5 - low / 5))]}"
    }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.isSpread, distribution.sd != 0 else { return (.undefined, .undefined) }
        return (
            .zscore(mean: distribution.mean, sd: distribution.sd, targetMean: mean, targetSD: sd),
            LinearMap(
                origin: distribution.mean,
                base: mean,
                slope: direction == .positive ? sd / distribution.sd : -(sd / distribution.sd)
            )
        )
    }
}

extension ZScore {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        self.init(mean: given.number("mean"), sd: given.number("sd"))
        guard sd > 0 else { throw MethodProblem("'sd' must be above 0") }
    }
}

extension Normalisation.Method {
    package static func zscore(mean: Double, sd: Double) -> Self { Self(ZScore(mean: mean, sd: sd)) }
}
