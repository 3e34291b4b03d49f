import ArgumentParser
import InfluenceModel
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
        ["runs", "--limit", "0"], ["import"],
        ["status", "--check", "--format", "json"], ["--format", "csv", "status", "--check"],
        ["import", "a.csv", "--rejects", "r.csv"],
        ["import", "a.csv", "b.csv", "--partial", "--rejects", "r.csv"], ["import", "-", "-"], ["backup"],
        ["runs", "verify"], ["runs", "verify", "0"], ["runs", "verify", "first"], ["whatif", "KAZ"],
        ["whatif", "KAZ", "--weight", "economic"], ["whatif", "KAZ", "--weight", "economic=nan"],
        ["whatif", "KAZ", "--weight", "=1"], ["whatif", "KAZ", "--value", "trade:CHN:KAZ:x=1"],
        ["whatif", "KAZ", "--value", "trade:=1"], ["whatif", "KAZ", "--value", ":CHN=1"],
        ["whatif", "KAZ", "--drop", "a", "--period", "2023", "--from", "2022"],
        ["alerts", "--state", "burning"], ["alerts", "extra"], ["alerts", "events", "--limit", "0"],
        ["alerts", "deliveries", "--state", "lost"], ["alerts", "deliveries", "--limit", "-1"], ["rules", "extra"],
        ["silence", "--for", "2h", "--comment", "c"], ["silence", "--rule", "a", "--comment", "c"],
        ["silence", "--rule", "a", "--for", "2h"], ["silence", "--rule", "a", "--for", "0", "--comment", "c"],
        ["silence", "--rule", "a", "--for", "2parsecs", "--comment", "c"],
        ["silence", "--rule", "a", "--for", "200y", "--comment", "c"],
        ["ack", "1f", "--for", "101y", "--comment", "c"],
        ["silence", "--rule", "a", "--for", "2h", "--until", "2026-12-01", "--comment", "c"],
        ["silence", "--label", "team", "--for", "2h", "--comment", "c"],
        ["silence", "--label", "=a", "--for", "2h", "--comment", "c"],
        ["silence", "--label", "a=1", "--label", "a=2", "--for", "2h", "--comment", "c"],
        ["silence", "--severity", "grave", "--for", "2h", "--comment", "c"], ["unsilence"], ["unsilence", "three"],
        ["ack", "--comment", "c"], ["ack", "1f0c9a3e"], ["ack", "overtaken", "--comment", "c"],
        ["ack", "", "--comment", "c"], ["ack", "1f", "--for", "-2h", "--comment", "c"], ["hook", "test"],
        ["hook", "retry", "a", "b"], ["backtest", "a", "b"],
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
        #expect(list.list.limit == 3)
        let verify = try #require(
            try Influencectl.parseAsRoot(["runs", "verify", "12", "--format", "csv"]) as? VerifyRunCommand
        )
        #expect(verify.number == "12")
        #expect(verify.global.format == .csv)
    }

    @Test func `Alerts are listed where nothing else is said`() throws {
        let line = ["alerts", "--rule", "over*", "--country", "kaz", "--state", "no_data"]
        let list = try #require(try Influencectl.parseAsRoot(line) as? ListAlertsCommand)
        #expect(list.filter.rule == ["over*"] && list.filter.country == ["KAZ"] && list.state == .noData && !list.all)
        #expect(try Influencectl.parseAsRoot(["alerts", "events", "--node", "index"]) is AlertEventsCommand)
        #expect(try Influencectl.parseAsRoot(["alerts", "deliveries", "--state", "dead"]) is DeliveriesCommand)
    }

    @Test func `An ending is a span from now, a time as it is typed, or nothing`() throws {
        func ending(_ words: String...) throws -> String? {
            let line = ["ack", "1f0c9a3e", "--comment", "c"] + words
            return try #require(try Influencectl.parseAsRoot(line) as? AcknowledgeCommand).ending.time(from: now)
        }
        #expect(try ending("--for", "1d 2h 30min") == "2026-11-24T12:00:00Z")
        #expect(try ending("--for", "90") == "2026-11-23T09:31:30Z")
        #expect(try ending("--for=1M") == "2026-12-23T20:00:00Z")
        #expect(try ending("--until", "2026-12-01") == "2026-12-01")
        #expect(try ending() == nil)
    }

    @Test func `Uncertainty is asked for as scores are`() throws {
        let line = ["uncertainty", "kaz", "chn", "--node", "economic", "--period", "2023"]
        let command = try #require(try Influencectl.parseAsRoot(line) as? UncertaintyCommand)
        #expect(command.country == "KAZ" && command.power == "CHN")
        #expect(command.node == "economic" && command.period == "2023" && command.asOf == nil)
    }

    @Test func `Assumptions are read as they are typed`() throws {
        let line = [
            "whatif", "kaz", "chn", "--weight", "economic=0.5", "--weight", "security=0", "--value",
            "trade_share:chn=30", "--value", "trade_share:CHN:uzb=-1e2", "--value", "gdp=4", "--value", "gdp::UZB=5",
            "--drop", "loans", "--drop", "visits",
        ]
        let command = try #require(try Influencectl.parseAsRoot(line) as? WhatIfCommand)
        #expect(command.country == "KAZ")
        #expect(command.power == "CHN")
        #expect(command.weight.map(\.node) == ["economic", "security"])
        #expect(command.weight.map(\.weight) == [0.5, 0])
        #expect(command.value.map(\.indicator) == ["trade_share", "trade_share", "gdp", "gdp"])
        #expect(command.value.map(\.power) == ["CHN", "CHN", nil, nil])
        #expect(command.value.map(\.country) == [nil, "UZB", nil, "UZB"])
        #expect(command.value.map(\.value) == [30, -100, 4, 5])
        #expect(command.drop == ["loans", "visits"])
    }

    @Test func `Paths for the daemon are absolute`() throws {
        #expect(try BackupCommand.absolute("/a/b") == "/a/b")
        #expect(try BackupCommand.absolute("b").hasSuffix("/b"))
        #expect(try BackupCommand.absolute("b").hasPrefix("/"))
    }
}
