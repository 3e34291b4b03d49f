internal import InfluenceModel

extension Normalisation {
    /// scale.low + (x - low) / (high - low) x (scale.high - scale.low), truncated at the ends of the scale unless the
    /// model says otherwise; mirrored
    /// scale.high + scale.low - that. Independent of all other cells: adding a power, a country or a value moves no other
    /// score. Source: OECD/JRC Handbook (2008), step 5, with fixed ends; UNDP Human Development Reports.
    func goalposts(
        low: Double,
        high: Double,
        truncate: Bool,
        _ direction: Direction,
        scale: Scale
    ) -> (NormalisationParameters, LinearMap) {
        let (start, end) = direction == .positive ? (scale.low, scale.high) : (scale.high, scale.low)
        var map = LinearMap(first: low, last: high, start: start, end: end)
        if !truncate { (map.lower, map.upper) = (-.infinity, .infinity) }
        return (.goalposts(low: low, high: high), map)
    }
}
