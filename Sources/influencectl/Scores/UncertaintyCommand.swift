import ArgumentParser
import InfluenceControl
import InfluenceText

struct UncertaintyCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "uncertainty",
        abstract: "Show how sure scores are: what they owe to choices of the method, and to who reported.",
        discussion: """
            The daemon draws the model's uncertain choices (weights, normalisation, aggregation, one indicator left out) \
            many times and shows where the score and the rank lie in 5 to 95 % of them. Of one country also how often \
            each power is above each other. Then which choice matters: the share of the variance that it explains alone, \
            and with its interactions.

            What the score would be by the partners' statistics in place of the country's own is another kind of doubt: \
            it stands apart, and is in no bar.

            Examples:
              influencectl uncertainty KAZ
              influencectl uncertainty KAZ CHN --node economic --period 2023
              influencectl uncertainty --format csv > uncertainty.csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Argument(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .node, completion: .nodes)
    var node: String?

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func report() throws -> any Report {
        let input = IndexInterface.GetUncertainty.Input(country: country, power: power, node: node, period: period)
        let answer = try global.patientSession.call(IndexInterface.GetUncertainty.self, known.added(to: input))
        let first = answer.reply.scores.first
        return UncertaintyReport(
            answer: answer,
            country: named(country, first?.country),
            power: named(power, first?.power),
            node: named(node, first?.node)
        )
    }
}

/// How sure scores are. The bar shows the method's part alone: what comes from the reporters has columns of its own. `+-` is
/// the Monte Carlo error of the bar's ends.
struct UncertaintyReport: ReplyReport {
    let answer: Answer<IndexInterface.GetUncertainty.Output>
    /// The only ones asked for.
    let country: String?
    let power: String?
    let node: String?

    private static let barWidth = 24

    private typealias Row = IndexInterface.UncertainScore

    func csv() -> CSV {
        CSV(
            reply.scores,
            fields: [
                .country, .power, .node, .value, .low, .median, .high, .rank, .rankLow, .rankHigh, .rankStable,
                .inputLow,
                .inputHigh, .lowError, .highError, .reporterLow, .reporterHigh, .reporters, .dataFrom, .dataTo,
            ]
        )
    }

    func table(_ page: Page) -> String {
        let wanted = shown(reply.scores)
        guard !wanted.isEmpty else { return "no scores for \(reply.period.shown)\n" }
        let place = [country, power].compactMap { $0 }.joined(separator: " ")
        return heading(
            "Uncertainty" + (place.isEmpty ? "" : " of \(place)"),
            [
                showsAllNodes ? nil : wanted.first?.node.shown, reply.period.shown,
                "model \(abbreviated(reply.model))", asKnown(at: reply.asOf, reply),
                counted(reply.replications, "replication"),
            ],
            page
        ) + scores(wanted, page) + preferences(page) + sensitivity(page) + footnote(reply.definition, page)
    }

    /// Of one power all nodes; else that of the first one, which is the root.
    private var showsAllNodes: Bool { node == nil && country != nil && power != nil }

    private func shown(_ rows: [Row]) -> [Row] {
        guard !showsAllNodes, let only = node ?? rows.first?.node else { return rows }
        return rows.filter { $0.node == only }
    }

    // MARK: Scores

    private func scores(_ rows: [Row], _ page: Page) -> String {
        let ends = rows.flatMap { row in [row.low, row.high, row.value].compactMap(\.self) }
        let bars = IntervalBars(ends, width: Self.barWidth)
        let isOneCountry = Set(rows.map { $0.country }).count < 2
        let hasInput = rows.contains { $0.inputLow != nil }
        let hasReporters = rows.contains { $0.reporterLow != nil }
        let marks = OptionalColumns.dates(of: rows)
        var table = Table(
            (isOneCountry ? [] : [.left("country")]) + [.left(showsAllNodes ? "node" : "power")]
                + [
                    .decimal("score"), .right("5-95 %"), .right("+-"),
                    .left("\(fixed(bars.low, 0)) to \(fixed(bars.high, 0))"),
                ]
                + [.right("rank"), .right("5-95 %"), .left("")] + marks.columns
                + (hasInput ? [.right("host..partner data")] : [])
                + (hasReporters ? [.right("by reporter"), .prose("")] : [])
        )
        for row in sorted(rows) {
            table.add(
                (isOneCountry ? [] : [row.country.cell]) + [showsAllNodes ? row.node.cell : row.power.cell]
                    + [
                        row.value.figure(Decimals.overview), rangeCell(row.low, row.high), error(row),
                        Table.Cell(bars.bar(row)),
                        row.rank.cell, ranks(row),
                        row.rankStable ? Table.Cell("stable") : Table.Cell("not stable", .doubtful),
                    ] + marks.cells(row) + (hasInput ? [rangeCell(row.inputLow, row.inputHigh)] : [])
                    + (hasReporters ? [rangeCell(row.reporterLow, row.reporterHigh), reporters(row)] : [])
            )
        }
        return table.render(page)
    }

    /// The highest first in each country; nodes stay in the model's order.
    private func sorted(_ rows: [Row]) -> [Row] {
        guard !showsAllNodes else { return rows }
        var countries: [String: Int] = [:]
        for row in rows where countries[row.country] == nil {
            countries[row.country] = countries.count
        }
        func key(_ row: (offset: Int, element: Row)) -> (Int, Int64, Int) {
            (countries[row.element.country] ?? 0, row.element.rank, row.offset)
        }
        return rows.enumerated().sorted { key($0) < key($1) }.map(\.element)
    }

    /// The larger of the two ends' errors.
    private func error(_ row: Row) -> Table.Cell {
        Table.Cell(fixed(max(row.lowError, row.highError), Decimals.overview), .faint)
    }

    private func reporters(_ row: Row) -> Table.Cell {
        Table.Cell(row.reporters.map(\.shown).joined(separator: ", "), .faint)
    }

    private func ranks(_ row: Row) -> Table.Cell {
        Table.Cell(
            row.rankLow == row.rankHigh ? rounded(row.rankLow) : "\(rounded(row.rankLow))..\(rounded(row.rankHigh))"
        )
    }

    // MARK: Powers against each other

    private func preferences(_ page: Page) -> String {
        guard country != nil else { return "" }
        let rows = shownPreferences
        guard !rows.isEmpty else { return "" }
        let order = sorted(shown(reply.scores)).map { $0.power }
        let counterparts = Set(rows.map { $0.counterpart })
        let powers = Set(rows.map { $0.power })
        // Of one power the others come as they are.
        var columns = order.filter { counterparts.contains($0) }
        for row in rows where !columns.contains(row.counterpart) {
            columns.append(row.counterpart)
        }
        var table = Table([.left("P(row above column)")] + columns.map { .right($0) })
        for name in order.filter({ powers.contains($0) }) where !table.rows.contains(where: { $0[0].text == name }) {
            table.add(
                [Table.Cell(name)]
                    + columns.map { other in
                        let cell = rows.first {
                            $0.power == name && $0.counterpart == other
                        }
                        return cell.map { Table.Cell(DecimalText.probability($0.probability)) }
                            ?? Table.Cell("", .faint)
                    }
            )
        }
        return "\n" + table.render(page)
    }

    /// Of the node shown; of all nodes, of the first.
    private var shownPreferences: [IndexInterface.Preference] {
        let rows = reply.preferences
        let only = node ?? reply.scores.first?.node
        return rows.filter { $0.node == only }
    }

    // MARK: Which choice matters

    /// Of one dyad where one was asked for, else of each country.
    private func sensitivity(_ page: Page) -> String {
        let all = reply.sensitivity
        let own = country == nil || power == nil ? [] : all.filter { $0.power != nil }
        let rows = own.isEmpty ? all.filter { $0.power == nil } : own
        guard !rows.isEmpty else { return "" }
        let isOneCountry = Set(rows.map { $0.country }).count < 2
        let subject =
            own.isEmpty
            ? "all scores of the root" + (isOneCountry ? " in \(rows[0].country.shown)" : " in a country")
            : "the root score of \([country, power].compactMap { $0 }.joined(separator: " "))"
        let lines = rows.map { row -> String in
            "  \(isOneCountry ? "" : row.country.shown + " ")\(row.choice.shown): "
                + "\(share(row.first, row.firstError)) of the variance alone, \(share(row.total, row.totalError)) with interactions"
        }
        return "\nWhich choice matters, over \(subject):\n" + lines.map { $0 + "\n" }.joined()
    }

    private func share(_ value: Double, _ error: Double) -> String {
        // An estimate may lie a little outside of what a share can be.
        "\(percent(min(1, max(0, value)))) (± \(fixed(error * 100, 0)))"
    }
}

/// The bars of intervals on one axis: a line from end to end, and a mark where the score is.
struct IntervalBars {
    let low: Double
    let high: Double
    private let width: Int

    /// - Parameter ends: every value that the bars reach.
    init(_ ends: [Double], width: Int) {
        let finite = ends.filter(\.isFinite)
        let (least, most) = (finite.min() ?? 0, finite.max() ?? 0)
        low = min(0, least.rounded(.down))
        high = max(most.rounded(.up), low + 1)
        self.width = max(1, width)
    }

    func bar(_ row: IndexInterface.UncertainScore) -> String {
        let (start, end) = (column(row.low), column(row.high))
        let mark = row.value.map(column)
        return (0..<width).map { place in
            if place == mark { return "●" }
            return place >= start && place <= end ? "─" : " "
        }.joined()
    }

    private func column(_ value: Double) -> Int {
        min(width - 1, Int((share(of: value, from: low, to: high) * Double(width)).rounded(.down)))
    }
}

extension IndexInterface.UncertainScore: CSVRow {
    func csvField(_ field: Field) -> JSONValue {
        field == .reporters ? .string(reporters.joined(separator: ";")) : self[field]
    }
}
