import InfluenceControl

/// How sure scores are. The bar shows the method's part alone: what comes from the reporters has columns of its own. `+-` is
/// the Monte Carlo error of the bar's ends.
struct UncertaintyReport: Report {
    let document: JSONValue
    /// The only ones asked for.
    let country: String?
    let power: String?
    let node: String?

    private static let barWidth = 24

    private static let fields = [
        "country", "power", "node", "value", "low", "median", "high", "rank", "rank_low", "rank_high", "rank_stable",
        "input_low", "input_high", "low_error", "high_error", "reporter_low", "reporter_high", "reporters", "data_from",
        "data_to",
    ]

    func csv() -> CSV {
        var csv = CSV(header: Self.fields)
        for row in document["scores"].elements {
            csv.add(
                Self.fields.map { field in
                    guard field == "reporters" else { return row[field] }
                    return .string(row[field].elements.map(\.plainText).joined(separator: ";"))
                }
            )
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let wanted = shown(document["scores"].elements)
        guard !wanted.isEmpty else { return "no scores for \(document["period"].shown)\n" }
        let place = [country, power].compactMap { $0 }.joined(separator: " ")
        return heading(
            "Uncertainty" + (place.isEmpty ? "" : " of \(place)"),
            [
                showsAllNodes ? nil : wanted.first?["node"].shown, document["period"].shown,
                "model \(abbreviated(document["model"]))", asKnown(at: document["as_of"].stringValue, document),
                (document["replications"].integerValue).map { counted($0, "replication") },
            ],
            page
        ) + scores(wanted, page) + preferences(page) + sensitivity(page) + footnote(document["definition"], page)
    }

    /// Of one power all nodes; else that of the first one, which is the root.
    private var showsAllNodes: Bool { node == nil && country != nil && power != nil }

    private func shown(_ rows: [JSONValue]) -> [JSONValue] {
        guard !showsAllNodes, let only = node ?? rows.first?["node"].stringValue else { return rows }
        return rows.filter { $0["node"].stringValue == only }
    }

    // MARK: Scores

    private func scores(_ rows: [JSONValue], _ page: Page) -> String {
        let ends = rows.flatMap { row in ["low", "high", "value"].compactMap { row[$0].numberValue } }
        let bars = IntervalBars(ends, width: Self.barWidth)
        let isOneCountry = Set(rows.map { $0["country"].plainText }).count < 2
        let hasInput = rows.contains { $0["input_low"].numberValue != nil }
        let hasReporters = rows.contains { $0["reporter_low"].numberValue != nil }
        let marks = MarkColumns(rows)
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
            let isStable = row["rank_stable"].boolValue == true
            table.add(
                (isOneCountry ? [] : [row.cell("country")]) + [row.cell(showsAllNodes ? "node" : "power")]
                    + [
                        row.figure("value", 1), range(row, "low", "high", 1), error(row), Table.Cell(bars.bar(row)),
                        row.cell("rank"), ranks(row),
                        isStable ? Table.Cell("stable") : Table.Cell("not stable", .doubtful),
                    ] + marks.cells(row) + (hasInput ? [range(row, "input_low", "input_high", 1)] : [])
                    + (hasReporters ? [range(row, "reporter_low", "reporter_high", 1), reporters(row)] : [])
            )
        }
        return table.render(page)
    }

    /// The highest first in each country; nodes stay in the model's order.
    private func sorted(_ rows: [JSONValue]) -> [JSONValue] {
        guard !showsAllNodes else { return rows }
        var countries: [String: Int] = [:]
        for row in rows where countries[row["country"].plainText] == nil {
            countries[row["country"].plainText] = countries.count
        }
        func key(_ row: (offset: Int, element: JSONValue)) -> (Int, Int64, Int) {
            (countries[row.element["country"].plainText] ?? 0, row.element["rank"].integerValue ?? .max, row.offset)
        }
        return rows.enumerated().sorted { key($0) < key($1) }.map(\.element)
    }

    private func range(_ row: JSONValue, _ low: String, _ high: String, _ decimals: Int) -> Table.Cell {
        guard let low = row[low].numberValue, let high = row[high].numberValue else { return Table.Cell("-", .faint) }
        return Table.Cell("\(fixed(low, decimals))..\(fixed(high, decimals))")
    }

