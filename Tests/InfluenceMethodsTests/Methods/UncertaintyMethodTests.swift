import FoundationEssentials
import InfluenceControl
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// The uncertainty of the bundled model's scores, through a run, the store and the interface.
@Suite(.timeLimit(.minutes(5))) struct UncertaintyMethodTests {
    private static func withYears(_ body: (TestService) async throws -> Void) async throws {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing(
            "grid: {frequency: month, from: 2000-01}",
            with: "grid: {frequency: year, from: 2021}"
        ).replacing("replications: 1000", with: "replications: 200")
        try #require(model != text)
        let trial = try Trial(model: model, at: "2024-07-26")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, body)
    }

    @Test func `A run stores the intervals that GetUncertainty computes, and they can be verified`() async throws {
        try await Self.withYears { service in
            let scores = try await service.client.call("GetScores", ["country": "KAZ"]).list("scores")
            let reply = try await service.client.call("GetUncertainty", ["country": "KAZ"])
            let found = reply.list("scores")
            #expect(reply.integer("replications") == 200 && reply.integer("sensitivity_rows") == 1000)
            let present = scores.filter { $0.number("value") != nil }
            #expect(!present.isEmpty && found.count == present.count)
            for score in present {
                let same = try #require(
                    found.first { $0.text("power") == score.text("power") && $0.text("node") == score.text("node") }
                )
                for field in ["value", "low", "median", "high", "input_low", "input_high"] {
                    #expect(same.number(field) == score.number(field), "\(field)")
                }
                #expect(same["data_from"] == score["data_from"] && same["data_to"] == score["data_to"])
                #expect(same.text("data_to") != nil)
                #expect(same.integer("rank") == score.integer("rank"))
                #expect(same.flag("rank_stable") == score.flag("rank_stable"))
                let low = try #require(same.number("low"))
                let high = try #require(same.number("high"))
                #expect(low <= high && score.integer("rank_low") ?? 0 >= 1)
            }
            #expect(scores.filter { $0.number("value") == nil }.allSatisfy { $0.number("low") == nil })

            let measure = try await service.client.call(
                "GetMeasures",
                ["country": "KAZ", "measure": "probability_above", "power": "RUS+CHN"]
            ).list("measures")
            #expect(measure.map { $0.text("of") } == [nil, "economic", "security", "soft_power"])
            let preferences = reply.list("preferences").filter {
                $0.text("power") == "CHN" && $0.text("counterpart") == "RUS"
            }
            #expect(preferences.map { $0.number("probability") } == measure.map { $0.number("value") })

            let run = try #require(try service.trial.store.lastRun())
            #expect(reply.integer("seed") == 1)
            let verification = try RunVerification(of: run, in: service.trial.store, threads: 1)
            #expect(verification.matches, "\(verification.reason ?? "")")
        }
    }

    @Test func `An imported row moves the intervals of its own dyad, and of a tracked indicator none`() async throws {
        try await Self.withYears { service in
            func intervals() async throws -> [String: [Double?]] {
                let scores = try await service.client.call("GetScores", [:]).list("scores")
                return Dictionary(
                    scores.map { score in
                        let name = ["country", "power", "node"].map { score.text($0) ?? "" }.joined(separator: " ")
                        return (name, ["low", "median", "high"].map { score.number($0) })
                    }
                ) { first, _ in first }
            }
            let before = try await intervals()
            #expect(before.values.count { $0[0] != nil } > 400)
            try await service.trial.add(
                "indicator,power,country,period,value,unit\nrussian_houses,RUS,KAZ,2022,3,centres\n"
            )
            let first = try await service.trial.engine.recompute(.request)
            #expect(!first.isHeartbeat)
            #expect(try await intervals() == before)
            let row =
                "indicator,power,country,reporter,period,value,unit\narms_share_10y,CHN,KAZ,SIPRI,2015-01-01/P10Y,9.5,percent\n"
            try await service.trial.add(row)
            _ = try await service.trial.engine.recompute(.request)
            let after = try await intervals()
            let moved = after.filter { before[$0.key] != $0.value }.keys.sorted()
            #expect(moved == ["KAZ CHN arms_share_10y", "KAZ CHN index", "KAZ CHN security"])
        }
    }

    @Test func `An earlier period, a node and a dyad can be asked for`() async throws {
        try await Self.withYears { service in
            let reply = try await service.client.call(
                "GetUncertainty",
                ["country": "KAZ", "power": "CHN", "node": "economic", "period": "2022"]
            )
            #expect(reply.text("period") == "2022")
            #expect(reply.list("scores").map { $0.text("node") } == ["economic"])
            let score = try #require(reply.list("scores").first)
            #expect(score["rank_counts"]?.arrayValue?.compactMap(\.integerValue).reduce(0, +) == 200)
            #expect(reply.list("preferences").allSatisfy { $0.text("power") == "CHN" && $0.text("node") == "economic" })
            let choices = ["weights", "dropping", "goalposts", "aggregation"]
            #expect(reply.list("sensitivity").map { $0.text("choice") } == choices + choices)
            #expect(reply.list("sensitivity").allSatisfy { $0.text("country") == "KAZ" })
            #expect(
                reply.list("sensitivity").map { $0.text("power") } == [nil, nil, nil, nil] + choices.map { _ in "CHN" }
            )
            let refusal = try await service.client.refusal("GetUncertainty", ["node": "nowhere"])
            #expect(refusal?.shortName == "UnknownNode")
        }
    }

    @Test func `A model that names no uncertain choice has no intervals, and says so`() async throws {
        try await TestService.withData { service in
            let refusal = try await service.client.refusal("GetUncertainty", ["country": "KAZ"])
            #expect(refusal?.shortName == "NoData")
            let scores = try await service.client.call("GetScores", ["country": "KAZ"]).list("scores")
            #expect(scores.allSatisfy { $0.number("low") == nil })
        }
    }

    @Test func `An alternative that the values do not allow keeps no score back`() async throws {
        let model = TrialModel.text + "\nuncertainty: {aggregations: [geometric]}\n"
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let scores = try await service.client.call("GetScores", ["country": "KAZ"]).list("scores")
            #expect(scores.contains { $0.number("value") != nil })
            let refusal = try await service.client.refusal("GetUncertainty", ["country": "KAZ"])
            if let refusal { #expect(refusal.shortName == "NoData") }
        }
    }
}
