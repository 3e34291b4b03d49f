package import InfluenceModel

/// Why the scores of one dyad in one period are what they are: the whole tree, down to the observations.
package struct Explanation: Hashable, Sendable {
    package let dyad: Dyad
    package let period: Period
    /// In the model's order: pre-order, the root first.
    package internal(set) var nodes: [ExplainedNode]
    /// Who gets the weight of what is missing.
    var missing: MissingWeight = .siblings

    package subscript(node: NodeID) -> ExplainedNode? {
        nodes.first { $0.id == node }
    }
}

/// One node of an explanation.
package struct ExplainedNode: Hashable, Sendable {
    package let id: NodeID
    /// Position of the parent in ``Explanation/nodes``.
    package internal(set) var parent: Int?
    /// Position of the child of the root that the node is or lies beneath; `nil` for the root.
    package let dimension: Int?
    /// Among its siblings, as the model gives it or as its parent's weighting found it.
    package internal(set) var weight: Double
    package let score: Score
    /// Why there is no score; `nil` where there is one.
    package let absence: Absence?
    /// False where no value can exist: the node has left the denominator of coverage.
    package let isApplicable: Bool
    /// The weight in the root (of 1) after the weights of missing siblings were shared among those present; 0 where the
    /// node or an ancestor has no score. `nil` beneath a product, minimum, maximum or median, which have no weights.
    package internal(set) var effectiveWeight: Double?
    /// What it adds to the root's score: score x effective weight; beneath a mirrored node (direction -1) the mirrored
    /// score counts. The contributions of the indicators sum to the score of the root, as do those of the dimensions. `nil`
    /// where the node or the root has no score, and where an aggregate on the way is not arithmetic, is normalised again,
    /// rounded, or at its floor: such a score is no sum.
    package internal(set) var contribution: Double?
    /// The same with regard to its dimension; `nil` for the root.
    package internal(set) var dimensionContribution: Double?
    package let normalisation: NormalisationParameters
    /// From the raw or aggregated value to the score; `nil` where values were replaced.
    let line: ScoreMap?
    package let basis: Basis

    package enum Basis: Hashable, Sendable {
        case aggregate(AggregateBasis)
        case indicator(IndicatorBasis)
    }
}

/// How an aggregate came about.
package struct AggregateBasis: Hashable, Sendable {
    package let method: Aggregation
    /// Children of positive weight: those with a score, and all.
    package let childrenPresent: Int
    package let children: Int
}

/// How an indicator's value came about.
package struct IndicatorBasis: Hashable, Sendable {
    /// Everything that entered, values first, then totals, then denominators; each oldest first. Where the value is
    /// expired or cannot exist, what says so.
    package let observations: [ObservationUse]
    package let freshness: Freshness
    /// After the window, in the unit of the observations.
    package let windowed: Double?
    /// What it was divided by, if anything: the windowed total, or the denominator.
    package let divisor: Double?
    /// After the transform, before normalisation.
    package let raw: Double?
    /// What was normalised: the raw value after imputation and treatment, where the model has any. `nil` where ranks or
    /// distances took its place.
    package let treated: Double?
    /// The share of its window that is known, 0...1; 1 without a window.
    package let known: Double
    /// Why there is no raw value.
    package let absence: Absence?
    /// Whom it was read from; `nil` where nothing was read.
    package let reporter: String?
    /// The indicator whose published shares were read in place of its own reporters' figures; `nil`: they were not.
    package let source: NodeID?
    /// The ends of the oldest and newest reference period used, denominators included; of a register the day that it is
    /// known to be complete for. `nil` without a raw value.
    package let span: DataSpan?
    /// What it may be compared with; `nil` without a raw value.
    var stretch: Stretch?
}

/// An observation and its part in a value.
package struct ObservationUse: Hashable, Sendable {
    package let observation: Observation
    package let role: Role
    /// What the observed value was multiplied with: the annual rate of a flow, the weight of its age, 1 / n of a mean.
    package let factor: Double

    package enum Role: String, CaseIterable, Sendable {
        case value
        /// Of all partners together.
        case total
        case denominator
    }
}
