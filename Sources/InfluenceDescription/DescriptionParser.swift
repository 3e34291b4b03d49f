/// Reads the Varlink interface definition language, as UAPI.20 defines it.
struct DescriptionParser {
    private(set) var name = ""
    private(set) var methodNames: [String] = []
    private(set) var methods: [String: InterfaceDescription.Method] = [:]
    private(set) var types: [String: VarlinkType] = [:]
    private(set) var errors: [String: VarlinkType.Structure] = [:]
    private(set) var typeNames: [String] = []
    private(set) var errorNames: [String] = []
    /// What is said of the interface, and of each member, right before it.
    private(set) var comment = ""
    private(set) var comments: [String: String] = [:]

    /// How deep types may be nested.
    private static let maximumDepth = 32

    /// UTF-8, in which all that the language means is ASCII.
    private let text: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    /// Where each name of a type that was not built in was used.
    private var uses: [(name: String, position: Position)] = []
    /// The lines of the comment that what comes next follows without a blank line.
    private var commentLines: [String] = []
    /// Whether the line holds anything up to here.
    private var hasContent = false
    /// Where whitespace and comments were skipped to.
    private var skipped = 0

    private struct Position {
        let line: Int
        let lineStart: Int
        let index: Int
    }

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    mutating func parse() throws(DescriptionError) {
        skip()
        comment = takeComment()
        try keyword("interface")
        name = try interfaceName()
        var endOfLast = line
        skip()
        while index < text.count {
            guard line > endOfLast else { throw error("expected a line break before this") }
            try member()
            endOfLast = line
            skip()
        }
        guard !(methods.isEmpty && types.isEmpty && errors.isEmpty) else {
            throw error("the interface has no type, method or error")
        }
        for use in uses where types[use.name] == nil {
            throw error("the type \(use.name) is not defined", at: use.position)
        }
    }

    // MARK: - Members

    private mutating func member() throws(DescriptionError) {
        let start = position
        let comment = takeComment()
        let word = word()
        switch word {
        case "type":
            let name = try memberName()
            comments[name] = comment
            typeNames.append(name)
            switch try bracketed(depth: 0) {
            case .structure(let structure): types[name] = .structure(structure)
            case let type: types[name] = type
            }
        case "method":
            let name = try memberName()
            comments[name] = comment
            let input = try structure("the parameters have")
            skip()
            guard accept("-"), accept(">") else { throw error("expected \"->\"") }
            let output = try structure("the reply has")
            methods[name] = InterfaceDescription.Method(name: name, input: input, output: output)
            methodNames.append(name)
        case "error":
            let name = try memberName()
            comments[name] = comment
            errorNames.append(name)
            errors[name] = try structure("the parameters have")
        default:
            throw error("expected \"type\", \"method\" or \"error\"", at: start)
        }
    }

    private mutating func memberName() throws(DescriptionError) -> String {
        skip()
        let start = position
        let name = word()
        guard isTypeName(since: start) else {
            throw error("expected a name: an upper-case letter, then letters and digits", at: start)
        }
        guard methods[name] == nil, types[name] == nil, errors[name] == nil else {
            throw error("\(name) is defined twice", at: start)
        }
        return name
    }

    private mutating func structure(_ whatHas: String) throws(DescriptionError) -> VarlinkType.Structure {
        skip()
        let start = position
        guard case .structure(let structure) = try bracketed(depth: 0) else {
            throw error("\(whatHas) to be a structure, not an enumeration", at: start)
        }
        return structure
    }

    // MARK: - Types

    private mutating func type(depth: Int) throws(DescriptionError) -> VarlinkType {
        guard depth < Self.maximumDepth else { throw error("types are nested more than \(Self.maximumDepth) deep") }
        skip()
        if accept("?") {
            skip()
            guard peek != UInt8(ascii: "?") else { throw error("a type cannot be nullable twice") }
            return .nullable(try type(depth: depth + 1))
        }
        if peek == UInt8(ascii: "[") {
            if accept("[]") { return .array(try type(depth: depth + 1)) }
            if accept("[string]") { return .map(try type(depth: depth + 1)) }
            throw error("expected \"[]\" or \"[string]\"")
        }
        if peek == UInt8(ascii: "(") { return try bracketed(depth: depth + 1) }
        let start = position
        let word = word()
        switch word {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any": return .any
        default:
            guard isTypeName(since: start) else { throw error("expected a type", at: start) }
            uses.append((word, start))
            return .named(word)
        }
    }

