package import InfluenceControl

/// What an administrator may want to find in the log.
package enum ServerEvent: Sendable, Equatable, CustomStringConvertible {
    /// A connection or a call that was not taken.
    case refused(Peer, LimitReached)
    /// A connection that was not taken, because the kernel does not tell whose it is.
    case unknownPeer
    /// A connection that the server closed.
    case dropped(Peer, DropReason)
    /// A method ended with an error that its interface does not describe.
    case failed(Peer, method: String, error: String)
    /// A reply or an error was not as its interface describes it; the caller got a failure in its place.
    case invalidReply(Peer, method: String, TypeMismatch)
    /// The system has no descriptors or memory for further connections: they wait in its queue.
    case acceptPaused(String)
    /// Connections are accepted again.
    case acceptResumed
    /// So many further events of a user, or of none, were not told within a minute.
    case suppressed(user: UInt32?, count: Int)

    package enum DropReason: Sendable, Equatable {
        case malformed(MessageError)
        case messageTooLong(limit: Int)
        case slowReader
        case slowWriter
        case idle
    }

    /// The user whose doing it is.
    var user: UInt32? {
        switch self {
        case .refused(let peer, _), .dropped(let peer, _), .failed(let peer, _, _), .invalidReply(let peer, _, _):
            peer.user
        case .suppressed(let user, _): user
        case .unknownPeer, .acceptPaused, .acceptResumed: nil
        }
    }

    /// The message of an event is no longer than this, whatever made it.
    static let textLimit = 1_000

    package var description: String {
        switch self {
        case .refused(let peer, let limit): "refused (\(peer)): \(limit) ('\(limit.key)')"
        case .unknownPeer: "connection refused: the kernel does not tell who it is"
        case .dropped(let peer, let reason): "connection closed (\(peer)): \(reason)"
        case .failed(_, let method, let error): "\(method) failed: \(Self.bounded(error))"
        case .invalidReply(_, let method, let mismatch):
            "\(method) gave an invalid reply: \(Self.bounded(mismatch.description))"
        case .acceptPaused(let reason):
            "no further connections for now, they wait: \(reason); raise LimitNOFILE, or lower 'limits.connections'"
        case .acceptResumed: "connections are accepted again"
        case .suppressed(let user?, let count): "\(count) further lines about user \(user) left out within a minute"
        case .suppressed(nil, let count): "\(count) further lines about connections left out within a minute"
        }
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > textLimit else { return text }
        return String(decoding: text.utf8.prefix(textLimit), as: UTF8.self) + "..."
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
