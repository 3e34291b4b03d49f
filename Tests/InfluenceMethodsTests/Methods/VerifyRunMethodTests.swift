import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct VerifyRunMethodTests {
    @Test func `VerifyRun answers for the last run, for others, and names those that there are not`() async throws {
        try await TestService.with(try Trial()) { service in
            let refusal = try await service.client.refusal("VerifyRun")
            #expect(refusal?.shortName == "NoData")
        }
        try await TestService.withData { service in
            service.trial.clock.set(to: try instant("2024-03-16"))
            try await service.trial.add("trade,CHN,KAZ,2023,22\n")
            try await service.trial.engine.recompute(.import)
            for (parameters, run) in [([:], 2), (["run": 1], 1), (["run": 2], 2)] as [(JSONObject, Int64)] {
                let reply = try await service.client.call("VerifyRun", parameters)
                #expect(reply["run"]?.objectValue?.integer("run") == run)
                #expect(reply.flag("matches") == true)
                #expect(reply.flag("comparable") == true)
                #expect(reply.integer("compared") == Int64(3 * TrialModel.seriesCount))
                #expect(reply.integer("differing") == 0)
                #expect(reply.text("input") == reply["run"]?.objectValue?.text("input"))
                #expect(reply["reason"]?.isNull == true)
            }
            for run in [0, 3, -1, Int64.max, Int64.min] {
                let error = try #require(try await service.client.refusal("VerifyRun", ["run": .integer(run)]))
                #expect(error.shortName == "UnknownRun")
                #expect(error.parameters == ["run": .integer(run), "last": 2])
            }
        }
    }

    /// A trial whose one run was computed by other editions of its methods than this version has.
    private func older() async throws -> Trial {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let text = try #require(try trial.store.run(1)?.editions?.text)
        trial.store.close()
        let file = URL(filePath: trial.folder["influence.db"])
        let old = try Data(contentsOf: file)
        try old.replacing(Data(text.utf8), with: Data((text.dropLast() + "0").utf8)).write(to: file)
        return try Trial(in: trial.folder, database: try Store(opening: trial.folder["influence.db"]))
    }

    @Test func `A run of other editions answers what is stored, and is not computed once more`() async throws {
        try await TestService.with(try await older()) { service in
            let index: JSONObject = ["country": "KAZ", "power": "CHN", "node": "index"]
            let scores = try await service.client.call("GetScores", index)
            #expect(scores.list("scores").first?.number("value") == 40)
            #expect(try await service.client.all("GetObservations").flatMap { $0.list("observations") }.count == 8)
            let reply = try await service.client.call("VerifyRun")
            #expect(reply.flag("matches") == false)
            #expect(reply.flag("comparable") == false)
            let cell: JSONObject = ["country": "KAZ", "power": "CHN"]
            var whatIf = cell
            whatIf["drop"] = ["loans"]
            for (method, parameters) in [("Explain", cell), ("GetCoverage", [:]), ("WhatIf", whatIf)] {
                let error = try #require(try await service.client.refusal(method, parameters), "\(method)")
                #expect(error.shortName == "OtherEditions", "\(method)")
                #expect(error.parameters.integer("run") == 1)
                #expect(error.parameters.text("software") == Version.text)
            }
            service.trial.clock.set(to: try instant("2024-03-16"))
            // The next run is of this version's editions, though nothing else is new.
            #expect(try await service.trial.engine.recompute(.start).isHeartbeat == false)
            #expect(try await service.client.call("VerifyRun").flag("matches") == true)
            #expect(try await service.client.refusal("Explain", cell) == nil)
            var since = cell
            since["since"] = "2024-03-15T12:00:00Z"
            let change = try await service.client.call("Explain", since)["change"]?.objectValue
            #expect(change?.text("reason")?.hasPrefix("run 1 was computed by influenced") == true)
        }
    }
}
