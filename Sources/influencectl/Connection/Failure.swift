import InfluenceControl
import InfluenceText

/// Why a command did not do what it was asked.
enum Failure: Error, Equatable, CustomStringConvertible {
    /// The daemon answered with an error.
    case refused(VarlinkError)
    /// The socket led to no daemon.
    case unreachable(socket: String, ClientError)
    case noAnswer(socket: String)
    /// The daemon went away before its answer was complete.
    case connectionLost(socket: String)
    /// Something answers, but not in Varlink.
    case notUnderstood(socket: String, reason: String)
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case notText(file: String, line: Int, column: Int)
    /// It does not fit into one message.
    case tooLong(file: String)
    /// What is no file has brought more than `limit` bytes.
    case endless(file: String, limit: Int)
    /// Whoever read our output has had enough: `influencectl ... | head`.
    case readerLeft
    /// Everything was said already; only the exit status is left.
    case reported(ExitStatus)

    init(_ error: ClientError, socket: String) {
        switch error {
        case .refused(let refusal): self = .refused(refusal)
        case .timedOut: self = .noAnswer(socket: socket)
        case .closed: self = .connectionLost(socket: socket)
        case .invalidReply(let reason): self = .notUnderstood(socket: socket, reason: reason)
        default: self = .unreachable(socket: socket, error)
        }
    }

    var status: ExitStatus {
        switch self {
        case .refused, .cannotRead, .cannotWrite, .notText, .tooLong, .endless, .readerLeft: .refused
        case .unreachable, .noAnswer, .connectionLost, .notUnderstood: .unreachable
        case .reported(let status): status
        }
    }

    /// What to tell the user; empty where there is nothing to tell.
    var description: String {
        switch self {
        case .refused(let error): sentence(for: error)
        case .unreachable(let socket, let error): diagnosis(of: error, socket: socket)
        case .noAnswer(let socket):
            "the daemon at \(socket) did not answer in time; wait longer with --timeout, or see its log with "
                + "'journalctl -u influenced'"
        case .connectionLost(let socket):
            "the daemon at \(socket) closed the connection before its answer was complete; see its log with "
                + "'journalctl -u influenced'"
        case .notUnderstood(let socket, let reason): "what answers at \(socket) is not influenced: \(reason)"
        case .cannotRead(let file, let reason): "cannot read \(file): \(reason)"
        case .cannotWrite(let file, let reason): "cannot write \(file): \(reason)"
        case .notText(let file, let line, let column): "\(file):\(line):\(column): not UTF-8 text"
        case .tooLong(let file):
            "\(file): too long; the daemon takes at most 1 MiB of it at a time, so write it in parts"
        case .endless(let file, let limit):
            "\(file): more than \(DecimalText.mebibytes(limit)) have come, and it is no file whose end is known; write it to one first"
        case .readerLeft, .reported: ""
        }
    }
}
