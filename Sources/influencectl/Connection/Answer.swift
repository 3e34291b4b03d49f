import InfluenceControl

/// A reply to a call: as it came, and as its interface describes it.
struct Answer<Reply: VarlinkStructure> {
    /// With what a newer daemon says besides; printed as it is for `--format json`.
    let document: JSONValue
    let reply: Reply

    /// - Throws: `TypeMismatch`, where the interface describes something else.
    init(_ document: JSONValue) throws(TypeMismatch) {
        self.init(document, as: try Reply(json: document))
    }

    init(_ document: JSONValue, as reply: Reply) {
        self.document = document
        self.reply = reply
    }

    /// A reply that says nothing but this.
    init(_ field: Reply.Field, _ value: JSONValue) throws(TypeMismatch) {
        try self.init(.object(JSONObject([.init(name: field.rawValue, value: value)])))
    }

    /// A member as it came; `null` where it is absent.
    subscript(field: Reply.Field) -> JSONValue { document.objectValue?[field.rawValue] ?? .null }

    /// The elements of a list as they came.
    func elements(_ field: Reply.Field) -> [JSONValue] { self[field].arrayValue ?? [] }

    /// The same with another value of a member.
    func with(_ field: Reply.Field, _ value: JSONValue) throws(TypeMismatch) -> Answer {
        var object = document.objectValue ?? [:]
        object[field.rawValue] = value
        return try Answer(.object(object))
    }
}
