internal import InfluenceModel

extension Normalisation {
    /// (x - mean) / sd x target sd + target mean, with the sample's sd (n - 1). Undefined where all values are equal, or
    /// so close that their deviation is 0. Source: OECD/JRC Handbook (2008), step 5; COINr `n_zscore`.
    func zscore(
        mean: Double,
        sd: Double,
        _ direction: Direction,
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