    /// The larger of the two ends' errors.
    private func error(_ row: JSONValue) -> Table.Cell {
        guard let low = row["low_error"].numberValue, let high = row["high_error"].numberValue else {
            return Table.Cell("-", .faint)
        }
        return Table.Cell(fixed(max(low, high), 1), .faint)
    }

    private func reporters(_ row: JSONValue) -> Table.Cell {
        Table.Cell(row["reporters"].elements.map(\.shown).joined(separator: ", "), .faint)
    }

    private func ranks(_ row: JSONValue) -> Table.Cell {
        guard let low = row["rank_low"].numberValue, let high = row["rank_high"].numberValue else {
            return Table.Cell("-", .faint)
        }
        return Table.Cell(low == high ? rounded(low) : "\(rounded(low))..\(rounded(high))")
    }

    // MARK: Powers against each other

    private func preferences(_ page: Page) -> String {
        guard country != nil else { return "" }
        let rows = shownPreferences
        guard !rows.isEmpty else { return "" }
        let order = sorted(shown(document["scores"].elements)).map { $0["power"].plainText }
        let counterparts = Set(rows.map { $0["counterpart"].plainText })
        let powers = Set(rows.map { $0["power"].plainText })
        // Of one power the others come as they are.
        var columns = order.filter { counterparts.contains($0) }
        for row in rows where !columns.contains(row["counterpart"].plainText) {
            columns.append(row["counterpart"].plainText)
        }
        var table = Table([.left("P(row above column)")] + columns.map { .right($0) })
        for name in order.filter({ powers.contains($0) }) where !table.rows.contains(where: { $0[0].text == name }) {
            table.add(
                [Table.Cell(name)]
                    + columns.map { other in
                        let cell = rows.first {
                            $0["power"].plainText == name && $0["counterpart"].plainText == other
                        }
                        return cell?["probability"].numberValue.map { Table.Cell(probability($0)) }
                            ?? Table.Cell("", .faint)
                    }
            )
        }
        return "\n" + table.render(page)
    }

    /// Of the node shown; of all nodes, of the first.
    private var shownPreferences: [JSONValue] {
        let rows = document["preferences"].elements
        let only = node ?? document["scores"].elements.first?["node"].stringValue
        return rows.filter { $0["node"].stringValue == only }
    }

    // MARK: Which choice matters

    /// Of one dyad where one was asked for, else of each country.
    private func sensitivity(_ page: Page) -> String {
        let all = document["sensitivity"].elements
        let own = country == nil || power == nil ? [] : all.filter { !$0["power"].isNull }
        let rows = own.isEmpty ? all.filter { $0["power"].isNull } : own
        guard !rows.isEmpty else { return "" }
        let isOneCountry = Set(rows.map { $0["country"].plainText }).count < 2
        let subject =
            own.isEmpty
            ? "all scores of the root" + (isOneCountry ? " in \(rows[0]["country"].shown)" : " in a country")
            : "the root score of \([country, power].compactMap { $0 }.joined(separator: " "))"
        let lines = rows.map { row -> String in
            "  \(isOneCountry ? "" : row["country"].shown + " ")\(row["choice"].shown): "
                + "\(share(row, "first")) of the variance alone, \(share(row, "total")) with interactions"
        }
        return "\nWhich choice matters, over \(subject):\n" + lines.map { $0 + "\n" }.joined()
    }

    private func share(_ row: JSONValue, _ name: String) -> String {
        guard let value = row[name].numberValue else { return "-" }
        // An estimate may lie a little outside of what a share can be.
        let text = percent(min(1, max(0, value)))
        return row[name + "_error"].numberValue.map { "\(text) (± \(fixed($0 * 100, 0)))" } ?? text
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

    func bar(_ row: JSONValue) -> String {
        guard let first = row["low"].numberValue, let last = row["high"].numberValue else { return "" }
        let (start, end) = (column(first), column(last))
        let mark = row["value"].numberValue.map(column)
        return (0..<width).map { place in
            if place == mark { return "●" }
            return place >= start && place <= end ? "─" : " "
        }.joined()
    }

    private func column(_ value: Double) -> Int {
        guard value.isFinite else { return 0 }
        return min(width - 1, max(0, Int(((value - low) / (high - low) * Double(width)).rounded(.down))))
    }
}
