import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct IntervalTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    private static func interval(_ middle: Double, stable: Bool = true, input: Double? = nil) -> ScoreInterval {
        ScoreInterval(
            low: middle - 1,
            median: middle,
            high: middle + 1,
            rankLow: 1,
            rankHigh: stable ? 1 : 3,
            isRankStable: stable,
            inputLow: input,
            inputHigh: input.map { $0 + 2 }
        )
    }

    /// Commits scores of months 600 and 601 (or those given), and intervals of the last one by the series' positions.
    @discardableResult
    private func commit(
        at second: Int,
        months: ClosedRange<Int> = 600...601,
        _ intervals: [Int: ScoreInterval],
        value: @escaping (Int, Int) -> Double? = { _, _ in 1 }
    ) throws -> RunOutcome {
        var commit = RunCommit.of(periods: months.map { .month($0) }, value: value)
        commit.intervals = intervals.keys.sorted().compactMap { position in
            intervals[position].map { SeriesInterval(series: ScoreSeries.all[position], interval: $0) }
        }
        return try store.commit(commit, recordedAt: .at(second))
    }

    private func intervals(_ asOf: Instant? = nil, _ period: PeriodChoice = .latest) throws -> [ScoreInterval?] {
        try #require(try store.scores(period: period, asOf: asOf)).scores.map(\.interval)
    }

    private var rows: Int {
        get throws { try store.writer.use { try $0.integer("SELECT count(*) FROM score_interval") ?? -1 } }
    }

    private func only(_ intervals: [Int: ScoreInterval]) -> [ScoreInterval?] {
        ScoreSeries.all.indices.map { intervals[$0] }
    }

    @Test func `An interval stands beside its score, in all that it has`() throws {
        let given = [0: Self.interval(1), 3: Self.interval(2, stable: false, input: 0.25)]
        #expect(try commit(at: 1, given).run.changed == 16)
        #expect(try intervals() == only(given))
        #expect(try intervals(nil, .exactly(.month(600))) == only([:]))
        let points = try #require(try store.history(of: ScoreSeries.all[3])).points
        #expect(points.map(\.interval) == [nil, given[3]])
        #expect(try store.violations == [])
    }

    @Test func `Only changed intervals are stored, and those that have ended as ended`() throws {
        let first = [0: Self.interval(1), 1: Self.interval(2), 2: Self.interval(3)]
        try commit(at: 1, first)
        try commit(at: 2, first)
        #expect(try rows == 3)
        let second = [0: Self.interval(1), 1: Self.interval(2, input: 0), 4: Self.interval(5)]
        #expect(try commit(at: 3, second).run.changed == 0)
        #expect(try rows == 6)
        try commit(at: 4, second)
        #expect(try rows == 6)
        #expect(try intervals(.at(2)) == only(first))
        #expect(try intervals(.at(3)) == only(second))
        try commit(at: 5, [:])
        #expect(try rows == 9)
        #expect(try intervals() == only([:]))
        #expect(try intervals(.at(4)) == only(second))
        #expect(try store.violations == [])
    }

    @Test func `The comparison goes on after a start`() throws {
        try commit(at: 1, [0: Self.interval(-0.0, input: -0.0)])
        store.close()
        let reopened = try Store(opening: directory.database)
        var same = RunCommit.of { _, _ in 1 }
        same.intervals = [SeriesInterval(series: ScoreSeries.all[0], interval: Self.interval(0, input: 0))]
        _ = try reopened.commit(same, recordedAt: .at(2))
        #expect(try reopened.writer.use { try $0.integer("SELECT count(*) FROM score_interval") } == 1)
    }

    @Test func `An interval belongs to one score: where that is revised later, it is void`() throws {
        let first = [0: Self.interval(1), 1: Self.interval(2)]
        try commit(at: 1, first)
        // A month later the first series' score of the month before is revised.
        let second = [0: Self.interval(7)]
        try commit(at: 2, months: 600...602, second) { series, month in series == 0 && month == 1 ? 5 : 1 }
        #expect(try intervals() == only(second))
        #expect(try intervals(nil, .exactly(.month(601))) == only([1: Self.interval(2)]))
        #expect(try intervals(.at(1), .exactly(.month(601))) == only(first))
        let all = try #require(try store.history(of: ScoreSeries.all[0], view: .all)).points
        #expect(all.map(\.score.value) == [1, 1, 5, 1])
        #expect(all.map(\.interval) == [nil, Self.interval(1), nil, Self.interval(7)])
        #expect(
            try #require(try store.history(of: ScoreSeries.all[0])).points.map(\.interval) == [
                nil, nil, Self.interval(7),
            ]
        )
    }

    @Test func `The same interval of a changed score is stored anew`() throws {
        try commit(at: 1, [0: Self.interval(1)])
        try commit(at: 2, [0: Self.interval(1)]) { _, month in month == 1 ? 2 : 1 }
        #expect(try rows == 2)
        #expect(try intervals() == only([0: Self.interval(1)]))
        // Gone with the score, so there is nothing to end.
        try commit(at: 3, [:]) { _, month in month == 1 ? 3 : 1 }
        #expect(try rows == 2)
        #expect(try intervals() == only([:]))
    }

    @Test func `A run that computed nothing, or another model, leaves intervals as they are`() throws {
        let given = [0: Self.interval(1)]
        try commit(at: 1, given)
        var nothing = RunCommit.of { _, _ in nil }
        nothing.grids = []
        _ = try store.commit(nothing, recordedAt: .at(2))
        #expect(try intervals() == only(given))
        _ = try store.commit(.of("b") { _, _ in 1 }, recordedAt: .at(3))
        #expect(try intervals() == only([:]))
        #expect(try #require(try store.scores(model: "a")).scores.map(\.interval) == only(given))
    }

    @Test func `Grids of different periods are stored by one run`() throws {
        let probability = ScoreSeries(node: "measure.probability_above", power: "RUS+CHN", country: "KAZ")
        func commit(_ second: Int, through last: Int) throws -> RunOutcome {
            let months = (600...last).map { Period.month($0) }
            var commit = RunCommit.of(periods: months) { _, _ in 1 }
            commit.grids.append(
                ScoreGrid(series: [probability], periods: [.month(last)]) { _, _ in
                    Score(value: Double(last), coverage: 1, confidence: 1)
                }
            )
            return try store.commit(commit, recordedAt: .at(second))
        }
        let first = try commit(1, through: 601)
        #expect(first.run.computed == 17)
        #expect(first.run.changed == 17)
        #expect(first.latestChanges.last?.series == probability)
        #expect(try commit(2, through: 601).run.changed == 0)
        #expect(try commit(3, through: 602).run.changed == 9)
        let points = try #require(try store.history(of: probability)).points
        #expect(points.map(\.period) == [.month(601), .month(602)])
        #expect(points.map(\.score.value) == [601, 602])
        #expect(try store.scores(period: .containing(Period.month(600).start))?.scores.count == 8)
        #expect(try store.violations == [])
    }

    @Test func `A run with a wrong interval leaves nothing behind`() throws {
        try commit(at: 1, [0: Self.interval(1)])
        let wrong: [(SeriesInterval, String)] = [
            (.init(series: ScoreSeries.all[0], interval: Self.interval(.nan)), "index for CHN in KAZ is not finite"),
            (
                .init(
                    series: ScoreSeries.all[0],
                    interval: ScoreInterval(low: 2, median: 1, high: 3, rankLow: 1, rankHigh: 1, isRankStable: true)
                ), "index for CHN in KAZ is not in order: 2.0, 1.0, 3.0"
            ),
            (
                .init(
                    series: ScoreSeries.all[0],
                    interval: ScoreInterval(low: 1, median: 1, high: 3, rankLow: 2, rankHigh: 1, isRankStable: true)
                ), "index for CHN in KAZ has ranks 2 to 1"
            ),
            (
                .init(
                    series: ScoreSeries(node: "index", power: "CHN", country: "TKM"),
                    interval: Self.interval(1)
                ), "index for CHN in TKM belongs to no score of \(Period.month(601))"
            ),
        ]
        for (entry, message) in wrong {
            var commit = RunCommit.of { _, _ in 2 }
            commit.intervals = [entry]
            let error = #expect(throws: StoreError.self) { try store.commit(commit, recordedAt: .at(2)) }
            #expect(error?.description == "the run cannot be stored: the interval of " + message)
        }
        var twice = RunCommit.of { _, _ in 2 }
        twice.intervals = [.init(series: ScoreSeries.all[0], interval: Self.interval(1))]
        twice.intervals += twice.intervals
        #expect(throws: StoreError.self) { try store.commit(twice, recordedAt: .at(2)) }
        #expect(try store.runs().count == 1)
        #expect(try rows == 1)
        #expect(try intervals() == only([0: Self.interval(1)]))
    }
}
