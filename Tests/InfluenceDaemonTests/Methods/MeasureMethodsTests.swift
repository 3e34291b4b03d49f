import FoundationEssentials
import InfluenceControl
import InfluenceModel
import InfluenceStore
import Testing

@testable import InfluenceDaemon

/// The measures of the bundled model and data, through a run, the store and the interface.
@Suite(.timeLimit(.minutes(5))) struct MeasureMethodsTests {
    /// By years, which have the scores of their Decembers.
    private static func withYears(_ body: (TestService) async throws -> Void) async throws {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing(
            "grid: {frequency: month, from: 2000-01}",
            with: "grid: {frequency: year, from: 2019}"
        )
        try #require(model != text)
        let trial = try Trial(model: model, at: "2025-01-15")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, body)
    }

    @Test func `The known answers about Russia and China come out of the daemon`() async throws {
        try await Self.withYears { service in
            func measure(_ country: String, _ name: String, _ year: String) async throws -> JSONObject {
                let reply = try await service.client.call(
                    "GetMeasures",
                    [
                        "country": .string(country), "measure": .string(name), "power": "RUS+CHN",
                        "period": .string(year),
                    ]
                )
                return try #require(reply.list("measures").first)
            }
            for (country, year, gap, lead) in [
                ("KAZ", "2022", 17.86 - 19.90, "RUS leads"), ("KAZ", "2023", 21.54 - 19.39, "CHN leads"),
                ("UZB", "2022", 17.94 - 18.58, "contested"), ("UZB", "2023", 21.76 - 15.99, "CHN leads"),
            ] {
                let found = try await measure(country, "overtaking_gap.trade_share", year)
                #expect(abs(try #require(found.number("value")) - gap) < 0.02, "\(country) \(year)")
                #expect(try await measure(country, "overtaking_latest.trade_share", year).text("label") == lead)
            }
            // Believed in the second year of data.
            #expect(try await measure("UZB", "overtaking.trade_share", "2023").text("label") != "CHN leads")
            #expect(try await measure("UZB", "overtaking.trade_share", "2024").text("label") == "CHN leads")
            #expect(try await measure("KAZ", "overtaking.trade_share", "2023").text("label") == "RUS leads")

            let tilt = try await measure("KAZ", "tilt", "2023")
            #expect(tilt.text("power") == "RUS" && tilt.text("counterpart") == "CHN")
            #expect(tilt.texts("used") == ["economic", "security", "soft_power"])
            #expect(tilt.number("coverage") == 1)
            #expect(try await measure("TKM", "tilt", "2023")["value"] == .null)
            let history = try await service.client.call(
                "GetHistory",
                ["country": "KAZ", "power": "RUS+CHN", "node": "tilt", "from": "2023", "to": "2023"]
            )
            #expect(history.text("node") == "measure.tilt")
            #expect(history.list("points").map { $0.number("value") } == [tilt.number("value")])
            #expect(history.list("points").allSatisfy { $0["label"] == .null })

            // With the multiple of the model, wherever the state is shown.
            let multiple = try await measure("KAZ", "overtaking_ratio.arms_share_10y", "2023")
            #expect(multiple.text("label") == "RUS more than 2 times")
            let states = try await service.client.call(
                "GetHistory",
                [
                    "country": "KAZ", "power": "RUS+CHN", "node": "overtaking_ratio.arms_share_10y", "from": "2023",
                    "to": "2023",
                ]
            )
            #expect(states.list("points").map { $0.text("label") } == ["RUS more than 2 times"])
            let named = try await service.client.call(
                "GetScores",
                ["country": "UZB", "node": "overtaking_latest.trade_share", "period": "2023"]
            )
            #expect(named.list("scores").map { $0.text("label") } == ["CHN leads"])

            let shares = try await service.client.call(
                "GetMeasures",
                ["country": "KAZ", "measure": "share", "period": "2023"]
            )
            let sum = shares.list("measures").compactMap { $0.number("value") }.reduce(0, +)
            #expect(abs(sum - 1) < 1e-12)
            #expect(shares.list("measures").first?.texts("used") == ["RUS", "CHN", "USA", "TUR", "KOR", "GBR"])
            #expect(shares.list("definitions").map { $0.text("measure") } == ["share"])
        }
    }

    @Test func `Two powers stand side by side, with the measures of their pair in either order`() async throws {
        try await Self.withYears { service in
            let reply = try await service.client.call(
                "Compare",
                ["country": "KAZ", "power": "CHN", "counterpart": "RUS", "period": "2023"]
            )
            let index = try #require(reply.list("nodes").first)
            let (china, russia) = (try #require(index.number("value")), try #require(index.number("counterpart_value")))
            #expect(index.text("node") == "index" && index.number("difference") == russia - china)
            #expect(index.integer("rank") == 2 && index.integer("counterpart_rank") == 1)
            let tilt = try #require(reply.list("measures").first { $0.text("measure") == "tilt" }?.number("value"))
            #expect(tilt < 0, "A is Russia, as the model has it")
            let other = try await service.client.call(
                "Compare",
                ["country": "KAZ", "power": "USA", "counterpart": "TUR", "period": "2023"]
            )
            #expect(other.list("measures").isEmpty && other.list("nodes").count == reply.list("nodes").count)
            let refusal = try await service.client.refusal(
                "Compare",
                ["country": "KAZ", "power": "RUS", "counterpart": "RUS"]
            )
            #expect(refusal == .invalidParameter("counterpart"))
        }
    }

    @Test func `Measures show only where they are named, and what is unknown is named with what is known`() async throws
    {
        try await Self.withYears { service in
            let scores = try await service.client.call("GetScores", ["country": "KAZ", "period": "2023"])
            #expect(!scores.list("scores").contains { $0.text("node")?.hasPrefix("measure.") ?? true })
            let named = try await service.client.call("GetScores", ["node": "measure.tilt", "period": "2023"])
            #expect(named.list("scores").map { $0.text("power") } == Array(repeating: "RUS+CHN", count: 5))

            let state = try #require(try await service.anotherClient().watch(["country": "KAZ"]))
            #expect(!state.list("scores").contains { $0.text("node")?.hasPrefix("measure.") ?? true })
            let watcher = service.anotherClient()
            let tilt = try #require(try await watcher.watch(["country": "KAZ", "node": "tilt", "power": "RUS+CHN"]))
            #expect(tilt.list("scores").map { $0.text("node") } == ["measure.tilt"])
            let everything = service.anotherClient()
            _ = try await everything.watch()
            try await service.trial.add(
                "indicator,power,country,period,value,unit,reporter\nbases_count,CHN,KAZ,2024-12-01,1,bases,PRESS\n"
            )
            try await service.trial.engine.recompute(.import)
            let run = try #require(try await watcher.next())
            #expect(run.list("scores").map { $0.text("node") } == ["measure.tilt"])
            let changes = try #require(try await everything.next()).list("scores")
            #expect(!changes.isEmpty && !changes.contains { $0.text("node")?.hasPrefix("measure.") ?? true })

            let measure = try #require(try await service.client.refusal("GetMeasures", ["measure": "tlit"]))
            #expect(measure.shortName == "UnknownMeasure")
            #expect(measure.parameters.texts("known").prefix(2) == ["share", "tilt"])
            let other = try #require(
                try await service.client.refusal("GetMeasures", ["measure": "tilt", "power": "RUS"])
            )
            #expect(other.shortName == "UnknownPower" && other.parameters.texts("known") == ["RUS+CHN"])
            let facet = try #require(try await service.client.refusal("GetMeasures", ["measure": "concentration.x"]))
            #expect(facet.parameters.texts("known") == ["concentration.trade"])
            let question: JSONObject = ["country": "KAZ", "power": "RUS", "node": "tilt"]
            let pair = try #require(try await service.client.refusal("GetHistory", question))
            #expect(pair.shortName == "UnknownPower" && pair.parameters.texts("known") == ["RUS+CHN"])
        }
    }
}
