package import InfluenceModel

/// A scenario applied to a model: what scores are computed by in place of it.
package struct Hypothesis: Sendable {
    /// The model with the weights that are assumed.
    package let model: Model
    private let values: [RawValue]
    private let periods: Set<Period>

    /// A value in place of those that are read.
    struct RawValue: Sendable {
        /// Position in ``Model/indicators``.
        let indicator: Int
        let power: PowerID?
        let country: CountryID?
        let raw: Double

        func isAbout(_ dyad: Dyad) -> Bool {
            (power.map { $0 == dyad.power } ?? true) && (country.map { $0 == dyad.country } ?? true)
        }
    }

    /// - Parameter periods: those in which the values are assumed; the weights are in all.
    /// - Throws: ``ScenarioError``, the first in the order of the scenario: weights, dropped nodes, values.
    package init(_ scenario: Scenario, on model: Model, at periods: [Period]) throws(ScenarioError) {
        self.model = try model.weighed(by: scenario)
        values = try model.rawValues(of: scenario)
        self.periods = Set(periods)
    }

    /// The scores of every node for every dyad, as ``Scorer/scores(for:threads:)`` computes them; without any change
    /// the same bits.
    /// - Throws: ``ScoringError``
    package func scores(
        on panel: Panel,
        for periods: [Period],
        threads: Int = 1
    ) throws(ScoringError) -> ScoreTable {
        try Scorer(model: model, panel: panel).scores(in: Cells(model, periods: periods), threads: threads, under: self)
    }

    /// The ends of the oldest and newest reference period that a score stands on; what is assumed has no dates.
    /// - Parameters:
    ///   - evidence: Of ``model`` and the panel that `table` was scored from by ``scores(on:for:threads:)``.
    /// - Returns: `nil` without a score, and where all that it is made of is assumed.
    package func dataSpan(
        of node: NodeID,
        _ dyad: Dyad,
        at period: Period,
        in table: ScoreTable,
        _ evidence: Evidence
    ) -> DataSpan? {
        let assumed = periods.contains(period) ? values.filter { $0.isAbout(dyad) } : []
        let indicators = Set(assumed.map { model.indicators[$0.indicator].id })
        return evidence.dataSpan(of: node, dyad, at: period, in: table, without: indicators.contains)
    }

    /// Puts the values that are assumed in place of those that were read.
    /// - Parameter indicator: Position in ``Model/indicators``.
    func replace(in column: inout Column, ofIndicator indicator: Int, of cells: Cells) {
        for value in values where value.indicator == indicator {
            for (dyad, place) in cells.dyads.enumerated() {
                guard value.isAbout(place) else { continue }
                for (period, one) in cells.periods.enumerated() where self.periods.contains(one) {
                    let cell = dyad * cells.periods.count + period
                    column.values[cell] = value.raw
                    column.freshness?[cell] = .fresh
                    column.known?[cell] = 1
                }
            }
        }
    }
}

extension Model {
    fileprivate func weighed(by scenario: Scenario) throws(ScenarioError) -> Model {
        var model = self
        var changed: Set<Int> = []
        var parents: [Int] = []
        for change in scenario.weights + scenario.dropped.map({ Scenario.Weight(node: $0, weight: 0) }) {
            let position = try position(ofNode: change.node)
            guard let parent = nodes[position].parent else { throw .root(change.node) }
            guard change.weight.isFinite, change.weight >= 0 else { throw .invalidWeight(change.node, change.weight) }
            // To leave a child out is possible there too.
            if change.weight != 0, let weighting = nodes[parent].aggregate?.weighting, weighting != .given {
                throw .derivedWeight(change.node, parent: nodes[parent].id)
            }
            guard changed.insert(position).inserted else { throw .twice("the weight of \(change.node)") }
            let isDropped = scenario.dropped.contains(change.node)
            for place in nodes.indices where isSame(place, position, everywhere: isDropped) {
                model.nodes[place].weight = change.weight
                model.nodes[place].weightSteps = []
                if let parent = nodes[place].parent { parents.append(parent) }
            }
            parents.append(parent)
        }
        for parent in parents {
            let steps = nodes[parent].children.flatMap { model.nodes[$0].weightSteps.map(\.from) }
            // Without steps any period will do.
            for period in steps.isEmpty ? [.day(.earliest)] : steps {
                let sum = model.weightSum(beneath: parent, at: period)
                guard sum > 0 else { throw .nothingLeft(of: nodes[parent].id) }
                guard sum.isFinite else { throw .invalidWeight(nodes[parent].id, sum) }
            }
        }
        return model
    }

    /// Whether a change of one node is one of another: where what it lies beneath is repeated in a further place; or, what
    /// is left out, everywhere.
    private func isSame(_ place: Int, _ changed: Int, everywhere: Bool) -> Bool {
        if place == changed { return true }
        guard nodes[place].repeats == changed else { return false }
        return everywhere || nodes[place].parent.flatMap { nodes[$0].repeats } == nodes[changed].parent
    }

