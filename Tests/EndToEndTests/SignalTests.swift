import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// SIGTERM stops, SIGHUP reloads.
@Suite struct SignalTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    @Test func `SIGTERM ends a daemon that is being watched, and tells the watcher`() async throws {
        let process = try await installation.startAndRun()
        let watch = try ChildProcess(
            [Products.influencectl, "watch", "--format", "json"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        try await eventually("the first state") { watch.output.contains(#""kind":"state""#) }
        try await stop(process, within: .seconds(2))
        let ended = try await watch.finish()
        #expect(ended.exit == .status(0) || ended.exit == .status(3), "\(ended)")
    }

    @Test func `SIGTERM is heard even where whoever started the daemon had blocked it`() async throws {
        // exec keeps the mask.
        let script = """
            import os, signal, sys
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGHUP, signal.SIGINT})
            os.execv(sys.argv[1], sys.argv[1:])
            """
        for signal in [SIGTERM, SIGINT] {
            let process = try await installation.start(behind: ["python3", "-c", script])
            try await installation.settled()
            let begin = ContinuousClock.now
            process.send(signal)
            #expect(try await process.finish().exit == .status(0))
            #expect(ContinuousClock.now - begin < .seconds(2))
        }
    }

    @Test func `SIGHUP puts a new model in force, and keeps the old one where the new one is broken`() async throws {
        let process = try await installation.startAndRun()
        #expect(try chinaInKazakhstan() == SmallModel.chinaInKazakhstan)
        let hash = try installation.status()["model_hash"]

        try installation.folder.write(SmallModel.text.replacing("weight: 3", with: "weight: 1"), to: "model.yaml")
        process.send(SIGHUP)
        try await eventually("the run by the new model") { try installation.runs().count == 2 }
        #expect(try chinaInKazakhstan() == 40)
        #expect(try installation.runs().last?["reason"] == "reload")
        let new = try installation.status()["model_hash"]
        #expect(new != hash)

        try installation.folder.write(SmallModel.text.replacing("weight: 3", with: "weight: x"), to: "model.yaml")
        process.send(SIGHUP)
        try await eventually("the refusal") { try installation.status()["healthy"] == false }
        let status = try installation.status()
        #expect(status.problems.contains { $0.contains("model.yaml:15:") }, "\(status.problems)")
        #expect(status["model_hash"] == new)
        #expect(try installation.ask("GetModel")["model_hash"] == new)
        #expect(try chinaInKazakhstan() == 40)
        #expect(try await installation.ctl("recompute").succeeded)
        #expect(try installation.runs().count == 2)

        try installation.folder.write(SmallModel.text, to: "model.yaml")
        process.send(SIGHUP)
        try await eventually("the mended model") { try installation.runs().count == 3 }
        #expect(try installation.status()["healthy"] == true)
        #expect(try installation.status()["model_hash"] == hash)
        #expect(try chinaInKazakhstan() == SmallModel.chinaInKazakhstan)
        try await stop(process)
    }

    private func chinaInKazakhstan() throws -> Double? {
        let reply = try installation.ask("GetScores", ["country": "KAZ", "power": "CHN", "node": "index"])
        return reply["scores"]?.arrayValue?.first?.objectValue?["value"]?.numberValue
    }
}
