internal import InfluenceModel

extension LinearMap {
    /// 0 at `from`, the worst of the values, and 1 at `to`, both exactly. Source: OECD/JRC Handbook (2008), step 5, distance
    /// to a reference.
    static func distance(
        from: Double,
        to: Double,
        capped: Bool,
        _ direction: Direction
    ) -> (NormalisationParameters, LinearMap) {
        guard direction == .positive ? to.exceeds(from) : from.exceeds(to) else { return (.undefined, .undefined) }
        return (
            .distance(from: from, to: to),
            LinearMap(
                origin: to,
                base: 1,
                slope: slope(over: to - from),
                lower: 0,
                upper: capped ? 1 : .infinity
            )
        )
    }

    /// 1 / width, rounded away from 0: over the width the map rises by 1 at least, and truncation makes it 1.
    static func slope(over width: Double) -> Double {
        let slope = 1 / width
        guard (width * slope).magnitude < 1 else { return slope }
        return slope < 0 ? slope.nextDown : slope.nextUp
    }
}

extension Distribution {
    /// Of -x the smallest is the largest of x.
    func worst(_ direction: Direction) -> Double { direction == .positive ? min : max }
    func best(_ direction: Direction) -> Double { direction == .positive ? max : min }
}
