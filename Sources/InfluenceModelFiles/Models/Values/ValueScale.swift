internal import InfluenceModel
internal import InfluenceText

/// Where the values of a normalisation lie: an alternative on another scale would not vary a score but replace it by
/// something else.
enum ValueScale: Hashable {
    case range(low: Double, high: Double)
    /// Without ends.
    case spread(mean: Double, sd: Double)
    /// 1 or 0 to as many as there are.
    case ranks(first: Int)
    case raw

    /// - Parameter scale: The model's.
    init(_ normalisation: Normalisation, _ scale: Scale) {
        self =
            switch normalisation.method {
            case .goalposts: .range(low: scale.low, high: scale.high)
            case .minmax(let target): .range(low: target.low, high: target.high)
            case .zscore(let mean, let sd): .spread(mean: mean, sd: sd)
            case .rank: .ranks(first: 1)
            case .borda: .ranks(first: 0)
            case .percentileRank(_, let target): .range(low: target.low, high: target.high)
            case .percentiles(let groups): .range(low: 1, high: Double(groups))
            case .distanceToMax, .distanceToReference, .distanceToTarget, .fractionOfMax:
                .range(low: 0, high: 1)
            case .none: .raw
            }
    }

    /// Standardised values are on a range whose ends 95 % of them (two deviations) stay within, and use a quarter of.
    func isComparable(with other: ValueScale) -> Bool {
        switch (self, other) {
        case (.range(let low, let high), .spread(let mean, let sd)),
            (.spread(let mean, let sd), .range(let low, let high)):
            mean - 2 * sd >= low && mean + 2 * sd <= high && 4 * sd >= (high - low) / 4
        case (.raw, .raw): false
        default: self == other
        }
    }

    /// How the method is written with values on this scale.
    func example(for normalisation: Normalisation) -> String? {
        guard case .range(let low, let high) = self else { return nil }
        let figure = DecimalText.shortest
        return switch normalisation.method {
        case .minmax: "{minmax: [\(figure(low)), \(figure(high))]}"
        case .zscore: "{zscore: [\(figure(low / 2 + high / 2)), \(figure(high / 5 - low / 5))]}"
        default: nil
        }
    }
}

extension ValueScale: CustomStringConvertible {
    var description: String {
        let figure = DecimalText.shortest
        return switch self {
        case .range(let low, let high): "on \(figure(low))..\(figure(high))"
        case .spread(let mean, let sd): "spread about \(figure(mean)) with a deviation of \(figure(sd))"
        case .ranks(let first): "ranks from \(first)"
        case .raw: "in the unit of the indicator"
        }
    }
}
