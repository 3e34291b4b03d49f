import Glibc
import InfluenceControl
import InfluenceTestKit

/// What systemd listens on: datagrams of a service about its own state.
final class NotificationSocket: Sendable {
    let path: String
    private let descriptor: Int32

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard let address = UnixAddress(path: path), address.withSocketAddress({ bind(descriptor, $0, $1) }) == 0
        else { throw CannotStart(name: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(descriptor) }

    /// The next datagram that is there, as lines.
    func next() -> [String]? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Waits for a datagram with a line that begins with `prefix`, and returns that line.
    func line(beginning prefix: String) async throws -> String {
        var found: String?
        try await eventually("a notification \(prefix)") {
            while found == nil, let lines = next() { found = lines.first { $0.hasPrefix(prefix) } }
            return found != nil
        }
        return found ?? ""
    }
}
