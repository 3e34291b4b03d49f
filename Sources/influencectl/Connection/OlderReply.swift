import InfluenceControl
import InfluenceDescription

/// A daemon that is older than this client does not say all that its interface says by now: what it leaves out is blank (0,
/// empty). What is of another type stays as it is, and is refused by who reads it.
extension InterfaceDescription {
    /// - Returns: `nil` where the interface has no such method.
    /// - Parameter method: interface and name, joined by a dot.
    static func completed(_ reply: JSONObject, of method: String) -> JSONObject? {
        for interface in [try? InfluenceInterfaces.index(), try? InfluenceInterfaces.admin()].compactMap(\.self) {
            guard let name = interface.member(of: method), let known = interface.methods[name] else { continue }
            return interface.completed(reply, as: known.output)
        }
        return nil
    }

    private func completed(_ object: JSONObject, as structure: VarlinkType.Structure) -> JSONObject {
        var result = object
        for field in structure.fields {
            if let value = object[field.name], !value.isNull {
                result[field.name] = completed(value, as: field.type)
            } else {
                result[field.name] = blank(field.type)
            }
        }
        return result
    }

    private func completed(_ value: JSONValue, as type: VarlinkType) -> JSONValue {
        switch (type, value) {
        case (.nullable(let type), _): completed(value, as: type)
        case (.named(let name), _): types[name].map { completed(value, as: $0) } ?? value
        case (.array(let type), .array(let elements)): .array(elements.map { completed($0, as: type) })
        case (.map(let type), .object(let object)):
            .object(JSONObject(object.members.map { .init(name: $0.name, value: completed($0.value, as: type)) }))
        case (.structure(let structure), .object(let object)): .object(completed(object, as: structure))
        default: value
        }
    }

    private func blank(_ type: VarlinkType) -> JSONValue {
        switch type {
        case .nullable: .null
        case .bool: false
        case .int: 0
        case .float: 0.0
        case .string, .enumeration, .any: ""
        case .array: []
        case .object, .map: [:]
        case .structure(let structure): .object(completed([:], as: structure))
        case .named(let name): types[name].map(blank) ?? .null
        }
    }
}
