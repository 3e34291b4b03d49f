/// Which measures are derived from the scores of several powers, with every constant of their formulas: the `measures`
/// of a model file. A part that is absent is not computed.
package struct MeasurePlan: Hashable, Sendable {
    /// The pairs of powers that are compared: of RUS+CHN, RUS is A and CHN is B.
    package let pairs: [PowerPair]
    package let coopetition: Coopetition?
    package let pattern: Pattern?
    package let dependency: Dependency?
    package let overtaking: Overtaking?
    /// Between the ends of which span shares are compared.
    package let displacement: CalendarDuration?
    package let momentum: Momentum?

    package init(
        pairs: [PowerPair] = [],
        coopetition: Coopetition? = nil,
        pattern: Pattern? = nil,
        dependency: Dependency? = nil,
        overtaking: Overtaking? = nil,
        displacement: CalendarDuration? = nil,
        momentum: Momentum? = nil
    ) {
        self.pairs = pairs
        self.coopetition = coopetition
        self.pattern = pattern
        self.dependency = dependency
        self.overtaking = overtaking
        self.displacement = displacement
        self.momentum = momentum
    }

    /// Cooperation of the two powers, and its meeting with their contest.
    package struct Coopetition: Hashable, Sendable {
        /// The cooperation that counts as full: K' = min(1, K / scale).
        package let scale: Double
        /// Between low and high, of contest and of K': 0...1.
        package let threshold: Double
        /// How far beyond the threshold a figure must go for the quadrant to change.
        package let hysteresis: Double
        package let sources: [Source]

        package init(scale: Double, threshold: Double, hysteresis: Double, sources: [Source]) {
            self.scale = scale
            self.threshold = threshold
            self.hysteresis = hysteresis
            self.sources = sources
        }
    }

    /// A sign of cooperation: an indicator of the pair.
    package struct Source: Hashable, Sendable {
        package let indicator: NodeID
        /// The value that counts as 1; 0 counts as 0.
        package let full: Double

        package init(indicator: NodeID, full: Double) {
            self.indicator = indicator
            self.full = full
        }
    }

    /// The division of labour that is looked for: A leads one dimension of the structure, B another.
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
        /// Below this part of the total that is attributed to partners there is no concentration.
        package let minAttributed: Double
        package let channels: [Channel]

        package init(saturation: Double, minAttributed: Double, channels: [Channel]) {
            self.saturation = saturation
            self.minAttributed = minAttributed
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

        package init(shares: [NodeID], shareMargin: Double, scoreMargin: Double, hold: Int, ratio: Double) {
            self.shares = shares
            self.shareMargin = shareMargin
            self.scoreMargin = scoreMargin
            self.hold = hold
            self.ratio = ratio
        }
    }

    package struct Momentum: Hashable, Sendable {
        package let span: CalendarDuration
        /// Below this part of the span's periods with a score there is no slope: 0...1.
        package let minCoverage: Double

        package init(span: CalendarDuration, minCoverage: Double) {
            self.span = span
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

    /// Reads `RUS+CHN`; `nil` for anything else.
    package init?(_ id: PowerID) {
        let parts = id.text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(IDSyntax.isActor), parts[0] != parts[1] else { return nil }
        self.init(PowerID(parts[0]), PowerID(parts[1]))
    }
}
