import InfluenceControl

/// A limit that a client has reached. It is told which, and where the administrator sets it.
package enum LimitReached: Error, Hashable, Sendable {
    case connections(limit: Int)
    case connectionsOfUser(limit: Int)
    case waitingCalls(limit: Int)
    case waitingBytes(limit: Int)

    package var limit: Int {
        switch self {
        case .connections(let limit), .connectionsOfUser(let limit), .waitingCalls(let limit),
            .waitingBytes(let limit):
            limit
        }
    }

    /// In the configuration.
    package var key: String {
        switch self {
        case .connections: "limits.connections"
        case .connectionsOfUser: "limits.connections_per_user"
        case .waitingCalls: "limits.waiting_calls"
        case .waitingBytes: "limits.waiting_bytes"
        }
    }

    var error: VarlinkError { .limitReached(limit: limit, key: key, reason: description) }
}

extension LimitReached: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connections(let limit): "there are \(limit) connections already, as many as there may be"
        case .connectionsOfUser(let limit): "the user has \(limit) connections already, as many as one may have"
        case .waitingCalls(let limit): "\(limit) calls of the user wait already, as many as may"
        case .waitingBytes(let limit): "calls of more than \(limit) bytes of the user would wait, more than may"
        }
    }
}
