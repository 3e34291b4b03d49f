import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Alerts where the log, which every one of them goes to, does not take them; and the daemon where nobody reads it.
@Suite(.timeLimit(.minutes(5))) struct UnwritableLogTests {
    /// Standard error of what it is in front of.
    private func errors(_ redirection: String) -> [String] {
        ["sh", "-c", "exec \"$0\" \"$@\" \(redirection)"]
    }

    private func journal(_ installation: Installation) throws -> [JSONObject] {
        try installation.deliveries(of: "journal")
    }

    @Test(arguments: [("2>/dev/full", "No space left on device"), ("2>&-", "Bad file descriptor")])
    func `An alert that the log does not take is not delivered, and everybody is told`(
        redirection: String,
        reason: String
    ) async throws {
        let installation = try Installation.alerting(hooks: AlertingModel.recordingHook("note"), names: ["note"])
        let process = try await installation.start(behind: errors(redirection))
        try await installation.settled()
        #expect(try await installation.import("change.csv").succeeded)
        try await eventually("an attempt") {
            try journal(installation).contains { $0.text("error").contains(reason) }
        }
        #expect(try journal(installation).allSatisfy { $0.text("state") == "waiting" })
        try await eventually("the hook") { try !installation.recorded(by: "note").isEmpty }
        #expect(try installation.status().problems.contains { $0.contains("journal") && $0.contains(reason) })
        let check = try await installation.ctl("status", "--check")
        #expect(check.exit == .status(1) || check.exit == .status(2), "\(check)")
        let test = try await installation.ctl("hook", "test", "journal")
        #expect(!test.succeeded && (test.output + test.errors).contains(reason), "\(test)")
        try await stop(process)

        // With a log it is all written.
        let second = try await installation.start()
        try await eventually("all lines") {
            try journal(installation).allSatisfy { $0.text("state") == "delivered" }
                && second.errors.contains("kind=firing")
        }
        #expect(try !installation.status().problems.contains { $0.contains("journal") })
        try await stop(second)
    }

    @Test func `A log that nobody reads stops neither imports, nor answers, nor the stop`() async throws {
        let installation = try Installation.alerting(hooks: AlertingModel.recordingHook("note"), names: ["note"])
        let fifo = installation.folder["log"]
        #expect(mkfifo(fifo, 0o600) == 0)
        // Open for reading too, so that opening does not wait; full from the start.
        let descriptor = open(fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
        let process = try await installation.start(behind: errors("2>'\(fifo)'"))
        try await installation.settled()
        #expect(try await installation.import("change.csv").succeeded)
        try await eventually("the hook") { try !installation.recorded(by: "note").isEmpty }
        #expect(try await installation.ctl("recompute").succeeded)
        #expect(try journal(installation).allSatisfy { $0.text("state") == "waiting" })
        try await stop(process, within: .seconds(5))
    }
}
