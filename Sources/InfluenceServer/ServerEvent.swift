package import InfluenceControl

/// What an administrator may want to find in the log.
package enum ServerEvent: Sendable, Equatable, CustomStringConvertible {
    /// A connection that was not accepted.
    case refused(RefusalReason)
    /// A connection that the server closed.
    case dropped(Peer, DropReason)
    /// A method ended with an error that its interface does not describe.
    case failed(method: String, error: String)
    /// A reply or an error was not as its interface describes it; the caller got a failure in its place.
    case invalidReply(method: String, TypeMismatch)

    package enum RefusalReason: Sendable, Equatable {
        case tooManyConnections(limit: Int)
        case tooManyConnectionsOfUser(UInt32, limit: Int)
        case unknownPeer
    }

    package enum DropReason: Sendable, Equatable {
        case malformed(MessageError)
        case messageTooLong(limit: Int)
        case slowReader
        case slowWriter
        case idle
    }

    package var description: String {
        switch self {
        case .refused(.tooManyConnections(let limit)): "connection refused: there are \(limit) already"
        case .refused(.tooManyConnectionsOfUser(let user, let limit)):
            "connection refused: user \(user) has \(limit) already"
        case .refused(.unknownPeer): "connection refused: the kernel does not tell who it is"
        case .dropped(let peer, let reason): "connection closed (\(peer)): \(reason)"
        case .failed(let method, let error): "\(method) failed: \(error)"
        case .invalidReply(let method, let mismatch): "\(method) gave an invalid reply: \(mismatch)"
        }
    }
}

extension ServerEvent.DropReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let error): error.description
        case .messageTooLong(let limit): "a message of more than \(limit) bytes"
        case .slowReader: "it does not read its replies"
        case .slowWriter: "it does not finish its call"
        case .idle: "it was idle"
        }
    }
}
