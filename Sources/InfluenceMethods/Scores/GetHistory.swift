import InfluenceControl
import InfluenceModel
import InfluenceServer
import InfluenceStore

extension IndexMethods {
    func history(
        _ question: Question<IndexInterface.GetHistory.Input>,
        to stream: Replies<IndexInterface.GetHistory.Output>
    ) async throws -> IndexInterface.GetHistory.Output {
        let country = try question.arguments.country(question.input.country)
        guard let node = try question.arguments.scoredNode(question.input.node) ?? question.model.nodes.first?.id else {
            throw IndexError.noData("the model has no nodes")
        }
        let power = try question.arguments.scoredPower(question.input.power, of: node)
        let (from, through) = try question.arguments.days(from: question.input.from, to: question.input.to)
        let series = ScoreSeries(node: node, power: power, country: country)
        let periods = PeriodRange(from: from, through: through)
        guard let run = question.run else { throw noRun(question) }
        let scope = ObservedScope(of: node, power, in: country)
        let facts = try whileWanted { try figureFacts(of: run, question.loaded, scope, in: periods) }
        var position: HistoryPosition?
        while true {
            let page = try store.history(of: series, periods: periods, as: run, after: position)
            let next = stream.isWanted ? nil : page.next.flatMap { _ in page.points.last?.period }
            let document = question.moment.telling(
                IndexInterface.GetHistory.Output(
                    country: country.text,
                    power: power.text,
                    node: node.text,
                    points: try whileWanted {
                        try page.points.map { point in
                            let found = try facts?.facts(of: series, at: point.period)
                            return Document.point(point, of: series, model: question.model, facts: found)
                        }
                    },
                    next: next.map { Period.day($0.end.adding(days: 1)).description },
                    // A page ends with all of a period, so the day after its last one is where the next begins.
                    caveats: Document.caveats(of: [node], power, in: country, question.model)
                )
            )
            guard stream.isWanted, let following = page.next else { return document }
            position = following
            try await stream.send(document)
        }
    }
}
