import InfluenceControl
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// Runs by a model whose text this version does not understand whole any more: what is stored of them is answered.
@Suite(.timeLimit(.minutes(5))) struct PastModelTests {
    /// A word that another version knew, or meant otherwise: in an indicator, a node, at the top, among the measures.
    static let texts = [
        TrialModel.text.replacing("title: Loans, parent", with: "title: Loans, transform: log, parent"),
        TrialModel.text.replacing("normalise: {goalposts: [0, 10]}", with: "normalise: {stars: 5}"),
        TrialModel.text.replacing("title: Index, aggregate: arithmetic", with: "title: Index, aggregate: fuzzy"),
        TrialModel.text.replacing("scale: {", with: "colours: [red]\nscale: {"),
        TrialModel.text + "measures: {pairs: [[CHN, RUS]], tension: {full: 3}}\n",
        TrialModel.text + "uncertainty: {replications: 5, dice: 3}\n",
    ]

    /// A first run by the old text, and one by today's.
    private func history(_ text: String) async throws -> Trial {
        let trial = try Trial()
        let old = try ModelFiles.load(stored: [ModelSource(name: "trial.yaml", text: text)])
        #expect(!old.unread.isEmpty)
        #expect(throws: (any Error).self) { try ModelFiles.load(sources: old.sources) }
        let present = trial.status.loaded
        await trial.engine.use(old)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-04-20"))
        await trial.engine.use(present)
        try await trial.add("trade,CHN,KAZ,2023,22\n")
        try await trial.engine.recompute(.reload)
        return trial
    }

    @Test(arguments: texts)
    func `What is stored of such a run is answered, by number and by time`(text: String) async throws {
        let trial = try await history(text)
        try await TestService.with(trial) { service in
            for past in [["run": 1], ["as_of": "2024-03-16"]] as [JSONObject] {
                func ask(_ method: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
                    var all = parameters
                    for member in past.members { all[member.name] = member.value }
                    return try await service.client.call(method, all)
                }
                let scores = try await ask("GetScores", ["country": "KAZ", "power": "CHN"]).list("scores")
                let nodes = scores.map { $0.text("node") }
                #expect(Array(nodes.prefix(5)) == ["index", "economic", "trade", "loans", "bases"])
                #expect(scores.first { $0.text("node") == "trade" }?.number("value") == 20)
                #expect(try await ask("GetRanking", ["country": "KAZ"]).list("ranking").count == 4)
                let dyad: JSONObject = ["country": "KAZ", "power": "CHN", "node": "trade"]
                #expect(try await ask("GetHistory", dyad).list("points").last?.number("value") == 20)
                #expect(try await ask("GetObservations", ["indicator": "trade"]).list("observations").count == 6)
                #expect(try await ask("ListSeries").list("series").count == 8)
                guard text.contains("pairs") else { continue }
                #expect(try await !ask("GetMeasures", ["country": "KAZ"]).list("measures").isEmpty)
            }
        }
    }

    @Test(arguments: texts)
    func `What would have to be computed by such a model is refused, with the version that can`(
        text: String
    ) async throws {
        let trial = try await history(text)
        try await TestService.with(trial) { service in
            let dyad: JSONObject = ["country": "KAZ", "power": "CHN", "run": 1]
            for (method, parameters) in [
                ("Explain", dyad), ("GetCoverage", ["run": 1]),
                ("WhatIf", ["country": "KAZ", "run": 1, "drop": ["trade"]]),
            ] as [(String, JSONObject)] {
                let error = try #require(try await service.client.refusal(method, parameters), "\(method)")
                #expect(error.shortName == "OtherEditions", "\(method): \(error)")
                #expect(error.parameters.text("reason")?.contains("does not read whole (trial.yaml:") == true)
            }
            let verified = try await service.client.call("VerifyRun", ["run": 1])
            #expect(verified.flag("matches") == false && verified.flag("comparable") == false)
            #expect(verified.text("reason")?.contains("does not read whole") == true)
            // The present one is as ever.
            #expect(try await service.client.call("VerifyRun").flag("matches") == true)
            #expect(
                try await service.client.call("Explain", ["country": "KAZ", "power": "CHN"]).number("value") != nil
            )
            let change: JSONObject = ["country": "KAZ", "power": "CHN", "since": "2024-03-16T00:00:00Z"]
            let waterfall = try await service.client.call("Explain", change)
            #expect(waterfall["change"]?.objectValue?.text("reason")?.contains("does not read whole") == true)
        }
    }

    @Test func `Rules are replayed over such runs`() async throws {
        let trial = try await history(Self.texts[0])
        let rules = "rules:\n  - {id: high, kind: threshold, node: trade, above: 15}\n"
        try await TestService.with(trial) { service in
            let reply = try await service.client.call("BacktestRule", ["rules": .string(rules)])
            #expect(reply.integer("alerts") != 0)
        }
    }
}
