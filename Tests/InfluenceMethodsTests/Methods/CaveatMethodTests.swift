import InfluenceControl
import InfluenceStore
import Testing

@testable import InfluenceEngine

/// What has to be said beside figures stands in every reply that has them.
@Suite(.timeLimit(.minutes(5))) struct CaveatMethodTests {
    private static let model =
        TrialModel.text
        .replacing(
            "parent: index, weight: 3",
            with: "caveat: {text: no investment, powers: [CHN]}, parent: index, weight: 3"
        )
        .replacing("{id: bases,", with: "{id: bases, caveat: {text: lists of 2019, countries: [UZB]},")
        .replacing("{id: visits,", with: "{id: visits, caveat: heads of state only,")
            + """
            measures:
              pairs: [[RUS, CHN]]
              overtaking: {shares: [trade], share_margin: 1, score_margin: 2, hold: 2, ratio: 2}

            """

    private static func with(_ body: (TestService) async throws -> Void) async throws {
        let trial = try Trial(model: model)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, body)
    }

    private func texts(_ service: TestService, _ method: String, _ question: JSONObject) async throws -> [String] {
        try await service.client.call(method, question).list("caveats").compactMap { $0.text("text") }
    }

    @Test func `Scores name a dimension that lacks what a power has`() async throws {
        try await Self.with { service in
            let reply = try await service.client.call("GetScores", ["country": "KAZ"])
            #expect(reply.list("caveats").map { $0.text("node") } == ["economic"])
            #expect(reply.list("caveats").first?.texts("powers") == ["CHN"])
            #expect(reply.list("caveats").first?.texts("countries") == [])
            #expect(try await texts(service, "GetScores", [:]) == ["no investment", "lists of 2019"])
            #expect(try await texts(service, "GetScores", ["node": "index"]) == ["no investment"])
            #expect(try await texts(service, "GetScores", ["power": "RUS"]) == ["lists of 2019"])
            #expect(try await texts(service, "GetScores", ["country": "KAZ", "power": "RUS"]) == [])
            #expect(try await texts(service, "GetScores", ["node": "trade"]) == [])
        }
    }

    @Test func `So do rankings, histories, explanations, comparisons and measures`() async throws {
        try await Self.with { service in
            let questions: [(method: String, question: JSONObject, expected: [String])] = [
                ("GetRanking", ["country": "KAZ"], ["no investment"]),
                ("GetRanking", ["country": "UZB", "node": "bases"], ["lists of 2019"]),
                ("GetHistory", ["country": "KAZ", "power": "CHN"], ["no investment"]),
                ("GetHistory", ["country": "KAZ", "power": "RUS"], []),
                ("GetHistory", ["country": "KAZ", "power": "RUS+CHN", "node": "tilt"], ["no investment"]),
                ("Explain", ["country": "KAZ", "power": "CHN"], ["no investment"]),
                ("Explain", ["country": "KAZ", "power": "RUS"], []),
                ("Explain", ["country": "KAZ", "power": "RUS+CHN", "node": "tilt"], ["no investment"]),
                ("Compare", ["country": "KAZ", "power": "RUS", "counterpart": "CHN"], ["no investment"]),
                ("GetMeasures", ["country": "UZB", "measure": "tilt"], ["no investment"]),
                // Taken apart, what is said of an indicator is said.
                ("Explain", ["country": "UZB", "power": "CHN"], ["no investment", "lists of 2019"]),
                (
                    "Explain", ["country": "UZB", "power": "RUS+CHN", "node": "tilt"],
                    ["no investment", "lists of 2019"]
                ),
                ("GetMeasures", ["country": "UZB", "measure": "overtaking.trade"], []),
                ("GetMeasures", ["country": "UZB", "measure": "overtaking.economic"], ["no investment"]),
            ]
            for (method, question, expected) in questions {
                let told = try await texts(service, method, question)
                #expect(told == expected, "\(method) \(question)")
            }
        }
    }

    @Test func `The model has each at its node, tracked ones too`() async throws {
        try await Self.with { service in
            let nodes = try await service.client.call("GetModel", [:]).list("nodes")
            let told = nodes.compactMap { node in
                node.list("caveats").first?.text("text").map { "\(node.text("node") ?? ""): \($0)" }
            }
            #expect(told == ["economic: no investment", "bases: lists of 2019", "visits: heads of state only"])
        }
    }
}
