import Glibc
import InfluenceControl

/// Why there is no socket to listen on.
package enum ListenError: Error, Equatable, CustomStringConvertible {
    /// Another daemon answers there.
    case inUse(path: String)
    /// Something else lies at the path; it is left alone.
    case notASocket(path: String)
    case pathTooLong(path: String, limit: Int)
    /// What was handed over is not a listening Unix stream socket.
    case notAListeningSocket(descriptor: Int32)
    case system(operation: String, path: String, errno: Int32)

    /// Whether the path itself will not do, so that trying again changes nothing.
    package var isWrongPath: Bool {
        switch self {
        case .notASocket, .pathTooLong: true
        case .inUse, .notAListeningSocket: false
        case .system(_, _, let errno): Self.isWrongPath(errno)
        }
    }

    /// Whether an error of the system speaks of the path, and not of the disk or of this moment.
    package static func isWrongPath(_ code: Int32) -> Bool {
        [ENOENT, ENOTDIR, EISDIR, EEXIST, EACCES, EPERM, ELOOP, ENAMETOOLONG, EROFS, EINVAL].contains(code)
    }

    package var description: String {
        switch self {
        case .inUse(let path): "another daemon answers on the socket \(path)"
        case .notASocket(let path): "\(path) exists and is not a socket; it is left alone"
        case .pathTooLong(let path, let limit): "the path of a socket has 1 to \(limit) bytes: \(path)"
        case .notAListeningSocket(let descriptor):
            "the inherited descriptor \(descriptor) is not a listening Unix stream socket"
        case .system(let operation, let path, let errno): "\(operation) \(path): \(systemMessage(errno))"
        }
    }
}
