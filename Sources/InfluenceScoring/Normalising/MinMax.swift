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
        return (
            .minmax(min: min, max: max, target: target),
            // Mirrored: (-x - -max) / (max - min), with both signs turned.
            LinearMap(
                origin: direction == .positive ? min : max,
                width: direction == .positive ? max - min : min - max,
                base: target.low,
                span: target.high - target.low,
                lower: target.low,
                upper: target.high
            )
        )
    }
}
