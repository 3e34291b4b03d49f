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

    fileprivate init(_ diagnostics: [FileDiagnostic], count: Int) {
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

/// Collects diagnostics while a file is decoded, so that all of them are reported at once.
///
/// A reference, shared by the readers of nested mappings. Not for use by several threads.
package final class DiagnosticCollector {
    /// More than this many are counted, not kept: nobody reads them, and an absurd file must not cost memory.
    package static let limit = 1_000

    private var diagnostics: [FileDiagnostic] = []
    private var count = 0
    /// What is no error and yet hardly meant, in the order in which it was met; at most ``limit``.
    package private(set) var warnings: [FileDiagnostic] = []

    private let keepsRepeats: Bool

    /// - Parameter keepsRepeats: Whether the same problem at the same place counts each time it is met: values that many
    ///   elements share are read many times.
    package init(keepsRepeats: Bool = true) {
        self.keepsRepeats = keepsRepeats
    }

    package var isEmpty: Bool { count == 0 }

    /// Reports `message` at `position`. The message is not even built where no more are kept.
    package func report(at position: FilePosition, _ message: @autoclosure () -> String) {
        if diagnostics.count < Self.limit {
            let diagnostic = FileDiagnostic(position, message())
            if !keepsRepeats, diagnostics.contains(diagnostic) { return }
            diagnostics.append(diagnostic)
        }
        count += 1
    }

    /// Everything reported so far; at most ``limit``.
    package var problems: [FileDiagnostic] { diagnostics.sorted() }

    /// Keeps what is no error and yet hardly meant.
    package func warn(at position: FilePosition, _ message: @autoclosure () -> String) {
        if warnings.count < Self.limit { warnings.append(FileDiagnostic(position, message())) }
    }

    /// Reports what another reader found.
    package func report(_ list: DiagnosticList) {
        for diagnostic in list.diagnostics { report(at: diagnostic.position, diagnostic.message) }
        count += list.count - list.diagnostics.count
    }

    /// - Throws: everything reported so far, if there is anything.
    package func check() throws(DiagnosticList) {
        if count > 0 { throw DiagnosticList(diagnostics, count: count) }
    }
}
