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

    private let text: [Unicode.Scalar]
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
        let column: Int
    }

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
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
        let before = index
        skip()
        let start = position
        let name = word()
        guard index > before, let first = name.unicodeScalars.first, Self.isUpper(first), !name.contains("_") else {
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
            guard peek != "?" else { throw error("a type cannot be nullable twice") }
            return .nullable(try type(depth: depth + 1))
        }
        if peek == "[" {
            if accept("[]") { return .array(try type(depth: depth + 1)) }
            if accept("[string]") { return .map(try type(depth: depth + 1)) }
            throw error("expected \"[]\" or \"[string]\"")
        }
        if peek == "(" { return try bracketed(depth: depth + 1) }
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
            guard let first = word.unicodeScalars.first, Self.isUpper(first), !word.contains("_") else {
                throw error("expected a type", at: start)
            }
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
        if peek == ":" {
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
            if peek == ":" { throw error("an enumeration's values have no types") }
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
        guard let first = name.unicodeScalars.first, Self.isLetter(first), name.last != "_", !name.contains("__") else {
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
        while index < text.count, Self.isAlphanumeric(text[index]) || text[index] == "-" || text[index] == "." {
            index += 1
        }
        let name = String(String.UnicodeScalarView(text[from..<index]))
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let areValid = parts.allSatisfy { !$0.isEmpty && $0.first != "-" && $0.last != "-" }
        guard parts.count >= 2, areValid, let first = name.unicodeScalars.first, Self.isLetter(first) else {
            throw error("expected a reverse-domain name such as org.example.service", at: start)
        }
        return name
    }

    /// Letters, digits and underscores from here on; empty where there are none.
    private mutating func word() -> String {
        let from = index
        while index < text.count, Self.isAlphanumeric(text[index]) || text[index] == "_" { index += 1 }
        return String(String.UnicodeScalarView(text[from..<index]))
    }

    private var peek: Unicode.Scalar? { index < text.count ? text[index] : nil }

    private mutating func accept(_ token: String) -> Bool {
        let scalars = token.unicodeScalars
        guard text[index...].starts(with: scalars) else { return false }
        index += scalars.count
        return true
    }

    private mutating func skip() {
        if index > skipped { hasContent = true }
        defer { skipped = index }
        while let scalar = peek {
            if Self.isLineBreak(scalar) {
                index += 1
                if scalar == "\r", peek == "\n" { index += 1 }
                line += 1
                lineStart = index
                // A comment is about what follows it at once.
                if !hasContent { commentLines = [] }
                hasContent = false
            } else if scalar == "#" {
                let from = index + 1
                while let next = peek, !Self.isLineBreak(next) { index += 1 }
                // One behind something on its line is about that.
                if !hasContent { commentLines.append(Self.trimmed(text[from..<index])) }
                hasContent = true
            } else if Self.isBlank(scalar) {
                index += 1
            } else {
                return
            }
        }
    }

    /// The comment right before this place; none is told twice.
    private mutating func takeComment() -> String {
        defer { commentLines = [] }
        return commentLines.joined(separator: "\n")
    }

    private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        let text = scalars.drop(while: isBlank)
        let end = text.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? text.startIndex
        return String(String.UnicodeScalarView(text[..<end]))
    }

    private var position: Position { Position(line: line, column: index - lineStart + 1) }

    private func error(_ message: String, at place: Position? = nil) -> DescriptionError {
        let place = place ?? position
        let isAtEnd = index >= text.count && place.line == line && place.column == index - lineStart + 1
        return DescriptionError(
            line: place.line,
            column: place.column,
            message: isAtEnd ? "\(message), but the text ends" : message
        )
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { isUpper(scalar) || ("a"..."z").contains(scalar) }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || ("0"..."9").contains(scalar)
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\u{00A0}", "\u{FEFF}", "\u{1680}", "\u{180E}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}",
            "\u{3000}":
            true
        default: false
        }
    }
}
