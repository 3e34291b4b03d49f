/// What stands in for an indicator's value in a cell without one: where nothing is known, or nothing young enough. A cell
/// that cannot have a value never gets one.
///
/// An imputed value enters the score, but not coverage and confidence: those count data, not guesses. Nothing is imputed
/// where there is nothing to go by: no other value in the period, in the group, or of the dyad.
package enum Imputation: Hashable, Sendable {
    /// The mean of the dyads that have a value in the same period. Source: COINr `i_mean`.
    case mean
    /// Their median. Source: COINr `i_median`.
    case median
    /// The mean of those among them that are of the cell's group; a dyad without a group gets none. The group of a dyad is
    /// the pair of its power's and its country's under the grouping of that name. Source: COINr `i_mean_grp`.
    case groupMean(String)
    /// Their median. Source: COINr `i_median_grp`.
    case groupMedian(String)
    /// On the line between the dyad's last value before and its first one after; outside of those the nearest of them.
    /// Time counts in months where all periods end with one, else in days. Source: COINr `impute_panel`, `linear`.
    case linear
    /// The dyad's last value before. Source: COINr `impute_panel`, `latest`.
    case last
    /// The dyad's first value after: constant backwards.
    case next
    /// The dyad's last value before, and before the first one that. Source: COINr `impute_panel`, `constant`.
    case constant

    /// Whether it goes by other values of the same dyad alone.
    package var isOfOneDyad: Bool {
        switch self {
        case .linear, .last, .next, .constant: true
        case .mean, .median, .groupMean, .groupMedian: false
        }
    }

    /// The grouping it goes by.
    package var grouping: String? {
        switch self {
        case .groupMean(let name), .groupMedian(let name): name
        case .mean, .median, .linear, .last, .next, .constant: nil
        }
    }
}
