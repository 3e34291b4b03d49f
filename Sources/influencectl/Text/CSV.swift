import InfluenceControl
import InfluenceText

/// Rows as RFC 4180 has them, lines ended by LF as the rest of Unix reads them.
struct CSV {
    /// Who reads it.
    enum Reader: Sendable {
        /// Also a spreadsheet, which takes a text that begins with `=` for a formula, and a terminal, which takes control
        /// characters for commands: texts that begin so get an apostrophe in front, what controls is replaced.
        case anybody
        /// A program that wants every text as it is.
        case program
    }

    private var rows: [[JSONValue]] = []

    /// - Parameter header: `nil`: what is written continues a text that has one.
    init(header: [String]?) {
        if let header { add(header.map { .string($0) }) }
    }

    /// A missing value is an empty field; a number is written as it was received.
    mutating func add(_ fields: [JSONValue]) {
        rows.append(fields)
    }

    /// Members of each structure, a row each, under their names in the protocol.
    init<Row: CSVRow>(_ rows: [Row], fields: [Row.Field]) {
        self.init(header: fields.map(\.rawValue))
        for row in rows { add(row.csv(fields)) }
    }

    func text(for reader: Reader) -> String {
        var text = CSVText()
        for row in rows { text.record(row.map { Self.plain($0, for: reader) }) }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private static func plain(_ field: JSONValue, for reader: Reader) -> String {
        guard reader == .anybody, let text = field.stringValue else { return field.plainText }
        return withoutControls(SpreadsheetGuard.guarded(text))
    }
}

/// A structure whose members are fields of a row.
protocol CSVRow: VarlinkStructure {
    /// A member as one field; of a list its elements in one text, where there is a way to write them.
    func csvField(_ field: Field) -> JSONValue
}

extension CSVRow {
    func csvField(_ field: Field) -> JSONValue { self[field] }

    func csv(_ fields: [Field]) -> [JSONValue] { fields.map(csvField) }
}

extension Optional where Wrapped: CSVRow {
    /// Of a row that is missing empty fields.
    func csv(_ fields: [Wrapped.Field]) -> [JSONValue] { self?.csv(fields) ?? fields.map { _ in .null } }
}
