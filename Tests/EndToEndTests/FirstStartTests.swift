import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What somebody sees who starts influenced for the first time, with what comes with it.
@Suite struct FirstStartTests {
    /// What is wrong, but for data that grow old while the test does.
    private static func faults(_ status: JSONObject) -> [String] {
        (status["problems"]?.arrayValue ?? []).compactMap(\.stringValue)
            .filter { !$0.contains("of index lapse") && !$0.contains("have become too old") }
    }

    @Test func `The bundled model is there at once, whole, and a second start computes nothing`() async throws {
        let installation = try Installation.bundled()
        let notifications = try NotificationSocket(path: installation.folder["notify"])
        let first = try await installation.start(environment: ["NOTIFY_SOCKET": notifications.path])
        #expect(try await notifications.line(beginning: "READY=") == "READY=1")
        try await installation.settled()
        #expect(try await notifications.line(beginning: "STATUS=run 1").contains("scores changed"))

        let status = try installation.status()
        #expect(Self.faults(status) == [])
        #expect(status["model"] == "central-asia")
        #expect(status["last_run", "reason"] == "start")
        // Every dyad has a series of each node, every power is ranked.
        let scores = try await installation.ctl("scores", "--country", "KAZ", "--format", "csv")
        #expect(scores.succeeded, "\(scores)")
        for power in ["CHN", "RUS", "USA", "EUU", "TUR"] { #expect(scores.output.contains(power)) }
        // Twenty-five years at once.
        let history = try installation.ask("GetHistory", ["country": "KAZ", "power": "RUS", "node": "trade_share"])
        let points = try #require(history["points"]?.arrayValue)
        #expect(points.first?.objectValue?["period"] == "2000-01")
        #expect(points.count >= 25 * 12)
        #expect(points.last?.objectValue?["value"]?.numberValue != nil)
        let explained = try await installation.ctl(
            "explain",
            "KAZ",
            "CHN",
            "--period",
            "2023",
            "--format",
            "json"
        )
        #expect(explained.succeeded, "\(explained)")
        let explanation = try #require(try JSONParser.parse(explained.output).objectValue)
        let contributions = (explanation["nodes"]?.arrayValue ?? []).compactMap(\.objectValue)
            .filter { $0["freshness"]?.isNull == false }.compactMap { $0["contribution"]?.numberValue }
        let value = try #require(explanation["value"]?.numberValue)
        #expect(abs(contributions.reduce(0, +) - value) < 1e-9)

        let before = try installation.ask("GetScores")
        first.send(SIGTERM)
        #expect(try await first.finish().exit == .status(0))
        #expect(try await notifications.line(beginning: "STOPPING=") == "STOPPING=1")

        let second = try await installation.startAndRun()
        let again = try installation.status()
        #expect(try installation.runs().count == 1)
        #expect(again["last_run", "heartbeats"] == 1)
        #expect(again["store", "scores"] == status["store", "scores"])
        #expect(try installation.ask("GetScores") == before)
        second.send(SIGTERM)
        #expect(try await second.finish().exit == .status(0))
    }

    @Test func `A stop in the middle of the first run takes less than two seconds and loses nothing`() async throws {
        let installation = try Installation.bundled()
        let first = try await installation.start()
        try await eventually("the first run") { try installation.status()["computing"] == true }
        try await stop(first, within: .seconds(2))

        let second = try await installation.startAndRun()
        #expect(Self.faults(try installation.status()) == [])
        #expect(try installation.runs().count == 1)
        second.send(SIGTERM)
        #expect(try await second.finish().exit == .status(0))
    }

    @Test func `The client's exit status tells what happened`() async throws {
        let installation = try Installation()
        let unreachable = try await installation.ctl("status")
        #expect(unreachable.exit == .status(3), "\(unreachable)")
        #expect(unreachable.errors.contains(installation.socket))
        #expect(try await installation.ctl("status", "--check").exit == .status(3))

        let process = try await installation.startAndRun()
        #expect(try await installation.ctl("status").exit == .status(0))
        #expect(try await installation.ctl("status", "--check").exit == .status(0))
        let refused = try await installation.ctl("scores", "--country", "ATLANTIS")
        #expect(refused.exit == .status(1))
        #expect(refused.errors.contains("KAZ"), "\(refused)")
        #expect(try await installation.ctl("scores", "--no-such-option").exit == .status(2))
        #expect(try await installation.ctl("no-such-command").exit == .status(2))
        let period = try await installation.ctl("scores", "--period", "2023-13")
        #expect(period.exit == .status(1) && period.errors.contains("2023-13"), "\(period)")

        try installation.folder.write(SmallModel.configuration + "wrong: 1\n", to: "influenced.yaml")
        #expect(try await installation.ctl("reload").exit == .status(1))
        let degraded = try await installation.ctl("status", "--check")
        #expect(degraded.exit == .status(1), "\(degraded)")
        try await stop(process)
    }
}

/// Stops a daemon as systemd does.
/// - Parameter bound: how long it may take, where that is what the test is about.
func stop(_ process: ChildProcess, within bound: Duration? = nil) async throws {
    let begin = ContinuousClock.now
    process.send(SIGTERM)
    let finished = try await process.finish()
    let duration = ContinuousClock.now - begin
    #expect(finished.exit == .status(0), "\(finished)")
    if let bound { #expect(duration < bound) }
}
