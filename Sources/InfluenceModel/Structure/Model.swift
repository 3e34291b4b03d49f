/// What is measured and how: everything that turns observations into scores. No constant of the method lives in code.
///
/// A value of this type is valid: ids are unique and resolve, weights are finite and not negative, every aggregate has
/// children with a positive weight sum. Model files are checked where they are read; ``Model/init`` only links.
package struct Model: Hashable, Sendable {
    package let id: String
    package let title: String
    /// What the figures mean; printed with every published figure.
    package let definition: String
    /// The range that normalised values span, 0...100 by default.
    package let scale: Scale
    package let grid: Grid
    package let powers: [Power]
    package var countries: [Country]
    /// The tree in pre-order: a parent before its children, siblings in file order, the root first.
    package var nodes: [Node]
    /// Weight 0: imported, stored, shown, and read by indicators that name them as inputs. In file order.
    package var tracked: [Indicator]
    /// The choices whose uncertainty is computed. `nil`: none is.
    package let uncertainty: UncertaintyPlan?
    /// What is derived from the scores of several powers; `nil` for nothing.
    package let measures: MeasurePlan?

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
        uncertainty: UncertaintyPlan? = nil,
        measures: MeasurePlan? = nil
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
        self.uncertainty = uncertainty
        self.measures = measures
    }

    /// The leaves of the tree, in its order.
    package var indicators: [Indicator] {
        nodes.compactMap(\.indicator)
    }

    package func node(_ id: NodeID) -> Node? {
        nodes.first { $0.id == id }
    }

    /// The leaf or tracked indicator of that id.
    package func indicator(_ id: NodeID) -> Indicator? {
        node(id)?.indicator ?? tracked.first { $0.id == id }
    }
}

/// The range of the node scale.
package struct Scale: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double = 0, high: Double = 100) {
        self.low = low
        self.high = high
    }
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
}
