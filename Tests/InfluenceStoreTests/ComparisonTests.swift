import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct ComparisonTests {
    let directory: TemporaryDirectory
    let store: Store
    let commit: RunCommit
    let run: Run

    /// A store with two runs, of which the second changed the last month of the first series.
    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
        _ = try store.commit(.of { series, month in Double(series + month) }, recordedAt: .at(1))
        var commit = RunCommit.of { series, month in series == 0 && month == 1 ? -0.0 : Double(series + month) }
        commit.intervals = [
            SeriesInterval(
                series: ScoreSeries.all[2],
                interval: ScoreInterval(low: -0.0, median: 1, high: 2, rankLow: 1, rankHigh: 2, isRankStable: false)
            )
        ]
        self.commit = commit
        run = try store.commit(commit, recordedAt: .at(2)).run
        _ = try store.commit(.of { _, _ in 9 }, recordedAt: .at(3))
    }

    private func compare() throws -> RunComparison {
        try store.comparison(of: commit.grids, commit.intervals, with: run)
    }

    private func change(_ sql: String) throws {
        try store.writer.use { db in try db.execute(sql: sql) }
    }

    @Test func `What a run computed is what the store answers for it, whatever came later`() throws {
        #expect(try compare() == RunComparison(compared: 17))
    }

    @Test(
        arguments: [
            ("UPDATE score SET value = 1e-300 WHERE series = 1 AND run = 2", "value", 1e-300, 0),
            ("UPDATE score SET value = NULL WHERE series = 2 AND run = 1", "value", nil, 1),
            ("UPDATE score SET coverage = 0.5 WHERE series = 8 AND run = 1", "coverage", 0.5, 1),
            ("DELETE FROM score WHERE series = 4 AND run = 1", "value", nil, 3),
            ("DELETE FROM score WHERE series = 1 AND run = 2", "value", 1, 0),
            ("DELETE FROM score_series WHERE id = 6", "value", nil, 5),
            ("UPDATE score_interval SET high = 2.5", "high", 2.5, 2),
            ("UPDATE score_interval SET rank_stable = 1", "rank_stable", 1, 0),
            ("DELETE FROM score_interval", "low", nil, 0),
            (
                "INSERT INTO score_interval SELECT 5, period, run, low, median, high, 1, 1, 1, NULL, NULL FROM score_interval",
                "low", 0, nil
            ),
        ] as [(String, String, Double?, Double?)]
    )
    func `A row that was changed is found and named`(
        sql: String,
        figure: String,
        stored: Double?,
        recomputed: Double?
    ) throws {
        try change(sql)
        let comparison = try compare()
        #expect(comparison.differing >= 1)
        #expect(comparison.differingSeries == 1)
        let difference = try #require(comparison.differences.first)
        #expect(difference.figure == figure)
        #expect(difference.stored == stored)
        #expect(difference.recomputed == recomputed)
        #expect(difference.periods == comparison.differing)
    }

    @Test func `Many differences are counted, and the first ones named`() throws {
        try change("UPDATE score SET confidence = 0.25")
        let comparison = try store.comparison(of: commit.grids, commit.intervals, with: run, limit: 3)
        #expect(comparison.differing == 16)
        #expect(comparison.differingSeries == 8)
        #expect(comparison.differences.map(\.series) == Array(ScoreSeries.all.prefix(3)))
        #expect(comparison.differences.map(\.periods) == [2, 2, 2])
        #expect(comparison.differences.map(\.figure) == ["confidence", "confidence", "confidence"])
    }

    @Test func `A run is found by its number`() throws {
        #expect(try store.run(2) == run)
        for number in [0, 4, -1, .max, .min] as [Int64] { #expect(try store.run(number) == nil) }
    }
}
