/// A leaf of the model: one measured thing, and the way from its observations to a value on the node scale.
package struct Indicator: Hashable, Sendable {
    package let id: NodeID
    package let title: String
    package let subject: Subject
    /// The unit of its observations, or of its raw value where it reads other indicators. Empty: unchecked.
    package let unit: String
    /// Whether a value accrues over its period (trade in a year) or holds at a time (a stock, a state).
    package let isFlow: Bool
    /// The observed indicators whose values of the same period and reporter are added. `[id]` where it reads its own.
    package let inputs: [NodeID]
    /// Reporters in order of preference; a closed list. `nil`: any, in code-point order.
    package var reporters: [String]?
    package let window: Window
    package let transform: Transform
    /// What stands in for values that are missing or too old; `nil`: nothing does.
    package let imputation: Imputation?
    /// What is done about outliers before normalisation; `nil`: nothing is.
    package let treatment: Treatment?
    package var normalisation: Normalisation
    package let direction: Direction
    /// How often new values are expected; `nil` for events, which hold until the next one.
    package let cadence: CalendarDuration?
    /// The age past its period's end after which a value counts as missing; `nil` for never.
    package let maxAge: CalendarDuration?
    /// The powers' own statistics of the same flow, for the input range: alternatives, tried in order, of which each is a
    /// sum. Empty: none. Means something where the indicator's observations are read, as `inputs` of others or its own.
    package let mirror: [[NodeID]]
    /// Why it is built the way it is: goalposts, choices of sources.
    package let note: String

    package init(
        id: NodeID,
        title: String,
        subject: Subject = .dyad,
        unit: String = "",
        isFlow: Bool = false,
        inputs: [NodeID]? = nil,
        reporters: [String]? = nil,
        window: Window = .last,
        transform: Transform = .level,
        imputation: Imputation? = nil,
        treatment: Treatment? = nil,
        normalisation: Normalisation = .none,
        direction: Direction = .positive,
        cadence: CalendarDuration? = nil,
        maxAge: CalendarDuration? = nil,
        mirror: [[NodeID]] = [],
        note: String = ""
    ) {
        self.id = id
        self.title = title
        self.subject = subject
        self.unit = unit
        self.isFlow = isFlow
        self.inputs = inputs ?? [id]
        self.reporters = reporters
        self.window = window
        self.transform = transform
        self.imputation = imputation
        self.treatment = treatment
        self.normalisation = normalisation
        self.direction = direction
        self.cadence = cadence
        self.maxAge = maxAge
        self.mirror = mirror
        self.note = note
    }
}

/// What an indicator's observations are about.
package enum Subject: String, CaseIterable, Sendable {
    case dyad, country, power
    /// Two powers with regard to one country, or to each other: `CHN+RUS`.
    case pair
}

/// Which of a series' periods enter a value, and how.
package enum Window: Hashable, Sendable {
    /// The latest period.
    case last
    /// The sum over the periods that end within the duration.
    case sum(CalendarDuration)
    /// The mean over those periods.
    case mean(CalendarDuration)
    /// The sum of value x 0.5^(age / half-life) over those periods.
    case decay(CalendarDuration, halfLife: CalendarDuration)
}

/// From the windowed value x to the indicator's raw value.
package enum Transform: Hashable, Sendable {
    case level
    /// Per cent (0...100) of the same indicator's `WLD` total of the same reporter and periods; null where the total is
    /// below `minTotal`.
    case share(minTotal: Double)
    /// x / denominator x scale.
    case ratio(to: NodeID, scale: Double)
    /// log10(1 + x)
    case log
    /// The score of the level in the table.
    case ordinal([OrdinalLevel])
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
