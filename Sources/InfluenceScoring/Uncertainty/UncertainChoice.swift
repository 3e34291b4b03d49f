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
package struct Preparation: Sendable {
    package let name: String
    /// As for ``ScoreTable/init(scoring:of:for:threads:)``.
    package let columns: [Column]

    package init(name: String, columns: [Column]) {
        self.name = name
        self.columns = columns
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
