package import InfluenceModel

/// What a treatment found and did: of all values, or of those of one period.
package struct TreatmentOutcome: Hashable, Sendable {
    /// How many were clipped before that.
    package var clipped = 0
    /// Of the values as they were, or as the clipping left them.
    package let before: Shape
    /// The steps that were tried, in turn.
    package let attempts: [Attempt]
    /// The position in ``attempts`` of the one whose values stand; `nil`: the values are as they were.
    package let applied: Int?

    /// Whether the values that stand are within the limits; `nil` where that is undefined.
    package var passes: Bool? { applied.map { attempts[$0].after.passes } ?? before.passes }

    /// The tails of a distribution. `nil`: undefined.
    package struct Shape: Hashable, Sendable {
        package let skewness: Double?
        package let kurtosis: Double?
        package let passes: Bool?

        init(_ sample: Sample, limits: Treatment) {
            skewness = sample.skewness
            kurtosis = sample.kurtosis
            if let skewness, let kurtosis {
                passes = skewness.magnitude < limits.skewness || kurtosis < limits.kurtosis
            } else {
                passes = nil
            }
        }
    }

    package struct Attempt: Hashable, Sendable {
        package let step: Treatment.Step
        /// How many points winsorisation changed; all of them in other steps.
        package let points: Int
        package let after: Shape
    }
}
