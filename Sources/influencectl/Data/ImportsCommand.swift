import ArgumentParser
import InfluenceControl
import InfluenceText

struct ImportsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports",
        abstract: "List the imports that brought something, newest first.",
        discussion: """
            Each with who made it and what he said about it. 'influencectl import --undo' takes the number.

            Examples:
              influencectl imports
              influencectl imports --limit 3 --as-of 2026-01-31
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var list: ListLimit

    @Option(help: .asOf)
    var asOf: String?

    func report() throws -> any Report {
        let answer = try global.session.newest(
            IndexInterface.ListImports.self,
            atMost: list.limit,
            of: .imports,
            { .init(limit: $0, before: $1, asOf: asOf) },
            oldest: { $0.imports.last?.vintage }
        )
        return ImportsReport(answer: answer, asOf: asOf)
    }
}

/// The imports, newest first.
struct ImportsReport: ReplyReport {
    let answer: Answer<IndexInterface.ListImports.Output>
    /// What was asked about; `nil` for the present.
    var asOf: String?

    private var imports: [IndexInterface.Import] { reply.imports }

    func csv() -> CSV {
        CSV(
            imports,
            fields: [
                .vintage, .recordedAt, .origin, .added, .revised, .withdrawn, .annotated, .warnings, .undoes,
                .user, .author, .comment,
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !imports.isEmpty else { return "no imports yet\n" }
        var table = Table([
            .right("import"), .left("recorded at"), .prose("origin"), .right("added"), .right("revised"),
            .right("withdrawn"), .right("annotated"), .right("warning causes"), .left("by"), .prose("comment"),
        ])
        for one in imports {
            let name = one.author == nil ? one.user.shown : "\(one.author.shown) (\(one.user.shown))"
            table.add([
                one.vintage.cell, one.recordedAt.cell, one.origin.cell, one.added.cell,
                one.revised.cell, one.withdrawn.cell, one.annotated.cell, one.warnings.cell,
                Table.Cell(name), one.comment.cell,
            ])
        }
        return knownLine(reply, at: asOf) + table.render(page)
    }
}

extension IndexInterface.Import: CSVRow {}
