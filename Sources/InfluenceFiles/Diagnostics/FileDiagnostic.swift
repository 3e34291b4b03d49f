/// A place in a text file. Lines and columns count from 1; a column is a Unicode code point.
package struct FilePosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.file != right.file { return left.file.utf8.lexicographicallyPrecedes(right.file.utf8) }
        return (left.line, left.column) < (right.line, right.column)
    }

    /// `models/equal.yaml:12:7`
    package var description: String { "\(file):\(line):\(column)" }
}

/// One thing that is wrong in a file: where it is, what it is, and what would be right.
package struct FileDiagnostic: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let position: FilePosition
    package let message: String

    package init(_ position: FilePosition, _ message: String) {
        self.position = position
        self.message = message
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.position != right.position { return left.position < right.position }
        return left.message.utf8.lexicographicallyPrecedes(right.message.utf8)
    }

    /// `file:line:column: message`
    package var description: String { "\(position): \(message)" }
}

/// Everything that is wrong in a file and the files it extends; never empty.
package struct DiagnosticList: Error, Hashable, Sendable, CustomStringConvertible {
    /// Sorted by file, line and column; at most ``DiagnosticCollector/limit``.
    package let diagnostics: [FileDiagnostic]
    /// How many there were in all.
    package let count: Int

    package init(_ first: FileDiagnostic) {
        self.init([first], count: 1)
    }

    init(_ diagnostics: [FileDiagnostic], count: Int) {
        self.diagnostics = diagnostics.sorted()
        self.count = count
    }

    /// `file:line:column: message` each, and a last one for those that are only counted.
    package var lines: [String] {
        let lines = diagnostics.map(\.description)
        let rest = count - diagnostics.count
        return rest > 0 ? lines + ["and \(rest) more errors"] : lines
    }

    /// The lines, without a newline at the end.
    package var description: String { lines.joined(separator: "\n") }
}
