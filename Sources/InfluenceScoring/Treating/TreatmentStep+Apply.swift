internal import InfluenceModel

/// The table of the steps of treatment.
extension Treatment.Step {
    /// - Parameter values: Without NaN, not all equal.
    /// - Returns: The treated values, and how many points were changed.
    func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        switch self {
        case .winsorise(let most): return Self.winsorise(values, most: most, limits: limits)
        case .log:
            guard let low = values.min(), let high = values.max() else { return (values, 0) }
            let shift = 0.01 * (high - low)
            return (values.map { Elementary.log($0 - low + shift) }, values.count)
        case .boxCox(let lambda):
            guard let low = values.min() else { return (values, 0) }
            let shifted = values.map { $0 - low + 1 }
            return (
                lambda == 0
                    ? shifted.map(Elementary.log) : shifted.map { (Elementary.pow($0, lambda) - 1) / lambda },
                values.count
            )
        }
    }

    /// Points that share the extreme are set together, so there may be more than `most` in the end.
    private static func winsorise(_ values: [Double], most: Int, limits: Treatment) -> ([Double], Int) {
        var values = values
        var (highest, lowest) = (0, 0)
        while highest + lowest < most {
            let sample = Sample(values)
            // Undefined: all values have become equal.
            guard let skewness = sample.skewness, TreatmentOutcome.Shape(sample, limits: limits).passes == false
            else { break }
            let isHigh = skewness >= 0
            guard let extreme = isHigh ? sample.max : sample.min else { break }
            let others = values.filter { $0 != extreme }
            guard let next = isHigh ? others.max() : others.min() else { break }
            let points = values.indices.filter { values[$0] == extreme }
            for point in points { values[point] = next }
            if isHigh { highest = points.count } else { lowest = points.count }
        }
        return (values, highest + lowest)
    }
}
