import InfluenceControl
import InfluenceTestKit
import Testing

@Suite struct `Framing` {
    private let messages = ["{}", "", #"{"method":"a.B"}"#, "x", #"{"text":"é"}"#]
    private var stream: [UInt8] { messages.flatMap { message -> [UInt8] in Array(message.utf8) + [0] } }

    private func all(_ framer: inout MessageFramer) throws -> [String] {
        var texts: [String] = []
        while let message = try framer.next() { texts.append(String(decoding: message, as: UTF8.self)) }
        return texts
    }

    @Test func `finds the same messages wherever the stream is cut once or twice`() throws {
        for first in 0...stream.count {
            for second in first...stream.count {
                var framer = MessageFramer(maximumMessageSize: 16)
                var texts: [String] = []
                for part in [stream[..<first], stream[first..<second], stream[second...]] {
                    framer.append(part)
                    texts += try all(&framer)
                }
                if texts != messages || framer.bufferedByteCount != 0 { Issue.record("cut at \(first) and \(second)") }
            }
        }
    }

    @Test func `finds the same messages when they are taken late`() throws {
        var random = SplitMix(5)
        for _ in 0..<500 {
            let sent = (0..<random.integer(1...40)).map { _ in
                random.bytes(random.integer(0...100)).map { $0 == 0 ? 1 : $0 }
            }
            var rest = sent.flatMap { message -> [UInt8] in message + [0] }[...]
            var framer = MessageFramer(maximumMessageSize: 100)
            var received: [[UInt8]] = []
            while !rest.isEmpty {
                let part = rest.prefix(random.integer(1...150))
                rest = rest.dropFirst(part.count)
                framer.append(part)
                for _ in 0..<random.integer(0...3) {
                    if let message = try framer.next() { received.append(message) }
                }
            }
            while let message = try framer.next() { received.append(message) }
            #expect(received == sent)
        }
    }

    @Test func `takes a message of the greatest size and refuses one byte more, complete or not`() throws {
        for (size, isComplete) in [(8, true), (9, true), (9, false)] {
            var framer = MessageFramer(maximumMessageSize: 8)
            let bytes = [UInt8](repeating: 65, count: size) + (isComplete ? [0] : [])
            framer.append([66, 0])
            framer.append(bytes)
            #expect(try framer.next() == [66])
            if size == 8 {
                #expect(try framer.next() == [UInt8](repeating: 65, count: 8))
            } else {
                #expect(throws: MessageFramer.MessageTooLong.self) { try framer.next() }
            }
        }
    }
}
