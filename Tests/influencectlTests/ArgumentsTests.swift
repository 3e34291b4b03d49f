import ArgumentParser
import Testing

@testable import influencectl

@Suite struct ArgumentsTests {
    @Test func `Global options stand before or after the command, and the last one wins`() throws {
        for line in [
            ["--socket", "/s", "--format", "csv", "scores"], ["scores", "--socket", "/s", "--format", "csv"],
            ["--socket=/s", "scores", "--format=csv"],
            ["--socket", "/t", "scores", "--socket", "/s", "--format", "csv"],
        ] {
            let command = try #require(try Influencectl.parseAsRoot(line) as? ScoresCommand)
            #expect(command.global.socket == "/s")
            #expect(command.global.format == .csv)
        }
    }

    @Test func `Countries and powers may be typed in lower case`() throws {
        let history = try #require(try Influencectl.parseAsRoot(["history", "kaz", "chn"]) as? HistoryCommand)
        #expect(history.country == "KAZ")
        #expect(history.power == "CHN")
        let scores = try #require(
            try Influencectl.parseAsRoot(["scores", "--country", "uzb", "--node", "trade_share"]) as? ScoresCommand
        )
        #expect(scores.country == "UZB")
        #expect(scores.node == "trade_share")
    }

    @Test(arguments: [
        ["nonsense"], ["history", "KAZ"], ["scores", "extra"], ["scores", "--format", "xml"], ["status", "--nope"],
        ["status", "--timeout", "-1"], ["status", "--timeout", "nan"], ["status", "--socket", ""],
        ["runs", "--limit", "0"], ["import"], ["import", "a.csv", "--rejects", "r.csv"],
        ["import", "a.csv", "b.csv", "--partial", "--rejects", "r.csv"], ["import", "-", "-"], ["backup"],
        ["runs", "verify"], ["runs", "verify", "0"], ["runs", "verify", "first"]
    ])
    func `Wrong usage is refused`(line: [String]) {
        #expect(throws: (any Error).self) {
            let command = try Influencectl.parseAsRoot(line)
            // The parser hands out a command that prints help where that was asked for; here nobody asked.
            #expect(!(command is HistoryCommand))
        }
    }

    @Test func `Every command and option is documented`() {
        for group in Influencectl.configuration.groupedSubcommands {
            for command in group.subcommands {
                #expect(!command.configuration.abstract.isEmpty)
                let help = command.helpMessage(columns: 100)
                #expect(help.contains("--socket <path>"), "\(command)")
            }
        }
    }

    @Test(arguments: [CompletionShell.bash, .zsh, .fish])
    func `Completions are written for each shell`(shell: CompletionShell) {
        #expect(Influencectl.completionScript(for: shell).contains("influencectl"))
    }

    @Test func `Runs are listed where nothing else is said`() throws {
        let list = try #require(try Influencectl.parseAsRoot(["runs", "--limit", "3"]) as? ListRunsCommand)
        #expect(list.limit == 3)
        let verify = try #require(
            try Influencectl.parseAsRoot(["runs", "verify", "12", "--format", "csv"]) as? VerifyRunCommand
        )
        #expect(verify.number == "12")
        #expect(verify.global.format == .csv)
    }

    @Test func `Paths for the daemon are absolute`() throws {
        #expect(try BackupCommand.absolute("/a/b") == "/a/b")
        #expect(try BackupCommand.absolute("b").hasSuffix("/b"))
        #expect(try BackupCommand.absolute("b").hasPrefix("/"))
    }
}
