/// A record with the meaning of its places.
struct ObservationRow {
    let fields: [CSVField]
    let header: ObservationHeader

    /// An empty field where the file does not have the column.
    subscript(column: ObservationColumn) -> CSVField {
        header[column].map { fields[$0] } ?? CSVField(start: 0, end: 0, hasEscapes: false)
    }
}
