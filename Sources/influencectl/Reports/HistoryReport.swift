import InfluenceControl

/// One score through time, with its shape as a line of blocks.
struct HistoryReport: Report {
    let document: JSONValue
    let asOf: String?
    /// What the figures mean.
    let definition: JSONValue

    private var points: [JSONValue] { document["points"].elements }

    func csv() -> String {
        var csv = CSV(
            header: [
                "country", "power", "node", "period", "value", "low", "high", "coverage", "confidence", "run",
                "computed_at",
            ]
        )
        for point in points {
            csv.add(
                [document["country"], document["power"], document["node"]]
                    + ["period", "value", "low", "high", "coverage", "confidence", "run", "computed_at"].map {
                        point[$0]
                    }
            )
        }
        return csv.text
    }

    func table(_ page: Page) -> String {
        let showsInterval = points.contains(where: \.hasInterval)
        var table = Table(
            [.left("period"), .decimal("value")] + (showsInterval ? [.right("range")] : [])
                + [.decimal("coverage"), .decimal("confidence"), .right("run"), .left("computed at")]
        )
        for point in points {
            table.add(
                [point.cell("period"), point.figure("value", 2)] + (showsInterval ? [point.intervalCell] : [])
                    + [
                        point.percentage("coverage"), point.percentage("confidence"), point.cell("run"),
                        point.cell("computed_at"),
                    ]
            )
        }
        return heading(
            "\(document["power"].shown) in \(document["country"].shown)",
            [document["node"].shown, asKnown(at: asOf)],
            page
        ) + (points.isEmpty ? "no scores in this time\n" : table.render(page) + shape(page))
            + footnote(definition, page)
    }

    private func shape(_ page: Page) -> String {
        let values = points.map { $0["value"].numberValue }
        let present = points.filter { $0["value"].numberValue != nil }
        func value(_ point: JSONValue) -> Double { point["value"].numberValue ?? 0 }
        guard let lowest = present.min(by: { value($0) < value($1) }),
            let highest = present.max(by: { value($0) < value($1) }), let first = points.first, let last = points.last
        else { return "" }
        func mark(_ word: String, _ point: JSONValue) -> String {
            "\(word) \(fixed(value(point), 2)) (\(point["period"].shown))"
        }
        return "\n" + sparkline(values, width: page.width ?? 80) + "\n"
            + "\(first["period"].shown) to \(last["period"].shown), \(mark("low", lowest)), \(mark("high", highest))\n"
    }
}
