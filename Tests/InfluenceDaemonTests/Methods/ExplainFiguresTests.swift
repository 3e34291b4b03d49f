import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceDaemon

/// What an explanation tells of methods that take figures from the data.
@Suite(.timeLimit(.minutes(2))) struct ExplainFiguresTests {
    @Test func `Explain tells the figures of a normalisation, and weights that the model does not give`() async throws {
        let text = TrialModel.text
            .replacing(
                "weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}\n"
                    + "  - {id: loans",
                with: "weight: 3, normalise: {minmax: [0, 100]}, cadence: P1Y, max_age: none}\n"
                    + "  - {id: loans"
            )
            .replacing("weight: 3, aggregate: arithmetic", with: "weight: 3, aggregate: arithmetic, weights: equal")
        try #require(text.contains("minmax") && text.contains("weights: equal"))
        let trial = try Trial(model: text)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call("Explain", ["country": "KAZ", "power": "CHN"])
            func node(_ id: String) throws -> JSONObject {
                try #require(reply.list("nodes").first { $0.text("node") == id })
            }
            // 10 of Germany to 40 of Russia.
            #expect(try node("trade").text("normalised_by") == "min 10, max 40")
            #expect(try node("loans")["normalised_by"] == .null)
            #expect(try node("trade")["treated"] == .null)
            #expect(try node("trade").number("weight") == 0.5)
            let rows = try await service.client.call("GetCoverage", ["country": "KAZ", "power": "CHN"]).list("rows")
            #expect(rows.first { $0.text("node") == "trade" }?.number("weight") == 0.375)
        }
    }
}
