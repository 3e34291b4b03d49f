import InfluenceText

/// Columns of a table that it has just where some of its rows have something for them.
struct OptionalColumns<Row> {
    struct Part {
        let column: Table.Column
        let isFilled: (Row) -> Bool
        /// Of any row.
        let cell: (Row) -> Table.Cell
    }

    private let parts: [Part]

    init(_ rows: [Row], _ parts: [Part]) {
        self.parts = parts.filter { rows.contains(where: $0.isFilled) }
    }

    var columns: [Table.Column] { parts.map(\.column) }

    func cells(_ row: Row) -> [Table.Cell] { parts.map { $0.cell(row) } }
}
