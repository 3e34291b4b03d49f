internal import InfluenceModel

/// The indicators' values before they are normalised, in the order of ``Model/indicators``.
package struct UncertainColumns: Sendable {
    /// What the table was scored from.
    package let treated: [Column]
    /// What alternative treatments are applied to: with imputed values, but no treatment.
    package let untreated: [Column]

    package init(treated: [Column], untreated: [Column]) {
        self.treated = treated
        self.untreated = untreated
    }

    package init(_ prepared: [PreparedColumn]) {
        self.init(treated: prepared.map(\.treated), untreated: prepared.map(\.imputed))
    }

    init(of table: ScoreTable, _ leaves: [Int]) {
        treated = leaves.map { leaf in
            if case .indicator(let column) = table.content[leaf] { column } else { Column(values: []) }
        }
        untreated = treated
    }
}

extension Indicator {
    /// Its goalposts with the upper one moved to `factor` times its distance from the lower one.
    /// - Returns: `nil` where there are none, or its values are the levels of an ordinal table.
    func goalposts(timesHigh factor: Double) -> Normalisation? {
        guard var goalposts = normalisation.goalposts, !hasLevels else { return nil }
        goalposts.high = goalposts.low + (goalposts.high - goalposts.low) * factor
        return Normalisation(Normalisation.Method(goalposts))
    }

    private var hasLevels: Bool { transform.contains { $0.role == .ordinal } }
}
