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

    /// What it was computed from; of a missing value the reason.
    var basisCell: Table.Cell {
        guard self["value"].isNull else {
            return Table.Cell(self["used"].elements.map(\.shown).joined(separator: ", "), .faint)
        }
        let reason =
            switch self["basis"].plainText {
            case "dimensions": "no index, or no common data, of the powers then"
            case "powers": "no index of the power, or of fewer than two"
            case "sources": "no sign of cooperation is known"
            case "channels": "no share of any channel is known"
            case "partners": "no table of partners, or too much of it is nobody's"
            default: "not enough data"
            }
        return Table.Cell("no value: \(reason)", .faint)
    }
}

/// The members of a measure in the order of the protocol.
let measureFields = [
    "country", "power", "counterpart", "measure", "of", "period", "value", "label", "basis", "coverage", "confidence",
    "run", "computed_at",
]
