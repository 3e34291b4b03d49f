/// A type of the Varlink interface definition language.
package indirect enum VarlinkType: Sendable, Equatable {
    case bool
    case int
    case float
    case string
    /// Any JSON object.
    case object
    /// Any JSON value but `null`.
    case any
    case array(VarlinkType)
    /// An object with arbitrary names and values of one type. With `()` as that type it is a set of strings.
    case map(VarlinkType)
    case nullable(VarlinkType)
    case structure(Structure)
    case enumeration([String])
    /// A type that the same interface defines.
    case named(String)

    /// The fields of an object.
    package struct Structure: Sendable, Equatable {
        package let fields: [Field]

        package init(_ fields: [Field]) {
            self.fields = fields
        }
    }

    /// One field of a structure. What is said of it is no part of the type.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let type: VarlinkType
        /// The comment right before it.
        package let comment: String

        package init(_ name: String, _ type: VarlinkType, comment: String = "") {
            self.name = name
            self.type = type
            self.comment = comment
        }

        package static func == (one: Field, other: Field) -> Bool { one.name == other.name && one.type == other.type }
    }
}

extension VarlinkType: CustomStringConvertible {
    /// The type as the language writes it.
    package var description: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "string"
        case .object: "object"
        case .any: "any"
        case .array(let element): "[]\(element)"
        case .map(let element): "[string]\(element)"
        case .nullable(let type): "?\(type)"
        case .structure(let structure): structure.description
        case .enumeration(let names): "(\(names.joined(separator: ", ")))"
        case .named(let name): name
        }
    }
}

extension VarlinkType.Structure: CustomStringConvertible {
    package var description: String {
        "(\(fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
    }
}
