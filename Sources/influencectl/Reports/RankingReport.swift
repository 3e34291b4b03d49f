import InfluenceControl

/// The powers of one country in the order of a node's score.
struct RankingReport: Report {
    let document: JSONValue
    let asOf: String?

    private var ranking: [JSONValue] { document["ranking"].elements }

    func csv() -> CSV {
        CSV(ranking, fields: scoreFields + dataFields)
    }

    func table(_ page: Page) -> String {
        let caveats = CaveatNotes(document, nodes: [document["node"].plainText])
        let intervals = IntervalColumns(ranking, ranks: true)
        var table = Table(
            [.right("rank"), .left("power"), .decimal("value")] + intervals.columns
                + [.decimal("share"), .decimal("coverage"), .decimal("confidence"), .left("data")]
        )
        for score in ranking {
            table.add(
                [score.cell("rank"), score.cell("power"), caveats.marked(score.scoreCell(2), of: score)]
                    + intervals.cells(score)
                    + [
                        score.percentage("share", 1), score.percentage("coverage"), score.percentage("confidence"),
                        score.dataCell,
                    ]
            )
        }
        return heading(
            "Powers in \(document["country"].shown)",
            [document["node"].shown, document["period"].shown, document.dataSpan, asKnown(at: asOf)],
            page
        ) + table.render(page) + shares(page) + caveats.text(page)
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
