import InfluenceControl
import InfluenceModel

/// One score through time, with its shape as a line of blocks.
struct HistoryReport: Report {
    let document: JSONValue
    let asOf: String?
    /// What the figures mean.
    let definition: JSONValue

    private var points: [JSONValue] { document["points"].elements }

    func csv() -> CSV {
        let subject = ["country", "power", "node"]
        let fields =
            ["period", "value", "low", "high", "coverage", "confidence", "run", "computed_at"] + intervalFields
            + dataFields
        var csv = CSV(header: subject + fields)
        for point in points {
            csv.add(subject.map { document[$0] } + point.fields(fields))
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let intervals = IntervalColumns(points)
        let marks = MarkColumns(points)
        var table = Table(
            [.left("period"), .decimal("value")] + intervals.columns
                + [.decimal("coverage"), .decimal("confidence")] + marks.columns
                + [.right("run"), .left("computed at")]
        )
        for point in points {
            table.add(
                [point.cell("period"), valueCell(point)] + intervals.cells(point)
                    + [
                        point.percentage("coverage"), point.percentage("confidence"),
                    ] + marks.cells(point) + [point.cell("run"), point.cell("computed_at")]
            )
        }
        return heading(
            "\(document["power"].shown) in \(document["country"].shown)",
            [document["node"].shown, asKnown(at: asOf, document)],
            page
        )
            + (points.isEmpty
                ? "no scores in this time\n"
                : table.render(page) + shape(page)
                    + breakLines(points, name: { $0["period"].shown }, page))
            + CaveatNotes(document).text(page, mark: "") + footnote(definition, page)
    }

    /// The label of a measure's state, else the figure.
    private func valueCell(_ point: JSONValue) -> Table.Cell {
        if let label = point["label"].stringValue { return Table.Cell(label) }
        // A daemon that is older than this client does not tell it.
        let pair = PowerPair(PowerID(document["power"].plainText))
        guard let value = point["value"].numberValue, let (measure, _) = measured else {
            return point.figure("value", 2)
        }
        if measure == .probabilityAbove { return Table.Cell(probability(value)) }
        return measure.label(value, pair: pair).map { Table.Cell($0) } ?? point.figure("value", 3)
    }

    private var measured: (measure: Measure, facet: NodeID?)? { Measure.read(NodeID(document["node"].plainText)) }

    private func shape(_ page: Page) -> String {
        let values = points.map { $0["value"].numberValue }
        let present = points.filter { $0["value"].numberValue != nil }
        func value(_ point: JSONValue) -> Double { point["value"].numberValue ?? 0 }
        guard let lowest = present.min(by: { value($0) < value($1) }),
            let highest = present.max(by: { value($0) < value($1) }), let first = points.first, let last = points.last
        else { return "" }
        // Codes of states have no low and high.
        if let measured, !measured.measure.labels.isEmpty {
            return "\n" + sparkline(values, width: page.width ?? 80) + "\n"
        }
        func mark(_ word: String, _ point: JSONValue) -> String {
            let figure = measured?.measure == .probabilityAbove ? probability(value(point)) : fixed(value(point), 2)
            return "\(word) \(figure) (\(point["period"].shown))"
        }
        return "\n" + sparkline(values, width: page.width ?? 80) + "\n"
            + "\(first["period"].shown) to \(last["period"].shown), \(mark("low", lowest)), \(mark("high", highest))\n"
    }
}
