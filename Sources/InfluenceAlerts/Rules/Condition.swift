package import InfluenceModel

/// What a rule watches for. The kinds are those of the rule file.
package enum Condition: Hashable, Sendable {
    /// A score above or below a level.
    case threshold(SeriesSelection, Level)
    /// A score that has changed over a window, on revised history of the same model.
    case change(SeriesSelection, Change)
    /// A power that passes another in a country on a node.
    case overtake(Overtake)
    /// A power's rank in a country comes to, or goes from, a place.
    case rank(SeriesSelection, RankChange)
    /// A probability of the uncertainty run passes a level.
    case probability(Probability)
    /// A derived measure above or below a level, or in a state. The selection's nodes are measures' nodes.
    case measure(SeriesSelection, MeasureTarget)
    /// An indicator or a feed without news for too long, or a feed that failed too often.
    case stale(Stale)

    /// The name of the kind in the rule file.
    package var kind: String {
        switch self {
        case .threshold: "threshold"
        case .change: "change"
        case .overtake: "overtake"
        case .rank: "rank"
        case .probability: "probability"
        case .measure: "measure"
        case .stale: "stale"
        }
    }
}

/// The series that a condition watches: every combination that the model has, in the model's order.
package struct SeriesSelection: Hashable, Sendable {
    package var countries: [CountryID]
    package var powers: [PowerID]
    package var nodes: [NodeID]

    package init(countries: [CountryID], powers: [PowerID], nodes: [NodeID]) {
        self.countries = countries
        self.powers = powers
        self.nodes = nodes
    }
}

/// A level with a recovery level of its own (hysteresis).
package struct Level: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable { case above, below }

    package let side: Side
    /// The condition is met strictly beyond it.
    package let level: Double
    /// An alert recovers at it or on its other side. Not beyond `level`.
    package let clear: Double

    package init(_ side: Side, _ level: Double, clear: Double) {
        self.side = side
        self.level = level
        self.clear = clear
    }
}

package struct Change: Hashable, Sendable {
    package enum Direction: String, CaseIterable, Sendable { case any, up, down }

    /// The least change that meets the condition, in points; above 0.
    package let by: Double
    package let direction: Direction
    /// Whole months.
    package let window: CalendarDuration
    /// An alert recovers at a smaller change than this. 0...by
    package let clear: Double

    package init(by: Double, direction: Direction, window: CalendarDuration, clear: Double) {
        self.by = by
        self.direction = direction
        self.window = window
        self.clear = clear
    }
}

package struct Overtake: Hashable, Sendable {
    package enum Scale: String, CaseIterable, Sendable {
        /// Scores of the node.
        case scores
        /// The indicator's share in percent, of one period and reporter for both powers, before normalisation.
        case shares
    }

    /// Who passes, and who is passed: every pair of two different powers of the two lists.
    package let by: [PowerID]
    package let of: [PowerID]
    package let countries: [CountryID]
    package let nodes: [NodeID]
    package let scale: Scale
    /// The lead that counts, in points or percentage points; re-armed when the lead falls under its negative. At least 0.
    package let margin: Double

    package init(
        by: [PowerID],
        of: [PowerID],
        countries: [CountryID],
        nodes: [NodeID],
        scale: Scale,
        margin: Double
    ) {
        self.by = by
        self.of = of
        self.countries = countries
        self.nodes = nodes
        self.scale = scale
        self.margin = margin
    }
}

package struct RankChange: Hashable, Sendable {
    package enum Direction: String, CaseIterable, Sendable { case to, from }

    /// From 1.
    package let place: Int
    package let direction: Direction

    package init(_ direction: Direction, _ place: Int) {
        self.place = place
        self.direction = direction
    }
}

package struct Probability: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        /// The measure `probability_above` of the pairs `A+B` of the model: that B is above A.
        case exceeds(by: PowerID, of: PowerID)
        /// That the score of the powers is beyond a level.
        case beyond(powers: [PowerID], side: Level.Side, level: Double)
    }

    package let event: Event
    package let countries: [CountryID]
    package let nodes: [NodeID]
    /// 0...1
    package let atLeast: Double
    /// An alert recovers below it. 0...atLeast
    package let clear: Double

    package init(event: Event, countries: [CountryID], nodes: [NodeID], atLeast: Double, clear: Double) {
        self.event = event
        self.countries = countries
        self.nodes = nodes
        self.atLeast = atLeast
        self.clear = clear
    }
}

package enum MeasureTarget: Hashable, Sendable {
    case level(Level)
    /// The code of a state, with its label for people.
    case state(code: Int, label: String)
}

package enum Stale: Hashable, Sendable {
    /// No reference period that ends later than `after` before now, of an indicator about a country (of any power).
    case indicators([NodeID], countries: [CountryID], after: CalendarDuration)
    /// Nothing new has come from a feed for longer than `after`. Names as in the configuration.
    case feeds([String], after: TimeSpan)
    /// The import of a feed has failed so many times in a row; at least 1.
    case failures([String], count: Int)
}
