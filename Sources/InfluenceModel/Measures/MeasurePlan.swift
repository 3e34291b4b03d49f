/// Which measures are derived from the scores of several powers, with every constant of their formulas: the `measures`
/// of a model file. A part that is absent is not computed.
package struct MeasurePlan: Hashable, Sendable {
    /// Those that there are, in the order in which they are shown: what a table of them knows by itself, and what the file
    /// names beside the parts.
    package let measures: [Measure]
    /// The pairs of powers that are compared: of RUS+CHN, RUS is A and CHN is B.
    package let pairs: [PowerPair]
    /// The gate of every measure: below this part of what it speaks of (the weight of its channels or dimensions, its
    /// signs, its powers) it has no value. 0...1. A part of the plan may have one of its own.
    package let minCoverage: Double
    package let coopetition: Coopetition?
    package let pattern: Pattern?
    package let dependency: Dependency?
    package let overtaking: Overtaking?
    /// Between the ends of which span shares are compared.
    package let displacement: CalendarDuration?
    package let momentum: Momentum?

    package init(
        measures: [Measure],
        pairs: [PowerPair] = [],
        minCoverage: Double = MeasurePlan.usualMinCoverage,
        coopetition: Coopetition? = nil,
        pattern: Pattern? = nil,
        dependency: Dependency? = nil,
        overtaking: Overtaking? = nil,
        displacement: CalendarDuration? = nil,
        momentum: Momentum? = nil
    ) {
        self.measures = measures
        self.pairs = pairs
        self.minCoverage = minCoverage
        self.coopetition = coopetition
        self.pattern = pattern
        self.dependency = dependency
        self.overtaking = overtaking
        self.displacement = displacement
        self.momentum = momentum
    }

    /// What ``minCoverage`` is where a model file does not say: most of what a measure speaks of, with some room.
    package static let usualMinCoverage = 0.6

    /// Cooperation of the two powers, and its meeting with their contest.
    package struct Coopetition: Hashable, Sendable {
        /// The cooperation that counts as full: K' = min(1, K / scale).
        package let scale: Double
        /// Between low and high, of contest and of K': 0...1.
        package let threshold: Double
        /// How far beyond the threshold a figure must go for the quadrant to change.
        package let hysteresis: Double
        /// Of the signs that apply; `nil`: the plan's.
        package let minCoverage: Double?
        package let sources: [Source]

        package init(
            scale: Double,
            threshold: Double,
            hysteresis: Double,
            minCoverage: Double? = nil,
            sources: [Source]
        ) {
            self.scale = scale
            self.threshold = threshold
            self.hysteresis = hysteresis
            self.minCoverage = minCoverage
            self.sources = sources
        }
    }

    /// A sign of cooperation: an indicator of the pair, read here as it is read there but for what is said here.
    package struct Source: Hashable, Sendable {
        package let indicator: NodeID
        /// The value that counts as 1; 0 counts as 0.
        package let full: Double
        /// In place of the indicator's `max_age`.
        package let age: Age
        /// Which time its observations are read over.
        package let window: Span
        /// The sign's observations are a complete list: what it does not tell of did not happen, so a window without any
        /// is 0, and what is in it does not age.
        package let isRegister: Bool

        package enum Span: Hashable, Sendable {
            case asIndicator
            /// The newest observation alone.
            case newest
            case over(Window)
        }

        package enum Age: Hashable, Sendable {
            case asIndicator, unlimited
            case atMost(CalendarDuration)
        }

        package init(
            indicator: NodeID,
            full: Double,
            age: Age = .asIndicator,
            window: Span = .asIndicator,
            isRegister: Bool = false
        ) {
            self.indicator = indicator
            self.full = full
            self.age = age
            self.window = window
            self.isRegister = isRegister
        }
    }

    /// The division of labour that is looked for: A leads one dimension, B another, by scores and in their structure.
    package struct Pattern: Hashable, Sendable {
        package let firstLeads: NodeID
        package let secondLeads: NodeID
        /// By how much of its structure a power must lead.
        package let tolerance: Double

        package init(firstLeads: NodeID, secondLeads: NodeID, tolerance: Double) {
            self.firstLeads = firstLeads
            self.secondLeads = secondLeads
            self.tolerance = tolerance
        }
    }

    package struct Dependency: Hashable, Sendable {
        /// The share of a channel that counts as full dependency: g(s) = min(1, ln(1 - s) / ln(1 - saturation)).
        package let saturation: Double
        /// Concentration is of the newest period whose partners add up to this part of the total.
        package let minAttributed: Double
        /// By which part of the total the partners may exceed it, as rounded figures do; beyond it aggregates or double
        /// codes are among them, and there is no concentration.
        package let tolerance: Double
        /// Of the weight of the channels that apply; `nil`: the plan's.
        package let minCoverage: Double?
        package let channels: [Channel]

        package init(
            saturation: Double,
            minAttributed: Double,
            tolerance: Double = WholeTolerance.share,
            minCoverage: Double? = nil,
            channels: [Channel]
        ) {
            self.saturation = saturation
            self.minAttributed = minAttributed
            self.tolerance = tolerance
            self.minCoverage = minCoverage
            self.channels = channels
        }
    }

    package struct Channel: Hashable, Sendable {
        package let id: NodeID
        package let weight: Double
        /// The indicator whose raw value is the power's share of the channel, in per cent.
        package let share: NodeID
        /// The observed indicator with a value of every partner; `nil` where no source tells them apart.
        package let partners: NodeID?

        package init(id: NodeID, weight: Double, share: NodeID, partners: NodeID? = nil) {
            self.id = id
            self.weight = weight
            self.share = share
            self.partners = partners
        }
    }

    package struct Overtaking: Hashable, Sendable {
        /// Indicators whose raw values are compared, besides the scores of the index and the dimensions.
        package let shares: [NodeID]
        /// In the unit of the raw values: percentage points.
        package let shareMargin: Double
        /// In points of the node scale.
        package let scoreMargin: Double
        /// New data periods that a new state must last before it is believed; at least 1.
        package let hold: Int
        /// How many times the other's value: above 1.
        package let ratio: Double
        /// Of both scores; shares of one table always pass. `nil`: the plan's.
        package let minCoverage: Double?

        package init(
            shares: [NodeID],
            shareMargin: Double,
            scoreMargin: Double,
            hold: Int,
            ratio: Double,
            minCoverage: Double? = nil
        ) {
            self.shares = shares
            self.shareMargin = shareMargin
            self.scoreMargin = scoreMargin
            self.hold = hold
            self.ratio = ratio
            self.minCoverage = minCoverage
        }
    }

    package struct Momentum: Hashable, Sendable {
        package let span: CalendarDuration
        /// With fewer observed points in the span there is no slope; at least 3.
        package let minPoints: Int
        /// Of the scores of the points on average; `nil`: the plan's.
        package let minCoverage: Double?

        package init(span: CalendarDuration, minPoints: Int = 3, minCoverage: Double? = nil) {
            self.span = span
            self.minPoints = minPoints
            self.minCoverage = minCoverage
        }
    }
}

/// Two different powers; the order matters.
package struct PowerPair: Hashable, Sendable {
    package let first: PowerID
    package let second: PowerID

    package init(_ first: PowerID, _ second: PowerID) {
        self.first = first
        self.second = second
    }

    /// `RUS+CHN`: the power of a measure of the pair.
    package var id: PowerID { PowerID("\(first)+\(second)") }

    /// `CHN+RUS`: the power of an observation about the two, in code-point order.
    package var observed: PowerID { first < second ? id : PowerID("\(second)+\(first)") }

    /// The same two, the other one first.
    package var reversed: PowerPair { PowerPair(second, first) }

    /// Reads `RUS+CHN`; `nil` for anything else.
    package init?(_ id: PowerID) {
        let parts = id.text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(IDSyntax.isActor), parts[0] != parts[1] else { return nil }
        self.init(PowerID(parts[0]), PowerID(parts[1]))
    }
}
