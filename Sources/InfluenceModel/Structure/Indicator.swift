/// A leaf of the model: one measured thing, and the way from its observations to a value on the node scale.
package struct Indicator: Hashable, Sendable {
    package var id: NodeID
    package var title: String
    package var subject: Subject
    /// The unit of its observations, or of its raw value where it reads other indicators. Empty: unchecked.
    package var unit: String
    /// Whether a value accrues over its period (trade in a year) or holds at a time (a stock, a state).
    package var isFlow: Bool
    /// The observed indicators whose values of the same period and reporter are added. `[id]` where it reads its own.
    package var inputs: [NodeID]
    /// Who is read, in order of preference; `nil`: any, in code-point order.
    package var reporters: Reporters?
    /// How much older than the newest figure of all reporters that of a preferred one may be; `nil`: one cadence, of an
    /// event nothing.
    package var lag: CalendarDuration?
    /// Whether all powers of a country are read from one reporter, as those of a share are: for published shares.
    package var isTable: Bool
    /// Per cent beyond which shares of one country that stand on several periods are not believed.
    package var tolerance: Double
    /// The smallest total that a share is taken of.
    package var minTotal: Double
    /// An indicator of published shares, read in place of the own reporters from a later calendar year than their newest
    /// total on.
    package var fallback: NodeID?
    /// What time without a row means in a window.
    package var gaps: Gaps
    /// The last day that a register, or a list of events, is known to be complete for; `nil`: always the present.
    package var through: Day?
    /// From an observed value to the raw value, in order; at most one step is a window. Empty: the value as observed.
    package var transform: [Transform]
    /// What stands in for values that are missing or too old; `nil`: nothing does.
    package var imputation: Imputation?
    /// What is done about outliers before normalisation; `nil`: nothing is.
    package var treatment: Treatment?
    package var normalisation: Normalisation
    package var direction: Direction
    /// How often new values are expected; `nil` for events, which hold until the next one.
    package var cadence: CalendarDuration?
    /// The age past its period's end after which a value counts as missing; `nil` for never.
    package var maxAge: CalendarDuration?
    /// The powers' own statistics of the same flow, for the input range: alternatives, tried in order, of which each is a
    /// sum. Empty: none. Means something where the indicator's observations are read, as `inputs` of others or its own.
    package var mirror: [[NodeID]]
    /// What is asked of its observations when they are imported.
    package var plausibility: Plausibility
    /// Why it is built the way it is: goalposts, choices of sources.
    package var note: String

    /// Per cent: what rounding may add to shares of one country.
    package static let usualTolerance = 100 + WholeTolerance.percent

    package init(
        id: NodeID,
        title: String,
        subject: Subject = .dyad,
        unit: String = "",
        isFlow: Bool = false,
        inputs: [NodeID]? = nil,
        reporters: Reporters? = nil,
        lag: CalendarDuration? = nil,
        isTable: Bool = false,
        tolerance: Double = Indicator.usualTolerance,
        minTotal: Double = 0,
        fallback: NodeID? = nil,
        gaps: Gaps = .unknown,
        through: Day? = nil,
        transform: [Transform] = [],
        imputation: Imputation? = nil,
        treatment: Treatment? = nil,
        normalisation: Normalisation = .none,
        direction: Direction = .positive,
        cadence: CalendarDuration? = nil,
        maxAge: CalendarDuration? = nil,
        mirror: [[NodeID]] = [],
        plausibility: Plausibility = .unchecked,
        note: String = ""
    ) {
        self.id = id
        self.title = title
        self.subject = subject
        self.unit = unit
        self.isFlow = isFlow
        self.inputs = inputs ?? [id]
        self.reporters = reporters
        self.lag = lag
        self.isTable = isTable
        self.tolerance = tolerance
        self.minTotal = minTotal
        self.fallback = fallback
        self.gaps = gaps
        self.through = through
        self.transform = transform
        self.imputation = imputation
        self.treatment = treatment
        self.normalisation = normalisation
        self.direction = direction
        self.cadence = cadence
        self.maxAge = maxAge
        self.mirror = mirror
        self.plausibility = plausibility
        self.note = note
    }
}

/// What an indicator's observations are about.
package enum Subject: String, CaseIterable, Sendable {
    case dyad, country, power
    /// Two powers with regard to one country, or to each other: `CHN+RUS`.
    case pair
}

/// One row of an ordinal table.
package struct OrdinalLevel: Hashable, Sendable {
    package let level: Double
    package let label: String
    package let score: Double
    package let citation: String

    package init(level: Double, label: String, score: Double, citation: String) {
        self.level = level
        self.label = label
        self.score = score
        self.citation = citation
    }
}

/// Whether more of it means more influence capacity.
package enum Direction: Int, Sendable {
    case positive = 1
    case negative = -1
}
