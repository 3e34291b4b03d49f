/// What systemd hands over at start (sd_listen_fds(3)): descriptors from 3 on, with names.
package struct SocketActivation: Sendable, Equatable {
    /// Descriptors by name in their order; a name may occur several times.
    package let sockets: [Socket]

    package struct Socket: Sendable, Equatable {
        package let name: String
        package let descriptor: Int32
    }

    /// The name that Varlink gives its listening socket.
    package static let varlinkName = "varlink"
    private static let firstDescriptor: Int32 = 3
    /// What systemd calls a descriptor without a name.
    private static let unnamed = "unknown"

    /// Reads LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES.
    ///
    /// - Returns: `nil` where nothing was handed over, or not to this process.
    /// - Throws: where the variables are for this process and make no sense.
    package init?(environment: [String: String], process: Int32) throws(SocketActivationError) {
        guard let pid = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else { return nil }
        guard Int32(pid) == process else { return nil }
        guard let count = Int32(count), (0...1_024).contains(count) else {
            throw .invalid(variable: "LISTEN_FDS", value: count)
        }
        guard count > 0 else { return nil }
        var names = Array(repeating: Self.unnamed, count: Int(count))
        if let given = environment["LISTEN_FDNAMES"] {
            names = given.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard names.count == count else { throw .invalid(variable: "LISTEN_FDNAMES", value: given) }
        }
        sockets = zip(names, Self.firstDescriptor...).map { Socket(name: $0, descriptor: $1) }
    }

    /// The socket to serve on: the one named `varlink`; a single one need not have that name.
    package var varlinkDescriptor: Int32? {
        if let named = sockets.first(where: { $0.name == Self.varlinkName }) { return named.descriptor }
        return sockets.count == 1 ? sockets.first?.descriptor : nil
    }
}

/// Variables of socket activation that make no sense.
package enum SocketActivationError: Error, Equatable, CustomStringConvertible {
    case invalid(variable: String, value: String)

    package var description: String {
        switch self {
        case .invalid(let variable, let value): "the environment variable \(variable) makes no sense: \"\(value)\""
        }
    }
}
