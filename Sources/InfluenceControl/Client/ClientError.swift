import Glibc

/// Why a call has no reply.
package enum ClientError: Error, Equatable, CustomStringConvertible {
    /// Nothing exists at the path.
    case noSocket(path: String)
    /// There is a socket, but nobody listens: a daemon that was killed leaves it behind.
    case notListening(path: String)
    case permissionDenied(path: String)
    case notASocket(path: String)
    case pathTooLong(path: String, limit: Int)
    /// The system refused for another reason: `errno` of the call.
    case system(operation: String, errno: Int32)
    /// The service did not take or answer the call in time.
    case timedOut
    /// The service closed the connection before the last reply.
    case closed
    /// The service said something that is not Varlink.
    case invalidReply(String)
    /// The last call on this connection still has replies to come.
    case busy
    /// The service answered with an error.
    case refused(VarlinkError)

    package var description: String {
        switch self {
        case .noSocket(let path): "there is no socket at \(path)"
        case .notListening(let path): "nobody listens at the socket \(path)"
        case .permissionDenied(let path): "no permission to use the socket \(path)"
        case .notASocket(let path): "\(path) is not a socket"
        case .pathTooLong(let path, let limit): "the path of a socket has 1 to \(limit) bytes: \(path)"
        case .system(let operation, let errno): "\(operation): \(systemMessage(errno))"
        case .timedOut: "the service did not answer in time"
        case .closed: "the service closed the connection without an answer"
        case .invalidReply(let problem): "the service sent an invalid reply: \(problem)"
        case .busy: "the last call on this connection still has replies to come"
        case .refused(let error): error.description
        }
    }
}

/// What the system calls an `errno`.
package func systemMessage(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}
