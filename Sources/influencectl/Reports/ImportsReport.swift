import InfluenceControl

extension IndexInterface.Import: CSVRow {}

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
            .right("withdrawn"), .right("annotated"), .right("warnings"), .left("by"), .prose("comment"),
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
