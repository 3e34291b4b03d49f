import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct WhatIfMethodTests {
    @Test func `WhatIf shows scores as they are and as they would be, and stores nothing`() async throws {
        try await TestService.withData { service in
            let before = try content(of: service)
            let scores = try await service.client.call("GetScores", ["country": "KAZ", "node": "index"]).list("scores")
            let reply = try await service.client.call(
                "WhatIf",
                ["country": "KAZ", "node": "index", "weights": [["node": "economic", "weight": 1]]]
            )
            #expect(reply.flag("hypothetical") == true)
            #expect(reply.text("first_period") == "2024-03")
            let rows = reply.list("scores")
            #expect(rows.map { $0.text("power") } == ["CHN", "RUS", "EUU", "DEU"])
            #expect(rows.map { $0.number("base_value") } == scores.map { $0.number("value") })
            #expect(rows.map { $0.integer("base_rank") } == scores.map { $0.integer("rank") })
            #expect(rows.map { $0.number("hypothetical_value") } == [40, 45, 30, 10])
            #expect(rows.map { $0.number("difference") } == [0, 2.5, 0, 0])
            #expect(reply.list("weights").map { $0.text("node") } == ["economic", "bases"])
            #expect(reply.list("weights").map { $0.number("base_share") } == [0.75, 0.25])
            #expect(reply.list("weights").map { $0.number("hypothetical_share") } == [0.5, 0.5])

            let valued = try await service.client.call(
                "WhatIf",
                [
                    "country": "KAZ", "power": "CHN", "from": "2024-02", "to": "2024-03", "drop": ["loans"],
                    "values": [["indicator": "bases", "power": "CHN", "value": 10]],
                ]
            )
            #expect(valued.text("first_period") == "2024-02")
            #expect(valued.list("values").first?.text("country") == "KAZ")
            let index = valued.list("scores").filter { $0.text("node") == "index" }
            #expect(index.map { $0.text("period") } == ["2024-02", "2024-03"])
            #expect(index.map { $0.number("hypothetical_value") } == [40, 40])
            #expect(index.map { $0.number("hypothetical_coverage") } == [1, 1])
            #expect(valued.list("scores").count == 2 * 5)

            // What is assumed has no dates; what is read keeps its own.
            let bases = valued.list("scores").filter { $0.text("node") == "bases" }
            #expect(bases.allSatisfy { $0["hypothetical_data_to"] == .null && $0["hypothetical_data_from"] == .null })
            let last = try #require(index.last)
            #expect(last.text("base_data_to") == scores.first { $0.text("power") == "CHN" }?.text("data_to"))
            #expect(last.text("hypothetical_data_to") != nil)

            let empty = try await service.client.call("WhatIf", ["country": "KAZ", "power": "RUS"])
            let own = empty.list("scores").first { $0.text("node") == "index" }
            #expect(own?.text("base_data_from") == scores.first { $0.text("power") == "RUS" }?.text("data_from"))
            #expect(empty.list("scores").allSatisfy { $0["base_data_to"] == $0["hypothetical_data_to"] })
            #expect(empty.list("scores").allSatisfy { $0.number("difference").map { $0 == 0 } ?? true })
            #expect(empty.list("weights").isEmpty)
            #expect(try content(of: service) == before)
        }
    }

    @Test func `A score that an assumption takes away has its reason`() async throws {
        let trial = try Trial(
            model: TrialModel.text.replacing("Index, aggregate: arithmetic", with: "Index, aggregate: geometric")
        )
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call(
                "WhatIf",
                [
                    "country": "KAZ", "power": "CHN", "node": "index",
                    "values": [["indicator": "bases", "power": "CHN", "value": 0]],
                ]
            )
            let score = try #require(reply.list("scores").first)
            #expect(score.number("base_value") != nil && score["hypothetical_value"] == .null)
            #expect(score.text("reason")?.contains("bases is 0, and a geometric mean needs") == true, "\(score)")
        }
    }

    @Test func `WhatIf refuses a value that no data could give`() async throws {
        let model = TrialModel.text.replacing("{id: bases,", with: "{id: bases, range: [0, 40],")
            .replacing("{id: loans,", with: "{id: loans, transform: share,")
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func refusal(_ indicator: String, _ value: Double) async throws -> String? {
                let error = try await service.client.refusal(
                    "WhatIf",
                    [
                        "country": "KAZ",
                        "values": [["indicator": .string(indicator), "power": "CHN", "value": .number(value)]],
                    ]
                )
                return error?.parameters["reason"]?.stringValue
            }
            for (indicator, value, reason) in [
                ("loans", 300.0, "loans cannot be 300: it is 0..100"),
                ("loans", -1, "loans cannot be -1: it is 0..100"),
                ("bases", 41, "bases cannot be 41: it is 0..40"), ("loans", 100, nil), ("bases", 40, nil),
                ("trade", 1_000, nil),
            ] as [(String, Double, String?)] {
                let found = try await refusal(indicator, value)
                #expect(found == reason, "\(indicator) \(value)")
            }
        }
    }

    /// The bytes of the database and its log.
    private func content(of service: TestService) throws -> [Data] {
        try ["influence.db", "influence.db-wal"].map {
            try Data(contentsOf: URL(filePath: service.trial.folder[$0]))
        }
    }

    @Test func `WhatIf as of a time is about what was known then`() async throws {
        try await TestService.withData { service in
            let question: JSONObject = ["country": "KAZ", "node": "index", "drop": ["bases"]]
            var then = question
            then["as_of"] = .string(service.trial.clock.now().adding(seconds: 60).description)
            let before = try await service.client.call("WhatIf", then)
            service.trial.clock.set(to: try instant("2024-05-20"))
            try await service.trial.add("trade,CHN,KAZ,2023,22\n")
            try await service.trial.engine.recompute(.import)
            #expect(try await service.client.call("WhatIf", then) == before)
            let now = try await service.client.call("WhatIf", question)
            #expect(now.list("scores").first?.number("hypothetical_value") == 41)
        }
    }

    @Test(
        arguments: [
            (["weights": [["node": "economc", "weight": 1]]], "UnknownNode"),
            (["drop": ["visits"]], "InvalidScenario"), (["drop": ["trade", "loans"]], "InvalidScenario"),
            (["weights": [["node": "trade", "weight": -1]]], "InvalidScenario"),
            (["values": [["indicator": "trade", "power": "XXX", "value": 1]]], "InvalidScenario"),
            (["values": [["indicator": "trade", "value": 1]]], "InvalidScenario"),
            (["drop": ["bases"], "from": "2030"], "InvalidPeriod"), (["period": "1999"], "InvalidPeriod"),
            (["period": "2024-01", "from": "2024-01"], "InvalidParameter"), (["node": "nothing"], "UnknownNode"),
            (["power": "XXX"], "UnknownPower"), (["country": "XXX"], "UnknownCountry"),
            (["weights": [["node": "trade", "weight": "1"]]], "InvalidParameter"),
            (["weights": [["node": "trade"]]], "InvalidParameter"),
        ] as [(JSONObject, String)]
    )
    func `What cannot be assumed is refused`(parameters: JSONObject, error: String) async throws {
        try await TestService.withData { service in
            var asked = parameters
            if asked["country"] == nil { asked["country"] = "KAZ" }
            let refusal = try await service.client.refusal("WhatIf", asked)
            #expect(refusal?.shortName == error)
        }
    }

    @Test func `A scenario that a mean cannot take is null there`() async throws {
        let trial = try Trial(model: TrialModel.geometric)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let asked: JSONObject = [
                "country": "KAZ", "node": "economic", "power": "CHN",
                "values": [["indicator": "trade", "power": "CHN", "value": 0]],
            ]
            let score = try #require(try await service.client.call("WhatIf", asked).list("scores").first)
            #expect(score.number("base_value") != nil)
            #expect(score["hypothetical_value"]?.isNull == true)
        }
    }
}
