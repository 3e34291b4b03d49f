import Foundation
import InfluenceControl

#if canImport(Glibc)
    import Glibc
#endif

/// A client that says whatever a test wants, byte by byte.
///
/// Reading blocks on a thread of its own where it is awaited: the few threads of Swift's pool are what the server answers
/// with, and all of them waiting for an answer would wait for ever.
///
/// Unchecked: one thread may write while another reads; the two share only the descriptor.
final class RawClient: @unchecked Sendable {
    private let descriptor: Int32
    private var framer = MessageFramer(maximumMessageSize: 1 << 30)

    struct Failure: Error {
        let operation: String
        let errno: Int32
    }

    /// - Parameter receiveBuffer: bytes that the kernel holds for this client.
    init(_ path: String, receiveBuffer: Int32? = nil) throws {
        guard let address = UnixAddress(path: path) else { throw Failure(operation: "path", errno: 0) }
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        // Only ends a test that has failed.
        var limit = timeval(tv_sec: 240, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
            throw Failure(operation: "connect", errno: errno)
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Writes all of `bytes`; `false` where the server has closed the connection.
    @discardableResult
    func write(_ bytes: [UInt8]) throws -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(
                    descriptor,
                    UnsafeRawBufferPointer(rebasing: $0[written...]).baseAddress,
                    $0.count - written,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if count < 0 {
                if errno == EPIPE || errno == ECONNRESET { return false }
                throw Failure(operation: "send", errno: errno)
            }
            written += count
        }
        return true
    }

    func call(_ call: Call) throws { try write(call.message()) }

    /// Says that nothing more will be written.
    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next message as text; `nil` where the server has closed the connection.
    func read() throws -> String? {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            if let message = try framer.next() { return String(decoding: message, as: UTF8.self) }
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
            guard count > 0 else { throw Failure(operation: "receive", errno: errno) }
            framer.append(chunk[..<count])
        }
    }

    /// All messages until the server closes the connection.
    func readAll() throws -> [String] {
        var messages: [String] = []
        while let message = try read() { messages.append(message) }
        return messages
    }

    func read() async throws -> String? { try await onOwnThread { try self.read() } }

    func readAll() async throws -> [String] { try await onOwnThread { try self.readAll() } }
}

/// What `body` returns on a thread that it may block.
func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}

/// Each text with a NUL behind it.
func framed(_ messages: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for message in messages { bytes += Array(message.utf8) + [0] }
    return bytes
}
