package import InfluenceModel

/// Why the uncertainty of a table can't be computed. Each names the alternative that doesn't fit and the cell.
package enum UncertaintyError: Error, Hashable, Sendable {
    /// An aggregation refuses a child that is not above 0. `withoutIndicator`: only when that one is left out.
    case notPositive(
        alternative: String,
        node: NodeID,
        child: NodeID,
        dyad: Dyad,
        value: Double,
        withoutIndicator: NodeID?
    )
    /// An alternative leads out of the range of floating-point numbers.
    case notFinite(alternative: String, node: NodeID, dyad: Dyad)
    /// An alternative normalisation can't be applied to the columns.
    case normalisation(alternative: String, ScoringError)
    /// Prepared columns that don't fit the model's indicators, dyads and periods.
    case preparationDoesNotFit(name: String, ScoringError)
    /// An aggregate's own normalisation compares it with others (a rank), which no replication can do one score at a time.
    case replacedAggregate(node: NodeID)
    /// The model shares the weight of what is missing over the whole tree, or has a node in several places: what stands or
    /// falls together is then no single branch, and replications draw branch by branch.
    case connectedBranches(node: NodeID)
    /// The scores by the partners' statistics can't be computed.
    case mirror(ScoringError)
    /// The table was scored with another model, or has no such period.
    case tableDoesNotFit
}

extension UncertaintyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPositive(let alternative, let node, let child, let dyad, let value, let dropped):
            "\(alternative) cannot stand in at \(node): \(child) of \(dyad.power) in \(dyad.country) is \(value)"
                + (dropped.map { " when \($0) is left out" } ?? "")
                + ", which it can't take; normalise to a range that begins above 0 or leave it out"
        case .notFinite(let alternative, let node, let dyad):
            "\(alternative): \(node) of \(dyad.power) in \(dyad.country) leaves the range of floating-point numbers"
        case .normalisation(let alternative, let error): "\(alternative): \(error)"
        case .preparationDoesNotFit(let name, let error): "\(name): \(error)"
        case .replacedAggregate(let node):
            "\(node) is normalised by comparing its values (ranks), whose uncertainty cannot be computed; "
                + "normalise it by minmax or goalposts, or leave 'uncertainty' out"
        case .connectedBranches(let node):
            "\(node) shares missing weight over the whole tree, or stands in several places: its uncertainty cannot be "
                + "computed yet; leave 'uncertainty' out"
        case .mirror(let error): "by the partners' statistics: \(error)"
        case .tableDoesNotFit: "the table of scores belongs to another model, or lacks the period"
        }
    }
}
