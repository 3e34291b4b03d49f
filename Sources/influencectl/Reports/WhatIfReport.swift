import InfluenceControl

/// Scores as they are beside those that would be. The heading, every column and every row of the CSV say which is which:
/// a hypothetical figure must not pass for one of the index.
struct WhatIfReport: Report {
    let document: JSONValue
    /// The only power asked for.
    let power: String?
    /// The model tree, where it is known.
    let tree: NodeTree

    private var scores: [JSONValue] { document["scores"].elements }

    func csv() -> CSV {
        let fields = [
            "country", "power", "node", "period", "base_value", "hypothetical_value", "difference", "base_rank",
            "hypothetical_rank", "base_coverage", "hypothetical_coverage", "base_data_from", "base_data_to",
            "hypothetical_data_from", "hypothetical_data_to",
        ]
        var csv = CSV(header: ["hypothetical"] + fields)
        for score in scores {
            csv.add([document["hypothetical"]] + fields.map { score[$0] })
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let country = document["country"].shown
        let first = document["first_period"].shown
        let last = document["last_period"].shown
        return heading(
            "HYPOTHETICAL: " + (power.map { "\($0) in \(country)" } ?? "powers in \(country)"),
            [
                hasOne("node") ? scores.first?["node"].shown : nil, first == last ? first : "\(first) to \(last)",
                "model \(abbreviated(document["model"]))", asKnown(at: document["as_of"].stringValue, document),
            ],
            page
        ) + assumptions(page) + "\n" + figures(page)
            + "\nHypothetical figures are recomputed under these assumptions; they are stored nowhere.\n"
            + footnote(document["definition"], page)
    }

    // MARK: What is assumed

    private func assumptions(_ page: Page) -> String {
        weights(page) + values()
    }

    private func weights(_ page: Page) -> String {
        let weights = document["weights"].elements
        guard !weights.isEmpty else { return "" }
        var table = Table([
            .left("assumed weight"), .decimal("base"), .decimal("hypothetical"), .decimal("share"),
            .decimal("hypothetical share"), .left("of"),
        ])
        for weight in weights {
            let isChanged = weight["base_weight"].numberValue != weight["hypothetical_weight"].numberValue
            let tone: Tone = isChanged ? .doubtful : .normal
            table.add([
                Table.Cell(weight["node"].shown, tone), Table.Cell(plain(weight["base_weight"])),
                Table.Cell(plain(weight["hypothetical_weight"]), tone), weight.percentage("base_share", 1),
                weight.percentage("hypothetical_share", 1), weight.cell("parent"),
            ])
        }
        return table.render(page)
    }

    private func values() -> String {
        document["values"].elements.map { value in
            let power = value["power"].isNull ? "" : " of \(value["power"].shown)"
            let country = value["country"].isNull ? "" : " in \(value["country"].shown)"
            return "assumed value: \(value["indicator"].shown)\(power)\(country) is \(plain(value["value"]))\n"
        }.joined()
    }

    private func plain(_ value: JSONValue) -> String { value.numberValue.map(rounded) ?? "-" }

    // MARK: What follows

    private func figures(_ page: Page) -> String {
        let subjects = ["power", "node", "period"].filter { !hasOne($0) }
        let shown = subjects.isEmpty ? ["power"] : subjects
        var table = Table(
            shown.map { .left($0) } + [
                .decimal("base"), .decimal("hypothetical"), .decimal("difference"), .right("base rank"),
                .right("hypothetical rank"), .decimal("hypothetical coverage"),
            ] + dataColumns.map { .left($0.title) }
        )
        for score in scores {
            table.add(
                shown.map { Table.Cell($0 == "node" ? tree.indented(score[$0].shown) : score[$0].shown) } + [
                    score.figure("base_value", 2), score.figure("hypothetical_value", 2, .doubtful), difference(score),
                    score.cell("base_rank"), rank(score), score.percentage("hypothetical_coverage"),
                ] + dataColumns.map { score.dataCell($0.side + "_data_from", $0.side + "_data_to") }
            )
        }
        return table.render(page)
    }

    /// One where the assumptions leave all dates as they are.
    private var dataColumns: [(title: String, side: String)] {
        func dates(_ side: String) -> [String] {
            scores.flatMap { [$0[side + "_data_from"].plainText, $0[side + "_data_to"].plainText] }
        }
        guard !dates("base").allSatisfy(\.isEmpty) || !dates("hypothetical").allSatisfy(\.isEmpty) else { return [] }
        return dates("base") == dates("hypothetical")
            ? [("data", "base")] : [("base data", "base"), ("hypothetical data", "hypothetical")]
    }

    private func difference(_ score: JSONValue) -> Table.Cell {
        guard let difference = score["difference"].numberValue else { return Table.Cell("-", .faint) }
        let text = fixed(difference, 2)
        return Table.Cell(difference > 0 ? "+" + text : text, difference == 0 ? .faint : .normal)
    }

    private func rank(_ score: JSONValue) -> Table.Cell {
        let isMoved = score["base_rank"].integerValue != score["hypothetical_rank"].integerValue
        return Table.Cell(score["hypothetical_rank"].shown, isMoved ? .strong : .normal)
    }

    private func hasOne(_ name: String) -> Bool {
        Set(scores.map { $0[name].plainText }).count <= 1
    }
}
