import InfluenceControl
import InfluenceDescription

/// Finds what answers a call, or why it is refused. A value: all of it is known when the server starts.
struct Dispatcher: Sendable {
    private let interfaces: [String: VarlinkInterface]
    private let routes: [String: Route]

    enum Decision: Sendable {
        case refuse(VarlinkError)
        case run(Route)
    }

    init(
        _ interfaces: [VarlinkInterface],
        checksReplies: Bool,
        observe: @escaping @Sendable (ServerEvent) -> Void
    ) throws(DuplicateInterface) {
        var byName: [String: VarlinkInterface] = [:]
        var routes: [String: Route] = [:]
        for interface in interfaces {
            let name = interface.description.name
            guard byName.updateValue(interface, forKey: name) == nil else { throw DuplicateInterface(name: name) }
            for (methodName, handler) in interface.methods {
                guard let method = interface.description.methods[methodName] else { continue }
                let fullName = "\(name).\(methodName)"
                routes[fullName] = Route(
                    name: fullName,
                    interface: interface,
                    method: method,
                    handler: handler,
                    checksReplies: checksReplies,
                    observe: observe
                )
            }
        }
        self.interfaces = byName
        self.routes = routes
    }

    func decide(_ call: Call, from peer: Peer) -> Decision {
        guard let route = routes[call.method] else { return .refuse(refusal(of: call.method, to: peer)) }
        guard route.interface.isAllowed(peer) else { return .refuse(.permissionDenied) }
        // No method hands the connection over to another protocol, and any other answer would say that it did.
        guard call.mode != .upgrade else { return .refuse(.methodNotImplemented(call.method)) }
        do throws(TypeMismatch) {
            try route.interface.description.check(call.parameters, against: route.method.input)
        } catch {
            return .refuse(.invalidParameter(error.path))
        }
        if case .streaming(.watch, _) = route.handler, call.mode != .more { return .refuse(.expectedMore) }
        return .run(route)
    }

    /// Why no handler has this name.
    private func refusal(of fullName: String, to peer: Peer) -> VarlinkError {
        guard let dot = fullName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return .interfaceNotFound(fullName) }
        let interfaceName = String(fullName[..<dot])
        guard let interface = interfaces[interfaceName] else { return .interfaceNotFound(interfaceName) }
        guard interface.isAllowed(peer) else { return .permissionDenied }
        let method = String(fullName[fullName.utf8.index(after: dot)...])
        return interface.description.methods[method] == nil
            ? .methodNotFound(fullName)
            : .methodNotImplemented(fullName)
    }
}

/// Two interfaces of one name.
package struct DuplicateInterface: Error, Equatable, CustomStringConvertible {
    package let name: String
    package var description: String { "the interface \(name) is offered twice" }
}
