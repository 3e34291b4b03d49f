import Dispatch
import Glibc
import InfluenceModel

@testable import InfluenceHost

/// A stream with a logger at one end; reads back exactly what each write(2) wrote, one call at a time.
final class LogPipe: Sendable {
    let writeEnd: Int32
    private let readEnd: Int32
    private let queue = DispatchQueue(label: "log pipe")

    init() throws {
        var ends: [Int32] = [0, 0]
        // Keeps the bounds of messages: each read returns one write.
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw PipeError.failed(errno)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func stream(_ style: LogStyle) -> LogStream {
        LogStream(descriptor: writeEnd, style: style) { Instant(seconds: 1_795_413_600) }
    }

    /// What one write(2) wrote, without its line break, which must be its last byte and its only one.
    func nextLine() async -> String? {
        await withCheckedContinuation { continuation in
            queue.async { [readEnd] in
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = read(readEnd, &buffer, buffer.count)
                let text = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
                let isOneLine =
                    text.utf8.last == UInt8(ascii: "\n") && text.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1
                continuation.resume(returning: isOneLine ? String(text.dropLast()) : nil)
            }
        }
    }
}

enum PipeError: Error {
    case failed(Int32)
}