    fileprivate func rawValues(of scenario: Scenario) throws(ScenarioError) -> [Hypothesis.RawValue] {
        let columns = indicators
        var seen: Set<Scenario.Value> = []
        var values: [Hypothesis.RawValue] = []
        for change in scenario.values {
            let position = try position(ofNode: change.indicator)
            guard let indicator = nodes[position].indicator,
                let column = columns.firstIndex(where: { $0.id == indicator.id })
            else { throw .aggregate(change.indicator) }
            if let power = change.power, !powers.contains(where: { $0.id == power }) {
                throw .unknownPower(power, known: powers.map(\.id))
            }
            if let country = change.country, !countries.contains(where: { $0.id == country }) {
                throw .unknownCountry(country, known: countries.map(\.id))
            }
            guard indicator.subject.fits(change) else { throw .otherSubject(indicator.id, indicator.subject) }
            guard seen.insert(change.place).inserted else { throw .twice("the value of \(change.name)") }
            values.append(
                Hypothesis.RawValue(
                    indicator: column,
                    power: change.power,
                    country: change.country,
                    raw: try indicator.raw(change.value, RawRange(indicator) { self.indicator($0) })
                )
            )
        }
        return values
    }

    private func position(ofNode id: NodeID) throws(ScenarioError) -> Int {
        if let position = nodes.firstIndex(where: { $0.id == id }) { return position }
        if tracked.contains(where: { $0.id == id }) { throw .tracked(id) }
        throw .unknownNode(id, known: nodes.map(\.id))
    }

    fileprivate func weightSum(beneath parent: Int, at period: Period) -> Double {
        var sum = 0.0
        for child in nodes[parent].children { sum += nodes[child].weight(at: period) }
        return sum
    }
}

extension Subject {
    fileprivate func fits(_ value: Scenario.Value) -> Bool {
        switch self {
        case .dyad: value.power != nil && value.country != nil
        case .country: value.power == nil && value.country != nil
        case .power: value.power != nil && value.country == nil
        case .pair: false
        }
    }
}

extension Scenario.Value {
    /// What it is about, whatever it is.
    fileprivate var place: Scenario.Value {
        Scenario.Value(indicator: indicator, power: power, country: country, value: 0)
    }

    fileprivate var name: String {
        indicator.text + (power.map { " of \($0)" } ?? "") + (country.map { " in \($0)" } ?? "")
    }
}

extension Indicator {
    /// The raw value that is meant: of an ordinal indicator the score of the level.
    fileprivate func raw(_ value: Double, _ range: RawRange) throws(ScenarioError) -> Double {
        guard value.isFinite else { throw .notFinite(id) }
        // Not -0: the two zeros print differently.
        guard let levels else {
            guard range.contains(value) else { throw .outOfRange(id, value, range: range.text ?? "", unit: unit) }
            return value + 0
        }
        guard levels.contains(where: { $0.level == value }) else {
            throw .notALevel(id, value, levels: levels.map(\.level))
        }
        guard let raw = try? Chain(transform).apply(toLevel: value) else { throw .notFinite(id) }
        return raw
    }
}

/// A node's part among its siblings, in the model and as assumed.
package struct WeightShare: Hashable, Sendable {
    package let node: NodeID
    package let parent: NodeID
    /// As given, not scaled.
    package let baseWeight: Double
    package let weight: Double
    /// 0...1
    package let baseShare: Double
    package let share: Double
}

extension Hypothesis {
    /// The nodes whose share changes with the scenario's weights, and their siblings, in the model's order; none of those
    /// beneath a node whose weights are not given by the model.
    /// - Parameter period: Whose weights are compared, where they change with time.
    package func shares(comparedWith base: Model, at period: Period) -> [WeightShare] {
        var result: [WeightShare] = []
        for (parent, node) in base.nodes.enumerated() {
            let changed =
                node.repeats == nil
                && node.children.contains {
                    base.nodes[$0].weight != model.nodes[$0].weight
                        || base.nodes[$0].weightSteps != model.nodes[$0].weightSteps
                }
            // Weights that are not given tell nothing of shares.
            guard changed, node.aggregate?.weighting == .given else { continue }
            let sums = (base.weightSum(beneath: parent, at: period), model.weightSum(beneath: parent, at: period))
            for child in node.children {
                let weights = (base.nodes[child].weight(at: period), model.nodes[child].weight(at: period))
                result.append(
                    WeightShare(
                        node: base.nodes[child].id,
                        parent: node.id,
                        baseWeight: weights.0,
                        weight: weights.1,
                        baseShare: weights.0 / sums.0,
                        share: weights.1 / sums.1
                    )
                )
            }
        }
        return result
    }
}
