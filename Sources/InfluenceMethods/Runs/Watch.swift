import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

extension IndexMethods {
    /// First the current state, then what happens.
    func watch(
        _ input: IndexInterface.Watch.Input,
        to stream: Replies<IndexInterface.Watch.Output>
    ) async throws -> IndexInterface.Watch.Output {
        let arguments = Arguments(model: try model(at: moment(asOf: nil)).model)
        let node = try arguments.scoredNode(input.node)
        let filter = ScoreFilter(
            nodes: node.map { [$0] },
            powers: try arguments.scoredPower(input.power, of: node).map { [$0] },
            countries: try arguments.country(input.country).map { [$0] }
        )
        // Subscribed before the state is read, so that nothing falls in between.
        let events = engine.events.events()
        for page in Pages(try state(filter)) { try await stream.send(page) }
        for await event in events {
            if case .alert(let alert) = event, !filter.accepts(alert.key.subject) { continue }
            // A client that does not read costs what it has not read, and no document that waits.
            try await stream.room()
            for page in Pages(try document(event, filter)) { try await stream.send(page) }
        }
        return try Pages(state(filter)).first
    }

    /// A run with many scores in several replies of the same kind, each with some of them, so that none is large.
    private struct Pages: Sequence, IteratorProtocol {
        private static let scoresPerPage = 200

        private let reply: IndexInterface.Watch.Output
        private var scores: ArraySlice<IndexInterface.Score>
        private var isFirst = true

        init(_ reply: IndexInterface.Watch.Output) {
            self.reply = reply
            scores = reply.scores[...]
        }

        mutating func next() -> IndexInterface.Watch.Output? {
            guard isFirst || !scores.isEmpty else { return nil }
            defer { scores = scores.dropFirst(Self.scoresPerPage) }
            isFirst = false
            return page
        }

        var first: IndexInterface.Watch.Output { page }

        private var page: IndexInterface.Watch.Output {
            var page = reply
            page.scores = Array(scores.prefix(Self.scoresPerPage))
            return page
        }
    }

    private func state(_ filter: ScoreFilter) throws -> IndexInterface.Watch.Output {
        guard let run = try store.lastRun() else { return self.event(.state, nil, []) }
        // Nothing asked for means everything that happens, not a list of everything there is.
        let isFiltered = filter != .all
        let wanted = isFiltered ? try store.scores(matching: filter)?.scores.map(\.series) ?? [] : []
        return self.event(.state, run, try scores(wanted.filter { filter.accepts($0) }, run))
    }

    private func document(_ event: EngineEvent, _ filter: ScoreFilter) throws -> IndexInterface.Watch.Output {
        switch event {
        case .run(let run, let changes):
            self.event(.run, run, try scores(changes.map(\.series).filter { filter.accepts($0) }, run))
        case .heartbeat(let run): self.event(.heartbeat, run, [])
        case .failure(let message): self.event(.failure, nil, [], message: message)
        case .alert(let alert): self.event(.alert, nil, [], alert: alert)
        }
    }

    private func event(
        _ kind: IndexInterface.Watch.Output.Kind,
        _ run: Run?,
        _ scores: [IndexInterface.Score],
        message: String? = nil,
        alert: AlertEvent? = nil
    ) -> IndexInterface.Watch.Output {
        IndexInterface.Watch.Output(
            kind: kind,
            run: run.map { Document.run($0) },
            scores: scores,
            message: message,
            alert: alert.map(AlertDocument.event)
        )
    }

    /// The scores of these series in the last period of a run, with the standings that they had then.
    private func scores(_ series: [ScoreSeries], _ run: Run) throws -> [IndexInterface.Score] {
        guard !series.isEmpty else { return [] }
        let filter = ScoreFilter(
            nodes: Array(Set(series.map(\.node))),
            countries: Array(Set(series.map(\.country)))
        )
        let table = try store.scores(matching: filter, of: run)
        guard let period = table.period else { return [] }
        let loaded = try model(of: run)
        let model = loaded.model
        let standings = standings(table.scores, model)
        let facts = try figureFacts(
            of: run,
            loaded,
            ObservedScope(
                country: filter.countries?.count == 1 ? filter.countries?.first : nil,
                measures: series.contains { Measure.isMeasure($0.node) }
            ),
            at: period
        )
        let wanted = Set(series)
        return try table.scores.filter { wanted.contains($0.series) }.map { score in
            Document.score(
                score,
                standings[score.series] ?? .none,
                period: period,
                model: model,
                facts: try facts?.facts(of: score.series, at: period, breaksAfter: period.yearBefore)
            )
        }
    }
}

extension ScoreFilter {
    /// Whether an alert is about what is watched; one about a feed is about everything.
    fileprivate func accepts(_ subject: AlertSubject) -> Bool {
        (nodes.map { nodes in subject.node.map(nodes.contains) ?? true } ?? true)
            && (powers.map { powers in
                subject.power.map { power in
                    powers.contains(power) || subject.counterpart.map(powers.contains) ?? false
                } ?? true
            } ?? true)
            && (countries.map { countries in subject.country.map(countries.contains) ?? true } ?? true)
    }

    /// Measures only where they are named.
    fileprivate func accepts(_ series: ScoreSeries) -> Bool {
        (nodes?.contains(series.node) ?? !Measure.isMeasure(series.node)) && (powers?.contains(series.power) ?? true)
            && (countries?.contains(series.country) ?? true)
    }
}
