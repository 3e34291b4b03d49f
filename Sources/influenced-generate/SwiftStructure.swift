import InfluenceDescription

/// A structure with what reads and writes it.
struct SwiftStructure {
    private let name: String
    private let structure: VarlinkType.Structure
    private let namespace: String

    init(_ name: String, _ structure: VarlinkType.Structure, _ namespace: String) {
        self.name = name
        self.structure = structure
        self.namespace = namespace
    }

    /// - Parameter members: what it has besides.
    func source(conforming kind: String, _ members: String = "") throws(UnusableName) -> String {
        var seen: [String: String] = [:]
        for field in structure.fields {
            let property = SwiftName.camelCased(field.name)
            guard !SwiftName.reserved.contains(property) else {
                throw UnusableName(place: "\(name).\(field.name)", reason: "generated types have this name already")
            }
            if let other = seen.updateValue(field.name, forKey: property) {
                throw UnusableName(place: "\(name).\(field.name)", reason: "in Swift \(other) has the same name")
            }
        }
        return "package struct \(name): Varlink\(kind) {\n"
            + (members.isEmpty ? "" : members + "\n")
            + properties + (try nested()) + fieldNames + initializer + coding + "}\n"
    }

    private var fields: [(field: VarlinkType.Field, name: String, type: SwiftType)] {
        structure.fields.map { field in
            (
                field, SwiftName.camelCased(field.name),
                SwiftType(field.type, namespace, nested: SwiftName.type(field.name))
            )
        }
    }

    private var properties: String {
        fields.map { field, _, type in
            documentation(field.comment) + "package var \(SwiftName.declared(field.name)): \(type.text)\n"
        }.joined()
    }

    /// The types that fields have for themselves.
    private func nested() throws(UnusableName) -> String {
        var result = ""
        for (field, _, type) in fields {
            let name = SwiftName.type(field.name)
            guard type.unnamed != nil else { continue }
            guard !SwiftName.reservedTypes.contains(name) else {
                throw UnusableName(place: "\(self.name).\(field.name)", reason: "its type needs a name of its own")
            }
            switch type.unnamed {
            case .structure(let structure):
                result += "\n" + (try SwiftStructure(name, structure, namespace).source(conforming: "Structure"))
            case .enumeration(let values):
                result += "\n" + (try SwiftEnumeration(name, values, at: "\(self.name).\(field.name)").source())
            default: continue
            }
        }
        return result
    }

    private var fieldNames: String {
        guard !fields.isEmpty else { return "package typealias Field = NoField\n" }
        let cases = fields.map { field, name, _ in
            "case \(SwiftName.declared(field.name))" + (field.name == name ? "" : " = \"\(field.name)\"") + "\n"
        }
        return "\npackage enum Field: String, VarlinkField {\n\(cases.joined())}\n"
    }

    private var initializer: String {
        let parameters = fields.map { field, _, type in
            "\(SwiftName.declared(field.name)): \(type.text)" + (type.isNullable ? " = nil" : "")
        }
        let assignments = fields.map { field, name, _ in "self.\(name) = \(SwiftName.declared(field.name))\n" }
        return "\npackage init(\(parameters.joined(separator: ", "))) {\n\(assignments.joined())}\n"
    }

    private var coding: String {
        let reads = fields.map { field, name, _ in "self.\(name) = try members.value(\"\(field.name)\")\n" }
        let writes = fields.map { field, name, _ in "writer.member(\"\(field.name)\", self.\(name))\n" }
        let values = fields.map { _, name, _ in "case .\(name): self.\(name).json\n" }
        let reader = "MemberReader(json, expecting: Self.expectation)\n"
        return "\npackage static var expectation: String { \"\(structure.fields.isEmpty ? "()" : name)\" }\n"
            + "\npackage init(json: JSONValue) throws(TypeMismatch) {\n"
            + (fields.isEmpty ? "_ = try \(reader)" : "var members = try \(reader)\(reads.joined())")
            + "}\n"
            + "\npackage func write(to writer: inout JSONWriter) {\n"
            + "writer.beginObject()\n\(writes.joined())writer.endObject()\n}\n"
            + "\npackage subscript(field: Field) -> JSONValue {\n"
            + (fields.isEmpty ? ".null\n}\n" : "switch field {\n\(values.joined())}\n}\n")
    }
}

/// A type as Swift writes it.
struct SwiftType {
    let text: String
    let isNullable: Bool
    /// The structure or enumeration in it that has no name of its own.
    let unnamed: VarlinkType?

    /// - Parameter nested: what a structure or enumeration without a name is called.
    init(_ type: VarlinkType, _ namespace: String, nested: String?) {
        switch type {
        case .bool: self.init("Bool")
        case .int: self.init("Int64")
        case .float: self.init("Double")
        case .string: self.init("String")
        case .object: self.init("JSONObject")
        case .any: self.init("JSONValue")
        case .named(let name): self.init("\(namespace).\(name)")
        case .array(let element):
            let inner = SwiftType(element, namespace, nested: nested)
            self.init("[\(inner.text)]", unnamed: inner.unnamed)
        case .map(let element):
            let inner = SwiftType(element, namespace, nested: nested)
            self.init("[String: \(inner.text)]", unnamed: inner.unnamed)
        case .nullable(let wrapped):
            let inner = SwiftType(wrapped, namespace, nested: nested)
            self.init("\(inner.text)?", isNullable: true, unnamed: inner.unnamed)
        case .structure, .enumeration: self.init(nested ?? "JSONValue", unnamed: nested == nil ? nil : type)
        }
    }

    private init(_ text: String, isNullable: Bool = false, unnamed: VarlinkType? = nil) {
        self.text = text
        self.isNullable = isNullable
        self.unnamed = unnamed
    }
}

/// A few words, and those of versions to come.
struct SwiftEnumeration {
    private let name: String
    private let values: [String]
    private let place: String

    init(_ name: String, _ values: [String], at place: String) {
        self.name = name
        self.values = values
        self.place = place
    }

    func source() throws(UnusableName) -> String {
        var seen: Set<String> = ["other"]
        for value in values where !seen.insert(SwiftName.camelCased(value)).inserted {
            throw UnusableName(place: place, reason: "in Swift another value has the name of \(value)")
        }
        return "package enum \(name): VarlinkEnumeration {\n"
            + values.map { "case \(SwiftName.declared($0))\n" }.joined()
            + "/// One that only another version of the interface has.\ncase other(String)\n"
            + "\npackage static var expectation: String { \"(\(values.joined(separator: ", ")))\" }\n"
            + "\npackage init(_ text: String) {\nswitch text {\n"
            + values.map { "case \"\($0)\": self = .\(SwiftName.camelCased($0))\n" }.joined()
            + "default: self = .other(text)\n}\n}\n"
            + "\npackage var text: String {\nswitch self {\n"
            + values.map { "case .\(SwiftName.camelCased($0)): \"\($0)\"\n" }.joined()
            + "case .other(let text): text\n}\n}\n}\n"
    }
}
