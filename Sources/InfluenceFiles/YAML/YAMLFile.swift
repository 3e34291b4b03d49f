/// Reads the text of a YAML file into a ``YAMLNode``.
///
/// A strict subset of YAML: one document, unique keys, keys that are single values; no anchors, aliases or tags. What a
/// text means is decided by the schema that reads it (``MappingReader``), so `NO` is never false and `010` never 8.
package enum YAMLFile {
    /// Bytes; larger files are refused unread.
    package static let sizeLimit = 4 << 20
    /// Levels of nesting.
    package static let depthLimit = 32

    /// - Parameter name: the file's name in diagnostics.
    /// - Returns: the root, which may be of any kind.
    /// - Throws: the first syntax error, or every use of what the subset leaves out.
    package static func parse(_ text: String, name: String) throws(DiagnosticList) -> YAMLNode {
        try checkText(text, name: name)
        // A byte order mark is no character of the file: columns count from the one after it.
        let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let collector = DiagnosticCollector()
        var reader = YAMLReader(file: name, collector)
        let root = reader.document(body)
        try collector.check()
        guard let root, !root.isBlank else {
            throw DiagnosticList(FileDiagnostic(FilePosition(file: name), "the file is empty"))
        }
        return root
    }

    /// Size, encoding and characters, before the parser sees them: its own messages for these have no place.
    private static func checkText(_ text: String, name: String) throws(DiagnosticList) {
        guard text.utf8.count <= sizeLimit else {
            throw DiagnosticList(SourceFile.tooLarge(name))
        }
        var line = 1
        var column = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A:
                line += 1
                column = 0
            case 0xFEFF where line == 1 && column == 1:
                column = 0
            case 0x09, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: break
            default:
                let code = "U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)
                let position = FilePosition(file: name, line: line, column: column)
                throw DiagnosticList(FileDiagnostic(position, "the character \(code) is not allowed in a text file"))
            }
            column += 1
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - utf8.count)) + self
    }
}
