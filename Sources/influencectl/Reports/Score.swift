import InfluenceControl

/// The cells that tables of scores share.
extension JSONValue {
    /// The member as a figure with fixed decimals, or `-`.
    func figure(_ name: String, _ decimals: Int, _ tone: Tone = .normal) -> Table.Cell {
        guard let value = self[name].numberValue else { return Table.Cell("-", .faint) }
        return Table.Cell(fixed(value, decimals), tone)
    }

    /// The member, a share of 1, as per cent, or `-`.
    func percentage(_ name: String, _ decimals: Int = 0) -> Table.Cell {
        guard let value = self[name].numberValue else { return Table.Cell("-", .faint) }
        return Table.Cell(percent(value, decimals))
    }

    /// The member as it is, or `-`.
    func cell(_ name: String) -> Table.Cell {
        let value = self[name]
        return Table.Cell(value.shown, value.isNull ? .faint : .normal)
    }

    /// A score's value; the leading power's stands out.
    func scoreCell(_ decimals: Int) -> Table.Cell {
        figure("value", decimals, self["rank"].integerValue == 1 ? .strong : .normal)
    }

    /// The uncertainty interval, or `-`.
    var intervalCell: Table.Cell {
        guard let low = self["low"].numberValue, let high = self["high"].numberValue else {
            return Table.Cell("-", .faint)
        }
        return Table.Cell("\(fixed(low, 1))..\(fixed(high, 1))")
    }

    var hasInterval: Bool { self["low"].numberValue != nil && self["high"].numberValue != nil }
}

/// The members of a score in the order of the protocol.
let scoreFields = [
    "country", "power", "node", "period", "value", "low", "high", "rank", "share", "coverage", "confidence", "run",
    "computed_at",
]
