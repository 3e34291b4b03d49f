import InfluenceControl

/// The measures of one period: those of one country by what they are about, or of all countries side by side.
struct MeasuresReport: Report {
    let document: JSONValue
    let country: String?
    let measure: String?

    private var measures: [JSONValue] { document["measures"].elements }

    func csv() -> CSV {
        var csv = CSV(header: MeasureRow.fields)
        for measure in measures { csv.add(MeasureRow.cells(measure)) }
        return csv
    }

    func table(_ page: Page) -> String {
        guard !measures.isEmpty else { return "no measures for \(document["period"].shown)\n" }
        let body =
            country == nil
            ? countries(page) : PairTables(measures).text(page) + PowerTables(measures).text(page) + alone(page)
        return heading(
            country.map { "Measures in \($0)" } ?? "Measures by country",
            [
                document["period"].shown, "model \(abbreviated(document["model"]))", document.dataSpan,
                asKnown(at: document["as_of"].stringValue, document),
            ],
            page
        ) + body + definitions(page) + CaveatNotes(document).text(page, mark: "")
            + footnote(document["definition"], page)
    }

    /// A row for each measure and power, a column a country; then of the countries how sure they are.
    private func countries(_ page: Page) -> String {
        let names = distinct(measures.map { $0["country"].shown })
        var rows: [String: [String: JSONValue]] = [:]
        var order: [String] = []
        for value in measures {
            let row = value.measureName + " " + value.measuredPower
            if rows[row] == nil { order.append(row) }
            rows[row, default: [:]][value["country"].shown] = value
        }
        var table = Table([.left("measure"), .left("of")] + names.map { .right($0) } + [.left("data")])
        var reasons: [String] = []
        for row in order {
            // What no country has a value of is told below.
            guard let cells = rows[row], let first = cells.values.first else { continue }
            let known = names.compactMap { cells[$0] }
            for cell in known where measure != nil && cell["value"].isNull {
                reasons.append("\(cell["country"].shown) \(cell.measureName) \(cell.measuredPower): \(cell.reason)")
            }
            guard known.contains(where: { !$0["value"].isNull }) else { continue }
            table.add(
                [Table.Cell(first.measureName), Table.Cell(first.measuredPower)]
                    + names.map { cells[$0]?.measureCell ?? Table.Cell("-", .faint) } + [dates(of: known)]
            )
        }
        let empty = order.count - table.rows.count
        return table.render(page)
            + (empty > 0
                ? "\nWithout a value in any country: \(counted(Int64(empty), "other series", "other series")).\n" : "")
            + (reasons.isEmpty
                ? "" : "\nNo value:\n" + reasons.map { paragraph($0, indent: 2, width: page.proseWidth) }.joined())
    }

    /// From the oldest to the newest data of any of the countries.
    private func dates(of measures: [JSONValue]) -> Table.Cell {
        guard let from = measures.compactMap({ $0["data_from"].stringValue }).min(),
            let to = measures.compactMap({ $0["data_to"].stringValue }).max()
        else { return Table.Cell("-", .faint) }
        return (["data_from": .string(from), "data_to": .string(to)] as JSONValue).dataCell
    }

    private func alone(_ page: Page) -> String {
        let values = measures.filter { $0["power"].plainText == "WLD" }
        guard !values.isEmpty else { return "" }
        var table = Table(
            [.left("the country"), .decimal("value")] + QualityColumns.columns + [.prose("from")]
        )
        for value in values {
            table.add(
                [Table.Cell(value.measureName), value.measureCell] + QualityColumns.cells(value) + [value.basisCell]
            )
        }
        return table.render(page) + reasons(values, name: \.measureName, page)
    }

    private func definitions(_ page: Page) -> String {
        guard measure != nil else { return "" }
        let lines = document["definitions"].elements.flatMap { definition in
            wrapped("\(definition["measure"].shown): \(definition["definition"].plainText)", to: page.proseWidth)
        }
        return "\n" + lines.map { page.toned($0, .faint) + "\n" }.joined()
    }
}

/// How sure a measure is, and of when its data are.
enum QualityColumns {
    static let columns: [Table.Column] = [.decimal("coverage"), .decimal("confidence"), .left("data")]

    static func cells(_ value: JSONValue) -> [Table.Cell] {
        [value.percentage("coverage"), value.percentage("confidence"), value.dataCell]
    }
}

/// The measures of each power, those together that are made of the same.
struct PowerTables {
    private let measures: [JSONValue]

    init(_ measures: [JSONValue]) {
        self.measures = measures.filter { $0["counterpart"].isNull && $0["power"].plainText != "WLD" }
    }

    func text(_ page: Page) -> String {
        let names = distinct(measures.map { $0["measure"].plainText })
        // `dependency_linear` is of the channels of `dependency`.
        let firsts = names.filter { name in !names.contains { $0 != name && name.hasPrefix($0 + "_") } }
        return firsts.map { first in
            table(names.filter { $0 == first || $0.hasPrefix(first + "_") }, page)
        }.joined()
    }

