import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
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
        let facts = try figureFacts(of: run, question.model, scope, at: gridPeriod)
        let standings = standings(table.scores, question.model)
        let wanted = table.scores.filter { power == nil || $0.series.power == power }
        return IndexInterface.GetScores.Output(
            period: gridPeriod.description,
            asOf: Document.time(question.asked),
            model: question.model.id,
            definition: question.model.definition,
            scores: try inModelOrder(wanted, question.model).map { score in
                Document.score(
                    score,
                    standings[score.series] ?? .none,
                    period: gridPeriod,
                    model: question.model,
                    facts: try facts?.facts(of: score.series, at: gridPeriod, breaksAfter: gridPeriod.yearBefore)
                )
            },
            caveats: Document.caveats(of: filter.nodes ?? [], power, in: country, question.model)
        )
    }

    func ranking(_ question: Question<IndexInterface.GetRanking.Input>) throws -> IndexInterface.GetRanking.Output {
        let country = try question.arguments.country(question.input.country)
        let node = try question.arguments.node(question.input.node) ?? question.model.nodes.first
        guard let node else { throw IndexError.noData("the model has no nodes") }
        let filter = ScoreFilter(nodes: [node.id], countries: [country])
        let (run, table, period) = try table(filter, try question.arguments.period(question.input.period), question)
        let standings = standings(table.scores, question.model)
        let scope = ObservedScope(of: node.id, in: country)
        let facts = try figureFacts(of: run, question.model, scope, at: period)
        let ranked = inModelOrder(table.scores, question.model).map { ($0, standings[$0.series]) }
            .enumerated().sorted { left, right in
                let (a, b) = (left.element.1?.rank ?? .max, right.element.1?.rank ?? .max)
                return a == b ? left.offset < right.offset : a < b
            }.map(\.element)
        let values = Dictionary(table.scores.map { ($0.series.power, $0.score.value) }) { first, _ in first }
        let pool = SharePool(question.model.powers.map { values[$0.id] ?? nil }, in: question.model)
        let used = try table.scores.compactMap { try facts?.span(of: $0.series, at: period) }.hull
        return IndexInterface.GetRanking.Output(
            country: country.text,
            node: node.id.text,
            period: period.description,
            definition: question.model.definition,
            among: pool.absence == nil ? pool.members.map { question.model.powers[$0].id.text } : [],
            ranking: try ranked.map { score, standing in
                Document.score(
                    score,
                    standing ?? .none,
                    period: period,
                    model: question.model,
                    facts: try facts?.facts(of: score.series, at: period, breaksAfter: period.yearBefore)
                )
            },
            noShares: pool.absence,
            dataFrom: used?.from.description,
            dataTo: used?.to.description,
            caveats: Document.caveats(of: [node.id], nil, in: country, question.model)
        )
    }

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
        let facts = try whileWanted { try figureFacts(of: run, question.model, scope, in: periods) }
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

    // MARK: Common to all

    /// The scores of the grid's period that is meant, as known then.
    func table(
        _ filter: ScoreFilter,
        _ period: Period?,
        _ question: Question<some VarlinkStructure>
    ) throws -> (Run, StoredScores, Period) {
        let choice = period.map { PeriodChoice.containing($0.end) } ?? .latest
        guard let run = question.run else { throw noRun(question) }
        let table = try store.scores(matching: filter, period: choice, of: run)
        guard let gridPeriod = table.period else {
            let grid = question.model.grid.periods(through: table.run.gridThrough.end)
            let range = grid.first.map { "\($0) to \(table.run.gridThrough)" } ?? "empty"
            throw IndexError.invalidPeriod(
                period?.description ?? "",
                "the index has no score for it: its grid is \(range)"
            )
        }
        return (table.run, table, gridPeriod)
    }

    func noRun(_ question: Question<some VarlinkStructure>) -> VarlinkError {
        if let failure = engine.board.current.runFailure {
            return IndexError.noData("the first run failed: \(failure.message)")
        }
        return IndexError.noData("model \(question.model.id) has not been computed yet; try again in a moment")
    }

    /// By country, power and node, each as the model lists them.
    private func inModelOrder(_ scores: [StoredScore], _ model: Model) -> [StoredScore] {
        func positions<ID: Hashable>(_ ids: [ID]) -> [ID: Int] {
            Dictionary(zip(ids, 0...)) { first, _ in first }
        }
        let countries = positions(model.countries.map(\.id))
        let powers = positions(model.powers.map(\.id))
        let nodes = positions(model.nodes.map(\.id))
        func key(_ series: ScoreSeries) -> (Int, Int, Int) {
            (countries[series.country] ?? .max, powers[series.power] ?? .max, nodes[series.node] ?? .max)
        }
        return scores.sorted { key($0.series) < key($1.series) }
    }
}
