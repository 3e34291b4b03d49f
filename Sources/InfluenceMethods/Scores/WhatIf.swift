import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// Scores under a scenario beside those of the index, both computed here, and nowhere stored.
    func whatIf(_ question: Question<IndexInterface.WhatIf.Input>) throws -> IndexInterface.WhatIf.Output {
        let country = try question.arguments.country(question.input.country)
        let scope = ObservedScope(country: country)
        let model = scope.part(of: question.model)
        let (power, node) = (
            try question.arguments.power(question.input.power), try question.arguments.node(question.input.node)
        )
        let scenario = try scenario(question, in: country)
        let (run, asked) = try periods(question)
        try requireOwnEditions(run, question.loaded)
        let powers = model.powers.map(\.id).filter { power == nil || $0 == power }
        let nodes = model.nodes.map(\.id).filter { node == nil || $0 == node?.id }
        guard asked.count * powers.count * nodes.count <= Self.mostScores else {
            throw IndexError.invalidScenario(
                "those are \(asked.count * powers.count * nodes.count) scores, more than \(Self.mostScores) at once; "
                    + "name a node, a power or fewer periods"
            )
        }
        let hypothesis = try refusing { () throws(ScenarioError) in
            try Hypothesis(scenario, on: model, at: asked)
        }
        let unchanged = try refusing { () throws(ScenarioError) in
            try Hypothesis(Scenario(), on: model, at: asked)
        }
        let grid = model.grid.periods(through: run.gridThrough.end)
        let panel = try Panel(try observations(of: run, model, scope))
        try Task.checkCancellation()
        let base = try unchanged.scores(on: panel, for: grid)
        try Task.checkCancellation()
        let assumed: ScoreTable
        do throws(ScoringError) {
            assumed = try hypothesis.scores(on: panel, for: grid)
        } catch {
            throw IndexError.invalidScenario(error.description)
        }
        let sides = [
            WhatIfSide(unchanged, base, panel, nodes, asked, in: country),
            WhatIfSide(hypothesis, assumed, panel, nodes, asked, in: country),
        ]
        return IndexInterface.WhatIf.Output(
            hypothetical: true,
            country: country.text,
            firstPeriod: asked.first?.description ?? "",
            lastPeriod: asked.last?.description ?? "",
            asOf: Document.time(question.asked),
            model: model.id,
            definition: model.definition,
            // Those of the newest period that is asked about.
            weights: asked.last.map { hypothesis.shares(comparedWith: model, at: $0) }?.map { document($0) } ?? [],
            values: scenario.values.map { document($0) },
            scores: scores(of: powers, nodes, asked, in: country, sides[0], sides[1], model)
        )
    }

    /// Of one reply.
    private static var mostScores: Int { 20_000 }

    // MARK: What is asked

    private func scenario(_ question: Question<IndexInterface.WhatIf.Input>, in country: CountryID) throws -> Scenario {
        let (input, model) = (question.input, question.model)
        // What nobody is called is refused with all else that cannot be assumed.
        func node(_ text: String) -> NodeID { model.series(called: text) ?? NodeID(text) }
        return Scenario(
            weights: (input.weights ?? []).map { Scenario.Weight(node: node($0.node), weight: $0.weight) },
            dropped: (input.drop ?? []).map { node($0) },
            values: (input.values ?? []).map { change in
                let indicator = node(change.indicator)
                let isAboutPowers = model.indicator(indicator)?.subject == .power
                return Scenario.Value(
                    indicator: indicator,
                    power: change.power.map { model.power(called: $0)?.id ?? PowerID($0) },
                    country: change.country.map { model.country(called: $0)?.id ?? CountryID($0) }
                        ?? (isAboutPowers ? nil : country),
                    value: change.value
                )
            }
        )
    }

    /// The run whose scores are the base, and the periods of its grid that are asked about, at least one.
    private func periods(_ question: Question<IndexInterface.WhatIf.Input>) throws -> (Run, [Period]) {
        let single = try question.arguments.period(question.input.period)
        let (from, through) = try question.arguments.days(from: question.input.from, to: question.input.to)
        let isRange = from != .earliest || through != .latest
        if single != nil, isRange {
            throw VarlinkError.invalidParameter(IndexInterface.WhatIf.Input.Field.period.rawValue)
        }
        let root = question.model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(ScoreFilter(nodes: root), single, question)
        guard isRange else { return (run, [period]) }
        let grid = question.model.grid.periods(through: run.gridThrough.end)
        let wanted = PeriodRange(from: from, through: through)
        let asked = grid.filter { wanted.contains($0) }
        guard !asked.isEmpty else {
            throw IndexError.invalidPeriod(
                question.input.from ?? "",
                "no period of the grid lies between 'from' and 'to'; it is \(grid.first?.description ?? "empty") to "
                    + "\(run.gridThrough)"
            )
        }
        return (run, asked)
    }

    private func refusing<Result>(_ body: () throws(ScenarioError) -> Result) throws -> Result {
        do throws(ScenarioError) {
            return try body()
        } catch {
            throw switch error {
            case .unknownNode(let id, let known): IndexError.unknownNode(id.text, known: known)
            default: IndexError.invalidScenario(error.description)
            }
        }
    }

    // MARK: What is answered

    private func document(_ share: WeightShare) -> IndexInterface.HypotheticalWeight {
        IndexInterface.HypotheticalWeight(
            node: share.node.text,
            parent: share.parent.text,
            baseWeight: share.baseWeight,
            hypotheticalWeight: share.weight,
            baseShare: share.baseShare,
            hypotheticalShare: share.share
        )
    }

    private func document(_ value: Scenario.Value) -> IndexInterface.ValueChange {
        IndexInterface.ValueChange(
            indicator: value.indicator.text,
            power: value.power?.text,
            country: value.country?.text,
            value: value.value
        )
    }

    /// By power, node and period.
    private func scores(
        of powers: [PowerID],
        _ nodes: [NodeID],
        _ periods: [Period],
        in country: CountryID,
        _ base: WhatIfSide,
        _ assumed: WhatIfSide,
        _ model: Model
    ) -> [IndexInterface.HypotheticalScore] {
        var result: [IndexInterface.HypotheticalScore] = []
        for (power, id) in model.powers.map(\.id).enumerated() where powers.contains(id) {
            for (node, name) in nodes.enumerated() {
                for (period, one) in periods.enumerated() {
                    let (from, to) = (base[power, node, period], assumed[power, node, period])
                    let spans = [base, assumed].map { $0.dataSpan(power, name, one) }
                    let difference: Double? = if let old = from.value, let new = to.value { new - old } else { nil }
                    result.append(
                        IndexInterface.HypotheticalScore(
                            country: country.text,
                            power: id.text,
                            node: name.text,
                            period: one.description,
                            baseValue: from.value,
                            hypotheticalValue: to.value,
                            difference: difference,
                            baseRank: from.rank.map { Int64($0) },
                            hypotheticalRank: to.rank.map { Int64($0) },
                            baseCoverage: from.coverage,
                            hypotheticalCoverage: to.coverage,
                            baseDataFrom: spans[0]?.from.description,
                            baseDataTo: spans[0]?.to.description,
                            hypotheticalDataFrom: spans[1]?.from.description,
                            hypotheticalDataTo: spans[1]?.to.description,
                            reason: assumed.absence(power, name, one)?.description
                        )
                    )
                }
            }
        }
        return result
    }
}

