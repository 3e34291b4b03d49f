package import InfluenceModel

/// `percentile_rank`: (rank - 1) / (n - 1), linear onto a target. Null for a single value. COINr `n_prank`.
package struct PercentileRank: NormalisationMethod {
    package static let name = "percentile_rank"
    package static let edition = 2
    package static let replacesValues = true
    package static let form = MethodForm(.numbers(["low", "high"]) { _ in [0, 1] }, options: [Ranking.ties])

    package let ties: Normalisation.Ties
    package let target: Scale

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ties", ties.rawValue)
        definition.field("ends", [target.low, target.high], unless: [0, 1])
    }

    package var text: String? {
        "percentile rank (ties: \(ties.rawValue)) on \(figure(target.low))..\(figure(target.high))"
    }
    package func values(on scale: Scale) -> ValueScale { .range(low: target.low, high: target.high) }

    package func replace(_ values: inout [Double], in scope: ComparedValues) -> NormalisationParameters {
        let width = target.high - target.low
        return scope.rank(&values, ties, least: 2) { rank, count in target.low + (rank - 1) / (count - 1) * width }
    }
}

extension PercentileRank {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        self.init(ties: Ranking.ties(of: given), target: try given.range("low", "high"))
    }
}

extension Normalisation.Method {
    package static func percentileRank(
        _ ties: Normalisation.Ties = .min,
        onto target: Scale = Scale(low: 0, high: 1)
    ) -> Self {
        Self(PercentileRank(ties: ties, target: target))
    }
}
