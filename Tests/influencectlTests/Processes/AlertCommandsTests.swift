import InfluenceControl
import InfluenceModel
import Testing

@testable import influencectl

@Suite struct AlertCommandsTests {
    @Test func `A span is counted from now`() throws {
        let daemon = try FakeDaemon(["Silence": ["silence": 3, "alerts": 2]])
        let before = Instant.present
        let outcome = try ClientProcess.run([
            "silence", "--rule", "a", "--for", "2h", "--comment", "c", "--socket", daemon.socket,
        ])
        let after = Instant.present
        let until = try #require(daemon.calls.first?.parameters["until"]?.stringValue)
        let end = try #require(Instant(rfc3339: until))
        #expect((before.adding(seconds: 7200)...after.adding(seconds: 7200)).contains(end))
        #expect(outcome == .init(output: "silence 3 until \(until) covers 2 open alerts\n", complaints: "", status: 0))
    }

    @Test func `Events are fetched until the limit`() throws {
        let daemon = try FakeDaemon { call in
            let before = call.parameters["before"]?.stringValue.flatMap { Int64($0) } ?? 4
            return .reply(["events": before > 1 ? [["id": .string("\(before - 1)")]] : []])
        }
        let all = try ClientProcess.run(["alerts", "events", "--format", "json", "--socket", daemon.socket])
        #expect(json(all.output) == ["events": [["id": "3"], ["id": "2"], ["id": "1"]]])
        #expect(daemon.calls.first?.parameters["limit"] == 20)
        let two = try ClientProcess.run([
            "alerts", "events", "--rule", "a*", "--limit", "2", "--format", "csv", "--socket", daemon.socket,
        ])
        #expect(two.output.split(separator: "\n").count == 3)
        #expect(daemon.calls.last?.parameters["rule"] == "a*")
    }

    @Test func `Alerts are fetched page by page, the silences with the first`() throws {
        let daemon = try FakeDaemon { call in
            let isFirst = call.parameters["after"]?.stringValue == nil
            return .reply([
                "alerts": [isFirst ? firingAlert : pendingAlert], "silences": isFirst ? [silence] : [], "total": 2,
                "next": isFirst ? "high KAZ CHN index" : nil,
            ])
        }
        let outcome = try ClientProcess.run([
            "alerts", "--rule", "h*", "--format", "json", "--socket", daemon.socket,
        ])
        #expect(
            json(outcome.output) == [
                "alerts": [firingAlert, pendingAlert], "silences": [silence], "total": 2, "next": nil,
            ]
        )
        #expect(daemon.calls.map { $0.parameters["after"]?.stringValue } == [nil, "high KAZ CHN index"])
        #expect(daemon.calls.allSatisfy { $0.parameters["rule"] == "h*" })
    }

    @Test(arguments: [
        (true, Int32(0), "hook mail: delivered in 0.00 s\n"),
        (false, 1, "hook mail: NOT delivered in 0.00 s\n  it hangs\n"),
    ])
    func `A test that was not delivered is 1`(delivered: Bool, status: Int32, text: String) throws {
        let daemon = try FakeDaemon([
            "TestHook": [
                "hook": "mail", "delivered": .bool(delivered), "status": nil,
                "error": delivered ? nil : "it hangs", "output": "",
            ]
        ])
        let outcome = try ClientProcess.run(["hook", "test", "mail", "--socket", daemon.socket])
        #expect(outcome == .init(output: text, complaints: "", status: status))
        #expect(daemon.calls == [Call("org.influenced.Admin.TestHook", ["hook": "mail"])])
    }

    @Test func `Rules are tried from a file, and its errors are told with their places`() throws {
        let daemon = try FakeDaemon { call in
            call.parameters["rule"] == nil
                ? .error("org.influenced.Index.InvalidRules", ["errors": ["rules:2:3: unknown kind"]])
                : .reply(["from": "2015", "to": "2024", "evaluations": 2, "alerts": 1, "events": []])
        }
        let text = "rules:\n  - kind: odd\n"
        let file = try daemon.directory.write(text, to: "new.yaml")
        let good = try ClientProcess.run(["backtest", "a", "--file", file, "--socket", daemon.socket])
        #expect(good.status == 0)
        #expect(good.output.hasSuffix("no events in 2 evaluations of 1 series\n"))
        let bad = try ClientProcess.run(["backtest", "--file", "-", "--socket", daemon.socket], input: text)
        #expect(bad.status == 1)
        #expect(bad.output == "")
        #expect(bad.complaints == "rules:2:3: unknown kind\ninfluencectl: stdin: 1 error; nothing was replayed\n")
        #expect(daemon.calls.map { $0.parameters["rules"] } == [.string(text), .string(text)])
        // By the name that the user gave it, not by the one that the daemon has for it.
        let named = try ClientProcess.run(["backtest", "--file", file, "--socket", daemon.socket])
        #expect(
            named.complaints == "\(file):2:3: unknown kind\ninfluencectl: \(file): 1 error; nothing was replayed\n"
        )
    }

    @Test func `Rules that cannot be read or sent are 1, and nobody is asked`() throws {
        let daemon = try FakeDaemon([:])
        let long = try daemon.directory.write(String(repeating: "# a\n", count: 300_000), to: "long.yaml")
        for (file, complaint) in [
            (
                long,
                "influencectl: \(long): too long; the daemon takes at most 1 MiB of it at a time, so write it in parts\n"
            ),
            ("/nonexistent", "influencectl: cannot read /nonexistent: No such file or directory\n"),
        ] {
            let outcome = try ClientProcess.run(["backtest", "--file", file, "--socket", daemon.socket])
            #expect(outcome == .init(output: "", complaints: complaint, status: 1))
        }
        #expect(daemon.calls == [])
    }

    @Test func `A critical alert makes the check 2`() throws {
        let daemon = try FakeDaemon([
            "GetStatus": status("critical", ("1 critical alert open", "'influencectl alerts' shows it"))
        ])
        let outcome = try ClientProcess.run(
            ["status", "--check"],
            environment: ["INFLUENCED_SOCKET=\(daemon.socket)"]
        )
        #expect(
            outcome
                == .init(
                    output: "CRITICAL - 1 critical alert open ('influencectl alerts' shows it)\n",
                    complaints: "",
                    status: 2
                )
        )
    }

    @Test func `Completions name rules, hooks, open alerts and silences`() throws {
        let daemon = try FakeDaemon([
            "ListRules": ["rules": [["rule": "overtaken", "hooks": ["mail"]], ["rule": "stale", "hooks": ["mail"]]]],
            "ListAlerts": ["alerts": [firingAlert, pendingAlert], "silences": [silence]],
        ])
        let environment = ["INFLUENCED_SOCKET=\(daemon.socket)", "SAP_SHELL=bash"]
        for (words, known) in [
            (["backtest"], ["overtaken", "stale"]), (["hook", "test"], ["journal", "mail"]), (["ack"], ["1f0c9a3e"]),
            (["unsilence"], ["3"]),
        ] {
            let line = ["---completion"] + words + ["--", "positional@0", "\(words.count + 1)", "1", "influencectl"]
            let outcome = try ClientProcess.run(line + words + [""], environment: environment)
            #expect(outcome.output.split(separator: "\n").map(String.init) == known, "\(words)")
        }
    }
}
