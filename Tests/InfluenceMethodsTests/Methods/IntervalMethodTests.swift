import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct IntervalMethodTests {
    @Test func `Scores and histories show the interval that a run stored`() async throws {
        try await TestService.withData { service in
            let run = try #require(try service.trial.store.lastRun())
            let series = ScoreSeries(node: "index", power: "RUS", country: "KAZ")
            var commit = RunCommit(
                reason: .request,
                model: try #require(try service.trial.store.model(hash: run.modelHash)),
                inputHash: run.inputHash,
                inputsKnownAt: run.inputsKnownAt,
                gridThrough: run.gridThrough,
                duration: 0,
                grids: [
                    ScoreGrid(series: [series], periods: [run.gridThrough]) { _, _ in
                        Score(value: 42.5, coverage: 0.625, confidence: 0.625)
                    }
                ]
            )
            commit.intervals = [
                SeriesInterval(
                    series: series,
                    interval: ScoreInterval(
                        low: 40,
                        median: 42,
                        high: 45.5,
                        rankLow: 1,
                        rankHigh: 2,
                        isRankStable: false,
                        inputLow: 41,
                        inputHigh: 44
                    )
                )
            ]
            _ = try service.trial.store.commit(commit, recordedAt: service.trial.clock.now())
            func check(_ score: JSONObject?) throws {
                let score = try #require(score)
                #expect(["low", "median", "high"].map { score.number($0) } == [40, 42, 45.5])
                #expect(["rank_low", "rank_high"].map { score.integer($0) } == [1, 2])
                #expect(score.flag("rank_stable") == false)
                #expect(["input_low", "input_high"].map { score.number($0) } == [41, 44])
            }
            let question: JSONObject = ["country": "KAZ", "node": "index"]
            try check(try await service.client.call("GetScores", question).list("scores")[1])
            try check(try await service.client.call("GetRanking", question).list("ranking").first)
            let points = try await service.client.call("GetHistory", ["country": "KAZ", "power": "RUS"]).list("points")
            #expect(points.map { $0.number("low") } == [nil, nil, 40])
            try check(points.last)
            try check(try await service.anotherClient().watch(question)?.list("scores")[1])
            let before = try await service.client.call("GetScores", ["as_of": .string(run.recordedAt.description)])
            #expect(before.list("scores").allSatisfy { $0["low"]?.isNull == true && $0["rank_stable"]?.isNull == true })
        }
    }
}
