/// What is measured and how: everything that turns observations into scores. No constant of the method lives in code.
///
/// A value of this type is valid: ids are unique and resolve, weights are finite and not negative, every aggregate has
/// children with a positive weight sum. Model files are checked where they are read; ``Model/init`` only links.
package struct Model: Hashable, Sendable {
    package var id: String
    package var title: String
    /// What the figures mean; printed with every published figure.
    package var definition: String
    /// The range that normalised values span, 0...100 by default.
    package var scale: Scale
    package var grid: Grid
    package var powers: [Power]
    package var countries: [Country]
    /// The tree in pre-order: a parent before its children, siblings in file order, the root first.
    package var nodes: [Node]
    /// Weight 0: imported, stored, shown, and read by indicators that name them as inputs. In file order.
    package var tracked: [Indicator]
    /// What a dyad has to have before it is compared with others; `nil`: nothing.
    package var screen: Screen?
    /// Who gets the weight of what is missing.
    package var missing: MissingWeight
    /// Statuses whose values are shown, but not scored.
    package var notScored: Set<ObservationStatus>
    /// The choices whose uncertainty is computed. `nil`: none is.
    package var uncertainty: UncertaintyPlan?
    /// What is derived from the scores of several powers; `nil` for nothing.
    package var measures: MeasurePlan?
    /// What has to be said of figures, in the order of the file.
    package var caveats: [Caveat]

    package init(
        id: String,
        title: String,
        definition: String,
        scale: Scale,
        grid: Grid,
        powers: [Power],
        countries: [Country],
        nodes: [Node],
        tracked: [Indicator],
        screen: Screen? = nil,
        missing: MissingWeight = .siblings,
        notScored: Set<ObservationStatus> = Model.usuallyNotScored,
        uncertainty: UncertaintyPlan? = nil,
        measures: MeasurePlan? = nil,
        caveats: [Caveat] = []
    ) {
        self.id = id
        self.title = title
        self.definition = definition
        self.scale = scale
        self.grid = grid
        self.powers = powers
        self.countries = countries
        self.nodes = nodes
        self.tracked = tracked
        self.screen = screen
        self.missing = missing
        self.notScored = notScored
        self.uncertainty = uncertainty
        self.measures = measures
        self.caveats = caveats
    }

    /// Forecasts, and values that their own reporter does not trust.
    package static let usuallyNotScored: Set<ObservationStatus> = [.forecast, .lowReliability]

    /// The leaves of the tree, in its order; each once, wherever it stands.
    package var indicators: [Indicator] {
        leaves.compactMap { nodes[$0].indicator }
    }

    /// Where the leaves stand first: the positions of ``indicators``.
    package var leaves: [Int] {
        nodes.indices.filter { nodes[$0].indicator != nil && nodes[$0].repeats == nil }
    }

    package func node(_ id: NodeID) -> Node? {
        nodes.first { $0.id == id }
    }

    /// The leaf or tracked indicator of that id.
    package func indicator(_ id: NodeID) -> Indicator? {
        node(id)?.indicator ?? tracked.first { $0.id == id }
    }
}

/// What a dyad has to have in a period to be compared with others: else it is left out of the whole period, before
/// anything is imputed, treated or normalised, and has no scores. Counted in data, not in imputed values.
/// Source: COINr `Screen`.
package enum Screen: Hashable, Sendable {
    /// The share of the applicable weight that has data, 0...1.
    case coverage(Double)
    /// The share of the applicable indicators that have data, 0...1. COINr `dat_thresh`.
    case indicators(Double)

    package var minimum: Double {
        switch self {
        case .coverage(let minimum), .indicators(let minimum): minimum
        }
    }
}

/// Who gets the weight of an indicator that is missing.
package enum MissingWeight: String, CaseIterable, Sendable {
    /// Those with a score among its siblings, and so on up the tree.
    case siblings
    /// All indicators with a value: each node is the mean of those beneath it, weighed by the products of the weights on
    /// the way, whatever lies between. Source: Gygli, Haelg, Potrafke, Sturm, "The KOF Globalisation Index - revisited"
    /// (2019), method of calculation.
    case tree
}

/// The range of the node scale.
package struct Scale: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double = 0, high: Double = 100) {
        self.low = low
        self.high = high
    }

    /// The larger of its ends, whatever their signs: what the rounding of scores goes by.
    package var size: Double { max(low.magnitude, high.magnitude) }
}

/// The periods for which scores are computed.
package enum Grid: Hashable, Sendable {
    /// Every unit of the calendar from the one given up to the present.
    case regular(Frequency, from: Period)
    /// Just these, in order: for data of separate years.
    case listed([Period])

    /// The periods of the grid that have begun by `today`: the last one contains it.
    package func periods(through today: Day) -> [Period] {
        switch self {
        case .regular(let frequency, let first): frequency.periods(from: first.start, through: today)
        case .listed(let periods): periods.filter { $0.start <= today }
        }
    }

    /// `nil` of an empty list.
    package var first: Period? {
        switch self {
        case .regular(let frequency, let from): frequency.period(containing: from.start)
        case .listed(let periods): periods.first
        }
    }

    /// Whether any of its periods begins and ends between two days, both included.
    package func hasPeriod(from: Day, through: Day) -> Bool {
        switch self {
        case .regular(let frequency, let first):
            var period = frequency.period(containing: max(from, first.start))
            if period.start < from { period = frequency.period(containing: period.end.adding(days: 1)) }
            return period.start >= from && period.end <= through
        case .listed(let periods): return periods.contains { $0.start >= from && $0.end <= through }
        }
    }
}
