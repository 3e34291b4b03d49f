import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct RunTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    private func values(_ asOf: Instant? = nil, _ period: PeriodChoice = .latest) throws -> [Double?] {
        try #require(try store.scores(period: period, asOf: asOf)).scores.map(\.score.value)
    }

    @Test func `Before the first run there is nothing to answer`() throws {
        #expect(try store.scores() == nil)
        #expect(try store.lastRun() == nil)
        #expect(try store.history(of: ScoreSeries.all[0]) == nil)
        #expect(try store.scoreSeries() == [])
    }

    @Test func `A run is stored with its model and its scores`() throws {
        var commit = RunCommit.of { series, period in Double(series * 10 + period) }
        commit.inputsKnownAt = .at(7)
        let outcome = try store.commit(commit, recordedAt: .at(10))
        let run = outcome.run
        #expect(run.id == 1)
        #expect(run.recordedAt == .at(10))
        #expect(run.inputsKnownAt == .at(7))
        #expect(run.computed == 16)
        #expect(run.changed == 16)
        #expect(run.gridThrough == .month(601))
        #expect(try store.lastRun() == run)
        #expect(try store.model(hash: "a") == .named("a"))
        #expect(try store.model(hash: "b") == nil)
        #expect(try store.scoreSeries() == ScoreSeries.all)
        let latest: [Double?] = [1, 11, 21, 31, 41, 51, 61, 71]
        #expect(try values() == latest)
        #expect(try values(nil, .exactly(.month(600))) == latest.map { $0.map { $0 - 1 } })
        #expect(outcome.latestChanges.map(\.current.value) == latest)
        #expect(outcome.latestChanges.allSatisfy { $0.previous == nil && $0.period == .month(601) })
        #expect(try store.violations == [])
    }

    @Test func `Only changed scores are stored, and null is a value`() throws {
        _ = try store.commit(.of { series, _ in series == 0 ? nil : 1 }, recordedAt: .at(1))
        let same = try store.commit(.of { series, _ in series == 0 ? nil : 1 }, recordedAt: .at(2))
        #expect(same.run.changed == 0)
        #expect(same.latestChanges == [])
        let swapped = try store.commit(
            .of { series, period in series == 1 && period == 1 ? nil : series == 0 ? nil : 1 },
            recordedAt: .at(3)
        )
        #expect(swapped.run.changed == 1)
        #expect(swapped.latestChanges.map(\.previous?.value) == [1])
        #expect(swapped.latestChanges.map(\.current.value) == [nil])
        #expect(try values() == [nil, nil, 1, 1, 1, 1, 1, 1])
        #expect(try values(.at(2)) == [nil, 1, 1, 1, 1, 1, 1, 1])
        #expect(try store.status().counts.scoreVersions == 17)
    }

    @Test func `Coverage and confidence count as change, the sign of zero does not`() throws {
        func commit(_ score: Score) throws -> Int {
            var commit = RunCommit.of { _, _ in nil }
            commit.grids = [ScoreGrid(series: ScoreSeries.all, periods: [.month(601)]) { _, _ in score }]
            return try store.commit(commit, recordedAt: .at(1)).run.changed
        }
        #expect(try commit(Score(value: 0, coverage: 1, confidence: 1)) == 8)
        #expect(try commit(Score(value: -0.0, coverage: 1, confidence: 1)) == 0)
        #expect(try commit(Score(value: 0, coverage: 0.9, confidence: 1)) == 8)
        #expect(try commit(Score(value: 0, coverage: 0.9, confidence: 0.9)) == 8)
        #expect(try commit(Score(value: .leastNonzeroMagnitude, coverage: 0.9, confidence: 0.9)) == 8)
    }

    @Test func `After a start the comparison goes on where it was`() throws {
        _ = try store.commit(.of { series, period in Double(series + period) }, recordedAt: .at(1))
        store.close()
        let reopened = try Store(opening: directory.database)
        let same = try reopened.commit(.of { series, period in Double(series + period) }, recordedAt: .at(2))
        #expect(same.run.changed == 0)
        let other = try reopened.commit(.of { series, period in Double(series * period) }, recordedAt: .at(3))
        #expect(other.run.changed == 15)
    }

    @Test func `A changed model begins its own series, and the old one can be asked for`() throws {
        _ = try store.commit(.of("a") { _, _ in 1 }, recordedAt: .at(1))
        let second = try store.commit(.of("b") { _, _ in 1 }, recordedAt: .at(2)).run
        #expect(second.changed == 16)
        #expect(second.modelHash == "b")
        let third = try store.commit(.of("b") { _, _ in 2 }, recordedAt: .at(3)).run
        #expect(third.changed == 16)
        let back = try store.commit(.of("a") { series, _ in series == 0 ? 5 : 1 }, recordedAt: .at(4)).run
        #expect(back.changed == 2)
        let history = try #require(try store.history(of: ScoreSeries.all[0], view: .all))
        #expect(history.points.map(\.run) == [1, 4, 1, 4])
        let other = try #require(try store.history(of: ScoreSeries.all[0], view: .all, model: "b"))
        #expect(other.run.id == 3)
        #expect(other.points.map(\.run) == [2, 3, 2, 3])
        #expect(try store.scores(asOf: .at(3))?.run.modelHash == "b")
        #expect(try store.scores(asOf: .at(3), model: "a")?.scores.map(\.run) == Array(repeating: 1, count: 8))
        #expect(try store.scores(model: "c") == nil)
    }

    @Test func `The grid grows, and the period of a day is found as known`() throws {
        let months = (600..<640).map { Period.month($0) }
        _ = try store.commit(.of(periods: Array(months.prefix(20))) { _, period in Double(period) }, recordedAt: .at(1))
        let grown = try store.commit(.of(periods: months) { _, period in Double(period) }, recordedAt: .at(2))
        #expect(grown.run.changed == 20 * 8)
        let day = Period.month(625).start.adding(days: 3)
        #expect(try store.scores(period: .containing(day))?.period == .month(625))
        #expect(try store.scores(period: .containing(day), asOf: .at(1))?.period == nil)
        #expect(try store.scores(period: .containing(.earliest))?.period == nil)
        #expect(try store.scores(period: .containing(Period.month(600).start))?.scores.first?.score.value == 0)
        #expect(try store.scores(asOf: .at(1))?.period == .month(619))
        #expect(try store.scores()?.period == .month(639))
    }

    @Test func `Scores are selected by node, power and country`() throws {
        _ = try store.commit(.of { series, _ in Double(series) }, recordedAt: .at(1))
        func select(_ filter: ScoreFilter) throws -> [ScoreSeries] {
            try #require(try store.scores(matching: filter)).scores.map(\.series)
        }
        #expect(try select(ScoreFilter(nodes: ["index"])) == ScoreSeries.all.filter { $0.node == "index" })
        #expect(
            try select(ScoreFilter(powers: ["CHN"], countries: ["UZB"]))
                == ScoreSeries.all.filter { $0.power == "CHN" && $0.country == "UZB" }
        )
        #expect(try select(ScoreFilter(powers: ["XXX"])) == [])
    }

    @Test func `A heartbeat counts and adds no point; only the last run has one`() throws {
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(1))
        _ = try store.commit(.of { _, _ in 2 }, recordedAt: .at(2))
        try store.heartbeat(run: 2, at: .at(60))
        try store.heartbeat(run: 2, at: .at(30))
        #expect(try store.lastRun()?.heartbeats == Heartbeats(count: 2, last: .at(60)))
        #expect(try store.lastRun(asOf: .at(100))?.heartbeats == nil)
        #expect(try store.status().counts.scoreVersions == 32)
        #expect(throws: StoreError.notTheLastRun(run: 1, last: 2)) { try store.heartbeat(run: 1, at: .at(70)) }
        #expect(throws: StoreError.notTheLastRun(run: 3, last: 2)) { try store.heartbeat(run: 3, at: .at(70)) }
    }

    @Test func `A run that cannot be stored leaves nothing behind`() throws {
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(1))
        let refused: [(RunCommit, String)] = [
            (
                .of("b", periods: [.month(2), .month(1)]) { _, _ in 1 },
                "the run cannot be stored: its periods do not rise"
            ),
            (
                .of("b", series: [ScoreSeries.all[0], ScoreSeries.all[0]]) { _, _ in 1 },
                "the run cannot be stored: the series of index for CHN in KAZ stands twice"
            ),
            (
                .of("a", series: [ScoreSeries.all[0], ScoreSeries.all[0]]) { _, _ in 1 },
                "the run cannot be stored: the series of index for CHN in KAZ stands twice"
            ),
            (
                .of("b") { series, _ in series == 7 ? .nan : 2 },
                "the run cannot be stored: the score of economic for RUS in UZB, \(Period.month(600)), is not finite"
            ),
        ]
        for (commit, message) in refused {
            let error = #expect(throws: StoreError.self) { try store.commit(commit, recordedAt: .at(2)) }
            #expect(error?.description == message)
        }
        #expect(try store.runs().count == 1)
        #expect(try store.model(hash: "b") == nil)
        #expect(try store.commit(.of { _, _ in 1 }, recordedAt: .at(3)).run.changed == 0)
        #expect(try store.violations == [])
    }

    @Test func `Runs are listed newest first, in pages, as known`() throws {
        for index in 1...7 { _ = try store.commit(.of { _, _ in Double(index) }, recordedAt: .at(index)) }
        #expect(try store.runs(limit: 3).map(\.id) == [7, 6, 5])
        #expect(try store.runs(before: 5, limit: 3).map(\.id) == [4, 3, 2])
        #expect(try store.runs(asOf: .at(4)).map(\.id) == [4, 3, 2, 1])
        #expect(try store.runs(limit: 0) == [])
    }

    @Test func `The three views of a history`() throws {
        // Months 600 and 601 as seen in month 600, twice in month 601, and in 602.
        func commit(_ day: Day, _ periods: ClosedRange<Int>, _ value: @escaping (Int) -> Double) throws {
            let months = periods.map { Period.month($0) }
            _ = try store.commit(.of(periods: months) { _, index in value(index) }, recordedAt: Instant(startOf: day))
        }
        try commit(Period.month(600).end, 599...600) { Double($0) }
        try commit(Period.month(601).start, 599...601) { $0 == 1 ? 10 : Double($0) }
        try commit(Period.month(601).end, 599...601) { $0 == 2 ? 20 : $0 == 1 ? 11 : 0 }
        try commit(Period.month(602).start, 599...601) { Double($0) * 100 }
        func points(_ view: HistoryView, asOf: Instant? = nil) throws -> [String] {
            try #require(try store.history(of: ScoreSeries.all[3], view: view, asOf: asOf)).points
                .map { "\($0.period) \($0.score.value ?? -1) run \($0.run)" }
        }
        let (before, first, second) = (Period.month(599), Period.month(600), Period.month(601))
        #expect(
            try points(.all) == [
                "\(before) 0.0 run 1", "\(first) 1.0 run 1", "\(first) 10.0 run 2", "\(first) 11.0 run 3",
                "\(first) 100.0 run 4", "\(second) 2.0 run 2", "\(second) 20.0 run 3", "\(second) 200.0 run 4",
            ]
        )
        #expect(try points(.revised) == ["\(before) 0.0 run 1", "\(first) 100.0 run 4", "\(second) 200.0 run 4"])
        #expect(try points(.live) == ["\(first) 1.0 run 1", "\(second) 2.0 run 2", "\(second) 20.0 run 3"])
        #expect(
            try points(.revised, asOf: Instant(startOf: Period.month(601).start))
                == ["\(before) 0.0 run 1", "\(first) 10.0 run 2", "\(second) 2.0 run 2"]
        )
    }

    @Test(arguments: [HistoryView.revised, .all, .live], [1, 2, 5, 1000])
    func `Pages of a history are the answer of the first one's time`(view: HistoryView, limit: Int) throws {
        let months = (600..<612).map { Period.month($0) }
        for index in 0..<12 {
            _ = try store.commit(
                .of(periods: Array(months.prefix(index + 1))) { _, period in Double(index / (period + 1)) },
                recordedAt: Instant(startOf: months[index].start)
            )
        }
        let series = ScoreSeries.all[2]
        let whole = try #require(try store.history(of: series, view: view, limit: 10_000))
        var points: [HistoryPoint] = []
        var position: HistoryPosition?
        var round = 0.0
        repeat {
            let page = try #require(try store.history(of: series, view: view, after: position, limit: limit))
            #expect(page.points.count <= limit)
            #expect(page.run.id == whole.run.id)
            points += page.points
            position = page.next
            round += 1
            _ = try store.commit(.of(periods: months) { _, _ in round * 1e6 }, recordedAt: .at(0))
        } while position != nil
        #expect(points == whole.points)
        let part = PeriodRange(from: months[3].start, through: months[5].end)
        let some = try #require(try store.history(of: series, view: view, periods: part, asOf: whole.run.recordedAt))
        #expect(some.points == whole.points.filter { part.contains($0.period) })
    }
}
