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

/// What figures stand on: the dates of the data, what the reporters say of them, what must not be compared.
let dataFields = ["data_from", "data_to", "flags", "breaks"]

extension JSONValue {
    /// The named members, in a row of a CSV file: lists in one field.
    func fields(_ names: [String]) -> [JSONValue] {
        names.map { name in
            switch name {
            case "flags": .string(flags)
            case "breaks": .string(breaks.joined(separator: "; "))
            default: self[name]
            }
        }
    }

    /// `B E`
    var flags: String { self["flags"].elements.map(\.shown).joined(separator: " ") }

    /// Each in one sentence.
    var breaks: [String] { self["breaks"].elements.map { $0["text"].shown } }
}

/// The columns for the dates of figures and what they are marked with: just those that some of them have something for.
struct MarkColumns {
    private let parts: [(column: Table.Column, cell: (JSONValue) -> Table.Cell)]

    init(_ figures: [JSONValue]) {
        var parts: [(column: Table.Column, cell: (JSONValue) -> Table.Cell)] = []
        if figures.contains(where: { $0["data_from"].stringValue != nil }) {
            parts.append((.left("data"), { $0.dataCell }))
        }
        if figures.contains(where: { !$0.flags.isEmpty }) {
            parts.append((.left("flags"), { $0.flags.isEmpty ? Table.Cell("") : Table.Cell($0.flags, .faint) }))
        }
        if figures.contains(where: { !$0.breaks.isEmpty }) {
            parts.append((.left(""), { $0.breaks.isEmpty ? Table.Cell("") : Table.Cell("break", .doubtful) }))
        }
        self.parts = parts
    }

    var columns: [Table.Column] { parts.map(\.column) }

    func cells(_ figure: JSONValue) -> [Table.Cell] { parts.map { $0.cell(figure) } }
}

/// What broke, beneath a table that marks it: a line each, at most 20 of them.
func breakLines(_ figures: [JSONValue], name: (JSONValue) -> String, _ page: Page) -> String {
    let lines = figures.flatMap { figure in figure.breaks.map { "\(name(figure)): \($0)" } }
    guard !lines.isEmpty else { return "" }
    let more = lines.count > 20 ? ["and \(lines.count - 20) more; the CSV has them all"] : []
    return "\nNot compared across breaks:\n"
        + (lines.prefix(20) + more).map { paragraph($0, indent: 2, width: page.proseWidth) }.joined()
}

/// The members of a score in the order of the protocol.
let scoreFields =
    [
        "country", "power", "node", "period", "value", "low", "high", "rank", "share", "coverage", "confidence", "run",
        "computed_at",
    ] + intervalFields
