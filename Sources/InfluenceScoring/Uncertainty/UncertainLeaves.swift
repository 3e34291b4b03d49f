internal import InfluenceModel

/// The indicators' scores under every option of normalisation, goalposts and treatment, in one period.
///
/// An indicator's score depends on no weight, so that of each option is found once, by the steps of the table itself.
struct UncertainLeaves: Sendable {
    let goalpostsCount: Int
    let normalisationCount: Int
    let treatmentCount: Int
    /// By option, indicator and dyad. NaN: none.
    private(set) var values: [[[Double]]] = []

    /// The options: of each treatment first the goalposts of the model's own normalisation, then the other normalisations.
    var count: Int { values.count }

    func option(goalposts: Int, normalisation: Int, treatment: Int) -> Int {
        let own = normalisation == 0 ? goalposts : goalpostsCount + normalisation - 1
        return treatment * (goalpostsCount + normalisationCount - 1) + own
    }

    /// What stands in for an indicator's normalisation; `nil`: nothing does.
    private typealias Change = (Indicator) -> Normalisation?

    /// - Parameters:
    ///   - period: Position in the table.
    ///   - countries: Positions in the model: whose dyads are wanted.
    init(
        _ table: ScoreTable,
        of model: Model,
        at period: Int,
        countries: [Int],
        plan: UncertaintyPlan,
        columns: UncertainColumns?,
        threads: Int
    ) throws(UncertaintyError) {
        let indicators = model.indicators
        let leaves = model.leaves
        goalpostsCount = indicators.contains { $0.goalposts(timesHigh: 1) != nil } ? plan.goalpostsHigh.count + 1 : 1
        normalisationCount = plan.normalisations.count + 1
        treatmentCount = plan.treatments.count + 1
        let powerCount = model.powers.count
        let dyads = countries.flatMap { ($0 * powerCount)..<(($0 + 1) * powerCount) }
        let nominal = leaves.map { leaf in
            dyads.map { table.score(node: leaf, dyad: $0, period: period).value ?? .nan }
        }
        let columns = columns ?? UncertainColumns(of: table, leaves)
        guard columns.treated.count == leaves.count, columns.untreated.count == leaves.count || treatmentCount == 1
        else {
            throw .preparationDoesNotFit(
                name: "the uncertainty",
                .columnsDoNotFit(
                    expected: leaves.count,
                    found: min(columns.treated.count, columns.untreated.count)
                )
            )
        }
        let part = TablePart(model, table, dyads: dyads, countries: countries, period: period, threads: threads)
        let changes: [Change] =
            [{ _ in nil }]
            + plan.goalpostsHigh.map { factor in { $0.goalposts(timesHigh: factor) } }.prefix(goalpostsCount - 1)
            + plan.normalisations.map { other in { $0.normalisation.method == .none ? nil : other } }
        for treatment in 0..<treatmentCount {
            let prepared =
                treatment == 0
                ? columns.treated
                : columns.untreated.map { column in
                    plan.treatments[treatment - 1]?.apply(to: column, periods: table.periods.count).column ?? column
                }
            for (number, change) in changes.enumerated() {
                var scores = nominal
                let changed = leaves.indices.filter { treatment > 0 || change(indicators[$0]) != nil }
                if !changed.isEmpty {
                    let replaced = changed.map { leaf in
                        var (node, indicator) = (model.nodes[leaves[leaf]], indicators[leaf])
                        indicator.normalisation = change(indicator) ?? indicator.normalisation
                        node.content = .indicator(indicator)
                        return node
                    }
                    let found: [[Double]]
                    do throws(ScoringError) {
                        found = try part.scores(of: replaced, changed.map { prepared[$0] })
                    } catch {
                        throw treatment == 0
                            ? .normalisation(alternative: "alternative normalisation \(number)", error)
                            : .preparationDoesNotFit(name: "alternative treatment \(treatment)", error)
                    }
                    for (place, leaf) in changed.enumerated() {
                        for dyad in dyads.indices where !nominal[leaf][dyad].isNaN {
                            scores[leaf][dyad] = found[place][dyad]
                        }
                    }
                }
                values.append(scores)
            }
        }
    }
}

/// Scores indicators alone, by the table's own steps, for some of its dyads in one of its periods.
private struct TablePart {
    private let model: Model
    private let table: ScoreTable
    private let dyads: [Int]
    private let countries: [Int]
    private let period: Int
    private let threads: Int

    init(_ model: Model, _ table: ScoreTable, dyads: [Int], countries: [Int], period: Int, threads: Int) {
        self.model = model
        self.table = table
        self.dyads = dyads
        self.countries = countries
        self.period = period
        self.threads = threads
    }

    /// - Parameter columns: Of the whole table, one an indicator.
    /// - Returns: By indicator and dyad. NaN: none.
    func scores(of indicators: [Node], _ columns: [Column]) throws(ScoringError) -> [[Double]] {
        for column in columns where column.values.count != table.cells.count {
            throw .columnsDoNotFit(expected: table.cells.count, found: column.values.count)
        }
        // What looks at no other cell is computed for the cells that are wanted.
        guard indicators.allSatisfy({ $0.normalisation?.reach.isEmpty ?? true }) else {
            let scores = try ScoreTable(
                scoring: columns,
                of: model.flat(indicators, model.countries),
                for: table.periods,
                threads: threads
            )
            return read(scores, indicators.count, dyads, at: period)
        }
        let cells = dyads.map { $0 * table.periods.count + period }
        let scores = try ScoreTable(
            scoring: columns.map { column in
                Column(
                    values: cells.map { column.values[$0] },
                    freshness: column.freshness.map { all in cells.map { all[$0] } }
                )
            },
            of: model.flat(indicators, countries.map { model.countries[$0] }),
            for: [table.periods[period]],
            threads: 1
        )
        return read(scores, indicators.count, Array(dyads.indices), at: 0)
    }

    private func read(_ scores: ScoreTable, _ count: Int, _ dyads: [Int], at period: Int) -> [[Double]] {
        (0..<count).map { leaf in
            dyads.map { scores.score(node: leaf + 1, dyad: $0, period: period).value ?? .nan }
        }
    }
}

extension Model {
    /// The indicators beneath a root of no gates: only their scores are wanted.
    fileprivate func flat(_ indicators: [Node], _ countries: [Country]) -> Model {
        let root = Node(
            id: nodes[0].id,
            title: "",
            parent: nil,
            children: Array(1..<(indicators.count + 1)),
            weight: 1,
            content: .aggregate(Aggregate(method: .arithmetic))
        )
        let leaves = indicators.map { node in
            var leaf = node
            (leaf.parent, leaf.weight, leaf.weightSteps) = (0, 0, [])
            return leaf
        }
        var copy = self
        (copy.countries, copy.nodes, copy.tracked) = (countries, [root] + leaves, [])
        // What is done with scores, or before them.
        (copy.screen, copy.missing, copy.uncertainty, copy.measures) = (nil, .siblings, nil, nil)
        return copy
    }
}
