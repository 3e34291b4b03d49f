package import InfluenceDescription

/// A value that is not of the type its interface gives it.
package struct TypeMismatch: Error, Equatable, CustomStringConvertible {
    /// The way to the value: `country`, `range.from`, `names[2]`.
    package let path: String
    /// What is wrong there.
    package let problem: String

    package init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }

    package var description: String { "\(path): \(problem)" }

    /// The same, seen from what holds the value as a member.
    func beneath(_ name: String) -> TypeMismatch {
        let isWhole = path.isEmpty || path.utf8.first == UInt8(ascii: "[")
        return TypeMismatch(path: name + (isWhole ? "" : ".") + path, problem: problem)
    }
}

extension InterfaceDescription {
    /// Checks the parameters of a call, of a reply or of an error: no field unknown, none missing that is not
    /// nullable, each of its type. Null and absent are the same.
    ///
    /// - Throws: the first mismatch, unknown fields first.
    package func check(_ parameters: JSONObject, against structure: VarlinkType.Structure) throws(TypeMismatch) {
        try check(parameters, against: structure, at: Path.root)
    }

    /// The same for parameters that may be `null` (none) or rendered before.
    package func check(_ parameters: JSONValue, against structure: VarlinkType.Structure) throws(TypeMismatch) {
        if case .null = parameters { return try check(JSONObject(), against: structure) }
        try check(parameters, against: .structure(structure), at: .root)
    }

    /// Only a mismatch turns the way into text: a call that is right pays nothing for it.
    private indirect enum Path {
        case root
        case field(Path, String)
        case element(Path, Int)

        var text: String {
            switch self {
            case .root: ""
            case .field(.root, let name): name
            case .field(let path, let name): "\(path.text).\(name)"
            case .element(let path, let index): "\(path.text)[\(index)]"
            }
        }
    }

    private func check(
        _ object: JSONObject,
        against structure: VarlinkType.Structure,
        at path: Path
    ) throws(TypeMismatch) {
        for member in object.members where !structure.fields.contains(where: { $0.name == member.name }) {
            throw TypeMismatch(path: Path.field(path, member.name).text, problem: "unknown field")
        }
        for field in structure.fields {
            if let value = object[field.name] {
                try check(value, against: field.type, at: .field(path, field.name))
            } else if !isNullable(field.type) {
                throw TypeMismatch(path: Path.field(path, field.name).text, problem: "missing; expected \(field.type)")
            }
        }
    }

    private func isNullable(_ type: VarlinkType) -> Bool {
        if case .nullable = type { true } else { false }
    }

    private func check(_ value: JSONValue, against type: VarlinkType, at path: Path) throws(TypeMismatch) {
        switch (type, value) {
        case (_, .rendered(let document)):
            guard let parsed = try? JSONParser.parse(document.bytes) else {
                throw TypeMismatch(path: path.text, problem: "the rendered text is not JSON")
            }
            try check(parsed, against: type, at: path)
        case (.nullable, .null): return
        case (.nullable(let type), _): try check(value, against: type, at: path)
        case (.named(let name), _):
            guard let type = types[name] else { throw TypeMismatch(path: path.text, problem: "no type \(name)") }
            try check(value, against: type, at: path)
        case (.bool, .bool), (.int, .integer), (.float, .integer), (.string, .string), (.object, .object): return
        case (.float, .number(let number)) where number.isFinite: return
        case (.any, let value) where value != .null: return
        case (.array(let type), .array(let elements)):
            for (index, element) in elements.enumerated() {
                try check(element, against: type, at: .element(path, index))
            }
        case (.map(let type), .object(let object)):
            for member in object.members { try check(member.value, against: type, at: .field(path, member.name)) }
        case (.structure(let structure), .object(let object)): try check(object, against: structure, at: path)
        case (.enumeration(let names), .string(let text)) where names.contains(text): return
        default: throw TypeMismatch(path: path.text, problem: "expected \(type)")
        }
    }
}
