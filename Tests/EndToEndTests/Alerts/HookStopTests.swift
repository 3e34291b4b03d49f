import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What of the hooks is left when the daemon is gone.
@Suite(.timeLimit(.minutes(5))) struct HookStopTests {
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

    @Test(arguments: [false, true])
    func `A stop ends hooks, tests and what they have left behind, though nobody can write what became of them`(
        isStubborn: Bool
    ) async throws {
        let installation = try Installation.alerting(
            hooks: """
                  stays: {kind: exec, command: [sleeper, stays], timeout: 1h}
                  fails: {kind: exec, command: [fails], \(AlertingModel.eager)}
                  tested: {kind: exec, command: [sleeper, tested], timeout: 1h}
                  leaves: {kind: exec, command: [leaves]}

                """,
            names: ["stays", "fails"]
        )
        let trap = isStubborn ? "trap '' TERM" : ""
        try installation.program(
            """
            #!/bin/sh
            \(trap)
            sleep 600 &
            echo $! > "${0%/*}/$1-child"
            echo $$ > "${0%/*}/$1"
            wait
            sleep 600

            """,
            "sleeper"
        )
        try installation.program("#!/bin/sh\nsleep 600 >/dev/null 2>&1 &\necho $! > \"${0%/*}/left\"\n", "leaves")
        try installation.program(
            "#!/bin/sh\necho $$ > \"${0%/*}/failing\"\nwhile ! [ -e \"${0%/*}/go\" ]; do sleep 0.02; done\nexit 1\n",
            "fails"
        )
        let process = try await installation.startAndRun()
        #expect(try await installation.ctl("hook", "test", "leaves").succeeded)
        let test = try ChildProcess(
            [Products.influencectl, "hook", "test", "tested"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        let names = ["stays", "stays-child", "tested", "tested-child", "left"]
        for name in names + ["failing"] {
            try await eventually(name) { (try? installation.folder.read(name))?.hasSuffix("\n") == true }
        }
        let pids = try names.map { try pid(installation, $0) }
        #expect(pids.allSatisfy(isAlive))

        // As an import of many rows does: whoever makes deliveries waits for the end of the transaction.
        let transaction = try ChildProcess([
            "python3", "-c",
            """
            import sqlite3, sys, time
            connection = sqlite3.connect(sys.argv[1], isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            open(sys.argv[2], "w").write("\\n")
            time.sleep(600)
            """, installation.state + "/influence.db", installation.folder["locked"],
        ])
        try await eventually("the transaction") { (try? installation.folder.read("locked"))?.hasSuffix("\n") == true }
        try installation.folder.write("", to: "go")
        try await stop(process)
        for pid in pids { try await eventually("\(pid) is gone") { !isAlive(pid) } }
        transaction.send(SIGKILL)
        _ = try await transaction.finish()
        _ = try await test.finish()
    }

    @Test(arguments: [SIGINT, SIGKILL])
    func `A test ends with its client, and so does all that it has started; others of the client never begin`(
        signal: Int32
    ) async throws {
        let installation = try Installation.alerting(
            hooks: "  stays: {kind: exec, command: [stays], timeout: 1h}\n",
            names: []
        )
        // Neither it nor what it starts in the background can be told to end.
        try installation.program(
            """
            #!/bin/sh
            trap '' TERM
            sh -c 'echo $$ > '"${0%/*}"'/left; sleep 600; sleep 600' &
            while ! grep -q . "${0%/*}/left" 2>/dev/null; do sleep 0.01; done
            echo $$ >> "${0%/*}/staying"
            sleep 600
            sleep 600

            """,
            "stays"
        )
        let process = try await installation.startAndRun()
        let test = try ChildProcess(
            [Products.influencectl, "hook", "test", "stays"],
            environment: ["INFLUENCED_SOCKET": installation.socket]
        )
        try await eventually("the hook runs") { (try? installation.folder.read("staying"))?.hasSuffix("\n") == true }
        let pids = try ["left", "staying"].map { try pid(installation, $0) }
        #expect(pids.allSatisfy(isAlive))
        test.send(signal)
        for pid in pids { try await eventually("\(pid) is gone") { !isAlive(pid) } }
        _ = try await test.finish()

        // Sixteen at one time of one connection, of which the first is begun.
        let message = #"{"method":"org.influenced.Admin.TestHook","parameters":{"hook":"stays"}}"# + "\0"
        var many: RawConnection? = try RawConnection(installation.socket)
        many?.write(Array(String(repeating: message, count: 16).utf8))
        try await eventually("the first of them runs") {
            try installation.folder.read("staying").split(separator: "\n").count == 2
        }
        many = nil
        try await eventually("all of them are over") {
            try installation.folder.read("staying").split(separator: "\n").compactMap { Int32($0) }.allSatisfy {
                !isAlive($0)
            }
        }
        #expect(try installation.status()["healthy"] == true)
        try await stop(process)
        #expect(try installation.folder.read("staying").split(separator: "\n").count == 2)
    }
}
