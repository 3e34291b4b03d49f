/// What kind of answer a call asks for.
package enum CallMode: Sendable, Equatable {
    /// One reply.
    case plain
    /// No reply at all, not even an error.
    case oneway
    /// As many replies as the method has.
    case more
    /// One reply, after which another protocol takes over the connection.
    case upgrade
}

/// A call of a method, as it goes over the wire.
package struct Call: Sendable, Equatable {
    /// Interface and method, joined by a dot: `org.varlink.service.GetInfo`.
    package var method: String
    package var parameters: JSONObject
    package var mode: CallMode

    package init(_ method: String, _ parameters: JSONObject = [:], mode: CallMode = .plain) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    /// The call in `message`, which is without its NUL. Absent, null and empty parameters are the same; extensions
    /// of vendors (an object whose name holds a dot) are ignored.
    package init(parsing message: [UInt8]) throws(MessageError) {
        var method: String?
        var parameters = JSONObject()
        var flag: (name: String, mode: CallMode)?
        for member in try headerMembers(of: message) {
            switch member.name {
            case "method":
                guard let name = member.value.stringValue else {
                    throw .wrongType(member: member.name, expected: "a string")
                }
                method = name
            case "parameters": parameters = try parametersObject(member)
            case "oneway", "more", "upgrade":
                guard let isSet = member.value.boolValue else {
                    throw .wrongType(member: member.name, expected: "true or false")
                }
                guard isSet else { continue }
                if let flag { throw .conflictingFlags(flag.name, member.name) }
                let mode: CallMode = member.name == "oneway" ? .oneway : member.name == "more" ? .more : .upgrade
                flag = (member.name, mode)
            default: try requireVendorExtension(member)
            }
        }
        guard let method else { throw .missingMethod }
        self.init(method, parameters, mode: flag?.mode ?? .plain)
    }

    /// The message with its NUL.
    package func message() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 128)
        writer.beginObject()
        writer.name("method")
        writer.string(method)
        if !parameters.isEmpty {
            writer.name("parameters")
            writer.value(.object(parameters))
        }
        switch mode {
        case .plain: break
        case .oneway: writer.flag("oneway")
        case .more: writer.flag("more")
        case .upgrade: writer.flag("upgrade")
        }
        writer.endObject()
        writer.endMessage()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func flag(_ name: String) {
        self.name(name)
        bool(true)
    }
}

func headerMembers(of message: [UInt8]) throws(MessageError) -> [JSONObject.Member] {
    let document: JSONValue
    do { document = try JSONParser.parse(message) } catch { throw .invalidJSON(error) }
    guard let header = document.objectValue else { throw .notAnObject }
    return header.members
}

func parametersObject(_ member: JSONObject.Member) throws(MessageError) -> JSONObject {
    switch member.value {
    case .null: return JSONObject()
    case .object(let parameters): return parameters
    default: throw .wrongType(member: member.name, expected: "an object")
    }
}

private func requireVendorExtension(_ member: JSONObject.Member) throws(MessageError) {
    guard member.name.utf8.contains(UInt8(ascii: ".")), member.value.objectValue != nil else {
        throw .unknownMember(member.name)
    }
}
