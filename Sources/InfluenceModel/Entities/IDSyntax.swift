/// How ids are written. Every reader of an outside format checks with these before it makes an ``ID``.
package enum IDSyntax {
    /// Powers and countries: `[A-Z][A-Z0-9_]{0,63}`.
    package static func isActor(_ text: String) -> Bool {
        matches(text, first: 65...90)
    }

    /// Nodes and indicators: `[a-z][a-z0-9_]{0,63}`.
    package static func isNode(_ text: String) -> Bool {
        matches(text, first: 97...122)
    }

    private static func matches(_ text: String, first letters: ClosedRange<UInt8>) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, letters.contains(first), bytes.count <= 64 else { return false }
        return bytes.allSatisfy { letters.contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// Two different powers in code-point order: `CHN+RUS`. `nil` for anything else.
    package static func pair(_ text: String) -> (PowerID, PowerID)? {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(isActor) else { return nil }
        let (first, second) = (PowerID(parts[0]), PowerID(parts[1]))
        return first < second ? (first, second) : nil
    }
}
