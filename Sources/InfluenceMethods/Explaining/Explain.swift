import InfluenceControl
import InfluenceModel
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
        try requireOwnEditions(run, question.loaded)
        let dyad = Dyad(power: power, country: country)
        let since = try since(question, period)
        let scope = ObservedScope(country: country, power: power)
        let known = try self.known(of: run, question.model, scope, annotatedAsOf: question.asOf)
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
}
