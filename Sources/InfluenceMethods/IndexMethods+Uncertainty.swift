import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// How sure the scores of one period are, recomputed from the observations as known at the run.
    func uncertainty(_ question: Question) throws -> JSONValue {
        let (country, power) = (try question.arguments.country(), try question.arguments.power())
        let node = try question.arguments.node()
        let model = question.model
        guard model.uncertainty != nil else {
            throw IndexError.noData("model \(model.id) has no 'uncertainty': it names no choices that are uncertain")
        }
        let root = model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(ScoreFilter(nodes: root), try question.arguments.period(), question)
        try requireOwnEditions(run, model)
        let periods = model.grid.periods(through: run.gridThrough.end)
        guard let place = periods.firstIndex(of: period) else {
            throw IndexError.invalidPeriod(period.description, "the model's grid does not have it")
        }
        // Not everything is scored to answer one country, unless some method relates it to others.
        let scope = UncertaintyScope(model, country: country, periods: periods, at: place)
        let isOneCountry = scope.model.countries.map(\.id) == [country] && model.isFreeOfOtherCountries
        let filter = ObservationFilter(countries: isOneCountry ? country.map { [$0] } : nil)
        let panel = try Panel(try observations(of: run, matching: filter).map(\.observation))
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
        return [
            "period": .string(period.description),
            "as_of": Document.time(question.asked),
            "model": .string(model.id),
            "definition": .string(model.definition),
            "replications": .integer(Int64(replicated.replications)),
            "seed": .integer(Int64(clamping: model.uncertainty?.seed ?? 0)),
            "sensitivity_rows": .integer(Int64(found.sensitivity?.rows ?? 0)),
            "scores": .array(
                scores.dyads.indices.filter { isWanted(scores.dyads[$0]) }.flatMap { dyad in
                    scores.nodes.indices.filter { node == nil || scores.nodes[$0] == node?.id }.compactMap {
                        view.score(node: $0, dyad: dyad)
                    }
                }
            ),
            "preferences": .array(
                replicated.preferences.filter { preference in
                    (country == nil || preference.country == country) && (power == nil || preference.second == power)
                        && (node == nil || preference.node == node?.id)
                }.map { view.document($0) }
            ),
            "sensitivity": .array(view.sensitivityOfCountries + dyads.flatMap { view.sensitivity(of: $0) }),
        ]
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
    func score(node: Int, dyad: Int) -> JSONValue? {
        guard let value = scores.score(node: node, dyad: dyad, period: period).value,
            let score = replicated[scores.nodes[node], scores.dyads[dyad]]
        else { return nil }
        let input = found.inputRange(node: node, dyad: dyad)
        let reported = found.reporterRange(node: node, dyad: dyad)
        let span = dataSpan(scores.nodes[node], scores.dyads[dyad])
        return [
            "country": .string(scores.dyads[dyad].country.text),
            "power": .string(scores.dyads[dyad].power.text),
            "node": .string(scores.nodes[node].text),
            "value": .number(value),
            "low": .number(score.low),
            "median": .number(score.median),
            "high": .number(score.high),
            "low_error": .number(score.lowError),
            "high_error": .number(score.highError),
            "rank": .integer(Int64(score.rank)),
            "rank_counts": .array(score.rankCounts.map { .integer(Int64($0)) }),
            "rank_low": .number(score.rankLow),
            "rank_high": .number(score.rankHigh),
            "rank_stable": .bool(score.isRankStable),
            "input_low": .number(orNull: input?.low),
            "input_high": .number(orNull: input?.high),
            "reporter_low": .number(orNull: reported?.low),
            "reporter_high": .number(orNull: reported?.high),
            "reporters": .array((reported?.reporters ?? []).map { .string($0) }),
            "data_from": .string(orNull: span?.from.description),
            "data_to": .string(orNull: span?.to.description),
        ]
    }

    private func dataSpan(_ node: NodeID, _ dyad: Dyad) -> DataSpan? {
        evidence.dataSpan(of: node, dyad, at: scores.periods[period], in: scores)
    }

    func document(_ preference: Preference) -> JSONValue {
        let span = [preference.first, preference.second].compactMap {
            dataSpan(preference.node, Dyad(power: $0, country: preference.country))
        }.hull
        return [
            "country": .string(preference.country.text),
            "node": .string(preference.node.text),
            "power": .string(preference.second.text),
            "counterpart": .string(preference.first.text),
            "probability": .number(preference.probability),
            "data_from": .string(orNull: span?.from.description),
            "data_to": .string(orNull: span?.to.description),
        ]
    }

    var sensitivityOfCountries: [JSONValue] {
        guard let sensitivity = found.sensitivity else { return [] }
        return sensitivity.countries.enumerated().flatMap { place, country in
            documents(sensitivity.indices(country: place), country, nil, sensitivity.choices)
        }
    }

    func sensitivity(of dyad: Dyad) -> [JSONValue] {
        guard let sensitivity = found.sensitivity, let place = sensitivity.dyads.firstIndex(of: dyad) else { return [] }
        return documents(sensitivity.indices(dyad: place), dyad.country, dyad.power, sensitivity.choices)
    }

    private func documents(
        _ indices: [SobolIndex]?,
        _ country: CountryID,
        _ power: PowerID?,
        _ choices: [UncertainChoice]
    ) -> [JSONValue] {
        zip(choices, indices ?? []).map { choice, index in
            [
                "country": .string(country.text),
                "power": .string(orNull: power?.text),
                "choice": .string(choice.name),
                "first": .number(index.first),
                "total": .number(index.total),
                "first_error": .number(index.firstError),
                "total_error": .number(index.totalError),
            ]
        }
    }
}

extension PowerPair {
    fileprivate var bothWays: [PowerPair] { [self, PowerPair(second, first)] }
}
