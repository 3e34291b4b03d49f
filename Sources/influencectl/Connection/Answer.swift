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

    /// A member as it came; `null` where it is absent.
    subscript(field: Reply.Field) -> JSONValue { document.objectValue?[field.rawValue] ?? .null }

    /// The elements of a list as they came.
    func elements(_ field: Reply.Field) -> [JSONValue] { self[field].arrayValue ?? [] }

    /// The document with another value of a member.
    func replacing(_ field: Reply.Field, by value: JSONValue) -> JSONObject {
        var object = document.objectValue ?? [:]
        object[field.rawValue] = value
        return object
    }
}
