/// What a table is laid out for: how wide, and whether colours show.
package struct Page: Sendable {
    /// In columns; `nil` where nothing has to fit: a file, a pipe.
    package let width: Int?
    package let isColoured: Bool

    package init(width: Int?, isColoured: Bool) {
        self.width = width
        self.isColoured = isColoured
    }

    /// Neither width nor colours: what a pipe gets.
    package static let plain = Page(width: nil, isColoured: false)

    /// The width that prose is wrapped to.
    package var proseWidth: Int { min(width ?? 80, 100) }

    package func toned(_ text: String, _ tone: Tone) -> String {
        guard isColoured, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text means to its reader; the page decides how that looks.
package enum Tone: Sendable {
    case normal, strong, faint, good, doubtful, bad

    /// The parameter of the terminal's "select graphic rendition" sequence (ECMA-48).
    fileprivate var code: String? {
        switch self {
        case .normal: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .doubtful: "33"
        case .bad: "31"
        }
    }
}
