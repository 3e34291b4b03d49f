/// What is done about outliers in an indicator's raw values before they are normalised.
///
/// Values pass where |skewness| is below its limit OR the excess kurtosis below its own (G1 and G2 of a sample). Where
/// they don't, the steps are tried in turn, each on the ORIGINAL values, or with `isChained` on what the one before left,
/// until the values pass; the outcome of the last step stands even if they don't. Values whose skewness or kurtosis is
/// undefined (fewer than 4, or all equal), before or after a step, are left as they were before it.
/// Before all that, and whether they pass or not, values beyond the `clip` percentiles are set to these.
/// Source: COINr `Treat`, `check_SkewKurt`, whose `combine_treat` chains.
package struct Treatment: Hashable, Sendable {
    /// `nil`: nothing is clipped.
    package let clip: Percentiles?
    package let steps: [Step]
    /// Above 0.
    package let skewness: Double
    package let kurtosis: Double
    /// Which values are looked at, and changed, together.
    package let scope: Scope
    /// Whether each step goes on from the one before.
    package let isChained: Bool

    /// Two percentiles of the values, 0...100, the lower one below the other. Linear between the order statistics, at
    /// position (n - 1) p / 100 from 0: definition 7 of Hyndman and Fan (1996), as in Excel's PERCENTILE.INC and in R.
    package struct Percentiles: Hashable, Sendable {
        package let low: Double
        package let high: Double

        package init(low: Double, high: Double) {
            self.low = low
            self.high = high
        }
    }

    package enum Scope: String, CaseIterable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
    }

    /// One step with its parameters.
    package struct Step: Hashable, Sendable {
        package let kind: any TreatmentKind

        package init(_ kind: any TreatmentKind) {
            self.kind = kind
        }

        /// The word that model files use.
        package var name: String { type(of: kind).name }

        package static func == (left: Self, right: Self) -> Bool { AnyHashable(left.kind) == AnyHashable(right.kind) }

        package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }
    }

    /// Of magnitude: what values of a column that needs no treatment stay within. Source: Handbook, step 3.
    package static let usualSkewness = 2.0
    package static let usualKurtosis = 3.5

    package init(
        clip: Percentiles? = nil,
        steps: [Step],
        skewness: Double = Treatment.usualSkewness,
        kurtosis: Double = Treatment.usualKurtosis,
        scope: Scope = .panel,
        isChained: Bool = false
    ) {
        self.clip = clip
        self.steps = steps
        self.skewness = skewness
        self.kurtosis = kurtosis
        self.scope = scope
        self.isChained = isChained
    }
}

/// One step of treatment with its parameters, as a value of the model. All there is to say of a step stands in one file of
/// `InfluenceScoring/Treating`; nothing else knows which there are.
package protocol TreatmentKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Whether values after it are in another unit than before. Usual: true.
    static var changesUnit: Bool { get }

    /// Its name and parameters, as far as they decide the values. Usual: the name with `true`, of one without parameters.
    func write(into definition: inout DefinitionBytes)
}

extension TreatmentKind {
    package static var changesUnit: Bool { true }
    package func write(into definition: inout DefinitionBytes) { definition.field(Self.name, true) }
}
