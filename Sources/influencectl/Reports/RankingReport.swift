import InfluenceControl

/// The powers of one country in the order of a node's score.
struct RankingReport: Report {
    let document: JSONValue
    let asOf: String?

    private var ranking: [JSONValue] { document["ranking"].elements }

    func csv() -> CSV {
        var csv = CSV(header: scoreFields + dataFields)
        for score in ranking { csv.add(score.fields(scoreFields + dataFields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        let caveats = CaveatNotes(document, nodes: [document["node"].plainText])
        let intervals = IntervalColumns(ranking, ranks: true)
        let marks = MarkColumns(ranking)
        var table = Table(
            [.right("rank"), .left("power"), .decimal("value")] + intervals.columns
                + [.decimal("share"), .decimal("coverage"), .decimal("confidence")] + marks.columns
        )
        for score in ranking {
            table.add(
                [score.cell("rank"), score.cell("power"), caveats.marked(score.scoreCell(2), of: score)]
                    + intervals.cells(score)
                    + [
                        score.percentage("share", 1), score.percentage("coverage"), score.percentage("confidence"),
                    ] + marks.cells(score)
            )
        }
        return heading(
            "Powers in \(document["country"].shown)",
            [document["node"].shown, document["period"].shown, document.dataSpan, asKnown(at: asOf, document)],
            page
        ) + table.render(page) + shares(page) + breakLines(ranking, name: { $0["power"].shown }, page)
            + caveats.text(page)
            + footnote(document["definition"], page)
    }

    /// What the shares are of, or why there are none.
    private func shares(_ page: Page) -> String {
        if let reason = document["no_shares"].stringValue {
            return "\n" + paragraph("No shares: \(reason).", width: page.proseWidth)
        }
        let among = document["among"].elements.map(\.shown).joined(separator: ", ")
        return among.isEmpty ? "" : "\n" + paragraph("Shares are among \(among).", width: page.proseWidth)
    }
}
