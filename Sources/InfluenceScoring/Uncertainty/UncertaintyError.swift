package import InfluenceModel

/// Why the uncertainty of a table can't be computed at all. What an alternative can't do for one cell is null there.
package enum UncertaintyError: Error, Hashable, Sendable {
    /// An alternative normalisation can't be applied to the columns.
    case normalisation(alternative: String, ScoringError)
    /// Prepared columns that don't fit the model's indicators, dyads and periods.
    case preparationDoesNotFit(name: String, ScoringError)
    /// An aggregate's own normalisation compares it with others (a rank), which no replication can do one score at a time.
    case replacedAggregate(node: NodeID)
    /// More nodes with alternatives of their own, or more alternatives of one, than ``UncertaintyPlan`` allows.
    case tooManyAlternatives
    /// The scores by the partners' statistics, or by other reporters', can't be computed.
    case input(ScoringError)
    /// The table was scored with another model, or has no such period.
    case tableDoesNotFit
}

extension UncertaintyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .normalisation(let alternative, let error): "\(alternative): \(error)"
        case .preparationDoesNotFit(let name, let error): "\(name): \(error)"
        case .replacedAggregate(let node):
            "\(node) is normalised by comparing its values (ranks), whose uncertainty cannot be computed; "
                + "normalise it by minmax or goalposts, or leave 'uncertainty' out"
        case .tooManyAlternatives:
            "at most \(UncertaintyPlan.maximumNodes) nodes can have aggregations of their own, each at most "
                + "\(UncertaintyPlan.maximumAlternatives)"
        case .input(let error): "by other reporters: \(error)"
        case .tableDoesNotFit: "the table of scores belongs to another model, or lacks the period"
        }
    }
}
