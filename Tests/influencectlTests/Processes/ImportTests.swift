import InfluenceControl
import Testing

@Suite struct ImportTests {
    private static let reply: JSONValue = [
        "added": 2, "revised": 0, "unchanged": 0, "rejected": 0, "recorded_at": "2026-11-23T06:00:00Z",
        "problems": [], "rejects": nil, "run": nil, "run_error": nil,
    ]

    @Test func `A small file goes in one message, under the name it was given`() throws {
        let daemon = try FakeDaemon(["ImportObservations": Self.reply])
        let file = try daemon.directory.write("indicator,period\ngdp,2023\n", to: "a.csv")
        let outcome = try ClientProcess.run(["import", file, "--socket", daemon.socket])
        #expect(
            outcome
                == .init(output: "\(file): 2 added, 0 revised, 0 unchanged, 0 rejected\n", complaints: "", status: 0)
        )
        #expect(daemon.calls.map(\.method) == ["org.influenced.Admin.ImportObservations"])
        #expect(daemon.calls.first?.parameters["text"] == "indicator,period\ngdp,2023\n")
        #expect(daemon.calls.first?.parameters["name"] == .string(file))
        #expect(daemon.calls.first?.parameters["partial"] == false)
    }

    @Test func `A large file goes in pieces that join to the whole`() throws {
        let daemon = try FakeDaemon { call in
            call.method.hasSuffix("Upload") ? .reply(["upload": "u1", "size_bytes": 1]) : .reply(Self.reply)
        }
        let text = String(repeating: "gdp,\"KAZ\",2023,Ўзбекистон\n", count: 100_000)
        let outcome = try ClientProcess.run(["import", "-", "--socket", daemon.socket], input: text)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("stdin: 2 added"))
        let uploads = daemon.calls.filter { $0.method.hasSuffix("Upload") }
        #expect(uploads.count > 2)
        #expect(
            uploads.map { $0.parameters["upload"] ?? .null } == [nil] + Array(repeating: "u1", count: uploads.count - 1)
        )
        #expect(uploads.compactMap { $0.parameters["text"]?.stringValue }.joined() == text)
        #expect(daemon.calls.last?.parameters["upload"] == "u1")
        #expect(daemon.calls.last?.parameters["text"] == nil)
    }

    @Test func `Every problem is a line with its place, and the next file is tried all the same`() throws {
        let daemon = try FakeDaemon { call in
            call.parameters["text"] == "bad"
                ? .error(
                    "org.influenced.Admin.InvalidObservations",
                    [
                        "total": 3,
                        "problems": [
                            ["line": 2, "column": 5, "reason": "no such country"],
                            ["line": 9, "column": 1, "reason": "no such\nindicator"],
                        ],
                    ]
                ) : .reply(Self.reply)
        }
        let bad = try daemon.directory.write("bad", to: "bad.csv")
        let good = try daemon.directory.write("good", to: "good.csv")
        let outcome = try ClientProcess.run(["import", bad, good, "--socket", daemon.socket])
        #expect(outcome.status == 1)
        #expect(outcome.output == "\(good): 2 added, 0 revised, 0 unchanged, 0 rejected\n")
        #expect(
            outcome.complaints == """
                \(bad):2:5: no such country
                \(bad):9:1: no such indicator
                influencectl: \(bad): 3 problems (the first 2 are shown); nothing was imported from it

                """
        )
    }

    @Test func `Another refusal ends the import, and what was done is told`() throws {
        let daemon = try FakeDaemon { call in
            call.parameters["text"] == "good" ? .reply(Self.reply) : .error("org.varlink.service.PermissionDenied")
        }
        let good = try daemon.directory.write("good", to: "good.csv")
        let other = try daemon.directory.write("other", to: "other.csv")
        let outcome = try ClientProcess.run(["import", good, other, good, "--socket", daemon.socket])
        #expect(outcome.status == 1)
        #expect(outcome.output == "\(good): 2 added, 0 revised, 0 unchanged, 0 rejected\n")
        #expect(outcome.complaints.hasPrefix("influencectl: permission denied: "))
        #expect(daemon.calls.count == 2)
    }

    @Test func `A partial import writes the rejects and reports the problems`() throws {
        let daemon = try FakeDaemon([
            "ImportObservations": Self.reply.with("rejected", 1).with("rejects", "indicator,reason\nx,bad\n")
                .with("problems", [["line": 2, "column": 1, "reason": "bad"]]).with("run_error", "disk full")
        ])
        let file = try daemon.directory.write("x", to: "x.csv")
        let rejects = daemon.directory.path + "/rejects.csv"
        let outcome = try ClientProcess.run([
            "import", file, "--partial", "--rejects", rejects, "--socket", daemon.socket,
        ])
        // The lines are in, but the index is not what it should be.
        #expect(outcome.status == 1)
        #expect(daemon.directory.read("rejects.csv") == "indicator,reason\nx,bad\n")
        #expect(
            outcome.complaints == """
                \(file):2:1: bad
                influencectl: \(file): imported, but the recomputation failed: disk full

                """
        )
        #expect(daemon.calls.first?.parameters["partial"] == true)
    }

    @Test func `Warnings are told like a compiler's, and keep nothing out`() throws {
        let daemon = try FakeDaemon([
            "ImportObservations": Self.reply.with("warning_count", 12).with(
                "warnings",
                [
                    ["kind": "jump", "message": "'x' jumps", "count": 9, "lines": [4, 7, 8]],
                    ["kind": "area", "message": "'RU' is no power", "count": 1, "lines": [2]],
                    ["kind": "partners", "message": "add up to more", "count": 1, "lines": []],
                ]
            )
        ])
        let file = try daemon.directory.write("x", to: "x.csv")
        let outcome = try ClientProcess.run(["import", file, "--author", "Desk2", "--socket", daemon.socket])
        #expect(outcome.status == 0)
        #expect(outcome.output == "\(file): 2 added, 0 revised, 0 unchanged, 0 rejected, 12 warnings\n")
        #expect(
            outcome.complaints == """
                \(file):4: warning: 'x' jumps (9 times; also line 7, 8, ...)
                \(file):2: warning: 'RU' is no power
                \(file): warning: add up to more
                \(file): warning: and 1 of other causes

                """
        )
        #expect(daemon.calls.first?.parameters["author"] == "Desk2")
        #expect(daemon.calls.first?.parameters["dry_run"] == false)
    }

    @Test func `An undoing names the import and takes no file`() throws {
        let daemon = try FakeDaemon([
            "UndoImport": [
                "vintage": 3, "undoes": 2, "withdrawn": 1, "replaced": 0, "dry_run": false, "run_error": "full",
            ]
        ])
        let outcome = try ClientProcess.run(["import", "--undo", "2", "--comment", "oops", "--socket", daemon.socket])
        #expect(outcome.status == 1)
        #expect(outcome.output == "import 2: 1 withdrawn (import 3)\n")
        #expect(outcome.complaints == "influencectl: withdrawn, but the recomputation failed: full\n")
        #expect(daemon.calls.first?.parameters["vintage"] == 2)
        #expect(daemon.calls.first?.parameters["comment"] == "oops")
        for wrong in [["import"], ["import", "--undo", "2", "x.csv"], ["import", "--undo", "0"]] {
            #expect(try ClientProcess.run(wrong + ["--socket", daemon.socket]).status == 2)
        }
    }

    @Test func `What cannot be read or is no text is told before anything is imported`() throws {
        let daemon = try FakeDaemon(["ImportObservations": Self.reply])
        let good = try daemon.directory.write("good", to: "good.csv")
        let missing = try ClientProcess.run(["import", good, "/nonexistent.csv", "--socket", daemon.socket])
        #expect(missing.status == 1)
        #expect(missing.complaints == "influencectl: cannot read /nonexistent.csv: No such file or directory\n")
        let folder = try ClientProcess.run(["import", daemon.directory.path, "--socket", daemon.socket])
        #expect(folder.complaints == "influencectl: cannot read \(daemon.directory.path): Is a directory\n")
        #expect(daemon.calls.isEmpty)
    }
}
