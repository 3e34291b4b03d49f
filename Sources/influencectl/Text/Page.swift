/// What a table is laid out for: how wide, and whether colours show.
struct Page: Sendable {
    /// In columns; `nil` where nothing has to fit: a file, a pipe.
    let width: Int?
    let isColoured: Bool

    /// Neither width nor colours: what a pipe gets.
    static let plain = Page(width: nil, isColoured: false)

    /// The width that prose is wrapped to.
    var proseWidth: Int { min(width ?? 80, 100) }

    func toned(_ text: String, _ tone: Tone) -> String {
        guard isColoured, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text means to its reader; the page decides how that looks.
enum Tone: Sendable {
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
