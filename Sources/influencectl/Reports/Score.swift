import InfluenceControl
import InfluenceModel

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

    /// A score's value; the leading power's stands out. Of a measure the label, or finer figures: most are within 1.
    func scoreCell(_ decimals: Int, marksLeader: Bool = true) -> Table.Cell {
        if let label = self["label"].stringValue { return Table.Cell(label) }
        let node = NodeID(self["node"].plainText)
        let isMeasure = Measure.isMeasure(node)
        if isMeasure, Measure.read(node)?.0 == .probabilityAbove, let share = self["value"].numberValue {
            return Table.Cell(probability(share))
        }
        let leads = marksLeader && self["rank"].integerValue == 1
        return figure("value", isMeasure ? 3 : decimals, leads ? .strong : .normal)
    }

    var hasInterval: Bool { self["low"].numberValue != nil && self["high"].numberValue != nil }
    fileprivate var hasInputRange: Bool {
        self["input_low"].numberValue != nil && self["input_high"].numberValue != nil
    }

    /// `41.0..45.5`, or `-`.
    fileprivate func rangeCell(_ low: String, _ high: String) -> Table.Cell {
        guard let low = self[low].numberValue, let high = self[high].numberValue else {
            return Table.Cell("-", .faint)
        }
        return Table.Cell("\(fixed(low, 1))..\(fixed(high, 1))")
    }

    /// `2`, or `1..3` where the rank is not that sure, or `-`.
    fileprivate var rankRangeCell: Table.Cell {
        guard let low = self["rank_low"].integerValue, let high = self["rank_high"].integerValue else {
            return Table.Cell("-", .faint)
        }
        let isStable = self["rank_stable"].boolValue ?? true
        return Table.Cell(low == high ? "\(low)" : "\(low)..\(high)", isStable ? .normal : .doubtful)
    }
}

/// The columns that say how sure scores are: just those that some of the scores have something for.
struct IntervalColumns {
    private let parts: [(column: Table.Column, cell: (JSONValue) -> Table.Cell)]

    /// - Parameter ranks: whether the ranks of the replications belong into the table.
    init(_ scores: [JSONValue], ranks: Bool = false) {
        var parts: [(column: Table.Column, cell: (JSONValue) -> Table.Cell)] = []
        if scores.contains(where: \.hasInterval) {
            parts.append((.right("5-95 %"), { $0.rangeCell("low", "high") }))
        }
        if ranks, scores.contains(where: { $0["rank_low"].integerValue != nil }) {
            parts.append((.right("rank 5-95 %"), { $0.rankRangeCell }))
        }
        // Apart from the other, and never one bar with it: another kind of doubt.
        if scores.contains(where: \.hasInputRange) {
            parts.append((.right("by reporter"), { $0.rangeCell("input_low", "input_high") }))
        }
        self.parts = parts
    }

    var columns: [Table.Column] { parts.map(\.column) }

    func cells(_ score: JSONValue) -> [Table.Cell] { parts.map { $0.cell(score) } }
}

/// What there is to an interval besides `low` and `high`; at the end of a row, where a column that is added later moves
/// no other.
let intervalFields = ["median", "rank_low", "rank_high", "rank_stable", "input_low", "input_high"]

/// Of when the data are; where they are asked for.
let dataFields = ["data_from", "data_to"]

/// The members of a score in the order of the protocol.
let scoreFields =
    [
        "country", "power", "node", "period", "value", "low", "high", "rank", "share", "coverage", "confidence", "run",
        "computed_at",
    ] + intervalFields
