/// The members of a structure, by their names in the protocol.
package protocol VarlinkField: RawRepresentable<String>, CaseIterable, Sendable, Hashable {}

/// Of a structure without members: there is none.
package struct NoField: VarlinkField {
    package static var allCases: [NoField] { [] }

    package init?(rawValue: String) { nil }

    package var rawValue: String { "" }
}

/// An object with known members: a type of an interface, the parameters of a call, of a reply or of an error.
package protocol VarlinkStructure: VarlinkValue {
    associatedtype Field: VarlinkField

    /// The value of a member, by its name.
    subscript(field: Field) -> JSONValue { get }
}

extension VarlinkStructure {
    package var json: JSONValue { .object(members { _ in true }) }

    /// As the parameters of a call: what is not given is left out, so that an older service is not asked about what it does
    /// not know.
    package var parameters: JSONObject { members { !$0.isNull } }

    private func members(where isWanted: (JSONValue) -> Bool) -> JSONObject {
        JSONObject(
            unique: Field.allCases.compactMap { field in
                let value = self[field]
                return isWanted(value) ? JSONObject.Member(name: field.rawValue, value: value) : nil
            }
        )
    }
}

extension RenderedJSON {
    /// `structure` as compact JSON. Of structures alone: a literal stays a `JSONValue`.
    package init(_ structure: some VarlinkStructure) {
        self.init { structure.write(to: &$0) }
    }
}

/// Reads the members of an object one after the other.
struct MemberReader {
    private let members: [JSONObject.Member]
    /// Where the next one is expected: most senders keep the order of the description.
    private var place = 0

    init(_ json: JSONValue, expecting expectation: String) throws(TypeMismatch) {
        guard let object = json.objectValue else {
            throw TypeMismatch(path: "", problem: "expected \(expectation)")
        }
        members = object.members
    }

    mutating func value<Value: VarlinkValue>(_ name: String) throws(TypeMismatch) -> Value {
        guard let json = member(name) else {
            if let absent = Value.absent { return absent }
            throw TypeMismatch(path: name, problem: "missing; expected \(Value.expectation)")
        }
        do throws(TypeMismatch) { return try Value(json: json) } catch { throw error.beneath(name) }
    }

    private mutating func member(_ name: String) -> JSONValue? {
        if place < members.count, members[place].name == name {
            place += 1
            return members[place - 1].value
        }
        guard let found = members.firstIndex(where: { $0.name == name }) else { return nil }
        place = found + 1
        return members[found].value
    }
}

/// One of a few words. A newer version may know more of them.
package protocol VarlinkEnumeration: VarlinkValue {
    /// The word for it; of one that the interface does not have ``other(_:)``.
    init(_ text: String)
    static func other(_ text: String) -> Self
    var text: String { get }
}

extension VarlinkEnumeration {
    package init(json: JSONValue) throws(TypeMismatch) {
        guard let text = json.stringValue else { throw Self.mismatch() }
        self.init(text)
    }

    package func write(to writer: inout JSONWriter) { writer.string(text) }
    package var json: JSONValue { .string(text) }
}
