import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    func explain(_ question: Question<IndexInterface.Explain.Input>) throws -> IndexInterface.Explain.Output {
        let country = try question.arguments.country(question.input.country)
        if let node = try question.arguments.scoredNode(question.input.node), Measure.isMeasure(node) {
            return try explain(node, in: country, question)
        }
        let power = try question.arguments.power(question.input.power)
        guard let node = try question.arguments.node(question.input.node) ?? question.model.nodes.first else {
            throw IndexError.noData("the model has no nodes")
        }
        let (run, _, period) = try table(
            ScoreFilter(nodes: [node.id], powers: [power], countries: [country]),
            try question.arguments.period(question.input.period),
            question
        )
        try requireOwnEditions(run, question.model)
        let dyad = Dyad(power: power, country: country)
        let since = try since(question, period)
        let scope = ObservedScope(country: country, power: power)
        let known = Known(of: try observations(of: run, question.model, scope, annotatedAsOf: question.asOf))
        let scorer = try Scorer(model: scope.part(of: question.model), panel: try Panel(known.observations))
        let periods = question.model.grid.periods(through: run.gridThrough.end)
        let explanations = try scorer.explain(dyad, at: [period] + (since?.earlier ?? []), among: periods)
        guard let explanation = explanations.first, let explained = explanation[node.id] else {
            throw IndexError.noData("the model has no node \(node.id)")
        }
        let view = ExplanationView(explanation, of: node.id, model: question.model, known: known)
        let dates = explanation.dataSpan(of: node.id)
        return IndexInterface.Explain.Output(
            country: country.text,
            power: power.text,
            node: node.id.text,
            period: period.description,
            definition: question.model.definition,
            value: explained.score.value,
            coverage: explained.score.coverage,
            confidence: explained.score.confidence,
            nodes: view.documents(),
            change: try since.map { since in
                try change(
                    of: node.id,
                    since: since,
                    to: explanation,
                    earlier: explanations.dropFirst().first,
                    Evidence(model: scorer.model, panel: scorer.panel, scorer: scorer),
                    run,
                    question
                )
            },
            dataFrom: dates?.from.description,
            dataTo: dates?.to.description,
            caveats: Document.caveats(of: [node.id], power, in: country, question.model, ofIndicators: true)
        )
    }

    func coverage(_ question: Question<IndexInterface.GetCoverage.Input>) throws -> IndexInterface.GetCoverage.Output {
        let (country, power) = (
            try question.arguments.country(question.input.country), try question.arguments.power(question.input.power)
        )
        let root = question.model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(
            ScoreFilter(nodes: root, powers: power.map { [$0] }, countries: country.map { [$0] }),
            try question.arguments.period(question.input.period),
            question
        )
        try requireOwnEditions(run, question.model)
        let scope = ObservedScope(country: country, power: power)
        let panel = try Panel(try observations(of: run, question.model, scope).map(\.observation))
        let scorer = try Scorer(model: scope.part(of: question.model), panel: panel)
        let periods = question.model.grid.periods(through: run.gridThrough.end)
        let scores = try scorer.scores(for: question.model.hasParametersOfPanel ? periods : [period])
        var rows: [IndexInterface.CoverageRow] = []
        for dyad in scores.dyads
        where (country == nil || dyad.country == country) && (power == nil || dyad.power == power) {
            let explanation = try scorer.explain(dyad, at: period, in: scores)
            for (position, node) in explanation.nodes.enumerated() {
                guard case .indicator(let basis) = node.basis else { continue }
                // The newest of the values is the one whose age counts.
                let newest = basis.observations.last { $0.role == .value }?.observation
                rows.append(
                    IndexInterface.CoverageRow(
                        country: dyad.country.text,
                        power: dyad.power.text,
                        node: node.id.text,
                        freshness: Document.freshness(basis.freshness),
                        weight: explanation.nominalWeight(of: position),
                        observedPeriod: newest?.period.description,
                        reporter: newest?.series.reporter,
                        absence: node.score.value == nil ? node.absence?.description : nil
                    )
                )
            }
        }
        let absent = try absentCells(of: scorer, scores, at: period, among: periods) { dyad in
            (country == nil || dyad.country == country) && (power == nil || dyad.power == power)
        }
        let forecast = try question.arguments.span(question.input.expiring).map { span in
            try scorer.lapses(at: period, ahead: span, behind: .days(0), threads: 1)
        }
        let coming = forecast?.coming.filter { lapse in
            (country == nil || lapse.dyad.country == country) && (power == nil || lapse.dyad.power == power)
        }
        return IndexInterface.GetCoverage.Output(
            period: period.description,
            rows: rows,
            lapses: coming.map { $0.map(Document.lapse) },
            lapsesThrough: forecast?.through.description,
            undefinedCount: Int64(absent.total),
            undefined: Document.undefined(absent)
        )
    }

    /// What cannot be computed in a period, and since when: the periods before are scored only where something is.
    private func absentCells(
        of scorer: Scorer,
        _ scores: ScoreTable,
        at period: Period,
        among periods: [Period],
        where isWanted: (Dyad) -> Bool
    ) throws -> AbsentCells {
        let listed = AbsentCells.listed
        let now = scorer.absentCells(of: scores, limit: listed, at: period, where: isWanted)
        guard now.total > 0, scores.periods.count == 1, periods.count > 1 else { return now }
        return scorer.absentCells(of: try scorer.scores(for: periods), limit: listed, at: period, where: isWanted)
    }

    /// The observations that figures of a run can depend on, each with the time since when it is known.
    /// - Parameter annotatedAsOf: when their sources and notes were known; `nil`: now. They can change after a run.
    func observations(
        of run: Run,
        _ model: Model,
        _ scope: ObservedScope,
        annotatedAsOf: Instant? = nil
    ) throws -> [StoredObservation] {
        try scope.filters(model).flatMap { try observations(of: run, matching: $0, annotatedAsOf) }
    }

    func observations(
        of run: Run,
        matching filter: ObservationFilter,
        _ annotatedAsOf: Instant? = nil
    ) throws -> [StoredObservation] {
        guard let knownAt = run.inputsKnownAt else { return [] }
        var result: [StoredObservation] = []
        var position: ObservationPosition?
        repeat {
            let page = try store.observationPage(
                matching: filter,
                asOf: knownAt,
                annotatedAsOf: annotatedAsOf ?? Instant(microseconds: .max),
                after: position,
                limit: 100_000
            )
            result += page.observations
            position = page.next
        } while position != nil
        return result
    }
}

/// What was known, and since when.
struct Known {
    let observations: [Observation]
    private let recordedAt: [Key: Instant]

    private struct Key: Hashable {
        let series: SeriesKey
        let period: Period
    }

    init(of stored: [StoredObservation]) {
        observations = stored.map(\.observation)
        recordedAt = Dictionary(
            stored.map { (Key(series: $0.observation.series, period: $0.observation.period), $0.recordedAt) }
        ) { first, _ in first }
    }

    func recordedAt(_ observation: Observation) -> Instant? {
        recordedAt[Key(series: observation.series, period: observation.period)]
    }
}

extension Explanation {
    /// A node's share among its siblings, 0...1, as the model gives it or as its parent's weighting found it, whichever of
    /// them have a score.
    func siblingShare(of position: Int) -> Double {
        guard let parent = nodes[position].parent else { return 1 }
        var sum = 0.0
        for node in nodes where node.parent == parent { sum += node.weight }
        return sum > 0 ? nodes[position].weight / sum : 0
    }

    /// A node's share of the root's weight, likewise.
    func nominalWeight(of position: Int) -> Double {
        var share = 1.0
        var position = position
        while let parent = nodes[position].parent {
            share *= siblingShare(of: position)
            position = parent
        }
        return share
    }
}
