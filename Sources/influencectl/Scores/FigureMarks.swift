import InfluenceControl
import InfluenceText

// What figures stand on: the dates of the data, what the reporters say of them, what must not be compared.

/// A figure with the ends of the oldest and the newest reference period among its data.
protocol DatedFigure {
    var dataFrom: String? { get }
    var dataTo: String? { get }
}

extension IndexInterface.Score: DatedFigure {}
extension IndexInterface.Point: DatedFigure {}
extension IndexInterface.Measure: DatedFigure {}
extension IndexInterface.ComparedNode: DatedFigure {}
extension IndexInterface.ExplainedPart: DatedFigure {}
extension IndexInterface.UncertainScore: DatedFigure {}
extension IndexInterface.Compare.Output: DatedFigure {}
extension IndexInterface.Explain.Output: DatedFigure {}
extension IndexInterface.GetMeasures.Output: DatedFigure {}
extension IndexInterface.GetRanking.Output: DatedFigure {}

extension DatedFigure {
    /// The months in which the oldest and the newest data end: `2017-12..2023-12`.
    var dataCell: Table.Cell { influencectl.dataCell(dataFrom, dataTo) }

    /// `data from 2017-12-31 to 2023-12-31`, for a heading.
    var dataSpan: String? {
        guard let from = dataFrom, let to = dataTo else { return nil }
        return from == to ? "data of \(from)" : "data from \(from) to \(to)"
    }
}

/// The months of two days: `2017-12..2023-12`.
func dataCell(_ from: String?, _ to: String?) -> Table.Cell {
    guard let from, let to else { return .missing }
    // A day's date without the day.
    let months = [from, to].map { $0.utf8.count == 10 ? String($0.dropLast(3)) : $0 }
    return Table.Cell(months[0] == months[1] ? months[0] : "\(months[0])..\(months[1])")
}

/// A figure that may lie behind a break of its series.
protocol BreakableFigure {
    var breaks: [IndexInterface.Break]? { get }
}

extension IndexInterface.Score: BreakableFigure {}
extension IndexInterface.Point: BreakableFigure {}
extension IndexInterface.ChangeItem: BreakableFigure {}
extension IndexInterface.ExplainedMeasure: BreakableFigure {}

extension BreakableFigure {
    /// Each in one sentence.
    var breakTexts: [String] { (breaks ?? []).map(\.text.shown) }
}

/// A figure that tables mark with all of this.
protocol MarkedFigure: DatedFigure, BreakableFigure {
    var flags: [String]? { get }
}

extension IndexInterface.Score: MarkedFigure {}
extension IndexInterface.Point: MarkedFigure {}

extension MarkedFigure {
    /// `B E`
    var flagText: String { (flags ?? []).map(\.shown).joined(separator: " ") }
}

extension OptionalColumns where Row: DatedFigure {
    /// The dates alone.
    static func dates(of figures: [Row]) -> Self { Self(figures, [datePart]) }

    private static var datePart: Part {
        Part(column: .left("data"), isFilled: { $0.dataFrom != nil }, cell: { $0.dataCell })
    }

    /// The dates of figures and what they are marked with.
    static func marks(of figures: [Row]) -> Self where Row: MarkedFigure {
        Self(
            figures,
            [
                datePart,
                Part(
                    column: .left("flags"),
                    isFilled: { !$0.flagText.isEmpty },
                    cell: { $0.flagText.isEmpty ? Table.Cell("") : Table.Cell($0.flagText, .faint) }
                ),
                Part(
                    column: .left(""),
                    isFilled: { !$0.breakTexts.isEmpty },
                    cell: { $0.breakTexts.isEmpty ? Table.Cell("") : Table.Cell("break", .doubtful) }
                ),
            ]
        )
    }
}

/// What broke, beneath a table that marks it: a line each, at most 20 of them.
func breakLines<Figure: BreakableFigure>(_ figures: [Figure], name: (Figure) -> String, _ page: Page) -> String {
    let lines = figures.flatMap { figure in figure.breakTexts.map { "\(name(figure)): \($0)" } }
    guard !lines.isEmpty else { return "" }
    let more = lines.count > 20 ? ["and \(lines.count - 20) more; the CSV has them all"] : []
    return "\nNot compared across breaks:\n"
        + (lines.prefix(20) + more).map { paragraph($0, indent: 2, width: page.proseWidth) }.joined()
}
