import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Who is told of what, and when not.
@Suite(.timeLimit(.minutes(5))) struct AlertDeliveryTests {
    private func installation() throws -> Installation {
        try Installation.alerting(hooks: AlertingModel.recordingHook("note"), names: ["note"])
    }

    /// By kind and alert, in the order of their arrival.
    private func told(_ installation: Installation, _ rule: String) throws -> [String] {
        try installation.recorded(by: "note").filter { $0.event.text("rule") == rule }
            .map { "\($0.kind) \($0.event.text("subject"))" }
    }

    @Test func `A silence keeps events from hooks, not the state, and who never heard of an open alert hears after it`()
        async throws
    {
        let installation = try installation()
        let process = try await installation.startAndRun()
        let silenced = try await installation.ctl("silence", "--rule", "high", "--for", "1h", "--comment", "a test")
        #expect(silenced.succeeded, "\(silenced)")
        #expect(try await installation.import("change.csv").succeeded)
        try await installation.delivered()
        #expect(try told(installation, "high") == [])
        #expect(try told(installation, "low") == ["firing KAZ RUS index"])
        #expect(try installation.state("high KAZ CHN index") == "firing")
        #expect(try installation.alertCount("silenced") == 1)
        let alerts = try await installation.ctl("alerts")
        #expect(alerts.succeeded && alerts.output.contains("a test"), "\(alerts)")

        let silence = try #require(
            try installation.ask("ListAlerts")["silences"]?.arrayValue?.first?.objectValue?["silence"]
        )
        #expect(try await installation.ctl("unsilence", silence.description).succeeded)
        try await eventually("an event") { try !told(installation, "high").isEmpty }
        try await installation.delivered()
        #expect(try told(installation, "high") == ["firing KAZ CHN index"])
        #expect(try await installation.import("back.csv").succeeded)
        try await installation.delivered()
        #expect(try told(installation, "high") == ["firing KAZ CHN index", "resolved KAZ CHN index"])
        try await stop(process)
    }

    @Test func `A silence that ends by itself does the same, also with a restart in between`() async throws {
        let installation = try installation()
        let first = try await installation.startAndRun()
        let silenced = try await installation.ctl("silence", "--rule", "high", "--for", "3s", "--comment", "short")
        #expect(silenced.succeeded, "\(silenced)")
        #expect(try await installation.import("change.csv").succeeded)
        try await stop(first)
        let second = try await installation.startAndRun()
        try await eventually("an event") { try !told(installation, "high").isEmpty }
        // However slow the machine: it was silenced at its turn and told then, or the silence had ended before.
        #expect(try told(installation, "high").count == 1)
        #expect(try told(installation, "low") == ["firing KAZ RUS index"])
        try await stop(second)
    }

    @Test func `An acknowledged alert is silent until it resolves`() async throws {
        let installation = try Installation.alerting(
            hooks: AlertingModel.recordingHook("note"),
            names: ["note"],
            rules: AlertingModel.rules.replacing("clear: 45}", with: "clear: 45, repeat_interval: 1s}")
        )
        let process = try await installation.startAndRun()
        #expect(try await installation.import("change.csv").succeeded)
        try await eventually("a repeat") { try told(installation, "high").count >= 2 }
        let opening = try #require(try installation.alerts()["high KAZ CHN index"]?.text("opening"))
        let acknowledged = try await installation.ctl("ack", String(opening.prefix(12)), "--comment", "known")
        #expect(acknowledged.succeeded, "\(acknowledged)")
        // Repeats are written down, but handed over no more.
        try await eventually("a repeat kept back") {
            try installation.deliveries(of: "note").contains { $0.text("state") == "silenced" }
        }
        try await installation.delivered()
        #expect(try installation.state("high KAZ CHN index") == "firing")
        let count = try told(installation, "high").count
        #expect(try await installation.import("back.csv").succeeded)
        try await installation.delivered()
        #expect(try told(installation, "high").dropFirst(count) == ["resolved KAZ CHN index"])
        try await stop(process)
    }

    @Test func `Who watches sees the events`() async throws {
        let installation = try installation()
        let process = try await installation.startAndRun()
        let watcher = try ChildProcess(
            [Products.influencectl, "watch", "--all-nodes", "--format", "json"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        try await eventually("the state at the beginning") { !watcher.output.isEmpty }
        #expect(try await installation.import("change.csv").succeeded)
        try await eventually("the events") {
            ["\"much-trade\"", "\"high\"", "\"resolved\""].allSatisfy { watcher.output.contains($0) }
        }
        watcher.send(SIGINT)
        _ = try await watcher.finish()
        try await stop(process)
    }

    @Test func `A stop does not wait for a hook that sleeps, leaves no process, and the event is handed over after it`()
        async throws
    {
        let installation = try installation()
        // The first time it sleeps in a child of its own, and neither of them heeds TERM.
        try installation.program(
            """
            #!/bin/bash
            here=${0%/*}
            if mkdir "$here/once" 2>/dev/null; then
                trap '' TERM
                (exec -a "$here/sleeper" sleep 600) &
                touch "$here/asleep"
                wait
            fi
            \(AlertingModel.recorder.split(separator: "\n").dropFirst().joined(separator: "\n"))

            """,
            "record"
        )
        let first = try await installation.startAndRun()
        try await eventually("a hook asleep") {
            FileManager.default.fileExists(atPath: installation.folder["asleep"])
        }
        try await stop(first, within: .seconds(2))
        try await noProcess(about: installation.folder.path)
        #expect(try installation.recorded(by: "note").isEmpty)
        let second = try await installation.startAndRun()
        try await installation.delivered()
        #expect(try told(installation, "much-trade") == ["firing KAZ RUS trade"])
        try await stop(second)
    }
}
