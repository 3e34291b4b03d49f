import InfluenceControl
import InfluenceModel
import InfluenceText

/// The measures of one period: those of one country by what they are about, or of all countries side by side.
struct MeasuresReport: ReplyReport {
    let answer: Answer<IndexInterface.GetMeasures.Output>
    let country: String?
    let measure: String?

    private typealias Value = IndexInterface.Measure

    private var measures: [Value] { reply.measures }

    func csv() -> CSV { CSV(measures, fields: Value.csvFields) }

    func table(_ page: Page) -> String {
        guard !measures.isEmpty else { return "no measures for \(reply.period.shown)\n" }
        let body =
            country == nil
            ? countries(page) : PairTables(measures).text(page) + PowerTables(measures).text(page) + alone(page)
        return heading(
            country.map { "Measures in \($0)" } ?? "Measures by country",
            [
                reply.period.shown, "model \(abbreviated(reply.model))", reply.dataSpan,
                asKnown(at: reply.asOf, reply),
            ],
            page
        ) + body + definitions(page) + CaveatNotes(reply.caveats).text(page, mark: "")
            + footnote(reply.definition, page)
    }

    /// A row for each measure and power, a column a country; then of the countries how sure they are.
    private func countries(_ page: Page) -> String {
        let names = distinct(measures.map { $0.country.shown })
        var rows: [String: [String: Value]] = [:]
        var order: [String] = []
        for value in measures {
            let row = value.name + " " + value.measuredPower
            if rows[row] == nil { order.append(row) }
            rows[row, default: [:]][value.country.shown] = value
        }
        var table = Table([.left("measure"), .left("of")] + names.map { .right($0) } + [.left("data")])
        var reasons: [String] = []
        for row in order {
            // What no country has a value of is told below.
            guard let cells = rows[row], let first = cells.values.first else { continue }
            let known = names.compactMap { cells[$0] }
            for cell in known where measure != nil && cell.value == nil {
                reasons.append("\(cell.country.shown) \(cell.name) \(cell.measuredPower): \(cell.absence)")
            }
            guard known.contains(where: { $0.value != nil }) else { continue }
            table.add(
                [Table.Cell(first.name), Table.Cell(first.measuredPower)]
                    + names.map { cells[$0]?.valueCell ?? Table.Cell("-", .faint) } + [dates(of: known)]
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
    private func dates(of measures: [Value]) -> Table.Cell {
        dataCell(measures.compactMap(\.dataFrom).min(), measures.compactMap(\.dataTo).max())
    }

    private func alone(_ page: Page) -> String {
        let values = measures.filter { $0.power == PowerID.world.text }
        guard !values.isEmpty else { return "" }
        var table = Table(
            [.left("the country"), .decimal("value")] + QualityColumns.columns + [.prose("from")]
        )
        for value in values {
            table.add(
                [Table.Cell(value.name), value.valueCell] + QualityColumns.cells(value) + [value.basisCell]
            )
        }
        return table.render(page) + reasons(values, name: \.name, page)
    }

    private func definitions(_ page: Page) -> String {
        guard measure != nil else { return "" }
        let lines = reply.definitions.flatMap { definition in
            wrapped("\(definition.measure.shown): \(definition.definition)", to: page.proseWidth)
        }
        return "\n" + lines.map { page.toned($0, .faint) + "\n" }.joined()
    }
}

/// How sure a measure is, and of when its data are.
enum QualityColumns {
    static let columns: [Table.Column] = [.decimal("coverage"), .decimal("confidence"), .left("data")]

    static func cells(_ value: IndexInterface.Measure) -> [Table.Cell] {
        [value.coverage.percentage(), value.confidence.percentage(), value.dataCell]
    }
}

/// The measures of each power, those together that are made of the same.
struct PowerTables {
    private let measures: [IndexInterface.Measure]

    init(_ measures: [IndexInterface.Measure]) {
        self.measures = measures.filter { $0.counterpart == nil && $0.power != PowerID.world.text }
    }

    func text(_ page: Page) -> String {
        let names = distinct(measures.map { $0.measure })
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
        for power in distinct(measures.map { $0.power }) {
            let cells = names.compactMap { name in
                measures.first { $0.power == power && $0.measure == name }
            }
            guard let first = cells.first else { continue }
            guard cells.contains(where: { $0.value != nil }) else {
                // Of the power itself, which is named before.
                let own = "\(power) has "
                let reason = first.absence.hasPrefix(own) ? String(first.absence.dropFirst(own.count)) : first.absence
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
                        cells.first { $0.measure == name }?.valueCell ?? Table.Cell("-", .faint)
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
    private let measures: [IndexInterface.Measure]

    init(_ measures: [IndexInterface.Measure]) {
        self.measures = measures.filter { $0.counterpart != nil }
    }

    func text(_ page: Page) -> String {
        distinct(measures.map(\.measuredPower)).map { pair in
            let values = measures.filter { $0.measuredPower == pair }
            return figures(values.filter { $0.of == nil }, pair, page)
                + leads(values.filter { $0.of != nil }, pair, page)
        }.joined()
    }

    private func figures(_ values: [IndexInterface.Measure], _ pair: String, _ page: Page) -> String {
        guard !values.isEmpty else { return "" }
        var table = Table([.left(pair), .right("value")] + QualityColumns.columns + [.prose("from")])
        for value in values {
            table.add(
                [Table.Cell(value.name), value.valueCell] + QualityColumns.cells(value) + [value.basisCell]
            )
        }
        return table.render(page) + reasons(values, name: \.name, page) + sentences(values, page) + "\n"
    }

    /// The newest data come first: what is believed later must not be taken for what they say.
    private static let leadColumns = [
        ("overtaking_latest", "newest data"), ("overtaking", "held"), ("overtaking_gap", "gap"),
        ("probability_above", "P(second above first)"),
    ]

    private func leads(_ values: [IndexInterface.Measure], _ pair: String, _ page: Page) -> String {
        let columns = Self.leadColumns.filter { column in values.contains { $0.measure == column.0 } }
        var table = Table(
            [.left(pair)] + columns.map { $0.0 == "overtaking_gap" ? .decimal($0.1) : .left($0.1) }
                + QualityColumns.columns
        )
        var lines = ""
        var empty: [IndexInterface.Measure] = []
        for node in distinct(values.compactMap(\.of)) {
            let cells = values.filter { $0.of == node }
            guard let first = cells.first else { continue }
            if !columns.isEmpty {
                table.add(
                    [Table.Cell(node)]
                        + columns.map { column in
                            cells.first { $0.measure == column.0 }?.valueCell ?? Table.Cell("-", .faint)
                        } + QualityColumns.cells(first)
                )
            }
            lines += sentences(cells, page)
            if cells.allSatisfy({ $0.value == nil }) { empty.append(first) }
        }
        return (table.rows.isEmpty ? "" : table.render(page)) + lines + reasons(empty, name: { $0.of.shown }, page)
            + "\n"
    }

    /// Of states, who leads what since when; each thing once.
    private func sentences(_ values: [IndexInterface.Measure], _ page: Page) -> String {
        let order = ["pattern", "overtaking_latest", "overtaking", "overtaking_ratio"]
        let told = order.compactMap { name in
            values.first { $0.measure == name && $0.sentence != nil }
        }
        // What is held, and what is a multiple, is told together with the newest data.
        let latest = told.first { $0.measure == "overtaking_latest" }?.sentence
        return told.filter { value in
            guard let latest else { return true }
            switch value.measure {
            case "overtaking_latest": return !told.contains { $0.sentence?.hasPrefix(latest + ";") ?? false }
            case "overtaking": return value.sentence != latest
            case "overtaking_ratio": return false
            default: return true
            }
        }.map { value in
            let subject = value.of.map { printable($0) } ?? value.measure.shown
            return paragraph("\(subject): \(value.sentence.shown)", width: page.proseWidth)
        }.joined()
    }
}
