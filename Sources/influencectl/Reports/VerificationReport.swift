import InfluenceControl

/// Whether a past run, computed once more, is what the store says of it.
struct VerificationReport: Report {
    let document: JSONValue

    var matches: Bool { document["matches"].boolValue ?? false }
    private var differences: [JSONValue] { document["differences"].elements }

    func table(_ page: Page) -> String {
        let run = document["run"]
        return heading(
            "Run \(run["run"].shown)",
            [run["reason"].shown, run["computed_at"].shown, "through \(run["period"].shown)"],
            page
        ) + verdict(page) + (differences.isEmpty ? "" : "\n" + list(page))
    }

    private func verdict(_ page: Page) -> String {
        let isComparable = document["comparable"].boolValue ?? false
        var text =
            if matches {
                page.toned("reproduced, bit for bit", .good)
            } else if isComparable {
                page.toned("NOT reproduced", .bad)
            } else {
                page.toned("not computed once more", .doubtful)
            }
        text += "\n"
        if let reason = document["reason"].stringValue {
            text += paragraph(reason, indent: 2, width: page.proseWidth)
        }
        let compared = document["compared"].integerValue ?? 0
        if isComparable {
            let differing = document["differing"].integerValue ?? 0
            let series = document["differing_series"].integerValue ?? 0
            text += "compared  \(compared) scores and intervals, "
            text += differing == 0 ? "none differs\n" : "\(differing) differ, in \(series) series\n"
        }
        let isSame = document["input_matches"].boolValue ?? false
        if !document["input"].isNull {
            text += "input     \(abbreviated(document["input"])), "
            text += isSame ? "the run's\n" : "the run's is \(abbreviated(document["run"]["input"]))\n"
        }
        text += "model     \(abbreviated(document["run"]["model"]))\n"
        return text
            + "computed by influenced \(document["run"]["software"].stringValue.map(printable) ?? "before 0.2.0")\n"
    }

    private func list(_ page: Page) -> String {
        var table = Table([
            .left("country"), .left("power"), .left("node"), .right("periods"), .left("first"), .left("figure"),
            .right("stored"), .right("recomputed"), .left("stored bits"), .left("recomputed bits"),
        ])
        for difference in differences {
            table.add(
                [
                    "country", "power", "node", "periods", "period", "figure", "stored", "recomputed", "stored_bits",
                    "recomputed_bits",
                ].map { difference.cell($0) }
            )
        }
        let rest = (document["differing_series"].integerValue ?? 0) - Int64(differences.count)
        return table.render(page) + (rest > 0 ? "and \(rest) more series\n" : "")
    }
}
