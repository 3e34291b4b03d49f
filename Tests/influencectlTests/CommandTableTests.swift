import ArgumentParser
import Foundation
import InfluenceCommandLine
import InfluenceControl
import InfluenceTestKit
import InfluenceText
import Testing

@testable import influencectl

/// A command that the client does not have: with what it prints, in one place; and a row. Nothing else knows of it.
private struct ShelfCommand: ReportingCommand {
    static let configuration = CommandConfiguration(commandName: "shelf", abstract: "Show what stands on a shelf.")

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: .country)
    var country: String?

    func report() throws -> any Report {
        ShelfReport(answer: try Answer(["name": "left", "text": .string(country ?? "all")]))
    }
}

private struct ShelfReport: ReplyReport {
    let answer: Answer<IndexInterface.File>

    func table(_ page: Page) -> String { "\(reply.name.shown): \(reply.text.shown)\n" }
    func csv() -> CSV { CSV([reply], fields: [.name, .text]) }
}

@Suite struct `The table of commands` {
    private typealias Row = CommandTable.Row

    @Test func `makes a command of a row, under its heading or beneath another`() throws {
        let table = CommandTable(
            rows: CommandTable.all.rows + [
                Row(.questions, ShelfCommand.self), Row(beneath: AlertsCommand.self, ShelfCommand.self),
            ]
        )
        let questions = try #require(table.groups.first { $0.name == "Questions" })
        #expect(questions.subcommands.last == ShelfCommand.self)
        #expect(table.groups.map(\.name) == CommandTable.all.groups.map(\.name))
        #expect(table.beneath(AlertsCommand.self).last == ShelfCommand.self)
        #expect(table.beneath(RunsCommand.self).count == 2)
        let report = try ShelfCommand.parse(["--country", "KAZ"]).report()
        #expect(Format.table.text(report, .plain) == "left: KAZ\n")
        #expect(Format.json.text(report, .plain) == #"{"name":"left","text":"KAZ"}"# + "\n")
        #expect(Format.csv.text(report, .plain) == "name,text\nleft,KAZ\n")
        #expect(report.status == .done)
    }

    @Test func `has each command once, and each in a file of its name`() throws {
        let sources = URL(filePath: Repository.path("Sources/influencectl"))
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap { $0 as? String }
        let names = CommandTable.all.rows.map { "\($0.command)" }
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(files.count { $0.hasSuffix("/\(name).swift") } == 1, "\(name)")
        }
    }

    @Test func `is all that the program's own tree is made of`() throws {
        func names(_ command: any ParsableCommand.Type) -> [String] {
            command.configuration.subcommands.flatMap { ["\($0)"] + names($0) }
        }
        #expect(names(Influencectl.self).sorted() == CommandTable.all.rows.map { "\($0.command)" }.sorted())
    }
}

@Suite struct `A command line that the client does not take` {
    private func complaint(_ line: [String]) -> String {
        do {
            _ = try Influencectl.parseAsRoot(line)
            return ""
        } catch {
            return Influencectl.wrongUsage(error, line).split(separator: "\n").first.map(String.init) ?? ""
        }
    }

    @Test(arguments: [
        (["scores", "KAZ"], "Error: Unexpected argument 'KAZ'; did you mean '--country KAZ' or '--power KAZ'?"),
        (["watch", "KAZ"], "Error: Unexpected argument 'KAZ'; did you mean '--country KAZ' or '--power KAZ'?"),
        (["coverage", "KAZ", "CHN"], "Error: Unexpected argument 'CHN'; did you mean '--power CHN'?"),
        (
            ["measures", "KAZ", "tilt"],
            "Error: Unexpected argument 'tilt'; did you mean '--measure tilt' or '--power tilt'?"
        ),
        (["ranking", "KAZ", "economic"], "Error: Unexpected argument 'economic'; did you mean '--node economic'?"),
        (
            ["series", "trade_turnover"],
            "Error: Unexpected argument 'trade_turnover'; did you mean '--indicator trade_turnover'?"
        ),
        (
            ["observations", "trade_turnover", "KAZ"],
            "Error: 2 unexpected arguments: 'trade_turnover', 'KAZ'; "
                + "did you mean '--indicator trade_turnover --country KAZ'?"
        ),
        (["scores", "2023"], "Error: Unexpected argument '2023'; did you mean '--period 2023'?"),
        (["alerts", "KAZ"], "Error: Unexpected argument 'KAZ'; did you mean '--country KAZ' or '--power KAZ'?"),
        (["scores", "--indicator", "trade_share"], "Error: Unknown option '--indicator'; did you mean '--node'?"),
        (["series", "--node", "trade_turnover"], "Error: Unknown option '--node'; did you mean '--indicator'?"),
        (
            ["measures", "--country", "KAZ"],
            "Error: Unknown option '--country'; the country stands without an option: influencectl measures <country>"
        ),
        (["alerts", "firing"], "Error: Unexpected argument 'firing'; did you mean '--state firing'?"),
        (["alerts", "evnts"], "Error: Unexpected argument 'evnts'; did you mean 'alerts events'?"),
        (["silences", "expre", "3"], "Error: 2 unexpected arguments: 'expre', '3'; did you mean 'silences expire'?"),
        (
            ["explain", "--country", "KAZ"],
            "Error: Unknown option '--country'; the country stands without an option: "
                + "influencectl explain <country> <power>"
        ),
    ])
    func `is told what would be right`(line: [String], first: String) {
        #expect(complaint(line) == first)
    }

    @Test(arguments: [
        (["scroes"], "scores"), (["--format", "csv", "hisotry", "KAZ"], "history"), (["hook", "tst", "mail"], "test"),
        (["clock", "repiar"], "repair"), (["statsu"], "status"),
    ])
    func `is told the nearest command`(line: [String], command: String) {
        #expect(complaint(line).contains("; did you mean '\(command)'? known: "), "\(complaint(line))")
    }

    @Test func `is told the way to a command that is beneath another`() {
        #expect(complaint(["deliveries"]).hasSuffix("; did you mean 'alerts deliveries'?"))
        #expect(complaint(["list"]).hasSuffix("; did you mean 'runs list', 'alerts list' or 'silences list'?"))
    }

    @Test(arguments: [["runs", "--limit", "0"], ["import"], ["scores", "--contry", "KAZ"], ["scores", "--period"]])
    func `is told what the parser says where that is all`(line: [String]) throws {
        let error = #expect(throws: (any Error).self) { _ = try Influencectl.parseAsRoot(line) }
        #expect(
            Influencectl.wrongUsage(try #require(error), line) == Influencectl.fullMessage(for: try #require(error))
        )
    }
}
