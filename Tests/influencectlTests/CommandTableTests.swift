import ArgumentParser
import Foundation
import InfluenceControl
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
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/influencectl")
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
