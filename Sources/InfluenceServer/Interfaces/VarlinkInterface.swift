package import InfluenceControl
package import InfluenceDescription

/// An interface with what answers its calls.
package struct VarlinkInterface: Sendable {
    package let description: InterfaceDescription
    package let methods: [String: MethodHandler]
    let isAllowed: @Sendable (Peer) -> Bool
    let failure: @Sendable (any Error) -> VarlinkError

    /// - Parameters:
    ///   - methods: handlers by the method's name in the description. A method without one answers
    ///     MethodNotImplemented.
    ///   - isAllowed: who may call; others get PermissionDenied. Runs on the event loop for each call.
    ///   - failure: the error to answer with when a handler throws anything but a `VarlinkError`.
    /// - Throws: `UndescribedMethod` for a handler whose method the description does not have.
    package init(
        _ description: InterfaceDescription,
        methods: [String: MethodHandler],
        isAllowed: @escaping @Sendable (Peer) -> Bool = { _ in true },
        failure: @escaping @Sendable (any Error) -> VarlinkError
    ) throws(UndescribedMethod) {
        for name in methods.keys.sorted() where description.methods[name] == nil {
            throw UndescribedMethod(interface: description.name, method: name)
        }
        self.description = description
        self.methods = methods
        self.isAllowed = isAllowed
        self.failure = failure
    }

    /// The same from the rows of a table.
    package init(
        _ description: InterfaceDescription,
        rows: [MethodRow],
        isAllowed: @escaping @Sendable (Peer) -> Bool = { _ in true },
        failure: @escaping @Sendable (any Error) -> VarlinkError
    ) throws(UndescribedMethod) {
        var methods: [String: MethodHandler] = [:]
        for row in rows {
            guard let name = description.member(of: row.name) else {
                throw UndescribedMethod(interface: description.name, method: row.name)
            }
            methods[name] = row.handler
        }
        try self.init(description, methods: methods, isAllowed: isAllowed, failure: failure)
    }

    /// A handler for a method that its interface does not have.
    package struct UndescribedMethod: Error, Equatable, CustomStringConvertible {
        package let interface: String
        package let method: String
        package var description: String { "\(interface) describes no method \(method)" }
    }
}
