import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// How sure the scores of one period are, recomputed from the observations as known at the run.
    func uncertainty(_ question: Question<IndexInterface.GetUncertainty.Input>) throws
        -> IndexInterface.GetUncertainty.Output
    {
        let (country, power) = (
            try question.arguments.country(question.input.country), try question.arguments.power(question.input.power)
        )
        let node = try question.arguments.node(question.input.node)
        let model = question.model
        guard model.uncertainty != nil else {
            throw IndexError.noData("model \(model.id) has no 'uncertainty': it names no choices that are uncertain")
        }
        let root = model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(
            ScoreFilter(nodes: root),
            try question.arguments.period(question.input.period),
            question
        )
        try requireOwnEditions(run, question.loaded)
        let periods = model.grid.periods(through: run.gridThrough.end)
        guard let place = periods.firstIndex(of: period) else {
            throw IndexError.invalidPeriod(period.description, "the model's grid does not have it")
        }
        // Not everything is scored to answer one country, unless some method relates it to others.
        let scope = UncertaintyScope(model, country: country, periods: periods, at: place)
        let isOneCountry = scope.model.countries.map(\.id) == [country] && model.isFreeOfOtherCountries
        let filter = ObservationFilter(countries: isOneCountry ? country.map { [$0] } : nil)
        let panel = try Panel(try observations(of: run, matching: filter))
        let scorer = try Scorer(model: scope.model, panel: panel)
        try Task.checkCancellation()
        let columns = try scorer.wantedColumns(for: scope.periods, threads: engine.threads)
        try Task.checkCancellation()
        let scores = try ScoreTable(
            scoring: columns.map(\.treated),
            of: scope.model,
            for: scope.periods,
            threads: engine.threads
        )
        try Task.checkCancellation()
        let found: PeriodUncertainty?
        do throws(UncertaintyError) {
            found = try scorer.uncertainty(
                of: scores,
                from: columns,
                at: scope.period,
                countries: country.map { [$0] },
                pairs: power.map(ComparedPairs.of)
                    ?? (country == nil ? .these((model.measures?.pairs ?? []).flatMap(\.bothWays)) : .all),
                isComplete: true,
                threads: engine.threads
            )
        } catch {
            throw IndexError.noData("the uncertainty cannot be computed: \(error)")
        }
        guard let found, let replicated = found.replicated else {
            throw IndexError.noData("model \(model.id) asks for no replications")
        }
        let evidence = Evidence(model: scope.model, panel: panel)
        let view = UncertaintyView(found, replicated, scores, evidence, period: scope.period)
        func isWanted(_ dyad: Dyad) -> Bool {
            (country == nil || dyad.country == country) && (power == nil || dyad.power == power)
        }
        let dyads = power == nil ? [] : replicated.dyads.filter(isWanted)
        return IndexInterface.GetUncertainty.Output(
            period: period.description,
            asOf: Document.time(question.asked),
            model: model.id,
            definition: model.definition,
            replications: Int64(replicated.replications),
            seed: Int64(clamping: model.uncertainty?.seed ?? 0),
            sensitivityRows: Int64(found.sensitivity?.rows ?? 0),
            scores: scores.dyads.indices.filter { isWanted(scores.dyads[$0]) }.flatMap { dyad in
                scores.nodes.indices.filter { node == nil || scores.nodes[$0] == node?.id }.compactMap {
                    view.score(node: $0, dyad: dyad)
                }
            },
            preferences: replicated.preferences.filter { preference in
                (country == nil || preference.country == country) && (power == nil || preference.second == power)
                    && (node == nil || preference.node == node?.id)
            }.map { view.document($0) },
            sensitivity: view.sensitivity(ofCountry: country) + dyads.flatMap { view.sensitivity(of: $0) }
        )
    }
}

