import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What the daemon refuses to start on, and that it leaves that alone.
@Suite struct RefusalTests {
    private let installation: Installation

    init() throws {
        installation = try Installation()
    }

    @Test func `Every error of the configuration is listed with its place`() async throws {
        try installation.folder.write(
            "model: model.yaml\nschedule:\n  every: 1x\n  calendar: Blursday\ncolour: blue\nlog: {level: loud}\n",
            to: "influenced.yaml"
        )
        let places = ["3:", "4:", "5:1:", "6:"].map { "influenced.yaml:\($0)" }
        for command in [installation.command, [Products.influenced, "check", "--config", installation.configuration]] {
            let refused = try await ChildProcess.run(command)
            #expect(refused.exit == .status(2))
            for place in places { #expect(refused.errors.contains(place), "\(place) in \(refused)") }
        }
        #expect(!FileManager.default.fileExists(atPath: installation.state))
    }

    @Test func `A file alone is checked for what it is, and help with nothing is wrong usage`() async throws {
        let model = try await ChildProcess.run([Products.influenced, "check", installation.folder["model.yaml"]])
        #expect(model.exit == .status(0) && model.output.contains("model small, 2 powers"), "\(model)")
        let rules = try installation.folder.write(
            "rules:\n- {id: r, kind: threshold, node: index, above: 300}\n",
            to: "r.yaml"
        )
        let wrong = try await ChildProcess.run(
            [Products.influenced, "check", "--model", installation.folder["model.yaml"], rules]
        )
        #expect(wrong.exit == .status(2) && wrong.errors.contains("r.yaml:2:"), "\(wrong)")
        for program in [Products.influenced, Products.influencectl] {
            let nothing = try await ChildProcess.run([program, "help", "nothing"])
            #expect(nothing.exit == .status(2) && nothing.errors.contains("no command 'nothing'"), "\(nothing)")
            #expect(try await ChildProcess.run([program, "help"]).exit == .status(0))
        }
    }

    /// Before: everything but `score` and `audit` ended with 0, and a script had an empty file and success.
    @Test(arguments: [
        ["check"], ["--help"], ["help", "check"], ["--version"], ["--generate-completion-script", "bash"],
        ["score", "--model", "model.yaml", "--data", "data.csv"],
    ])
    func `What cannot be written is told and no success, whatever was asked`(line: [String]) async throws {
        let configured = line == ["check"] ? line + ["--config", "influenced.yaml"] : line
        for (redirection, exit, words) in [
            (">/dev/full", 1, "influenced: cannot write the output: No space left on device\n"),
            (">&-", 1, "influenced: cannot write the output: Bad file descriptor\n"),
            ("| true", 0, ""),
        ] as [(String, Int32, String)] {
            let shell = try await ChildProcess.run(
                ["sh", "-c", "\"$0\" \"$@\" \(redirection)", Products.influenced] + configured,
                directory: installation.folder.path
            )
            #expect(shell.exit == .status(exit) && shell.errors == words, "\(line) \(redirection): \(shell)")
        }
        // Whoever started it may have it ignore that a pipe is closed.
        let ignoring = try await ChildProcess.run(
            [
                "sh", "-c", "trap '' PIPE; { \"$0\" \"$@\"; echo $? >status; } | sleep 0", Products.influenced,
            ] + configured,
            directory: installation.folder.path
        )
        #expect(ignoring.errors == "", "\(line): \(ignoring)")
    }

    /// Before: the check refused it, and a start went on without a word.
    @Test func `A folder for backups that is not there is refused by the check, at the start and by a reload`()
        async throws
    {
        let process = try await installation.startAndRun()
        try installation.folder.write(
            SmallModel.configuration + "backup_folders: [., nowhere]\n",
            to: "influenced.yaml"
        )
        let reload = try await installation.ctl("reload")
        #expect(
            reload.exit == .status(1) && reload.errors.contains("influenced.yaml:4:21: there is no folder"),
            "\(reload)"
        )
        try await stop(process)
        for command in [installation.command, [Products.influenced, "check", "--config", installation.configuration]] {
            let refused = try await ChildProcess.run(command)
            #expect(refused.exit == .status(2), "\(refused)")
            #expect(refused.errors.contains("influenced.yaml:4:21: there is no folder"), "\(refused)")
        }
        try FileManager.default.createDirectory(
            atPath: installation.folder["nowhere"],
            withIntermediateDirectories: true
        )
        try await stop(try await installation.startAndRun())
    }

    @Test func `A command that is none, and a word without its option, are refused with what was meant`() async throws {
        for (line, wanted) in [
            ([Products.influencectl, "scroes"], "did you mean 'scores'?"),
            ([Products.influencectl, "scores", "KAZ"], "did you mean '--country KAZ' or '--power KAZ'?"),
            ([Products.influenced, "chek"], "did you mean 'check'?"),
            (
                [Products.influenced, "score", "--model", "m", "--data", "d", "KAZ"],
                "did you mean '--country KAZ' or '--power KAZ'?"
            ),
        ] {
            let refused = try await ChildProcess.run(line)
            #expect(refused.exit == .status(2) && refused.errors.contains(wanted), "\(refused)")
            #expect(refused.errors.contains("Usage: influence"), "\(refused)")
        }
    }

