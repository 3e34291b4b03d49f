import InfluenceControl
import InfluenceModel

/// The cells that tables of measures share.
extension JSONValue {
    /// `overtaking.trade_share`, `tilt`
    var measureName: String {
        self["measure"].shown + (self["of"].stringValue.map { "." + printable($0) } ?? "")
    }

    /// `RUS+CHN`, `RUS` or `WLD`
    var measuredPower: String {
        self["power"].shown + (self["counterpart"].stringValue.map { "+" + printable($0) } ?? "")
    }

    /// The label of a state, else the value.
    var measureCell: Table.Cell {
        if let label = self["label"].stringValue { return Table.Cell(label) }
        if self["measure"].plainText == Measure.probabilityAbove.rawValue, let share = self["value"].numberValue {
            return Table.Cell(probability(share))
        }
        return figure("value", ["momentum", "overtaking_gap"].contains(self["measure"].plainText) ? 2 : 3)
    }

    /// The months in which the oldest and the newest data end: `2017-12..2023-12`.
    var dataCell: Table.Cell { dataCell("data_from", "data_to") }

    func dataCell(_ from: String, _ to: String) -> Table.Cell {
        guard let from = self[from].stringValue, let to = self[to].stringValue else { return Table.Cell("-", .faint) }
        // A day's date without the day.
        let months = [from, to].map { $0.utf8.count == 10 ? String($0.dropLast(3)) : $0 }
        return Table.Cell(months[0] == months[1] ? months[0] : "\(months[0])..\(months[1])")
    }

    /// What it was computed from.
    var basisCell: Table.Cell {
        let used = self["used"].elements.map(\.shown)
        // Of hundreds of partners, the largest first.
        let few = used.prefix(used.count > 12 ? 5 : 12).joined(separator: ", ")
        return Table.Cell(few + (used.count > 12 ? " and \(used.count - 5) others" : ""), .faint)
    }

    var reason: String { self["reason"].stringValue.map { printable($0) } ?? "not enough data" }

    /// `data from 2017-12-31 to 2023-12-31`, for a heading.
    var dataSpan: String? {
        guard let from = self["data_from"].stringValue, let to = self["data_to"].stringValue else { return nil }
        return from == to ? "data of \(from)" : "data from \(from) to \(to)"
    }
}

/// Why measures have no value: a line for each reason, beneath a table in which it would be cut off.
func reasons(_ measures: [JSONValue], name: (JSONValue) -> String, _ page: Page) -> String {
    let missing = measures.filter { $0["value"].isNull }
    return distinct(missing.map(\.reason)).map { reason in
        let names = distinct(missing.filter { $0.reason == reason }.map(name))
        return paragraph("\(names.joined(separator: ", ")): no value: \(reason)", width: page.proseWidth)
    }.joined()
}

/// Each once, as they come.
func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}

/// A measure as a row of a CSV file, in the order of the protocol; what was used in one field.
enum MeasureRow {
    static let fields = [
        "country", "power", "counterpart", "measure", "of", "period", "value", "label", "basis", "coverage",
        "confidence", "run", "computed_at", "data_from", "data_to", "min_coverage", "reason", "sentence", "used",
    ]

    static func cells(_ measure: JSONValue) -> [JSONValue] {
        fields.map { field in
            field == "used"
                ? .string(measure["used"].elements.map(\.plainText).joined(separator: ";")) : measure[field]
        }
    }
}
