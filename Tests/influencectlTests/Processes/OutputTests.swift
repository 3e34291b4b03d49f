import Glibc
import InfluenceControl
import Testing

@Suite struct OutputTests {
    private func point(_ period: String) -> JSONValue {
        ["period": .string(period), "value": 0.1, "coverage": 1.0, "confidence": 1.0, "run": 1]
    }

    @Test func `JSON of a paged command is one document with the pages joined`() throws {
        let daemon = try FakeDaemon { [self] _ in
            .pages([
                ["country": "KAZ", "points": [point("2022"), point("2023")], "next": "2024"],
                ["country": "KAZ", "points": [point("2024")], "next": nil],
            ])
        }
        let outcome = try ClientProcess.run(["history", "KAZ", "CHN", "--format", "json", "--socket", daemon.socket])
        #expect(outcome.status == 0)
        let document = json(outcome.output)
        #expect(document["points"].elements == [point("2022"), point("2023"), point("2024")])
        #expect(document["next"].isNull)
        #expect(daemon.calls.map(\.mode) == [.more])
    }

    @Test func `Runs are fetched until the limit`() throws {
        let daemon = try FakeDaemon { call in
            let before = call.parameters["before"]?.integerValue ?? 5
            return .reply(["runs": before > 1 ? [["run": .integer(before - 1)]] : []])
        }
        let all = try ClientProcess.run(["runs", "--format", "json", "--socket", daemon.socket])
        #expect(json(all.output) == ["runs": [["run": 4], ["run": 3], ["run": 2], ["run": 1]]])
        let two = try ClientProcess.run(["runs", "--limit", "2", "--format", "csv", "--socket", daemon.socket])
        #expect(two.output.split(separator: "\n").count == 3)
    }

    @Test(arguments: [["runs"], ["imports"], ["alerts", "events"]])
    func `No list asks for more at a time than a daemon hands out, and each says as of when it was answered`(
        line: [String]
    ) throws {
        let daemon = try FakeDaemon { call in
            guard call.parameters["before"] == nil else { return .reply(["runs": [], "imports": [], "events": []]) }
            return .reply([
                "runs": [["run": 7]], "imports": [["vintage": 7]], "events": [["id": "7"]],
                "known_at": "2026-11-23T06:00:00Z",
            ])
        }
        let outcome = try ClientProcess.run(line + ["--limit", "20000", "--format", "json", "--socket", daemon.socket])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(daemon.calls.map { $0.parameters["limit"] } == [10_000, 10_000])
        #expect(daemon.calls.last?.parameters["before"] == (line.last == "events" ? "7" : 7))
        #expect(json(outcome.output)["known_at"] == "2026-11-23T06:00:00Z")
    }

    @Test func `A matrix of scores asks for the index, a country for all its nodes`() throws {
        let daemon = try FakeDaemon([
            "GetScores": ["period": "2026-11", "scores": []],
            "GetModel": ["nodes": [["node": "index", "parent": nil]]],
        ])
        _ = try ClientProcess.run(["scores", "--socket", daemon.socket])
        _ = try ClientProcess.run(["scores", "--country", "kaz", "--socket", daemon.socket])
        let asked = daemon.calls.filter { $0.method == "org.influenced.Index.GetScores" }
        #expect(asked.map { $0.parameters["node"] } == ["index", nil])
        #expect(asked.last?.parameters["country"] == "KAZ")
    }

    @Test func `The root is called what the model calls it`() throws {
        let daemon = try FakeDaemon { call in
            switch call.method {
            case "org.influenced.Index.GetModel":
                .reply(["nodes": [["node": "einfluss", "parent": nil], ["node": "index", "parent": "einfluss"]]])
            case "org.influenced.Index.Watch": .pages([["kind": "state", "run": nil, "scores": []]])
            case "org.influenced.Index.GetStatus": .reply(status)
            default: .reply(["period": "2026-11", "scores": []])
            }
        }
        for line in [["scores"], ["whatif", "KAZ", "--drop", "index"], ["watch"]] {
            _ = try ClientProcess.run(line + ["--socket", daemon.socket])
        }
        let asked = daemon.calls.filter { !$0.method.hasSuffix("GetModel") && !$0.method.hasSuffix("GetStatus") }
        #expect(asked.map { $0.parameters["node"] } == ["einfluss", "einfluss", "einfluss"])
    }

    @Test func `CSV is safe unless asked for raw, and raw is for CSV`() throws {
        let daemon = try FakeDaemon([
            "ListImports": ["imports": [["vintage": 1, "comment": "=1+1", "origin": "a\u{1B}[2J"]]]
        ])
        let line = ["imports", "--limit", "1", "--socket", daemon.socket, "--format", "csv"]
        let safe = try ClientProcess.run(line)
        #expect(safe.output.contains("'=1+1") && !safe.output.contains("\u{1B}"))
        let raw = try ClientProcess.run(line + ["--csv-raw"])
        #expect(raw.output.contains(",=1+1") && raw.output.contains("\u{1B}[2J"))
        #expect(try ClientProcess.run(["imports", "--csv-raw", "--socket", daemon.socket]).status == 2)
    }

