package import InfluenceModel

/// One indicator's values.
package struct IndicatorAudit: Sendable {
    package let id: NodeID
    /// The child of the root that it lies beneath, or itself.
    package let dimension: NodeID
    package let sample: Sample
    /// Cells without data that could have some.
    package let missing: Int
    package let notApplicable: Int
    package let imputed: Int
    package let zeros: Int
    package let unique: Int
    /// How many cells share the most frequent value.
    package let same: Int
    /// Shares of the values at or beyond each goalpost; `nil` without goalposts.
    package let saturation: Saturation?
    /// What its treatment found and did: one, one a period, or none where there is no treatment.
    package let treatment: [TreatmentOutcome]
    package let flags: [Flag]

    package static let quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

    package struct Saturation: Hashable, Sendable {
        package let low: Double
        package let high: Double
    }

    /// Source: COINr `get_stats`, with its default limits.
    package enum Flag: String, CaseIterable, Sendable {
        /// Less than 65 % of the applicable cells have data.
        case unavailable
        /// Less than half of the applicable cells have data other than 0.
        case zeros
        /// Fewer different values than half of the applicable cells.
        case repeated
        /// |skewness| > 2 and kurtosis > 3.5: outliers.
        case outliers
        /// All values are equal, or there is none: it tells nothing apart.
        case constant
        /// More than a quarter of the values lie at or beyond one goalpost. (Not COINr's.)
        case saturated
    }
}