/// The scores that are asked about, of all powers because of the ranks, each looked up once.
private struct WhatIfSide {
    struct Cell {
        let value: Double?
        let coverage: Double
        let rank: Int?
    }

    private let hypothesis: Hypothesis
    private let table: ScoreTable
    private let evidence: Evidence
    private let country: CountryID
    private let cells: [Cell]
    private let powerCount: Int
    private let periodCount: Int

    /// - Parameter table: By the hypothesis, from the panel.
    init(
        _ hypothesis: Hypothesis,
        _ table: ScoreTable,
        _ panel: Panel,
        _ nodes: [NodeID],
        _ periods: [Period],
        in country: CountryID
    ) {
        let model = hypothesis.model
        let powers = model.powers.map(\.id)
        self.hypothesis = hypothesis
        self.table = table
        self.country = country
        evidence = Evidence(model: model, panel: panel)
        let dyads = powers.map { table.position(of: Dyad(power: $0, country: country)) }
        let places = periods.map { table.position(of: $0) }
        var cells: [Cell] = []
        for node in nodes.map({ table.position(of: $0) }) {
            for period in places {
                let scores = dyads.map { dyad in
                    if let node, let dyad, let period {
                        table.score(node: node, dyad: dyad, period: period)
                    } else {
                        Score(value: nil, coverage: 0, confidence: 0)
                    }
                }
                let standings = PowerStanding.of(scores.map(\.value), in: model)
                for (score, standing) in zip(scores, standings) {
                    cells.append(Cell(value: score.value, coverage: score.coverage, rank: standing.rank))
                }
            }
        }
        self.cells = cells
        (powerCount, periodCount) = (powers.count, periods.count)
    }

    /// By positions in what it was made of.
    subscript(power: Int, node: Int, period: Int) -> Cell {
        cells[(node * periodCount + period) * powerCount + power]
    }

    /// Why there is no value; `nil` where there is one, and of an indicator without data.
    /// - Parameter power: Position in the model.
    func absence(_ power: Int, _ node: NodeID, _ period: Period) -> Absence? {
        let dyad = Dyad(power: hypothesis.model.powers[power].id, country: country)
        guard let node = table.position(of: node), let dyad = table.position(of: dyad),
            let period = table.position(of: period)
        else { return nil }
        return table.absence(node: node, dyad: dyad, period: period, of: hypothesis.model)
    }

    /// - Parameter power: Position in the model.
    func dataSpan(_ power: Int, _ node: NodeID, _ period: Period) -> DataSpan? {
        let dyad = Dyad(power: hypothesis.model.powers[power].id, country: country)
        return hypothesis.dataSpan(of: node, dyad, at: period, in: table, evidence)
    }
}
