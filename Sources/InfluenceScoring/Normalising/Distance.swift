internal import InfluenceModel

extension Normalisation {
    /// 1 - (max - x) / (max - min), 0...1. Undefined where all values are equal. Source: OECD/JRC Handbook (2008), step 5,
    /// distance to a reference; COINr `n_dist2max`.
    func distanceToMax(
        _ direction: Direction,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution else { return (.undefined, .undefined) }
        return Self.distance(
            from: distribution.worst(direction),
            to: distribution.worst(direction.opposite),
            capped: true,
            direction
        )
    }

    /// 1 - (target - x) / (target - min): 0 for the worst value, 1 for the target, more for a better one unless capped.
    /// Undefined where the target isn't better than the worst value: COINr, `n_dist2targ`, divides by 0 there, or lets
    /// better values score less.
    func distance(
        to target: Double,
        capped: Bool,
        _ direction: Direction,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.count > 0 else { return (.undefined, .undefined) }
        return Self.distance(from: distribution.worst(direction), to: target, capped: capped, direction)
    }

    /// x / max, or 1 - x / max. Undefined where the largest value isn't above 0. Source: COINr `n_fracmax`, but for its
    /// direction -1.
    func fractionOfMax(
        _ direction: Direction,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.max > 0 else { return (.undefined, .undefined) }
        let max = distribution.max
        let slope = LinearMap.slope(over: max)
        switch direction {
        case .positive:
            return (.distance(from: 0, to: max), LinearMap(slope: slope, upper: 1))
        case .negative:
            return (.distance(from: max, to: 0), LinearMap(base: 1, slope: -slope, lower: 0))
        }
    }

    /// 0 at `from`, the worst of the values, and 1 at `to`, both exactly.
    static func distance(
        from: Double,
        to: Double,
        capped: Bool,
        _ direction: Direction
    ) -> (NormalisationParameters, LinearMap) {
        guard direction == .positive ? from < to : from > to else { return (.undefined, .undefined) }
        return (
            .distance(from: from, to: to),
            LinearMap(
                origin: to,
                base: 1,
                slope: LinearMap.slope(over: to - from),
                lower: 0,
                upper: capped ? 1 : .infinity
            )
        )
    }
}

extension LinearMap {
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
}

extension Direction {
    fileprivate var opposite: Direction { self == .positive ? .negative : .positive }
}
