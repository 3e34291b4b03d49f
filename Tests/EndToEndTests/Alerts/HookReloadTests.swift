import InfluenceControl
import InfluenceTestKit
import Testing

/// Hooks of another rule file, while something waits for them.
@Suite(.timeLimit(.minutes(5))) struct HookReloadTests {
    private static let late = "max_attempts: 5, retry_first: 1h, retry_longest: 1h"
    private static let rules = "rules:\n  - {id: much-trade, kind: threshold, power: RUS, node: trade, above: 35}\n"

    private func failing(_ options: String = late) -> String {
        "  note: {kind: exec, command: [/bin/false], \(options)}\n"
    }

    /// With one event that waits for an hour, after a failure.
    private func started(_ hooks: String) async throws -> (Installation, ChildProcess) {
        let installation = try Installation.alerting(hooks: hooks, names: ["note"], rules: Self.rules)
        let process = try await installation.startAndRun()
        try await eventually("a failure") {
            try installation.deliveries(of: "note").contains { ($0["attempts"]?.numberValue ?? 0) == 1 }
        }
        return (installation, process)
    }

    @Test func `What waits for a hook is tried at its new address as soon as that is in force`() async throws {
        let (installation, process) = try await started(failing())
        try installation.setAlerts(hooks: AlertingModel.recordingHook("note"), names: ["note"], rules: Self.rules)
        #expect(try await installation.ctl("reload").succeeded)
        try await installation.delivered()
        #expect(try installation.recorded(by: "note").map(\.kind) == ["firing"])
        try await stop(process)
    }

    @Test func `What waits for a hook that is taken out goes to its fallback as soon as that is in force`() async throws
    {
        let (installation, process) = try await started(
            failing(Self.late + ", fallback: other") + AlertingModel.recordingHook("other")
        )
        try installation.setAlerts(hooks: AlertingModel.recordingHook("other"), names: [], rules: Self.rules)
        #expect(try await installation.ctl("reload").succeeded)
        try await eventually("it is given up") { try installation.alertCount("dead") == 1 }
        try await installation.delivered()
        #expect(try installation.recorded(by: "other").map(\.kind) == ["firing"])
        #expect(try installation.deliveries(of: "note").map { $0.text("error") } == ["hook removed"])
        try await stop(process)
    }
}
