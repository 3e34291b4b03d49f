import Dispatch
import Glibc

/// The service manager's end of the notification protocol.
final class NotificationReceiver: Sendable {
    /// The value for `NOTIFY_SOCKET`.
    let address: String
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "notifications")

    /// - Parameter address: a path, or a name with a leading `@`.
    init(_ address: String) throws {
        self.address = address
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = address.hasPrefix("@") ? [0] + address.utf8.dropFirst() : Array(address.utf8)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw ReceiverError.bind(address, errno) }
        // Only so that a failing test ends.
        var patience = timeval(tv_sec: 240, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// The next datagram, as soon as it is there.
    func next() async -> String? {
        await withCheckedContinuation { continuation in
            queue.async { [descriptor] in
                continuation.resume(returning: Self.read(descriptor, flags: 0))
            }
        }
    }

    /// A datagram that is there already.
    func waiting() -> String? {
        Self.read(descriptor, flags: Int32(MSG_DONTWAIT))
    }

    private static func read(_ descriptor: Int32, flags: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &buffer, buffer.count, flags)
        return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}

enum ReceiverError: Error {
    case bind(String, Int32)
}
