/// A pattern in which `*` stands for any characters, none included, and `?` for exactly one; all else for itself.
package struct GlobPattern: Hashable, Sendable {
    /// Bytes of a pattern, as far as whoever takes one from outside lets it pass.
    package static let usualLimit = 256

    package let text: String
    /// Parsed once: cutting a text into characters takes longer than matching.
    private let pattern: [Character]

    package init(_ text: String) {
        self.text = text
        pattern = Array(text)
    }

    package static func == (left: GlobPattern, right: GlobPattern) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    /// In time proportional to the text's length times the pattern's at most, whatever the pattern: a star that was passed
    /// is never looked at again.
    package func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (place, position) = (0, 0)
        // Where to go on from when a character does not fit: after the last `*`, one character later.
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == "*" {
                place += 1
                retry = (place, position)
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
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
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
