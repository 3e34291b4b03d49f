import InfluenceControl
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceDaemon

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
}
