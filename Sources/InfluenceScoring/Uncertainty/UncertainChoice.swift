/// What is drawn anew in every replication. The position is the number of the factor's stream of random numbers.
package enum UncertainChoice: Int, CaseIterable, Sendable {
    case weights, normalisation, aggregation, treatment, dropping

    package var name: String {
        switch self {
        case .weights: "weights"
        case .normalisation: "normalisation"
        case .aggregation: "aggregation"
        case .treatment: "treatment"
        case .dropping: "dropping"
        }
    }
}

/// Columns that were prepared in another way than the model says: the alternative of a treatment.
struct Preparation: Sendable {
    let name: String
    /// As for ``ScoreTable/init(scoring:of:for:threads:)``.
    let columns: [Column]
}

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

/// The options that a replication takes, apart from its weights.
struct Options: Hashable, Sendable {
    var normalisation = 0
    var treatment = 0
    var aggregation = 0
}

/// What one replication draws.
struct Replication: Sendable {
    let options: Options
    /// Position among the indicators that may be left out; `nil`: none is.
    let dropped: Int?
    /// `nil`: the weights as given.
    let weights: Draws?
}
