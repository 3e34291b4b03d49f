import InfluenceControl
import InfluenceText

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
    return Table.Cell("\(fixed(low, Decimals.overview))..\(fixed(high, Decimals.overview))")
}

extension OptionalColumns where Row: UncertainFigure {
    /// How sure scores are.
    /// - Parameter ranks: whether the ranks of the replications belong into the table.
    static func intervals(of figures: [Row], ranks: Bool = false) -> Self {
        let value = Part(column: .right("5-95 %"), isFilled: \.hasInterval, cell: { rangeCell($0.low, $0.high) })
        let rank = Part(column: .right("rank 5-95 %"), isFilled: { $0.rankLow != nil }, cell: \.rankRangeCell)
        // Apart from the other, and never one bar with it: another kind of doubt.
        let reporter = Part(
            column: .right("by reporter"),
            isFilled: \.hasInputRange,
            cell: { rangeCell($0.inputLow, $0.inputHigh) }
        )
        return Self(figures, [value] + (ranks ? [rank] : []) + [reporter])
    }
}
