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

    private var scanner: DescriptionScanner
    /// Where each name of a type that was not built in was used.
    private var uses: [(name: String, position: DescriptionScanner.Position)] = []

    init(_ text: String) {
        scanner = DescriptionScanner(text)
    }

    mutating func parse() throws(DescriptionError) {
        scanner.skip()
        comment = scanner.takeComment()
        try scanner.keyword("interface")
        name = try scanner.interfaceName()
        var endOfLast = scanner.line
        scanner.skip()
        while !scanner.isAtEnd {
            guard scanner.line > endOfLast else { throw scanner.error("expected a line break before this") }
            try member()
            endOfLast = scanner.line
            scanner.skip()
        }
        guard !(methods.isEmpty && types.isEmpty && errors.isEmpty) else {
            throw scanner.error("the interface has no type, method or error")
        }
        for use in uses where types[use.name] == nil {
            throw scanner.error("the type \(use.name) is not defined", at: use.position)
        }
    }

    // MARK: - Members

    private mutating func member() throws(DescriptionError) {
        let start = scanner.position
        let comment = scanner.takeComment()
        let word = scanner.word()
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
            scanner.skip()
            guard scanner.accept("-"), scanner.accept(">") else { throw scanner.error("expected \"->\"") }
            let output = try structure("the reply has")
            methods[name] = InterfaceDescription.Method(name: name, input: input, output: output)
            methodNames.append(name)
        case "error":
            let name = try memberName()
            comments[name] = comment
            errorNames.append(name)
            errors[name] = try structure("the parameters have")
        default:
            throw scanner.error("expected \"type\", \"method\" or \"error\"", at: start)
        }
    }

    private mutating func memberName() throws(DescriptionError) -> String {
        scanner.skip()
        let start = scanner.position
        let name = scanner.word()
        guard scanner.isTypeName(since: start) else {
            throw scanner.error("expected a name: an upper-case letter, then letters and digits", at: start)
        }
        guard methods[name] == nil, types[name] == nil, errors[name] == nil else {
            throw scanner.error("\(name) is defined twice", at: start)
        }
        return name
    }

    private mutating func structure(_ whatHas: String) throws(DescriptionError) -> VarlinkType.Structure {
        scanner.skip()
        let start = scanner.position
        guard case .structure(let structure) = try bracketed(depth: 0) else {
            throw scanner.error("\(whatHas) to be a structure, not an enumeration", at: start)
        }
        return structure
    }

    // MARK: - Types

    private mutating func type(depth: Int) throws(DescriptionError) -> VarlinkType {
        guard depth < Self.maximumDepth else {
            throw scanner.error("types are nested more than \(Self.maximumDepth) deep")
        }
        scanner.skip()
        if scanner.accept("?") {
            scanner.skip()
            guard scanner.peek != UInt8(ascii: "?") else { throw scanner.error("a type cannot be nullable twice") }
            return .nullable(try type(depth: depth + 1))
        }
        if scanner.peek == UInt8(ascii: "[") {
            if scanner.accept("[]") { return .array(try type(depth: depth + 1)) }
            if scanner.accept("[string]") { return .map(try type(depth: depth + 1)) }
            throw scanner.error("expected \"[]\" or \"[string]\"")
        }
        if scanner.peek == UInt8(ascii: "(") { return try bracketed(depth: depth + 1) }
        let start = scanner.position
        let word = scanner.word()
        switch word {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any": return .any
        default:
            guard scanner.isTypeName(since: start) else { throw scanner.error("expected a type", at: start) }
            uses.append((word, start))
            return .named(word)
        }
    }

    /// A structure or an enumeration: the first separator tells which.
    private mutating func bracketed(depth: Int) throws(DescriptionError) -> VarlinkType {
        scanner.skip()
        guard scanner.accept("(") else { throw scanner.error("expected \"(\"") }
        scanner.skip()
        if scanner.accept(")") { return .structure(VarlinkType.Structure([])) }
        var names: Set<String> = []
        var comment = scanner.takeComment()
        let first = try fieldName(&names)
        scanner.skip()
        if scanner.peek == UInt8(ascii: ":") {
            var fields: [VarlinkType.Field] = []
            var name = first
            while true {
                scanner.skip()
                guard scanner.accept(":") else { throw scanner.error("expected \":\" and the type of \(name)") }
                fields.append(VarlinkType.Field(name, try type(depth: depth), comment: comment))
                guard try separator() else { return .structure(VarlinkType.Structure(fields)) }
                scanner.skip()
                comment = scanner.takeComment()
                name = try fieldName(&names)
            }
        }
        var values = [first]
        while try separator() {
            values.append(try fieldName(&names))
            scanner.skip()
            if scanner.peek == UInt8(ascii: ":") { throw scanner.error("an enumeration's values have no types") }
        }
        return .enumeration(values)
    }

    /// Whether another field follows; `false` at the closing bracket.
    private mutating func separator() throws(DescriptionError) -> Bool {
        scanner.skip()
        if scanner.accept(",") { return true }
        guard scanner.accept(")") else { throw scanner.error("expected \",\" or \")\"") }
        return false
    }

    private mutating func fieldName(_ names: inout Set<String>) throws(DescriptionError) -> String {
        scanner.skip()
        let start = scanner.position
        let name = scanner.word()
        guard scanner.isFieldName(since: start) else {
            throw scanner.error(
                "expected a field name: letters and digits, with single underscores between them",
                at: start
            )
        }
        guard names.insert(name).inserted else { throw scanner.error("the field \(name) occurs twice", at: start) }
        return name
    }
}
