import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func ranking(_ question: Question<IndexInterface.GetRanking.Input>) throws -> IndexInterface.GetRanking.Output {
        let country = try question.arguments.country(question.input.country)
        let node = try question.arguments.node(question.input.node) ?? question.model.nodes.first
        guard let node else { throw IndexError.noData("the model has no nodes") }
        let filter = ScoreFilter(nodes: [node.id], countries: [country])
        let (run, table, period) = try table(filter, try question.arguments.period(question.input.period), question)
        let standings = standings(table.scores, question.model)
        let scope = ObservedScope(of: node.id, in: country)
        let facts = try facts(of: table.scores.map(\.series), at: period, of: run, question.loaded, scope)
        let ranked = inModelOrder(table.scores, question.model).map { ($0, standings[$0.series]) }
            .enumerated().sorted { left, right in
                let (a, b) = (left.element.1?.rank ?? .max, right.element.1?.rank ?? .max)
                return a == b ? left.offset < right.offset : a < b
            }.map(\.element)
        let values = Dictionary(table.scores.map { ($0.series.power, $0.score.value) }) { first, _ in first }
        let pool = SharePool(question.model.powers.map { values[$0.id] ?? nil }, in: question.model)
        let used = table.scores.compactMap { facts?[$0.series]?.span }.hull
        return IndexInterface.GetRanking.Output(
            country: country.text,
            node: node.id.text,
            period: period.description,
            definition: question.model.definition,
            among: pool.absence == nil ? pool.members.map { question.model.powers[$0].id.text } : [],
            ranking: ranked.map { score, standing in
                Document.score(
                    score,
                    standing ?? .none,
                    period: period,
                    model: question.model,
                    facts: facts?[score.series]
                )
            },
            noShares: pool.absence,
            dataFrom: used?.from.description,
            dataTo: used?.to.description,
            caveats: Document.caveats(of: [node.id], nil, in: country, question.model)
        )
    }
}
