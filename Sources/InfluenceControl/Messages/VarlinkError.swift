/// An error that a service answers with: its full name and the parameters that its interface describes.
package struct VarlinkError: Error, Sendable, Equatable {
    /// Interface and name, joined by a dot: `org.varlink.service.MethodNotFound`.
    package let name: String
    /// No text in it is longer than ``longestText``: what was asked for wrongly is not sent back whole.
    package let parameters: JSONObject

    /// In Unicode scalars.
    package static let longestText = 1_000

    package init(_ name: String, _ parameters: JSONObject = [:]) {
        self.name = name
        self.parameters = Self.bounded(parameters)
    }

    private static func bounded(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.map { JSONObject.Member(name: $0.name, value: bounded($0.value)) })
    }

    private static func bounded(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.utf8.count > longestText && text.unicodeScalars.count > longestText:
            .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestText - 1))) + "…")
        case .array(let values): .array(values.map(bounded))
        case .object(let object): .object(bounded(object))
        default: value
        }
    }
}

/// The errors that any method may answer with.
extension VarlinkError {
    package static func interfaceNotFound(_ interface: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InterfaceNotFound", ["interface": .string(interface)])
    }

    /// - Parameter method: the full name as it was called.
    package static func methodNotFound(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotFound", ["method": .string(method)])
    }

    /// - Parameter method: the full name as it was called.
    package static func methodNotImplemented(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotImplemented", ["method": .string(method)])
    }

    /// - Parameter parameter: the parameter's name; the path to it where it lies deeper: `range.from`, `names[2]`.
    package static func invalidParameter(_ parameter: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InvalidParameter", ["parameter": .string(parameter)])
    }

    /// - Parameter key: in the service's configuration.
    package static func limitReached(limit: Int, key: String, reason: String) -> VarlinkError {
        VarlinkError(
            "org.influenced.Index.LimitReached",
            ["limit": .integer(Int64(limit)), "key": .string(key), "reason": .string(reason)]
        )
    }

    package static let permissionDenied = VarlinkError("org.varlink.service.PermissionDenied")
    package static let expectedMore = VarlinkError("org.varlink.service.ExpectedMore")
}

extension VarlinkError: CustomStringConvertible {
    package var description: String { parameters.isEmpty ? name : "\(name) \(parameters)" }
}