    @Test func `An error of the model is one of the configuration`() async throws {
        try installation.folder.write(
            SmallModel.text.replacing("weight: 3", with: "weight: -3").replacing("[0, 100]", with: "[7, 7]"),
            to: "model.yaml"
        )
        let refused = try await installation.refusal()
        #expect(refused.exit == .status(2))
        #expect(refused.errors.contains("model.yaml:15:") && refused.errors.contains("model.yaml:16:"), "\(refused)")
    }

    @Test(arguments: ["newer", "foreign", "corrupt", "text"])
    func `A database that is not ours, or not whole, is refused and left as it is`(kind: String) async throws {
        let process = try await installation.startAndRun()
        try await stop(process)
        let path = installation.database
        switch kind {
        case "newer": try await sqlite("PRAGMA user_version = 999")
        case "foreign": try await sqlite("PRAGMA application_id = 12345")
        case "corrupt":
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.seek(toOffset: 100)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 3000))
            try file.close()
        default:
            try Data("Dear diary, not a database. \(String(repeating: "x", count: 4096))".utf8)
                .write(to: URL(filePath: path))
        }
        let before = try Data(contentsOf: URL(filePath: path))
        let refused = try await installation.refusal()
        #expect(refused.exit == .status(1), "\(refused)")
        #expect(refused.errors.contains(path), "\(refused)")
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(!FileManager.default.fileExists(atPath: installation.socket))
    }

    @Test func `Another daemon's socket and database are left to it; a stale socket is replaced`() async throws {
        let process = try await installation.startAndRun()
        let sameSocket = try await installation.refusal(["--state", installation.folder["other"]])
        #expect(sameSocket.exit == .status(1))
        #expect(sameSocket.errors.contains(installation.socket), "\(sameSocket)")
        let sameState = try await installation.refusal(["--socket", installation.folder["t"]])
        #expect(sameState.exit == .status(1))
        #expect(sameState.errors.contains("in use"), "\(sameState)")
        #expect(try installation.status()["healthy"] == true)

        process.send(SIGKILL)
        #expect(try await process.finish().exit == .signal(SIGKILL))
        #expect(FileManager.default.fileExists(atPath: installation.socket))
        try await stop(try await installation.startAndRun())
        #expect(!FileManager.default.fileExists(atPath: installation.socket))
    }

    @Test func `A socket that cannot be made is refused with the reason`() async throws {
        let long = installation.folder[String(repeating: "long", count: 40)]
        let tooLong = try await installation.refusal(["--socket", long])
        #expect(tooLong.exit == .status(2))
        #expect(tooLong.errors.contains("107"), "\(tooLong)")

        let file = try installation.folder.write("precious", to: "file")
        let taken = try await installation.refusal(["--socket", file])
        #expect(taken.exit == .status(2))
        #expect(try installation.folder.read("file") == "precious")

        try installation.folder.write(
            SmallModel.configuration + "control: {group: no-such-group}\n",
            to: "influenced.yaml"
        )
        let group = try await installation.refusal()
        #expect(group.exit == .status(2))
        #expect(group.errors.contains("'no-such-group'"), "\(group)")
    }

    @Test func `A folder for the database that cannot be used, and a calendar that is over, are wrong configurations`()
        async throws
    {
        let file = try installation.folder.write("precious", to: "file")
        try FileManager.default.createSymbolicLink(
            atPath: installation.folder["link"],
            withDestinationPath: installation.folder["nowhere"]
        )
        for path in [file, installation.folder["link"], installation.folder["none/state"]] {
            let refused = try await installation.refusal(["--state", path])
            #expect(refused.exit == .status(2) && refused.errors.contains(path), "\(refused)")
        }
        try installation.folder.write(
            "model: model.yaml\nschedule: {calendar: '2020-01-01 06:00'}\n",
            to: "influenced.yaml"
        )
        for command in [installation.command, [Products.influenced, "check", "--config", installation.configuration]] {
            let over = try await ChildProcess.run(command)
            #expect(over.exit == .status(2) && over.errors.contains("influenced.yaml:2:"), "\(over)")
            #expect(over.errors.contains("never comes again"), "\(over)")
        }
        #expect(!FileManager.default.fileExists(atPath: installation.state))
    }

    private func sqlite(_ statement: String) async throws {
        let done = try await Python.sqlite(statement, on: installation.database)
        try #require(done.succeeded, "\(done)")
    }

    @Test(arguments: ["/dev/zero", "-"]) func `What never ends is not read for ever`(name: String) async throws {
        let process = try ChildProcess(
            ["sh", "-c", #"yes 'trade,CHN,KAZ,2020,20' | exec "$0" import "$1""#, Products.influencectl, name],
            environment: ["INFLUENCED_SOCKET": "/nowhere"]
        )
        let finished = try await process.finish(within: .seconds(120))
        #expect(finished.exit == .status(1), "\(finished)")
        #expect(finished.errors.contains("more than 256 MiB have come"), "\(finished)")
    }
}
