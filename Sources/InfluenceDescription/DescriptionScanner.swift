/// The words, marks and comments of a text in the Varlink interface definition language, one after the other, and where they
/// stand.
struct DescriptionScanner {
    /// A place in the text.
    struct Position {
        let line: Int
        let lineStart: Int
        let index: Int
    }

    /// UTF-8, in which all that the language means is ASCII.
    private let text: [UInt8]
    private var index = 0
    /// Counted from 1.
    private(set) var line = 1
    private var lineStart = 0
    /// The lines of the comment that what comes next follows without a blank line.
    private var commentLines: [String] = []
    /// Whether the line holds anything up to here.
    private var hasContent = false
    /// Where whitespace and comments were skipped to.
    private var skipped = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    var isAtEnd: Bool { index >= text.count }

    var position: Position { Position(line: line, lineStart: lineStart, index: index) }

    /// - Parameter place: here, if `nil`.
    func error(_ message: String, at place: Position? = nil) -> DescriptionError {
        let place = place ?? position
        let isAtEnd = isAtEnd && place.index == index
        return DescriptionError(
            line: place.line,
            // Characters: the bytes that begin one.
            column: text[place.lineStart..<place.index].count(where: { $0 & 0xC0 != 0x80 }) + 1,
            message: isAtEnd ? "\(message), but the text ends" : message
        )
    }

    // MARK: - Words

    mutating func keyword(_ keyword: String) throws(DescriptionError) {
        let start = position
        guard word() == keyword else { throw error("expected \"\(keyword)\"", at: start) }
    }

    /// At least two parts joined by dots; each of letters, digits and inner hyphens, the first starting with a letter.
    mutating func interfaceName() throws(DescriptionError) -> String {
        skip()
        let start = position
        let from = index
        while let byte = peek, Self.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
            index += 1
        }
        let name = string(from..<index)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let areValid = parts.allSatisfy { !$0.isEmpty && $0.first != "-" && $0.last != "-" }
        guard parts.count >= 2, areValid, Self.isLetter(text[from]) else {
            throw error("expected a reverse-domain name such as org.example.service", at: start)
        }
        return name
    }

    /// Letters, digits and underscores from here on; empty where there are none.
    mutating func word() -> String {
        let from = index
        while let byte = peek, Self.isAlphanumeric(byte) || byte == Self.underscore { index += 1 }
        return string(from..<index)
    }

    /// Whether the word since `start` may name a type, a method or an error.
    func isTypeName(since start: Position) -> Bool {
        let word = text[start.index..<index]
        guard let first = word.first else { return false }
        return Self.isUpper(first) && !word.contains(Self.underscore)
    }

    /// Whether the word since `start` may name a field.
    func isFieldName(since start: Position) -> Bool {
        guard index > start.index, Self.isLetter(text[start.index]), text[index - 1] != Self.underscore else {
            return false
        }
        return !(start.index + 1..<index).contains { text[$0] == Self.underscore && text[$0 - 1] == Self.underscore }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// The byte that comes next; `nil` at the end.
    var peek: UInt8? { index < text.count ? text[index] : nil }

    /// Goes past a token that comes next.
    /// - Returns: whether it did.
    mutating func accept(_ token: String) -> Bool {
        var end = index
        for byte in token.utf8 {
            guard end < text.count, text[end] == byte else { return false }
            end += 1
        }
        index = end
        return true
    }

    // MARK: - Whitespace and comments

    /// Skips whitespace and comments.
    mutating func skip() {
        if index > skipped { hasContent = true }
        defer { skipped = index }
        while index < text.count {
            let (kind, length) = character(at: index)
            switch kind {
            case .lineBreak:
                let isReturn = text[index] == UInt8(ascii: "\r")
                index += length
                if isReturn, peek == UInt8(ascii: "\n") { index += 1 }
                line += 1
                lineStart = index
                // A comment is about what follows it at once.
                if !hasContent { commentLines = [] }
                hasContent = false
            case .blank: index += length
            case .other:
                guard text[index] == UInt8(ascii: "#") else { return }
                index += 1
                let comment = restOfLine()
                // One behind something on its line is about that.
                if !hasContent { commentLines.append(comment) }
                hasContent = true
            }
        }
    }

    /// Up to the line break, without the blanks around it.
    private mutating func restOfLine() -> String {
        var (start, end) = (index, index)
        while index < text.count {
            let (kind, length) = character(at: index)
            if kind == .lineBreak { break }
            index += length
            if kind == .other { end = index } else if end == start { (start, end) = (index, index) }
        }
        return string(start..<end)
    }

    /// The comment right before this place; none is told twice.
    mutating func takeComment() -> String {
        defer { commentLines = [] }
        return commentLines.joined(separator: "\n")
    }

    // MARK: - Characters

    private enum CharacterKind {
        case lineBreak, blank, other
    }

    /// The Unicode scalar that begins at a place, and how many bytes it has.
    private func character(at place: Int) -> (kind: CharacterKind, length: Int) {
        let byte = text[place]
        guard byte >= 0x80 else {
            return switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (.lineBreak, 1)
            case UInt8(ascii: " "), UInt8(ascii: "\t"): (.blank, 1)
            default: (.other, 1)
            }
        }
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        var value = UInt32(byte & (0x7F >> UInt8(length)))
        for next in text[place + 1..<place + length] { value = value << 6 | UInt32(next & 0x3F) }
        return switch value {
        case 0x2028, 0x2029: (.lineBreak, length)
        case 0x00A0, 0xFEFF, 0x1680, 0x180E, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: (.blank, length)
        default: (.other, length)
        }
    }

    private static let underscore = UInt8(ascii: "_")

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        isUpper(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
