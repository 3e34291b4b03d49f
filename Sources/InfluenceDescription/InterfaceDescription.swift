/// An interface as its `.varlink` file describes it: what it offers, and the types that calls and replies are checked
/// against.
package struct InterfaceDescription: Sendable {
    /// The types of a method's parameters and of its reply.
    package struct Method: Sendable, Equatable {
        package let name: String
        package let input: VarlinkType.Structure
        package let output: VarlinkType.Structure
    }

    /// The reverse-domain name: `org.influenced.Index`.
    package let name: String
    /// The file's text, comments included: what introspection shows.
    package let text: String
    /// In the order of the file.
    package let methodNames: [String]
    package let methods: [String: Method]
    /// Of the structures and enumerations, and of the errors, in the order of the file.
    package let typeNames: [String]
    package let errorNames: [String]
    /// What the file says right before the interface, and before each type, method and error, by its name.
    package let comment: String
    package let comments: [String: String]
    /// Structures and enumerations by name.
    package let types: [String: VarlinkType]
    /// The parameters of each error by name.
    package let errors: [String: VarlinkType.Structure]

    /// - Throws: `DescriptionError` with line and column, for anything that the language does not allow.
    package init(parsing text: String) throws(DescriptionError) {
        var parser = DescriptionParser(text)
        try parser.parse()
        name = parser.name
        self.text = text
        methodNames = parser.methodNames
        typeNames = parser.typeNames
        errorNames = parser.errorNames
        comment = parser.comment
        comments = parser.comments
        methods = parser.methods
        types = parser.types
        errors = parser.errors
    }

    /// The name within this interface of a method or an error, whose whole name is both joined by a dot.
    /// - Returns: `nil` for a name of another interface. Whether this one has such a member is not looked at.
    package func member(of name: String) -> String? {
        let prefix = self.name + "."
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}

/// Why a text is not an interface description.
package struct DescriptionError: Error, Equatable, CustomStringConvertible {
    /// Counted from 1; columns count characters (Unicode scalars).
    package let line: Int
    package let column: Int
    package let message: String

    package var description: String { "\(line):\(column): \(message)" }
}