    @Test func `A refusal is told without what steers a terminal`() throws {
        let daemon = try FakeDaemon { _ in
            .error(
                "org.influenced.Index.LimitReached",
                ["limit": 64, "key": "limits.connections_per_user", "reason": "too\u{1B}[31m many"]
            )
        }
        let outcome = try ClientProcess.run(["scores", "--socket", daemon.socket])
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains("limits.connections_per_user") && !outcome.complaints.contains("\u{1B}"))
    }

    @Test func `A full disk is 1, never silence`() throws {
        let daemon = try FakeDaemon(["GetStatus": status])
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        for line in [
            ["status", "--socket", daemon.socket], ["--help"], ["status", "--check", "--socket", daemon.socket],
        ] {
            let outcome = try ClientProcess.run(line, output: full)
            #expect(outcome.status == 1)
            #expect(outcome.complaints == "influencectl: cannot write standard output: No space left on device\n")
        }
    }

    @Test func `A reader that has left ends it quietly`() throws {
        let daemon = try FakeDaemon(["GetStatus": status])
        let ends = try connectedPair()
        close(ends[0])
        let outcome = try ClientProcess.run(["status", "--socket", daemon.socket], output: ends[1])
        close(ends[1])
        #expect(outcome.status == 128 + SIGPIPE)
        #expect(outcome.complaints == "")
    }

    @Test func `Watch prints each message as it comes, and Ctrl-C ends it quietly`() throws {
        let daemon = try FakeDaemon { call in
            switch call.method {
            case "org.influenced.Index.GetStatus": .reply(status)
            case "org.influenced.Index.GetModel": .reply(["nodes": [["node": "index", "parent": nil]]])
            default:
                .pages(
                    [["kind": "state", "run": nil, "scores": []], ["kind": "heartbeat", "run": run, "scores": []]],
                    endless: true
                )
            }
        }
        let ends = try connectedPair()
        let client = try ClientProcess(
            ["watch", "--format", "json", "--socket", daemon.socket],
            output: ends[1]
        )
        close(ends[1])
        var received = ""
        var byte: UInt8 = 0
        while received.utf8.count(where: { $0 == 0x0A }) < 2, read(ends[0], &byte, 1) == 1 {
            received.unicodeScalars.append(Unicode.Scalar(byte))
        }
        kill(client.pid, SIGINT)
        let outcome = try client.wait()
        close(ends[0])
        #expect(received.split(separator: "\n").map { json(String($0))["kind"] } == ["state", "heartbeat"])
        #expect(outcome.status == 130)
        #expect(outcome.complaints == "")
        #expect(daemon.calls.last?.parameters["node"] == "index")
    }

    @Test func `Colours and the width are a terminal's, and NO_COLOR is heard`() throws {
        let daemon = try FakeDaemon(["GetStatus": status])
        #expect(try onTerminal(["status", "--socket", daemon.socket], []).contains("\u{1B}[32mhealthy\u{1B}[0m"))
        let plain = try onTerminal(["status", "--socket", daemon.socket], ["NO_COLOR=1"])
        #expect(!plain.contains("\u{1B}"))
        #expect(plain.split(separator: "\r\n").allSatisfy { $0.count <= 60 })
        #expect(try !onTerminal(["status", "--socket", daemon.socket], ["TERM=dumb"]).contains("\u{1B}"))
    }

    @Test func `Alerts are coloured on a terminal, and not with NO_COLOR`() throws {
        let daemon = try FakeDaemon(["ListAlerts": ["alerts": [firingAlert], "silences": []]])
        let line = ["alerts", "--socket", daemon.socket]
        #expect(try onTerminal(line, []).contains("\u{1B}[31mfiring\u{1B}[0m"))
        #expect(try !onTerminal(line, ["NO_COLOR=1"]).contains("\u{1B}"))
    }

    /// Two ends of a stream that no other process inherits, as a pipe's might be.
    private func connectedPair() throws -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Trouble(what: "socketpair", code: errno)
        }
        return ends
    }

    /// What the process writes to a terminal of 60 columns.
    private func onTerminal(_ arguments: [String], _ environment: [String]) throws -> String {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        defer { close(terminal) }
        var locked: Int32 = 0
        var number: Int32 = 0
        // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h, which Swift does not import.
        guard ioctl(terminal, 0x4004_5431, &locked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0 else {
            throw Trouble(what: "pseudo-terminal", code: errno)
        }
        let screen = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var size = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(screen, UInt(TIOCSWINSZ), &size) == 0)
        let outcome = try ClientProcess.run(arguments, environment: environment, output: screen)
        #expect(outcome.status == 0)
        close(screen)
        return readToEnd(terminal)
    }

    @Test func `Completions ask the daemon, and are none where it is away`() throws {
        let daemon = try FakeDaemon(["GetModel": ["countries": [["id": "KAZ"], ["id": "KGZ"]]]])
        let ask = ["---completion", "ranking", "--", "positional@0", "2", "1", "influencectl", "ranking", ""]
        let known = try ClientProcess.run(ask, environment: ["INFLUENCED_SOCKET=\(daemon.socket)", "SAP_SHELL=bash"])
        #expect(known.output.split(separator: "\n") == ["KAZ", "KGZ"])
        let away = try ClientProcess.run(ask, environment: ["INFLUENCED_SOCKET=/nonexistent/s", "SAP_SHELL=bash"])
        #expect(away.output.split(separator: "\n") == [])
        #expect(away.complaints == "")
        #expect(away.status == 0)
    }

    @Test func `Measures are completed by those that the daemon names, for which it computes nothing`() throws {
        let daemon = try FakeDaemon { _ in
            .error("org.influenced.Index.UnknownMeasure", ["measure": "?", "known": ["share", "tilt"]])
        }
        let words = ["influencectl", "measures", "--measure", ""]
        let ask = ["---completion", "measures", "--", "--measure", "3", "0"] + words
        let known = try ClientProcess.run(ask, environment: ["INFLUENCED_SOCKET=\(daemon.socket)", "SAP_SHELL=bash"])
        #expect(known.output.split(separator: "\n") == ["share", "tilt"])
        let away = try ClientProcess.run(ask, environment: ["INFLUENCED_SOCKET=/nonexistent/s", "SAP_SHELL=bash"])
        #expect(away.output == "" || away.output == "\n")
        #expect(away.complaints == "" && away.status == 0)
    }
}