    private func table(_ names: [String], _ page: Page) -> String {
        var table = Table(
            [.left("power")] + names.map { .decimal($0) } + QualityColumns.columns + [.prose("from")]
        )
        var missing: [(reason: String, powers: [String])] = []
        for power in distinct(measures.map { $0["power"].plainText }) {
            let cells = names.compactMap { name in
                measures.first { $0["power"].plainText == power && $0["measure"].plainText == name }
            }
            guard let first = cells.first else { continue }
            guard cells.contains(where: { !$0["value"].isNull }) else {
                // Of the power itself, which is named before.
                let own = "\(power) has "
                let reason = first.reason.hasPrefix(own) ? String(first.reason.dropFirst(own.count)) : first.reason
                if let place = missing.firstIndex(where: { $0.reason == reason }) {
                    missing[place].powers.append(power)
                } else {
                    missing.append((reason, [power]))
                }
                continue
            }
            table.add(
                [Table.Cell(power)]
                    + names.map { name in
                        cells.first { $0["measure"].plainText == name }?.measureCell ?? Table.Cell("-", .faint)
                    } + QualityColumns.cells(first) + [first.basisCell]
            )
        }
        let rest = missing.map { line in
            paragraph(
                "\(names[0]): no value of \(line.powers.joined(separator: ", ")): \(line.reason)",
                width: page.proseWidth
            )
        }
        return (table.rows.isEmpty ? "" : table.render(page)) + rest.joined() + "\n"
    }
}

/// The measures of each pair: who leads in what, and the others.
struct PairTables {
    private let measures: [JSONValue]

    init(_ measures: [JSONValue]) {
        self.measures = measures.filter { !$0["counterpart"].isNull }
    }

    func text(_ page: Page) -> String {
        distinct(measures.map(\.measuredPower)).map { pair in
            let values = measures.filter { $0.measuredPower == pair }
            return figures(values.filter { $0["of"].isNull }, pair, page)
                + leads(values.filter { !$0["of"].isNull }, pair, page)
        }.joined()
    }

    private func figures(_ values: [JSONValue], _ pair: String, _ page: Page) -> String {
        guard !values.isEmpty else { return "" }
        var table = Table([.left(pair), .right("value")] + QualityColumns.columns + [.prose("from")])
        for value in values {
            table.add(
                [Table.Cell(value.measureName), value.measureCell] + QualityColumns.cells(value) + [value.basisCell]
            )
        }
        return table.render(page) + reasons(values, name: \.measureName, page) + sentences(values, page) + "\n"
    }

    /// The newest data come first: what is believed later must not be taken for what they say.
    private static let leadColumns = [
        ("overtaking_latest", "newest data"), ("overtaking", "held"), ("overtaking_gap", "gap"),
        ("probability_above", "P(second above first)"),
    ]

    private func leads(_ values: [JSONValue], _ pair: String, _ page: Page) -> String {
        let columns = Self.leadColumns.filter { column in values.contains { $0["measure"].plainText == column.0 } }
        var table = Table(
            [.left(pair)] + columns.map { $0.0 == "overtaking_gap" ? .decimal($0.1) : .left($0.1) }
                + QualityColumns.columns
        )
        var lines = ""
        var empty: [JSONValue] = []
        for node in distinct(values.map { $0["of"].plainText }) {
            let cells = values.filter { $0["of"].plainText == node }
            guard let first = cells.first else { continue }
            if !columns.isEmpty {
                table.add(
                    [Table.Cell(node)]
                        + columns.map { column in
                            cells.first { $0["measure"].plainText == column.0 }?.measureCell ?? Table.Cell("-", .faint)
                        } + QualityColumns.cells(first)
                )
            }
            lines += sentences(cells, page)
            if cells.allSatisfy({ $0["value"].isNull }) { empty.append(first) }
        }
        return (table.rows.isEmpty ? "" : table.render(page)) + lines + reasons(empty, name: { $0["of"].shown }, page)
            + "\n"
    }

    /// Of states, who leads what since when; each thing once.
    private func sentences(_ values: [JSONValue], _ page: Page) -> String {
        let order = ["pattern", "overtaking_latest", "overtaking", "overtaking_ratio"]
        let told = order.compactMap { name in
            values.first { $0["measure"].plainText == name && !$0["sentence"].isNull }
        }
        // What is held, and what is a multiple, is told together with the newest data.
        let latest = told.first { $0["measure"].plainText == "overtaking_latest" }?["sentence"].plainText
        return told.filter { value in
            guard let latest else { return true }
            let sentence = value["sentence"].plainText
            switch value["measure"].plainText {
            case "overtaking_latest": return !told.contains { $0["sentence"].plainText.hasPrefix(latest + ";") }
            case "overtaking": return sentence != latest
            case "overtaking_ratio": return false
            default: return true
            }
        }.map { value in
            let subject = value["of"].stringValue.map { printable($0) } ?? value["measure"].shown
            return paragraph("\(subject): \(value["sentence"].shown)", width: page.proseWidth)
        }.joined()
    }
}
