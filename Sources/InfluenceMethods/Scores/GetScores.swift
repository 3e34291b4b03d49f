import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func scores(_ question: Question<IndexInterface.GetScores.Input>) throws -> IndexInterface.GetScores.Output {
        let country = try question.arguments.country(question.input.country)
        let node = try question.arguments.scoredNode(question.input.node)
        let power = try question.arguments.scoredPower(question.input.power, of: node)
        let period = try question.arguments.period(question.input.period)
        // All powers, so that ranks and shares are the same whatever is asked for.
        let filter = ScoreFilter(
            nodes: node.map { [$0] } ?? question.model.nodes.map(\.id),
            countries: country.map { [$0] }
        )
        let (run, table, gridPeriod) = try table(filter, period, question)
        let scope = ObservedScope(of: node, power, in: country)
        let standings = standings(table.scores, question.model)
        let wanted = table.scores.filter { power == nil || $0.series.power == power }
        let facts = try facts(of: wanted.map(\.series), at: gridPeriod, of: run, question.loaded, scope)
        return IndexInterface.GetScores.Output(
            period: gridPeriod.description,
            asOf: Document.time(question.asked),
            model: question.model.id,
            definition: question.model.definition,
            scores: inModelOrder(wanted, question.model).map { score in
                Document.score(
                    score,
                    standings[score.series] ?? .none,
                    period: gridPeriod,
                    model: question.model,
                    facts: facts?[score.series]
                )
            },
            caveats: Document.caveats(of: filter.nodes ?? [], power, in: country, question.model)
        )
    }
}
