import InfluenceControl

/// The imports, newest first.
struct ImportsReport: Report {
    let document: JSONValue
    /// What was asked about; `nil` for the present.
    var asOf: String?

    private var imports: [JSONValue] { document["imports"].elements }

    func csv() -> CSV {
        CSV(
            imports,
            fields: [
                "vintage", "recorded_at", "origin", "added", "revised", "withdrawn", "annotated", "warnings", "undoes",
                "user", "author", "comment",
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
            let name = one["author"].isNull ? one["user"].shown : "\(one["author"].shown) (\(one["user"].shown))"
            table.add([
                one.cell("vintage"), one.cell("recorded_at"), one.cell("origin"), one.cell("added"),
                one.cell("revised"), one.cell("withdrawn"), one.cell("annotated"), one.cell("warnings"),
                Table.Cell(name), one.cell("comment"),
            ])
        }
        return knownLine(document, at: asOf) + table.render(page)
    }
}
