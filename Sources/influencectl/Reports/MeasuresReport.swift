import InfluenceControl

/// The measures of one period: those of one country by what they are about, or of all countries side by side.
struct MeasuresReport: Report {
    let document: JSONValue
    let country: String?
    let measure: String?

    private var measures: [JSONValue] { document["measures"].elements }

    func csv() -> String {
        CSV(measures, fields: measureFields).text
    }

    func table(_ page: Page) -> String {
        guard !measures.isEmpty else { return "no measures for \(document["period"].shown)\n" }
        let body = country == nil ? countries(page) : PairTables(measures).text(page) + powers(page) + alone(page)
        return heading(
            country.map { "Measures in \($0)" } ?? "Measures by country",
            [
                document["period"].shown, "model \(abbreviated(document["model"]))",
                asKnown(at: document["as_of"].stringValue),
            ],
            page
        ) + body + definitions(page) + footnote(document["definition"], page)
    }

    /// A row for each measure and power, a column a country.
    private func countries(_ page: Page) -> String {
        let names = distinct(measures.map { $0["country"].shown })
        var rows: [String: [String: JSONValue]] = [:]
        var order: [String] = []
        for value in measures {
            let row = value.measureName + " " + value.measuredPower
            if rows[row] == nil { order.append(row) }
            rows[row, default: [:]][value["country"].shown] = value
        }
        var table = Table([.left("measure"), .left("of")] + names.map { .right($0) })
        for row in order {
            // What no country has a value of is told below.
            guard let cells = rows[row], let first = cells.values.first else { continue }
            guard cells.values.contains(where: { !$0["value"].isNull }) else { continue }
            table.add(
                [Table.Cell(first.measureName), Table.Cell(first.measuredPower)]
                    + names.map { cells[$0]?.measureCell ?? Table.Cell("-", .faint) }
            )
        }
        let empty = order.count - table.rows.count
        return table.render(page)
            + (empty > 0
                ? "\nWithout a value in any country: \(counted(Int64(empty), "other series", "other series")).\n" : "")
    }

    /// A row for each power with any value, a column a measure.
    private func powers(_ page: Page) -> String {
        let values = measures.filter { $0["counterpart"].isNull && $0["power"].plainText != "WLD" }
        guard !values.isEmpty else { return "" }
        let names = distinct(values.map { $0["measure"].plainText })
        var table = Table([.left("power")] + names.map { .decimal($0) })
        var missing: [String] = []
        for power in distinct(values.map { $0["power"].plainText }) {
            let cells = values.filter { $0["power"].plainText == power }
            guard cells.contains(where: { !$0["value"].isNull }) else {
                missing.append(power)
                continue
            }
            table.add(
                [Table.Cell(power)]
                    + names.map { name in
                        cells.first { $0["measure"].plainText == name }?.measureCell ?? Table.Cell("-", .faint)
                    }
            )
        }
        let rest = missing.isEmpty ? "" : "no value: \(missing.joined(separator: ", "))\n"
        return table.render(page) + rest + "\n"
    }

    private func alone(_ page: Page) -> String {
        let values = measures.filter { $0["power"].plainText == "WLD" }
        guard !values.isEmpty else { return "" }
        var table = Table([.left("the country"), .decimal("value"), .decimal("coverage"), .prose("from")])
        for value in values {
            table.add([Table.Cell(value.measureName), value.measureCell, value.percentage("coverage"), value.basisCell])
        }
        return table.render(page)
    }

    private func definitions(_ page: Page) -> String {
        guard measure != nil else { return "" }
        let lines = document["definitions"].elements.flatMap { definition in
            wrapped("\(definition["measure"].shown): \(definition["definition"].plainText)", to: page.proseWidth)
        }
        return "\n" + lines.map { page.toned($0, .faint) + "\n" }.joined()
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
        var table = Table([
            .left(pair), .right("value"), .decimal("coverage"), .decimal("confidence"), .prose("from"),
        ])
        for value in values {
            table.add([
                Table.Cell(value.measureName), value.measureCell, value.percentage("coverage"),
                value.percentage("confidence"), value.basisCell,
            ])
        }
        return table.render(page) + "\n"
    }

    private static let leadColumns = [
        ("overtaking", "who leads"), ("overtaking_latest", "by the newest data"), ("overtaking_gap", "gap"),
        ("overtaking_ratio", "multiple"), ("probability_above", "P(second above first)"),
    ]

    private func leads(_ values: [JSONValue], _ pair: String, _ page: Page) -> String {
        let columns = Self.leadColumns.filter { column in values.contains { $0["measure"].plainText == column.0 } }
        guard !columns.isEmpty else { return "" }
        var table = Table(
            [.left(pair)] + columns.map { $0.0 == "overtaking_gap" ? .decimal($0.1) : .left($0.1) } + [.prose("")]
        )
        for node in distinct(values.map { $0["of"].plainText }) {
            let cells = values.filter { $0["of"].plainText == node }
            let isEmpty = cells.allSatisfy { $0["value"].isNull }
            table.add(
                [Table.Cell(node)]
                    + columns.map { column in
                        cells.first { $0["measure"].plainText == column.0 }?.measureCell ?? Table.Cell("-", .faint)
                    } + [isEmpty ? Table.Cell("no value: no data of both powers", .faint) : ""]
            )
        }
        return table.render(page) + "\n"
    }
}

/// Each once, as they come.
private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}