/// The uncertainty of one period, as the interface shows it.
private struct UncertaintyView {
    private let found: PeriodUncertainty
    private let replicated: UncertaintyTable
    private let scores: ScoreTable
    private let evidence: Evidence
    private let period: Int

    /// - Parameter period: Position in the scores.
    init(
        _ found: PeriodUncertainty,
        _ replicated: UncertaintyTable,
        _ scores: ScoreTable,
        _ evidence: Evidence,
        period: Int
    ) {
        self.found = found
        self.replicated = replicated
        self.scores = scores
        self.evidence = evidence
        self.period = period
    }

    /// - Returns: `nil` for what has no score.
    func score(node: Int, dyad: Int) -> IndexInterface.UncertainScore? {
        guard let value = scores.score(node: node, dyad: dyad, period: period).value,
            let score = replicated[scores.nodes[node], scores.dyads[dyad]]
        else { return nil }
        let input = found.inputRange(node: node, dyad: dyad)
        let reported = found.reporterRange(node: node, dyad: dyad)
        let span = dataSpan(scores.nodes[node], scores.dyads[dyad])
        return IndexInterface.UncertainScore(
            country: scores.dyads[dyad].country.text,
            power: scores.dyads[dyad].power.text,
            node: scores.nodes[node].text,
            value: value,
            low: score.low,
            median: score.median,
            high: score.high,
            lowError: score.lowError,
            highError: score.highError,
            rank: Int64(score.rank),
            rankCounts: score.rankCounts.map { Int64($0) },
            rankLow: score.rankLow,
            rankHigh: score.rankHigh,
            rankStable: score.isRankStable,
            inputLow: input?.low,
            inputHigh: input?.high,
            reporterLow: reported?.low,
            reporterHigh: reported?.high,
            reporters: reported?.reporters ?? [],
            dataFrom: span?.from.description,
            dataTo: span?.to.description
        )
    }

    private func dataSpan(_ node: NodeID, _ dyad: Dyad) -> DataSpan? {
        evidence.dataSpan(of: node, dyad, at: scores.periods[period], in: scores)
    }

    func document(_ preference: Preference) -> IndexInterface.Preference {
        let span = [preference.first, preference.second].compactMap {
            dataSpan(preference.node, Dyad(power: $0, country: preference.country))
        }.hull
        return IndexInterface.Preference(
            country: preference.country.text,
            node: preference.node.text,
            power: preference.second.text,
            counterpart: preference.first.text,
            probability: preference.probability,
            dataFrom: span?.from.description,
            dataTo: span?.to.description
        )
    }

    /// - Parameter wanted: `nil`: all.
    func sensitivity(ofCountry wanted: CountryID?) -> [IndexInterface.ChoiceSensitivity] {
        guard let sensitivity = found.sensitivity else { return [] }
        return sensitivity.countries.enumerated().filter { wanted == nil || wanted == $1 }.flatMap { place, country in
            documents(sensitivity.indices(country: place), country, nil, sensitivity.choices)
        }
    }

    func sensitivity(of dyad: Dyad) -> [IndexInterface.ChoiceSensitivity] {
        guard let sensitivity = found.sensitivity, let place = sensitivity.dyads.firstIndex(of: dyad) else { return [] }
        return documents(sensitivity.indices(dyad: place), dyad.country, dyad.power, sensitivity.choices)
    }

    private func documents(
        _ indices: [SobolIndex]?,
        _ country: CountryID,
        _ power: PowerID?,
        _ choices: [UncertainChoice]
    ) -> [IndexInterface.ChoiceSensitivity] {
        zip(choices, indices ?? []).map { choice, index in
            IndexInterface.ChoiceSensitivity(
                country: country.text,
                power: power?.text,
                choice: choice.name,
                first: index.first,
                total: index.total,
                firstError: index.firstError,
                totalError: index.totalError
            )
        }
    }
}

extension PowerPair {
    fileprivate var bothWays: [PowerPair] { [self, PowerPair(second, first)] }
}
