import InfluenceControl

/// The scores of one period: a matrix where several dyads are asked for, a list of nodes for one.
struct ScoresReport: Report {
    let document: JSONValue
    let country: String?
    let power: String?
    /// The model tree, where it is known.
    let tree: NodeTree

    private var scores: [JSONValue] { document["scores"].elements }
    private var caveats: CaveatNotes {
        CaveatNotes(document, nodes: Set(scores.map { $0["node"].plainText }))
    }

    func csv() -> CSV {
        var csv = CSV(header: scoreFields + dataFields)
        for score in scores { csv.add(score.fields(scoreFields + dataFields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        guard !scores.isEmpty else { return "no scores for \(document["period"].shown)\n" }
        let body =
            switch (country, power) {
            case (_?, _?): list(page)
            case (_?, nil): matrix(rows: "node", columns: "power", page)
            case (nil, _?): matrix(rows: "node", columns: "country", page)
            case (nil, nil): matrix(rows: "country", columns: "power", page)
            }
        return title(page) + body + caveats.text(page) + footnote(document["definition"], page)
    }

    private func title(_ page: Page) -> String {
        let subject =
            switch (country, power) {
            case (let country?, let power?): "\(power) in \(country)"
            case (let country?, nil): "Powers in \(country)"
            case (nil, let power?): "\(power) by country"
            case (nil, nil): "Scores of \(scores.first?["node"].shown ?? "-")"
            }
        return heading(
            subject,
            [
                document["period"].shown, "model \(abbreviated(document["model"]))",
                asKnown(at: document["as_of"].stringValue, document),
            ],
            page
        )
    }

    private func matrix(rows: String, columns: String, _ page: Page) -> String {
        let rowNames = distinct(rows)
        let columnNames = distinct(columns)
        var cells: [String: [String: Table.Cell]] = [:]
        let caveats = caveats
        for score in scores {
            cells[score[rows].plainText, default: [:]][score[columns].plainText] = caveats.marked(
                score.scoreCell(1),
                of: score
            )
        }
        var table = Table([.left(rows)] + columnNames.map { .decimal($0) })
        for row in rowNames {
            let label = rows == "node" ? tree.indented(row) : row
            table.add([Table.Cell(label)] + columnNames.map { cells[row]?[$0] ?? Table.Cell("") })
        }
        return table.render(page)
    }

    private func list(_ page: Page) -> String {
        let intervals = IntervalColumns(scores, ranks: true)
        let caveats = caveats
        let marks = MarkColumns(scores)
        var table = Table(
            [.left("node"), .decimal("value")] + intervals.columns
                + [.right("rank"), .decimal("share"), .decimal("coverage"), .decimal("confidence")]
                + marks.columns
        )
        for score in scores {
            table.add(
                [
                    Table.Cell(tree.indented(score["node"].shown)),
                    caveats.marked(score.scoreCell(2, marksLeader: false), of: score),
                ]
                    + intervals.cells(score)
                    + [
                        score.cell("rank"), score.percentage("share", 1), score.percentage("coverage"),
                        score.percentage("confidence"),
                    ] + marks.cells(score)
            )
        }
        return table.render(page) + breakLines(scores, name: { $0["node"].shown }, page)
    }

    /// The values of a member, each once, as they come.
    private func distinct(_ name: String) -> [String] {
        var seen: Set<String> = []
        return scores.map { $0[name].plainText }.filter { seen.insert($0).inserted }
    }
}
