import InfluenceControl

/// The scores of one period: a matrix where several dyads are asked for, a list of nodes for one.
struct ScoresReport: ReplyReport {
    let answer: Answer<IndexInterface.GetScores.Output>
    let country: String?
    let power: String?
    /// The model tree, where it is known.
    let tree: NodeTree

    private var scores: [IndexInterface.Score] { reply.scores }
    private var caveats: CaveatNotes {
        CaveatNotes(reply.caveats, nodes: Set(scores.map(\.node)))
    }

    func csv() -> CSV { CSV(scores, fields: IndexInterface.Score.csvFields) }

    func table(_ page: Page) -> String {
        guard !scores.isEmpty else { return "no scores for \(reply.period.shown)\n" }
        let body =
            switch (country, power) {
            case (_?, _?): list(page)
            case (_?, nil): matrix(rows: .node, columns: .power, page)
            case (nil, _?): matrix(rows: .node, columns: .country, page)
            case (nil, nil): matrix(rows: .country, columns: .power, page)
            }
        return title(page) + body + caveats.text(page) + footnote(reply.definition, page)
    }

    private func title(_ page: Page) -> String {
        let subject =
            switch (country, power) {
            case (let country?, let power?): "\(power) in \(country)"
            case (let country?, nil): "Powers in \(country)"
            case (nil, let power?): "\(power) by country"
            case (nil, nil): "Scores of \(scores.first?.node.shown ?? "-")"
            }
        return heading(
            subject,
            [
                reply.period.shown, "model \(abbreviated(reply.model))",
                asKnown(at: reply.asOf, reply),
            ],
            page
        )
    }

    private typealias Field = IndexInterface.Score.Field

    private func matrix(rows: Field, columns: Field, _ page: Page) -> String {
        let rowNames = distinct(rows)
        let columnNames = distinct(columns)
        var cells: [String: [String: Table.Cell]] = [:]
        let caveats = caveats
        for score in scores {
            cells[score[rows].plainText, default: [:]][score[columns].plainText] = caveats.marked(
                score.cell(1),
                of: score
            )
        }
        var table = Table([.left(rows.rawValue)] + columnNames.map { .decimal($0) })
        for row in rowNames {
            let label = rows == .node ? tree.indented(row) : row
            table.add([Table.Cell(label)] + columnNames.map { cells[row]?[$0] ?? Table.Cell("") })
        }
        return table.render(page)
    }

    private func list(_ page: Page) -> String {
        let intervals = OptionalColumns.intervals(of: scores, ranks: true)
        let caveats = caveats
        let marks = OptionalColumns.marks(of: scores)
        var table = Table(
            [.left("node"), .decimal("value")] + intervals.columns
                + [.right("rank"), .decimal("share"), .decimal("coverage"), .decimal("confidence")]
                + marks.columns
        )
        for score in scores {
            table.add(
                [
                    Table.Cell(tree.indented(score.node.shown)),
                    caveats.marked(score.cell(2, marksLeader: false), of: score),
                ]
                    + intervals.cells(score)
                    + [
                        score.rank.cell, score.share.percentage(1), score.coverage.percentage(),
                        score.confidence.percentage(),
                    ] + marks.cells(score)
            )
        }
        return table.render(page) + breakLines(scores, name: { $0.node.shown }, page)
    }

    /// The values of a member, each once, as they come.
    private func distinct(_ field: Field) -> [String] {
        var seen: Set<String> = []
        return scores.map { $0[field].plainText }.filter { seen.insert($0).inserted }
    }
}
