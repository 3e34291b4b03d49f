import Glibc

/// A connected Unix socket with blocking reads and writes that end at a deadline.
final class SocketStream {
    private let descriptor: Int32
    /// For each wait for the peer.
    private let timeout: Duration?
    private var chunk = [UInt8](repeating: 0, count: 64 * 1024)

    init(path: String, timeout: Duration?) throws(ClientError) {
        guard let address = UnixAddress(path: path) else {
            throw .pathTooLong(path: path, limit: UnixAddress.maximumPathLength)
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", errno: errno) }
        self.descriptor = descriptor
        self.timeout = timeout
        // Bounds the wait for a place in the listener's queue.
        if let timeout {
            var limit = timeval(timeout)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        while address.withSocketAddress({ connect(descriptor, $0, $1) }) != 0 {
            switch errno {
            case EINTR: continue
            case ENOENT, ENOTDIR: throw .noSocket(path: path)
            case ECONNREFUSED: throw Self.isSocket(path) ? .notListening(path: path) : .notASocket(path: path)
            case EACCES, EPERM: throw .permissionDenied(path: path)
            case EAGAIN: throw .timedOut
            default: throw .system(operation: "connect to \(path)", errno: errno)
            }
        }
    }

    deinit {
        close(descriptor)
    }

    private static func isSocket(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    /// Writes all of `bytes`.
    func write(_ bytes: [UInt8]) throws(ClientError) {
        var written = 0
        while written < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                send(
                    descriptor,
                    UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
                    buffer.count - written,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            if result >= 0 {
                written += result
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: try wait(for: Int16(POLLOUT))
            case EPIPE, ECONNRESET: throw .closed
            default: throw .system(operation: "send", errno: errno)
            }
        }
    }

    /// Waits for bytes and adds them to `framer`; `false` at the end of the stream.
    func read(into framer: inout MessageFramer) throws(ClientError) -> Bool {
        while true {
            let count = chunk.withUnsafeMutableBytes { buffer in
                recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                framer.append(chunk[..<count])
                return true
            }
            if count == 0 { return false }
            switch errno {
            case EINTR: continue
            case EAGAIN: try wait(for: Int16(POLLIN))
            case ECONNRESET: return false
            default: throw .system(operation: "receive", errno: errno)
            }
        }
    }

    private func wait(for events: Int16) throws(ClientError) {
        let start = ContinuousClock.now
        while true {
            var remaining: Int32 = -1
            if let timeout {
                let left = timeout - (ContinuousClock.now - start)
                guard left > .zero else { throw .timedOut }
                remaining = left.millisecondsRoundedUp
            }
            var request = pollfd(fd: descriptor, events: events, revents: 0)
            let result = poll(&request, 1, remaining)
            if result > 0 { return }
            if result < 0, errno != EINTR { throw .system(operation: "poll", errno: errno) }
        }
    }
}

extension Duration {
    fileprivate var millisecondsRoundedUp: Int32 {
        let (seconds, attoseconds) = components
        let milliseconds = attoseconds / 1_000_000_000_000_000 + 1
        return seconds >= 2_000_000 ? 2_000_000_000 : Int32(seconds * 1_000 + milliseconds)
    }
}

extension timeval {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        // Zero would mean no limit.
        self.init(tv_sec: Int(clamping: seconds), tv_usec: max(1, Int(attoseconds / 1_000_000_000_000)))
    }
}
