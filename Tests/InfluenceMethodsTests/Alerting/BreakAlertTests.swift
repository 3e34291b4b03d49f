import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What comes about at a break of series is told as a break: by alerts in a run, by backtests, in history and rankings.
@Suite(.timeLimit(.minutes(5))) struct BreakAlertTests {
    private static let header = "indicator,power,country,period,value,status,reporter\n"

    private func add(_ rows: String, to trial: Trial, at time: String) async throws {
        trial.clock.set(to: try instant(time))
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.import)
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.kind.rawValue) \($0.value ?? .nan)" }
    }

    @Test func `A level that another reporter's figure passes is held until that reporter's moves`() async throws {
        let rules = "rules:\n  - {id: high, kind: threshold, country: KAZ, node: trade, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add(Self.header + "trade,CHN,KAZ,2023,20,,Z\n")
        try await trial.engine.recompute(.start)
        try await add("trade,CHN,KAZ,2022,55,,A\ntrade,CHN,KAZ,2023,60,,A\n", to: trial, at: "2024-03-16")
        #expect(try told(trial) == ["held 60.0"])
        let held = try #require(try trial.store.alertEvents().first)
        let reason = try #require(held.reason)
        #expect(reason.contains("CHN in KAZ: trade is read from A since 2024-03, before from Z"), "\(reason)")
        try await add("trade,CHN,UZB,2023,1,,A\n", to: trial, at: "2024-03-17")
        #expect(try told(trial) == ["held 60.0"])
        try await add("trade,CHN,KAZ,2023,61,E,A\n", to: trial, at: "2024-03-18")
        #expect(try told(trial) == ["held 60.0", "firing 61.0"])
        // What the reporter says of the figure is said with it.
        #expect(try trial.store.alertEvents().first?.summary.hasSuffix("2024-03, flags E") == true)
        // An open alert is not ended by a break either.
        try await add("trade,CHN,KAZ,2023,10,B,A\n", to: trial, at: "2024-03-19")
        #expect(try told(trial) == ["held 60.0", "firing 61.0", "held 10.0"])
        try await add("trade,CHN,KAZ,2023,11,B,A\n", to: trial, at: "2024-03-20")
        #expect(try told(trial).last == "resolved 11.0")
    }

    @Test func `A lead of scores is held only where it would not be there without the broken leaves`() async throws {
        let rules = """
            rules:
              - {id: passes, kind: overtake, country: KAZ, by: CHN, of: RUS, node: index, margin: 1}

            """
        func trial() async throws -> Trial {
            let trial = try Trial(alerts: rules, at: "2024-03-15")
            try await trial.add(
                Self.header + """
                    trade,CHN,KAZ,2023,20,,Z
                    trade,RUS,KAZ,2023,40,,Z
                    loans,CHN,KAZ,2023,20,,S
                    loans,RUS,KAZ,2023,40,,S

                    """
            )
            try await trial.engine.recompute(.start)
            return trial
        }
        let switched = try await trial()
        try await add("trade,CHN,KAZ,2023,80,,A\ntrade,RUS,KAZ,2023,30,,A\n", to: switched, at: "2024-03-16")
        #expect(try told(switched) == ["held 15.0"])
        // In the new series China has always led: nothing is passed by a movement of it.
        try await add("trade,CHN,KAZ,2023,82,,A\n", to: switched, at: "2024-03-17")
        #expect(try told(switched) == ["held 15.0"])
        try await add("trade,CHN,KAZ,2023,20,,A\n", to: switched, at: "2024-03-18")
        try await add("trade,CHN,KAZ,2023,90,,A\n", to: switched, at: "2024-03-19")
        #expect(try told(switched) == ["held 15.0", "firing 20.0"])
        // Loans alone make it pass, whatever trade is read from.
        let beside = try await trial()
        try await add(
            "trade,CHN,KAZ,2023,22,,A\ntrade,RUS,KAZ,2023,40,,A\nloans,CHN,KAZ,2023,99,,S\n",
            to: beside,
            at: "2024-03-16"
        )
        #expect(try told(beside) == ["firing 20.5"])
        // Of one of the two alone.
        let one = try await trial()
        try await add("trade,RUS,KAZ,2023,0,B,Z\nloans,CHN,KAZ,2023,30,,S\n", to: one, at: "2024-03-16")
        #expect(try told(one) == ["held 5.0"])
    }

    private static let past = TrialModel.text.replacing("from: 2024-01", with: "from: 2012-01")

    private func history() async throws -> Trial {
        let trial = try Trial(model: Self.past, at: "2024-03-15")
        try await trial.add(
            Self.header + """
                trade,CHN,KAZ,2013,20,,Z
                trade,CHN,KAZ,2014,25,E,Z
                trade,CHN,KAZ,2016,60,,A
                trade,CHN,KAZ,2017,40,,A
                trade,CHN,KAZ,2018,70,,A
                trade,CHN,KAZ,2023,30,B,A
                trade,RUS,KAZ,2013,50,,A
                trade,RUS,KAZ,2023,51,,A

                """
        )
        try await trial.engine.recompute(.start)
        return trial
    }

    @Test func `A backtest tells a break as one, and what really happened as it did`() async throws {
        let trial = try await history()
        let rules = """
            rules:
              - {id: passes, kind: overtake, country: KAZ, by: CHN, of: RUS, node: trade}
              - {id: moved, kind: change, country: KAZ, power: CHN, node: trade, by: 25, window: P12M}

            """
        try await TestService.with(trial) { service in
            let passes = try await service.client.call(
                "BacktestRule",
                ["rules": .string(rules), "rule": "passes", "from": "2012", "to": "2024"]
            )
            let events = passes.list("events").map { "\($0.text("kind") ?? "") \($0.text("period") ?? "")" }
            // 2016 is another reporter; 2017 and 2018 are its own; 2023 breaks, and nothing has moved since.
            #expect(events == ["held 2016-12", "firing 2018-12", "held 2023-12"])
            let reason = passes.list("events").first?.text("reason") ?? ""
            #expect(reason.contains("trade is read from A since 2016-12, before from Z"), "\(reason)")
            let moved = try await service.client.call(
                "BacktestRule",
                ["rules": .string(rules), "rule": "moved", "from": "2012", "to": "2024"]
            )
            let changes = moved.list("events").map { "\($0.text("kind") ?? "") \($0.text("period") ?? "")" }
            #expect(changes == ["held 2016-12", "firing 2018-12", "resolved 2019-12", "held 2023-12"])
        }
    }

    @Test func `History, ranking and scores tell dates, flags and breaks`() async throws {
        let trial = try await history()
        try await TestService.with(trial) { service in
            let question: JSONObject = ["country": "KAZ", "power": "CHN", "node": "economic"]
            let points = try await service.client.all("GetHistory", question).flatMap { $0.list("points") }
            func point(_ period: String) -> JSONObject? { points.first { $0.text("period") == period } }
            func breaks(_ period: String) -> [String] {
                point(period)?.list("breaks").compactMap { $0.text("text") } ?? ["none"]
            }
            #expect(point("2015-06")?.text("data_from") == "2014-12-31" && point("2015-06")?["flags"] == ["E"])
            #expect(point("2017-06")?.text("data_to") == "2016-12-31" && point("2017-06")?["flags"] == [])
            #expect(breaks("2016-12") == ["trade is read from A since 2016-12, before from Z"])
            #expect(breaks("2017-01") == [] && breaks("2018-12") == [])
            #expect(breaks("2023-12").count == 1 && point("2023-12")?["flags"] == ["B"])
            #expect(point("2012-12")?["data_from"] == .null)

            let ranking = try await service.client.call("GetRanking", ["country": "KAZ", "node": "economic"])
            let china = try #require(ranking.list("ranking").first { $0.text("power") == "CHN" })
            #expect(china.text("data_to") == "2023-12-31" && china["flags"] == ["B"])
            #expect(china.list("breaks").map { $0.text("kind") } == ["status"])
            #expect(ranking.list("ranking").first { $0.text("power") == "RUS" }?["breaks"] == [])
            let scores = try await service.client.call("GetScores", ["country": "KAZ", "power": "CHN"])
            for score in scores.list("scores") where score.number("value") != nil {
                #expect(score.text("data_from") == "2023-12-31")
            }

            let change = try await service.client.call(
                "Explain",
                ["country": "KAZ", "power": "CHN", "node": "economic", "since": "2014-12"]
            )
            let item = try #require(change["change"]?.objectValue?.list("items").first)
            #expect(item.text("group") == "reporter_switch")
            #expect(item.text("status_from") == "E" && item.text("status_to") == "B")
            // Every break in between, each since when.
            #expect(item.list("breaks").map { $0.text("since") } == ["2016-12", "2023-12"])
        }
    }
}
