/// A reply as it goes over the wire: parameters, or an error with its parameters.
package struct Reply: Sendable, Equatable {
    /// An object, `null` for none, or either of them rendered before.
    package var parameters: JSONValue
    /// Whether further replies to the same call follow.
    package var continues: Bool
    /// Interface and name of the error, joined by a dot.
    package var error: String?

    package init(_ parameters: JSONValue, continues: Bool = false) {
        self.parameters = parameters
        self.continues = continues
    }

    package init(_ error: VarlinkError) {
        parameters = .object(error.parameters)
        continues = false
        self.error = error.name
    }

    /// The reply in `message`, which is without its NUL. Members that we do not know are ignored: services may
    /// extend what they say.
    package init(parsing message: [UInt8]) throws(MessageError) {
        self.init(.object([:]))
        for member in try headerMembers(of: message) {
            switch member.name {
            case "parameters": parameters = .object(try parametersObject(member))
            case "continues":
                if member.value.isNull { continue }
                guard let value = member.value.boolValue else {
                    throw .wrongType(member: member.name, expected: "true or false")
                }
                continues = value
            case "error":
                if member.value.isNull { continue }
                guard let name = member.value.stringValue else {
                    throw .wrongType(member: member.name, expected: "a string")
                }
                error = name
            default: continue
            }
        }
        if error != nil, continues { throw .continuingError }
    }

    /// The message with its NUL. Parameters that are empty are left out.
    package func message() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        if let error {
            writer.name("error")
            writer.string(error)
        }
        if hasParameters {
            writer.name("parameters")
            writer.value(parameters)
        }
        if continues, error == nil { writer.flag("continues") }
        writer.endObject()
        writer.endMessage()
        return writer.bytes
    }

    private var hasParameters: Bool {
        switch parameters {
        case .null: false
        case .object(let object): !object.isEmpty
        default: true
        }
    }
}
