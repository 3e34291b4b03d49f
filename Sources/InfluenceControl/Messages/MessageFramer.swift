/// Cuts a stream of bytes into messages, each of which ends with a NUL byte; reads may split and join them anywhere.
package struct MessageFramer: Sendable {
    /// A message grew beyond the limit before its end was seen.
    package struct MessageTooLong: Error, Equatable, CustomStringConvertible {
        package let limit: Int
        package var description: String { "a message of more than \(limit) bytes" }
    }

    /// Longest message, in bytes without the NUL.
    package let maximumMessageSize: Int
    private var buffer: [UInt8] = []
    /// Where the next message begins.
    private var start = 0
    /// Up to where no NUL was found since `start`.
    private var searched = 0
    private static let capacityKept = 16 * 1024

    package init(maximumMessageSize: Int) {
        self.maximumMessageSize = maximumMessageSize
    }

    /// Bytes held that no message has been cut from yet.
    package var bufferedByteCount: Int { buffer.count - start }

    /// Takes what was read from the stream.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
    }

    /// The next message without its NUL; `nil` until more bytes complete it.
    ///
    /// - Throws: `MessageTooLong`; the stream is of no use from there on.
    package mutating func next() throws(MessageTooLong) -> [UInt8]? {
        guard let end = buffer[searched...].firstIndex(of: 0) else {
            searched = buffer.count
            guard bufferedByteCount <= maximumMessageSize else { throw MessageTooLong(limit: maximumMessageSize) }
            compact()
            return nil
        }
        guard end - start <= maximumMessageSize else { throw MessageTooLong(limit: maximumMessageSize) }
        let message = Array(buffer[start..<end])
        start = end + 1
        searched = start
        if start == buffer.count { compact() }
        return message
    }

    /// Gives up the space of the messages taken, when that costs little.
    private mutating func compact() {
        guard start > 0 else { return }
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= Self.capacityKept)
        } else {
            buffer.removeFirst(start)
        }
        searched -= start
        start = 0
    }
}
