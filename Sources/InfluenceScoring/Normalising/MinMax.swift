internal import InfluenceModel

extension Normalisation {
    /// target.low + (x - min) / (max - min) x (target.high - target.low). Undefined where all values are equal.
    /// Source: OECD/JRC Handbook (2008), step 5; COINr `n_minmax`.
    func minmax(
        target: Scale,
        _ direction: Direction,
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
