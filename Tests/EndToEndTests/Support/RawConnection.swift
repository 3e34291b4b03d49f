import Foundation
import InfluenceControl
import InfluenceTestKit

/// A client that says whatever a test wants, byte by byte, and waits for nothing.
final class RawConnection: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard let address = UnixAddress(path: path), address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0
        else { throw CannotStart(name: path, reason: String(cString: strerror(errno))) }
        // What the daemon does not take at once is not waited for.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { Glibc.close(descriptor) }

    /// - Returns: how many bytes were taken; `nil` where the daemon has closed the connection.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Int? {
        let count = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return count }
        return errno == EAGAIN ? 0 : nil
    }

    @discardableResult
    func write(_ text: String) -> Int? { write(Array(text.utf8)) }

    /// What has arrived; `nil` once the daemon has closed the connection.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return Array(buffer[..<count]) }
        return count < 0 && errno == EAGAIN ? [] : nil
    }

    /// Waits until the daemon closes the connection; returns everything that it said before.
    func untilClosed() async throws -> String {
        var all: [UInt8] = []
        try await eventually("the end of the connection") {
            guard let bytes = read() else { return true }
            all += bytes
            return false
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// Waits for one message.
    func message() async throws -> String {
        var all: [UInt8] = []
        try await eventually("a message") {
            all += read() ?? [0]
            return all.last == 0
        }
        return String(decoding: all.dropLast(), as: UTF8.self)
    }
}
