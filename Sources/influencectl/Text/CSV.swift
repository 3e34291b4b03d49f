import InfluenceControl

/// Rows as RFC 4180 has them, lines ended by LF as the rest of Unix reads them.
struct CSV {
    private(set) var text = ""

    init(header: [String]) {
        add(header.map { .string($0) })
    }

    /// A missing value is an empty field; a number is written as it was received.
    mutating func add(_ fields: [JSONValue]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { text += "," }
            text += Self.quoted(field.plainText)
        }
        text += "\n"
    }

    /// The named members of each document, a row each.
    init(_ documents: [JSONValue], fields: [String], hasHeader: Bool = true) {
        if hasHeader { add(fields.map { .string($0) }) }
        for document in documents {
            add(fields.map { document[$0] })
        }
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return field }
        var result = "\""
        for character in field.unicodeScalars {
            if character == "\"" { result += "\"" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
