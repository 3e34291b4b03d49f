/// A pattern in which `*` stands for any characters, none included, and `?` for exactly one; all else for itself.
package struct GlobPattern: Hashable, Sendable {
    /// Bytes of a pattern, as far as whoever takes one from outside lets it pass.
    package static let usualLimit = 256

    package let text: String
    /// Parsed once: cutting a text into characters takes longer than matching.
    private let pattern: [Character]
    /// The same in bytes, where each is a character; `nil` elsewhere.
    private let bytes: [UInt8]?
    /// Whether it stands for one text alone: itself.
    package let isLiteral: Bool

    package init(_ text: String) {
        self.text = text
        pattern = Array(text)
        bytes = text.hasBytesForCharacters ? Array(text.utf8) : nil
        isLiteral = !pattern.contains { $0 == "*" || $0 == "?" }
    }

    package static func == (left: GlobPattern, right: GlobPattern) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    /// In time proportional to the text's length times the pattern's at most, whatever the pattern: a star that was passed
    /// is never looked at again.
    package func matches(_ text: String) -> Bool {
        if isLiteral { return text == self.text }
        if let bytes, text.hasBytesForCharacters {
            return Self.matches(bytes, Array(text.utf8), star: UInt8(ascii: "*"), one: UInt8(ascii: "?"))
        }
        return Self.matches(pattern, Array(text), star: "*", one: "?")
    }

    private static func matches<Unit: Equatable>(_ pattern: [Unit], _ text: [Unit], star: Unit, one: Unit) -> Bool {
        var (place, position) = (0, 0)
        // Where to go on from when a character does not fit: after the last `*`, one character later.
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == star {
                place += 1
                retry = (place, position)
            } else if place < pattern.count, pattern[place] == one || pattern[place] == text[position] {
                place += 1
                position += 1
            } else if let last = retry {
                place = last.place
                position = last.position + 1
                retry = (place, position)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}

extension String {
    /// Whether each byte is a character: ASCII without a carriage return, which makes one with a line feed.
    fileprivate var hasBytesForCharacters: Bool { utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } }
}
