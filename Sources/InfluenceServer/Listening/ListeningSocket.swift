import Glibc
import InfluenceControl

/// A Unix socket on which connections are accepted: one that we made, or one that systemd handed over. It belongs to
/// the server that it is given to, or has to be closed.
package struct ListeningSocket: Sendable {
    package let descriptor: Int32
    /// The socket's file as it was at the start; `nil` for one that has none.
    private let entry: SocketEntry?
    /// With what we made it, and therefore remove it; `nil` for one that was handed over.
    private let making: Making?

    /// Whether it was handed over, and not made here.
    package var isAdopted: Bool { making == nil }

    private struct Making: Sendable {
        let mode: UInt32
        let group: UInt32?
    }

    /// Longest queue of connections not yet accepted.
    static let queueLength: Int32 = 512

    /// Makes a socket at `path` that only its owner and group may use. It is given its mode and group before it
    /// listens, so that nobody else can ever connect. A socket that nobody listens on (left behind by a crash) is
    /// replaced; of several who find it at one time one does, and the others are told that it is in use.
    ///
    /// - Parameters:
    ///   - mode: of the socket file.
    ///   - group: of the socket file; `nil` leaves the process's own.
    package static func make(path: String, mode: UInt32 = 0o660, group: UInt32? = nil) throws(ListenError)
        -> ListeningSocket
    {
        guard let address = UnixAddress(path: path) else {
            throw .pathTooLong(path: path, limit: UnixAddress.maximumPathLength)
        }
        let lock = try SocketLock(of: path)
        defer { lock?.release() }
        try removeStaleSocket(address)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", path: path, errno: errno) }
        do throws(ListenError) {
            guard address.withSocketAddress({ bind(descriptor, $0, $1) }) == 0 else {
                throw errno == EADDRINUSE ? .inUse(path: path) : .system(operation: "bind", path: path, errno: errno)
            }
            do throws(ListenError) {
                return try configured(descriptor, path: path, mode: mode, group: group)
            } catch {
                unlink(path)
                throw error
            }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    private static func configured(
        _ descriptor: Int32,
        path: String,
        mode: UInt32,
        group: UInt32?
    ) throws(ListenError) -> ListeningSocket {
        guard chmod(path, mode) == 0 else { throw .system(operation: "chmod", path: path, errno: errno) }
        if let group {
            guard chown(path, uid_t.max, group) == 0 else {
                throw .system(operation: "chown to group \(group)", path: path, errno: errno)
            }
        }
        guard let entry = SocketEntry(path) else { throw .system(operation: "stat", path: path, errno: errno) }
        guard listen(descriptor, queueLength) == 0 else { throw .system(operation: "listen", path: path, errno: errno) }
        return ListeningSocket(descriptor: descriptor, entry: entry, making: Making(mode: mode, group: group))
    }

    /// Adopts a listening Unix socket that another process made: socket activation.
    package static func adopt(descriptor: Int32) throws(ListenError) -> ListeningSocket {
        guard
            socketOption(SO_DOMAIN, of: descriptor) == AF_UNIX,
            socketOption(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            socketOption(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .notAListeningSocket(descriptor: descriptor) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return ListeningSocket(
            descriptor: descriptor,
            entry: path(ofSocket: descriptor).flatMap { SocketEntry($0) },
            making: nil
        )
    }

    /// Closes a socket that was given to no server.
    package func close() {
        removeEntry()
        Glibc.close(descriptor)
    }

    /// Removes the socket file if we made it and it is still ours.
    func removeEntry() {
        guard let entry, making != nil else { return }
        // Else somebody may put his own in its place between the look and the removal.
        let lock = try? SocketLock(of: entry.path)
        defer { lock?.release() }
        if entry.isInPlace { unlink(entry.path) }
    }

    /// The path at which nobody finds it any more, because its file was moved, removed or replaced; `nil` where it is found.
    var lostPath: String? {
        entry.flatMap { $0.isInPlace ? nil : $0.path }
    }

    /// Whether somebody has connected and is not accepted yet.
    var hasWaiting: Bool {
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&look, 1, 0) == 1 && look.revents & Int16(POLLIN) != 0
    }

    /// Another one at the same path, as this one was made; `nil` for one that was handed over.
    func madeAnew() throws(ListenError) -> ListeningSocket? {
        guard let entry, let making else { return nil }
        return try Self.make(path: entry.path, mode: making.mode, group: making.group)
    }

    /// Where it is bound, from the root on; `nil` for one without a file.
    private static func path(ofSocket descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard code == 0 else { return nil }
        // Empty for one without a name, or one whose name is in no folder.
        let bytes = withUnsafeBytes(of: address.sun_path) { Array($0.prefix { $0 != 0 }) }
        let path = String(decoding: bytes, as: UTF8.self)
        return path.hasPrefix("/") ? path : nil
    }

    private static func socketOption(_ option: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? value : nil
    }

    private static func removeStaleSocket(_ address: UnixAddress) throws(ListenError) {
        let path = address.path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system(operation: "stat", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let probe = socket(AF_UNIX, type, 0)
        guard probe >= 0 else { throw .system(operation: "socket", path: path, errno: errno) }
        defer { Glibc.close(probe) }
        let result = address.withSocketAddress { connect(probe, $0, $1) }
        // EAGAIN: somebody listens, whose queue is full.
        guard result != 0, errno != EAGAIN else { throw .inUse(path: path) }
        guard errno == ECONNREFUSED else { throw .system(operation: "connect", path: path, errno: errno) }
        guard unlink(path) == 0 else { throw .system(operation: "remove", path: path, errno: errno) }
    }
}
