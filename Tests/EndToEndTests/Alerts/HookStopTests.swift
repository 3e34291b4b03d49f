import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What of the hooks is left when the daemon is gone.
@Suite(.timeLimit(.minutes(2))) struct HookStopTests {
    private func isAlive(_ pid: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return !stat.contains(") Z ")
    }

    private func pid(_ installation: Installation, _ name: String) throws -> Int32 {
        let text = try installation.folder.read(name)
        return try #require(Int32(text.split(separator: "\n").first ?? ""))
    }

    @Test func `A stop ends a test under way, and what hooks have left in the background`() async throws {
        let installation = try Installation.alerting(
            hooks: "  leaves: {kind: exec, command: [leaves]}\n  stays: {kind: exec, command: [stays], timeout: 1h}\n",
            names: ["leaves"]
        )
        // Output closed, so that nobody waits for it; both write their number once they cannot be told to end.
        try installation.program(
            "#!/bin/sh\n(trap '' TERM; echo $$ >/dev/null; exec sh -c 'echo $$ > '\"${0%/*}\"'/left; sleep 600; sleep 600') >/dev/null 2>&1 &\n",
            "leaves"
        )
        try installation.program(
            "#!/bin/sh\ntrap '' TERM\necho $$ > \"${0%/*}/staying\"\nsleep 600\nsleep 600\n",
            "stays"
        )
        let process = try await installation.startAndRun()
        #expect(try await installation.ctl("hook", "test", "leaves").succeeded)
        let test = try ChildProcess(
            [Products.influencectl, "hook", "test", "stays"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        for name in ["left", "staying"] {
            try await eventually(name) { (try? installation.folder.read(name))?.hasSuffix("\n") == true }
        }
        let pids = try ["left", "staying"].map { try pid(installation, $0) }
        #expect(pids.allSatisfy(isAlive))
        try await stop(process)
        for pid in pids { try await eventually("\(pid) is gone") { !isAlive(pid) } }
        _ = try await test.finish()
    }
}
