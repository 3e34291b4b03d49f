/// The apostrophe that keeps a spreadsheet from taking a text for a formula: whatever writes CSV for people puts it there,
/// and whatever reads CSV takes it away again.
package enum SpreadsheetGuard {
    /// The text as it is written.
    package static func guarded(_ text: String) -> String {
        isFormula(text) ? "'" + text : text
    }

    /// The text that was meant: ``guarded(_:)`` undone, whatever the text.
    package static func bare(_ text: String) -> String {
        text.unicodeScalars.first == "'" && isFormula(text) ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// Whether a spreadsheet would compute what begins so. With the apostrophes of those that are guarded already, so that
    /// taking one away gives back any text.
    private static func isFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first(where: { $0 != "'" }) {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
