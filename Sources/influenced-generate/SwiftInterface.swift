import InfluenceDescription

/// The Swift source of an interface: a namespace with its text, its types, its methods and its errors. It is meant for
/// `swift format`, which breaks and indents the lines.
struct SwiftInterface {
    struct File: Equatable {
        let name: String
        let text: String
    }

    private let description: InterfaceDescription
    private let origin: String
    private let namespace: String
    private let others: [InterfaceDescription]

    /// - Parameters:
    ///   - origin: the name of the file, for the first line of what is written.
    ///   - others: the interfaces that there is Swift of: a type that one of them describes just so is taken from there.
    init(_ description: InterfaceDescription, from origin: String, besides others: [InterfaceDescription] = []) {
        self.description = description
        self.origin = origin
        self.others = others
        namespace = SwiftName.namespace(description.name)
    }

    func files() throws(UnusableName) -> [File] {
        var files = [File(name: "\(namespace).swift", text: header + overview())]
        func add(_ part: String, _ text: String) {
            guard !text.isEmpty else { return }
            files.append(
                File(name: "\(namespace)+\(part).swift", text: header + "\nextension \(namespace) {\n\(text)}\n")
            )
        }
        add("Types", try types())
        add("Methods", try methods())
        add("Errors", try errors())
        return files
    }

    private var header: String {
        "// Generated from Interfaces/\(origin) by 'make generate'. What is changed here is lost.\n"
    }

    private func overview() -> String {
        // As many marks as no text of the file ends with.
        var marks = "#"
        while description.text.contains("\"\"\"" + marks) { marks += "#" }
        return "\n" + documentation(description.comment)
            + "package enum \(namespace) {\n"
            + "/// The name of the interface.\n"
            + "package static let name = \"\(description.name)\"\n\n"
            + "/// The description, as introspection shows it.\n"
            + "package static let text = \(marks)\"\"\"\n\(description.text)\n\"\"\"\(marks)\n}\n"
    }

    // MARK: - Types

    private func types() throws(UnusableName) -> String {
        var parts: [String] = []
        for name in description.typeNames {
            let comment = documentation(description.comments[name] ?? "")
            if let other = others.first(where: { $0.types[name] == description.types[name] }),
                description.types[name]?.isSelfContained == true
            {
                parts.append(
                    comment + "package typealias \(name) = \(SwiftName.namespace(other.name)).\(name)\n"
                )
                continue
            }
            switch description.types[name] {
            case .structure(let structure):
                parts.append(comment + (try SwiftStructure(name, structure, namespace).source(conforming: "Structure")))
            case .enumeration(let values):
                parts.append(comment + (try SwiftEnumeration(name, values, at: name).source()))
            case let type?:
                let swift = SwiftType(type, namespace, nested: nil)
                parts.append(comment + "package typealias \(name) = \(swift.text)\n")
            case nil: continue
            }
        }
        return parts.joined(separator: "\n")
    }

    // MARK: - Methods

    private func methods() throws(UnusableName) -> String {
        var parts: [String] = []
        for name in description.methodNames {
            guard let method = description.methods[name] else { continue }
            parts.append(
                documentation(description.comments[name] ?? "")
                    + "package enum \(name): VarlinkMethod {\n"
                    + "package static let name = \"\(description.name).\(name)\"\n\n"
                    + "/// What a call says.\n"
                    + (try SwiftStructure("Input", method.input, namespace).source(conforming: "Structure"))
                    + "\n/// What a reply says.\n"
                    + (try SwiftStructure("Output", method.output, namespace).source(conforming: "Structure"))
                    + "}\n"
            )
        }
        return parts.joined(separator: "\n")
    }

    // MARK: - Errors

    private func errors() throws(UnusableName) -> String {
        guard !description.errorNames.isEmpty else { return "" }
        var parts: [String] = []
        for name in description.errorNames {
            guard let structure = description.errors[name] else { continue }
            let fullName = "package static let name = \"\(description.name).\(name)\"\n"
            parts.append(
                documentation(description.comments[name] ?? "")
                    + (try SwiftStructure(name, structure, namespace).source(conforming: "Failure", fullName))
            )
        }
        parts.append(
            "/// Any of the errors.\npackage enum Failure: Sendable, Equatable {\n"
                + description.errorNames.map { "case \(lowered($0))(\($0))\n" }.joined()
                + "\n/// - Returns: `nil` where it is none of these, or does not say what the interface wants.\n"
                + "package init?(_ error: VarlinkError) {\nswitch error.name {\n"
                + description.errorNames.map { name in
                    "case \(name).name:\nguard let found = \(name)(error) else { return nil }\n"
                        + "self = .\(lowered(name))(found)\n"
                }.joined()
                + "default: return nil\n}\n}\n}\n"
        )
        return parts.joined(separator: "\n")
    }

    private func lowered(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}

/// A comment of the interface as documentation.
func documentation(_ comment: String) -> String {
    guard !comment.isEmpty else { return "" }
    return comment.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "///\n" : "/// \($0)\n" }.joined()
}

extension VarlinkType {
    /// Whether it names no other type: then it means the same in every interface.
    fileprivate var isSelfContained: Bool {
        switch self {
        case .bool, .int, .float, .string, .object, .any, .enumeration: true
        case .array(let type), .map(let type), .nullable(let type): type.isSelfContained
        case .structure(let structure): structure.fields.allSatisfy(\.type.isSelfContained)
        case .named: false
        }
    }
}
