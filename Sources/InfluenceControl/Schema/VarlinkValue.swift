/// A value of a type that an interface describes: read from JSON, and written as JSON.
package protocol VarlinkValue: Sendable, Equatable {
    /// The type, as the interface definition language writes it.
    static var expectation: String { get }
    /// What a member of the type is where it is absent; `nil` where it has to be there.
    static var absent: Self? { get }

    /// - Throws: `TypeMismatch` with the way to the first place that is not as described, and what is expected there.
    ///   Members that the type does not have are ignored: a newer service may say more.
    init(json: JSONValue) throws(TypeMismatch)
    /// Appends the value as JSON text: missing values as `null`, members in the order of the description.
    func write(to writer: inout JSONWriter)
    /// The same as a tree of values.
    var json: JSONValue { get }
}

extension VarlinkValue {
    package static var absent: Self? { nil }

    /// Refuses a value that is not of the type.
    static func mismatch() -> TypeMismatch { TypeMismatch(path: "", problem: "expected \(expectation)") }
}

extension JSONWriter {
    /// A member of an object, with its value.
    mutating func member(_ name: StaticString, _ value: some VarlinkValue) {
        self.name(plain: name)
        value.write(to: &self)
    }
}

// MARK: - The types of the language

extension Bool: VarlinkValue {
    package static var expectation: String { "bool" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let value = json.boolValue else { throw Self.mismatch() }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.bool(self) }
    package var json: JSONValue { .bool(self) }
}

extension Int64: VarlinkValue {
    package static var expectation: String { "int" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let value = json.integerValue else { throw Self.mismatch() }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.integer(self) }
    package var json: JSONValue { .integer(self) }
}

extension Double: VarlinkValue {
    package static var expectation: String { "float" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let value = json.numberValue else { throw Self.mismatch() }
        self = value
    }

    /// `null` where it is not finite.
    package func write(to writer: inout JSONWriter) { writer.number(self) }
    package var json: JSONValue { .number(orNull: self) }
}

extension String: VarlinkValue {
    package static var expectation: String { "string" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let value = json.stringValue else { throw Self.mismatch() }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.string(self) }
    package var json: JSONValue { .string(self) }
}

/// Any object.
extension JSONObject: VarlinkValue {
    package static var expectation: String { "object" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let value = json.objectValue else { throw Self.mismatch() }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.value(.object(self)) }
    package var json: JSONValue { .object(self) }
}

/// Any value but `null`.
extension JSONValue: VarlinkValue {
    package static var expectation: String { "any" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard !json.isNull else { throw Self.mismatch() }
        self = json
    }

    package func write(to writer: inout JSONWriter) { writer.value(self) }
    package var json: JSONValue { self }
}

extension Optional: VarlinkValue where Wrapped: VarlinkValue {
    package static var expectation: String { "?\(Wrapped.expectation)" }
    package static var absent: Self? { .some(nil) }

    package init(json: JSONValue) throws(TypeMismatch) {
        if case .null = json { self = nil } else { self = try Wrapped(json: json) }
    }

    package func write(to writer: inout JSONWriter) {
        if let self { self.write(to: &writer) } else { writer.null() }
    }

    package var json: JSONValue { self?.json ?? .null }
}

extension Array: VarlinkValue where Element: VarlinkValue {
    package static var expectation: String { "[]\(Element.expectation)" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let elements = json.arrayValue else { throw Self.mismatch() }
        self.init()
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(TypeMismatch) { append(try Element(json: element)) } catch { throw error.beneath("[\(index)]") }
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }

    package var json: JSONValue { .array(map(\.json)) }
}

/// A map, written by its names in order.
extension Dictionary: VarlinkValue where Key == String, Value: VarlinkValue {
    package static var expectation: String { "[string]\(Value.expectation)" }

    package init(json: JSONValue) throws(TypeMismatch) {
        guard let object = json.objectValue else { throw Self.mismatch() }
        self.init(minimumCapacity: object.count)
        for member in object.members {
            do throws(TypeMismatch) {
                self[member.name] = try Value(json: member.value)
            } catch {
                throw error.beneath(member.name)
            }
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            value.write(to: &writer)
        }
        writer.endObject()
    }

    package var json: JSONValue {
        .object(JSONObject(sorted(by: { $0.key < $1.key }).map { .init(name: $0.key, value: $0.value.json) }))
    }
}
