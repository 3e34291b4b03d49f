/// An error that a service answers with: its full name and the parameters that its interface describes.
package struct VarlinkError: Error, Sendable, Equatable {
    /// Interface and name, joined by a dot: `org.varlink.service.MethodNotFound`.
    package let name: String
    package let parameters: JSONObject

    package init(_ name: String, _ parameters: JSONObject = [:]) {
        self.name = name
        self.parameters = parameters
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
