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