    /// A structure or an enumeration: the first separator tells which.
    private mutating func bracketed(depth: Int) throws(DescriptionError) -> VarlinkType {
        skip()
        guard accept("(") else { throw error("expected \"(\"") }
        skip()
        if accept(")") { return .structure(VarlinkType.Structure([])) }
        var names: Set<String> = []
        var comment = takeComment()
        let first = try fieldName(&names)
        skip()
        if peek == UInt8(ascii: ":") {
            var fields: [VarlinkType.Field] = []
            var name = first
            while true {
                skip()
                guard accept(":") else { throw error("expected \":\" and the type of \(name)") }
                fields.append(VarlinkType.Field(name, try type(depth: depth), comment: comment))
                guard try separator() else { return .structure(VarlinkType.Structure(fields)) }
                skip()
                comment = takeComment()
                name = try fieldName(&names)
            }
        }
        var values = [first]
        while try separator() {
            values.append(try fieldName(&names))
            skip()
            if peek == UInt8(ascii: ":") { throw error("an enumeration's values have no types") }
        }
        return .enumeration(values)
    }

    /// Whether another field follows; `false` at the closing bracket.
    private mutating func separator() throws(DescriptionError) -> Bool {
        skip()
        if accept(",") { return true }
        guard accept(")") else { throw error("expected \",\" or \")\"") }
        return false
    }

    private mutating func fieldName(_ names: inout Set<String>) throws(DescriptionError) -> String {
        skip()
        let start = position
        let name = word()
        guard isFieldName(since: start) else {
            throw error("expected a field name: letters and digits, with single underscores between them", at: start)
        }
        guard names.insert(name).inserted else { throw error("the field \(name) occurs twice", at: start) }
        return name
    }

    // MARK: - Words and whitespace

    private mutating func keyword(_ keyword: String) throws(DescriptionError) {
        let start = position
        guard word() == keyword else { throw error("expected \"\(keyword)\"", at: start) }
    }

    /// At least two parts joined by dots; each of letters, digits and inner hyphens, the first starting with a letter.
    private mutating func interfaceName() throws(DescriptionError) -> String {
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
    private mutating func word() -> String {
        let from = index
        while let byte = peek, Self.isAlphanumeric(byte) || byte == Self.underscore { index += 1 }
        return string(from..<index)
    }

    /// Whether the word since `start` may name a type, a method or an error.
    private func isTypeName(since start: Position) -> Bool {
        let word = text[start.index..<index]
        guard let first = word.first else { return false }
        return Self.isUpper(first) && !word.contains(Self.underscore)
    }

    /// Whether the word since `start` may name a field.
    private func isFieldName(since start: Position) -> Bool {
        guard index > start.index, Self.isLetter(text[start.index]), text[index - 1] != Self.underscore else {
            return false
        }
        return !(start.index + 1..<index).contains { text[$0] == Self.underscore && text[$0 - 1] == Self.underscore }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    private var peek: UInt8? { index < text.count ? text[index] : nil }

    private mutating func accept(_ token: String) -> Bool {
        var end = index
        for byte in token.utf8 {
            guard end < text.count, text[end] == byte else { return false }
            end += 1
        }
        index = end
        return true
    }

    private mutating func skip() {
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
    private mutating func takeComment() -> String {
        defer { commentLines = [] }
        return commentLines.joined(separator: "\n")
    }

    private var position: Position { Position(line: line, lineStart: lineStart, index: index) }

    private func error(_ message: String, at place: Position? = nil) -> DescriptionError {
        let place = place ?? position
        let isAtEnd = index >= text.count && place.index == index
        return DescriptionError(
            line: place.line,
            // Characters: the bytes that begin one.
            column: text[place.lineStart..<place.index].count(where: { $0 & 0xC0 != 0x80 }) + 1,
            message: isAtEnd ? "\(message), but the text ends" : message
        )
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
