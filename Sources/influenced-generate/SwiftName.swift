/// How names of an interface are written in Swift.
enum SwiftName {
    /// `org.influenced.Index` becomes `IndexInterface`.
    static func namespace(_ interface: String) -> String {
        let last = interface.split(separator: ".").last.map(String.init) ?? interface
        return type(last.split(separator: "-").joined(separator: "_")) + "Interface"
    }

    /// `data_from` becomes `DataFrom`.
    static func type(_ name: String) -> String {
        let property = camelCased(name)
        return property.prefix(1).uppercased() + property.dropFirst()
    }

    /// `data_from` becomes `dataFrom`, as what stands behind a dot or before a colon.
    static func camelCased(_ name: String) -> String {
        let parts = name.split(separator: "_")
        return parts.enumerated().map { index, part in
            index == 0 ? String(part) : part.prefix(1).uppercased() + part.dropFirst()
        }.joined()
    }

    /// The same where it is declared.
    static func declared(_ name: String) -> String {
        let property = camelCased(name)
        return keywords.contains(property) ? "`\(property)`" : property
    }

    /// Words that a declaration, or an expression that begins with the name, has to quote.
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else",
        "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "init",
        "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat",
        "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try",
        "typealias", "var", "where", "while",
    ]

    /// What every generated structure has already.
    static let reserved: Set<String> = ["json", "parameters", "self", "init"]
    /// What the types of fields must not hide.
    static let reservedTypes: Set<String> = [
        "Bool", "Double", "Field", "Int64", "JSONObject", "JSONValue", "JSONWriter", "MemberReader", "NoField",
        "String",
        "TypeMismatch",
    ]
}

/// What an interface calls something cannot be written in Swift.
struct UnusableName: Error, Equatable, CustomStringConvertible {
    let place: String
    let reason: String

    var description: String { "\(place): \(reason)" }
}
