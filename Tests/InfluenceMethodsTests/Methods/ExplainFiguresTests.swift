import InfluenceControl
import InfluenceStore
import Testing

@testable import InfluenceEngine

/// What an explanation tells of methods that take figures from the data.
@Suite(.timeLimit(.minutes(5))) struct ExplainFiguresTests {
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

    @Test func `Explain tells what a level means and where that is laid down`() async throws {
        let text = TrialModel.text.replacing(
            "title: Bases, parent: index, weight: 1, normalise: {goalposts: [0, 10]}",
            with:
                "title: Bases, parent: index, weight: 1, transform: ordinal, normalise: {goalposts: [0, 10]}, levels: "
                + "[{level: 0, label: none, score: 0, citation: A}, {level: 5, label: division, score: 8, citation: B 2007}]"
        )
        try #require(text.contains("division"))
        let trial = try Trial(model: text)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func levels(_ node: String) async throws -> [JSONObject] {
                let question: JSONObject = ["country": "KAZ", "power": "RUS", "node": .string(node)]
                return try await service.client.call("Explain", question).list("nodes").flatMap { $0.list("levels") }
            }
            let division: JSONObject = ["level": 5.0, "label": "division", "score": 8.0, "citation": "B 2007"]
            let bases = try await levels("bases")
            #expect(bases == [division])
            let trade = try await levels("trade")
            #expect(trade == [])
        }
    }
}
