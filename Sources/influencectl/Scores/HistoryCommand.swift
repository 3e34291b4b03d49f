import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct HistoryCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show one score or measure through time, with a sparkline.",
        discussion: """
            Examples:
              influencectl history KAZ CHN
              influencectl history kaz rus --node trade_share --from 2015 --to 2023
              influencectl history UZB TUR --format csv > uzb-tur.csv
              influencectl history KAZ RUS+CHN --node tilt
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Argument(help: .power, completion: .powers, transform: upperCased)
    var power: String

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    func report() throws -> any Report {
        let session = global.session
        let input = IndexInterface.GetHistory.Input(country: country, power: power, node: node, from: from, to: to)
        let answer = try session.pages(
            IndexInterface.GetHistory.self,
            known.added(to: input),
            joining: .points,
            upTo: .next
        )
        return try HistoryReport(
            answer: answer,
            asOf: moment,
            definition: global.format == .table ? session.definition() : nil
        )
    }
}

/// One score through time, with its shape as a line of blocks.
struct HistoryReport: ReplyReport {
    let answer: Answer<IndexInterface.GetHistory.Output>
    let asOf: String?
    /// What the figures mean.
    let definition: String?

    private var points: [IndexInterface.Point] { reply.points }

    func csv() -> CSV {
        let subject: [IndexInterface.GetHistory.Output.Field] = [.country, .power, .node]
        let fields = IndexInterface.Point.csvFields
        var csv = CSV(header: subject.map(\.rawValue) + fields.map(\.rawValue))
        for point in points { csv.add(subject.map { reply[$0] } + point.csv(fields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        let intervals = OptionalColumns.intervals(of: points)
        let marks = OptionalColumns.marks(of: points)
        var table = Table(
            [.left("period"), .decimal("value")] + intervals.columns
                + [.decimal("coverage"), .decimal("confidence")] + marks.columns
                + [.right("run"), .left("computed at")]
        )
        for point in points {
            table.add(
                [point.period.cell, valueCell(point)] + intervals.cells(point)
                    + [
                        point.coverage.percentage(), point.confidence.percentage(),
                    ] + marks.cells(point) + [point.run.cell, point.computedAt.cell]
            )
        }
        return heading(
            "\(reply.power.shown) in \(reply.country.shown)",
            [reply.node.shown, asKnown(at: asOf, reply)],
            page
        )
            + (points.isEmpty
                ? "no scores in this time\n"
                : table.render(page) + shape(page)
                    + breakLines(points, name: { $0.period.shown }, page))
            + CaveatNotes(reply.caveats).text(page, mark: "") + footnote(definition, page)
    }

    /// The label of a measure's state, else the figure.
    private func valueCell(_ point: IndexInterface.Point) -> Table.Cell {
        if let label = point.label { return Table.Cell(label) }
        return MeasureFigure.cell(point.value, of: NodeID(reply.node))
    }

    private func shape(_ page: Page) -> String {
        let values = points.map { $0.value }
        let present = points.filter { $0.value != nil }
        func value(_ point: IndexInterface.Point) -> Double { point.value ?? 0 }
        guard let lowest = present.min(by: { value($0) < value($1) }),
            let highest = present.max(by: { value($0) < value($1) }), let first = points.first, let last = points.last
        else { return "" }
        // Codes of states have no low and high.
        if points.contains(where: { $0.label != nil }) {
            return "\n" + sparkline(values, width: page.width ?? 80) + "\n"
        }
        func mark(_ word: String, _ point: IndexInterface.Point) -> String {
            return "\(word) \(MeasureFigure.cell(point.value, of: NodeID(reply.node)).text) (\(point.period.shown))"
        }
        return "\n" + sparkline(values, width: page.width ?? 80) + "\n"
            + "\(first.period.shown) to \(last.period.shown), \(mark("low", lowest)), \(mark("high", highest))\n"
    }
}

extension IndexInterface.Point: CSVRow {
    static let csvFields: [Field] = [
        .period, .value, .low, .high, .coverage, .confidence, .run, .computedAt, .median, .rankLow, .rankHigh,
        .rankStable, .inputLow, .inputHigh, .dataFrom, .dataTo, .flags, .breaks,
    ]

    func csvField(_ field: Field) -> JSONValue {
        switch field {
        case .flags: .string(flagText)
        case .breaks: .string(breakTexts.joined(separator: "; "))
        default: self[field]
        }
    }
}
