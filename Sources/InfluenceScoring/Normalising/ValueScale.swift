package import InfluenceModel
import InfluenceText

/// Where the values of a normalisation lie: an alternative on another scale would not vary a score but replace it by
/// something else.
package enum ValueScale: Hashable, Sendable {
    case range(low: Double, high: Double)
    /// Without ends.
    case spread(mean: Double, sd: Double)
    /// 1 or 0 to as many as there are.
    case ranks(first: Int)
    case raw

    /// Standardised values are on a range whose ends 95 % of them (two deviations) stay within, and use a quarter of.
    package func isComparable(with other: ValueScale) -> Bool {
        switch (self, other) {
        case (.range(let low, let high), .spread(let mean, let sd)),
            (.spread(let mean, let sd), .range(let low, let high)):
            mean - 2 * sd >= low && mean + 2 * sd <= high && 4 * sd >= (high - low) / 4
        case (.raw, .raw): false
        default: self == other
        }
    }

    /// How the method of another normalisation is written with values on this scale.
    package func example(for normalisation: Normalisation) -> String? {
        guard case .range(let low, let high) = self else { return nil }
        return normalisation.method.arithmetic.example(low: low, high: high)
    }
}

extension Normalisation {
    /// Where its values lie.
    /// - Parameter scale: the model's.
    package func values(on scale: Scale) -> ValueScale { method.arithmetic.values(on: scale) }
}

extension ValueScale: CustomStringConvertible {
    package var description: String {
        let figure = DecimalText.shortest
        return switch self {
        case .range(let low, let high): "on \(figure(low))..\(figure(high))"
        case .spread(let mean, let sd): "spread about \(figure(mean)) with a deviation of \(figure(sd))"
        case .ranks(let first): "ranks from \(first)"
        case .raw: "in the unit of the indicator"
        }
    }
}
