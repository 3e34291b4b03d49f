import InfluenceControl
import InfluenceModel

extension IndexInterface.Score {
    /// The value; the leading power's stands out. Of a measure the label, or finer figures: most are within 1.
    func cell(_ decimals: Int, marksLeader: Bool = true) -> Table.Cell {
        if let label { return Table.Cell(label) }
        let node = NodeID(node)
        if Measure.isProbability(node), let value { return Table.Cell(probability(value)) }
        let leads = marksLeader && rank == 1
        return value.figure(Measure.isMeasure(node) ? 3 : decimals, leads ? .strong : .normal)
    }
}

extension IndexInterface.Score: CSVRow {
    /// In the order of the protocol; what there is to an interval besides its ends, and what figures stand on, at the end
    /// of a row, where a column that is added later moves no other.
    static let csvFields: [Field] = [
        .country, .power, .node, .period, .value, .low, .high, .rank, .share, .coverage, .confidence, .run, .computedAt,
        .median, .rankLow, .rankHigh, .rankStable, .inputLow, .inputHigh, .dataFrom, .dataTo, .flags, .breaks,
    ]

    func csvField(_ field: Field) -> JSONValue {
        switch field {
        case .flags: .string(flagText)
        case .breaks: .string(breakTexts.joined(separator: "; "))
        default: self[field]
        }
    }
}

// MARK: - How sure

/// A figure that an interval may belong to.
protocol UncertainFigure {
    var low: Double? { get }
    var high: Double? { get }
    var rankLow: Int64? { get }
    var rankHigh: Int64? { get }
    var rankStable: Bool? { get }
    var inputLow: Double? { get }
    var inputHigh: Double? { get }
}

extension IndexInterface.Score: UncertainFigure {}
extension IndexInterface.Point: UncertainFigure {}

extension UncertainFigure {
    fileprivate var hasInterval: Bool { low != nil && high != nil }
    fileprivate var hasInputRange: Bool { inputLow != nil && inputHigh != nil }

    /// `2`, or `1..3` where the rank is not that sure, or `-`.
    fileprivate var rankRangeCell: Table.Cell {
        guard let low = rankLow, let high = rankHigh else { return .missing }
        return Table.Cell(low == high ? "\(low)" : "\(low)..\(high)", rankStable ?? true ? .normal : .doubtful)
    }
}

/// `41.0..45.5`, or `-`.
func rangeCell(_ low: Double?, _ high: Double?) -> Table.Cell {
    guard let low, let high else { return .missing }
    return Table.Cell("\(fixed(low, 1))..\(fixed(high, 1))")
}

/// The columns that say how sure scores are: just those that some of the scores have something for.
struct IntervalColumns<Figure: UncertainFigure> {
    private let parts: [(column: Table.Column, cell: (Figure) -> Table.Cell)]

    /// - Parameter ranks: whether the ranks of the replications belong into the table.
    init(_ figures: [Figure], ranks: Bool = false) {
        var parts: [(column: Table.Column, cell: (Figure) -> Table.Cell)] = []
        if figures.contains(where: \.hasInterval) {
            parts.append((.right("5-95 %"), { rangeCell($0.low, $0.high) }))
        }
        if ranks, figures.contains(where: { $0.rankLow != nil }) {
            parts.append((.right("rank 5-95 %"), { $0.rankRangeCell }))
        }
        // Apart from the other, and never one bar with it: another kind of doubt.
        if figures.contains(where: \.hasInputRange) {
            parts.append((.right("by reporter"), { rangeCell($0.inputLow, $0.inputHigh) }))
        }
        self.parts = parts
    }

    var columns: [Table.Column] { parts.map(\.column) }

    func cells(_ figure: Figure) -> [Table.Cell] { parts.map { $0.cell(figure) } }
}
