package import InfluenceModel

/// A score that is lost because data beneath it grow too old and no newer ones have come.
package struct Lapse: Hashable, Sendable {
    package let node: NodeID
    package let dyad: Dyad
    /// The first period of the grid without the score.
    package let period: Period
    /// The leaves beneath the node whose values are too old in that period and were not in the one before, in the model's
    /// order; empty where something else took the score.
    package let leaves: [NodeID]
}

/// Which scores are about to lapse, and which have lapsed of late, if nothing new is learnt.
package struct LapseForecast: Hashable, Sendable {
    /// After the last period, each score once; by period, then in the model's order.
    package let coming: [Lapse]
    /// Up to the last period: scores that were there in the span before it, and are not any more.
    package let past: [Lapse]
    /// Scores that were there in the span before the last period and cannot exist in it: nothing is waited for.
    package let inapplicable: [Inapplicable]
    /// The last period that was looked at.
    package let through: Period
    /// Whether the root has no score of any dyad in the last period, however long since.
    package let hasNoScore: Bool

    package struct Inapplicable: Hashable, Sendable {
        package let node: NodeID
        package let dyad: Dyad
    }
}
