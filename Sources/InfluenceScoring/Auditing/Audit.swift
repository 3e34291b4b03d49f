package import InfluenceModel

/// What the builder of an index has to know about its data and its structure before anybody trusts a score.
///
/// Statistics are of raw values (after window and transform, before imputation and treatment); correlations, alpha and
/// components are of normalised values, so that directions are turned already. Flags are those of the R package COINr with
/// its limits. Everything undefined is `nil`.
package struct Audit: Sendable {
    /// The periods looked at.
    package let periods: [Period]
    /// Dyads x periods.
    package let cells: Int
    /// In the model's order.
    package let indicators: [IndicatorAudit]
    /// Each two indicators once, in the model's order.
    package let correlations: [CorrelationAudit]
    /// In the model's order, the root first.
    package let aggregates: [AggregateAudit]
    /// The period whose weights, and children with a weight, are told; `nil` where those are the same in all.
    package let weightsOf: Period?
    /// By country, then by power, as the model has them.
    package let dyads: [Availability<Dyad>]
    package let powers: [Availability<PowerID>]
}

/// How much of what could be known is.
package struct Availability<Subject: Hashable & Sendable>: Hashable, Sendable {
    package let subject: Subject
    /// Cells with data: imputed ones are none.
    package let available: Int
    /// Cells that could have data.
    package let applicable: Int

    /// 0...1; `nil` where nothing is applicable.
    package var share: Double? { applicable > 0 ? Double(available) / Double(applicable) : nil }
}

/// Two indicators.
package struct CorrelationAudit: Hashable, Sendable {
    package let left: NodeID
    package let right: NodeID
    /// Whether they are children of one node.
    package let isSameGroup: Bool
    package let isSameDimension: Bool
    package let pearson: Double?
    package let spearman: Double?
    package let flag: Flag?

    /// Of Pearson's correlation. Source: COINr `get_corr_flags`.
    package enum Flag: String, CaseIterable, Sendable {
        /// Above ``remarkedAbove``: they count the same thing twice.
        case high
        /// Below ``remarkedBelow`` within a group: they cancel out.
        case negative
    }

    static let remarkedAbove = 0.9
    static let remarkedBelow = -0.4
}

/// One aggregate and what it makes of its children.
package struct AggregateAudit: Sendable {
    package let id: NodeID
    /// Cronbach's alpha of its children: k^2 c / s, with the mean covariance c of two children and the sum s of all
    /// covariances, over the cells in which both have a value. `nil` of fewer than 2 children.
    /// Source: Cronbach, "Coefficient alpha and the internal structure of tests" (1951); COINr `get_cronbach`.
    package let alpha: Double?
    /// Of its children's values; `nil` where they have none: too few complete cells, or a child without spread.
    package let components: PrincipalComponents?
    package let effectiveWeight: Double
    /// Why its weights are not to be found in the values; `nil` where they are, or need not be. In the last period.
    package let unweighed: Absence?
    /// Those of positive weight, in the model's order.
    package let children: [Child]

    package struct Child: Hashable, Sendable {
        package let id: NodeID
        /// The share among its siblings as the model gives it.
        package let nominalWeight: Double
        /// The share that is used: another where the weights are found in the values.
        package let weight: Double
        /// The share in the root.
        package let effectiveWeight: Double
        /// Pearson's, with the node.
        package let correlation: Double?
        /// On the first component.
        package let loading: Double?
    }
}
