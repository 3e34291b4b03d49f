import InfluenceControl
import InfluenceModel
import InfluenceText

/// The cells that tables of measures share.
extension IndexInterface.Measure {
    /// `overtaking.trade_share`, `tilt`
    var name: String { measure.shown + (of.map { "." + printable($0) } ?? "") }

    /// `RUS+CHN`, `RUS` or `WLD`
    var measuredPower: String { power.shown + (counterpart.map { "+" + printable($0) } ?? "") }

    /// The label of a state, else the value.
    var valueCell: Table.Cell {
        if let label { return Table.Cell(label) }
        return MeasureFigure.cell(value, of: measure)
    }

    /// What it was computed from.
    var basisCell: Table.Cell {
        let used = used.map(\.shown)
        // Of hundreds of partners, the largest first.
        let few = used.prefix(used.count > 12 ? 5 : 12).joined(separator: ", ")
        return Table.Cell(few + (used.count > 12 ? " and \(used.count - 5) others" : ""), .faint)
    }

    /// Why it has no value.
    var absence: String { reason.map { printable($0) } ?? "not enough data" }
}

/// A measure as a row of a CSV file, in the order of the protocol; what was used in one field.
extension IndexInterface.Measure: CSVRow {
    static let csvFields: [Field] = [
        .country, .power, .counterpart, .measure, .of, .period, .value, .label, .basis, .coverage, .confidence, .run,
        .computedAt, .dataFrom, .dataTo, .minCoverage, .reason, .sentence, .used,
    ]

    func csvField(_ field: Field) -> JSONValue {
        field == .used ? .string(used.joined(separator: ";")) : self[field]
    }
}

/// Why measures have no value: a line for each reason, beneath a table in which it would be cut off.
func reasons(
    _ measures: [IndexInterface.Measure],
    name: (IndexInterface.Measure) -> String,
    _ page: Page
) -> String {
    let missing = measures.filter { $0.value == nil }
    return distinct(missing.map(\.absence)).map { reason in
        let names = distinct(missing.filter { $0.absence == reason }.map(name))
        return paragraph("\(names.joined(separator: ", ")): no value: \(reason)", width: page.proseWidth)
    }.joined()
}

/// Each once, as they come.
func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}
