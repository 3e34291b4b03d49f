import InfluenceControl

/// Two powers side by side: their scores node by node, then the measures of the two.
struct CompareReport: Report {
    let document: JSONValue

    private var nodes: [JSONValue] { document["nodes"].elements }

    func csv() -> CSV {
        var csv = CSV(header: ["country", "power", "counterpart", "period"] + Self.fields)
        for node in nodes {
            csv.add(["country", "power", "counterpart", "period"].map { document[$0] } + Self.fields.map { node[$0] })
        }
        return csv
    }

    private static let fields = [
        "node", "value", "counterpart_value", "difference", "rank", "counterpart_rank", "share", "counterpart_share",
        "coverage", "counterpart_coverage", "confidence", "counterpart_confidence", "data_from", "data_to",
        "counterpart_data_from", "counterpart_data_to",
    ]

    func table(_ page: Page) -> String {
        let (power, counterpart) = (document["power"].shown, document["counterpart"].shown)
        let tree = NodeTree(nodes)
        var table = Table([
            .left("node"), .decimal(power), .decimal(counterpart), .decimal("difference"), .right("rank \(power)"),
            .right("rank \(counterpart)"), .decimal("share \(power)"), .decimal("share \(counterpart)"),
            .right("coverage"), .right("confidence"), .left("data \(power)"), .left("data \(counterpart)"),
        ])
        for node in nodes {
            table.add([
                Table.Cell(tree.indented(node["node"].shown)), leading(node, "value", "counterpart_value"),
                leading(node, "counterpart_value", "value"), node.figure("difference", 1), node.cell("rank"),
                node.cell("counterpart_rank"), node.percentage("share", 1), node.percentage("counterpart_share", 1),
                both(node, "coverage"), both(node, "confidence"), node.dataCell,
                node.dataCell("counterpart_data_from", "counterpart_data_to"),
            ])
        }
        let pairs = PairTables(document["measures"].elements).text(page)
        return heading(
            "\(power) and \(counterpart) in \(document["country"].shown)",
            [
                document["period"].shown, "model \(abbreviated(document["model"]))", document.dataSpan,
                asKnown(at: document["as_of"].stringValue, document),
            ],
            page
        ) + table.render(page) + "\n"
            + (pairs.isEmpty ? "The model has no measures of this pair.\n" : pairs)
            + CaveatNotes(document).text(page, mark: "") + footnote(document["definition"], page)
    }

    /// `95 / 88 %`, the power's first.
    private func both(_ node: JSONValue, _ name: String) -> Table.Cell {
        guard let one = node[name].numberValue, let other = node["counterpart_\(name)"].numberValue else {
            return Table.Cell("-", .faint)
        }
        return Table.Cell("\(fixed(one * 100, 0)) / \(percent(other))")
    }

    /// The larger of the two stands out.
    private func leading(_ node: JSONValue, _ name: String, _ other: String) -> Table.Cell {
        let leads = (node[name].numberValue ?? -.infinity) > (node[other].numberValue ?? -.infinity)
        return node.figure(name, 1, leads ? .strong : .normal)
    }
}
