import Foundation
import InfluenceControl
import InfluenceServer
import InfluenceTestKit
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// What clients may do to each other and to the server: nothing.
@Suite struct `A burdened server` {
    /// The server answers a fresh client.
    private func expectService(_ test: TestServer) async throws {
        let reply = try await test.onThread { path in
            try VarlinkConnection(path: path, timeout: .seconds(60)).call("org.influenced.test.Echo", ["text": "a"])
        }
        #expect(reply == ["text": "a"])
    }

    @Test func `answers ten thousand pipelined calls in their order`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let replies = try await test.onThread { path in
                let client = try RawClient(path)
                var bytes: [UInt8] = []
                for number in 0..<10_000 {
                    bytes += Call("org.influenced.test.Echo", ["text": .string("\(number)")]).message()
                }
                let all = bytes
                let writer = Thread {
                    _ = try? client.write(all)
                    client.endWriting()
                }
                writer.start()
                return try client.readAll()
            }
            #expect(replies == (0..<10_000).map { #"{"parameters":{"text":"\#($0)"}}"# })
        }
    }

    @Test func `takes a call of the greatest size and closes the connection on one byte more`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let frame = Call("org.influenced.test.Echo", ["text": ""]).message().count - 1
            let (fits, tooLong) = try await test.onThread { path in
                try (0...1).map { excess in
                    let client = try RawClient(path)
                    let text = String(repeating: "x", count: 1 << 20 - frame + excess)
                    try client.call(Call("org.influenced.test.Echo", ["text": .string(text)]))
                    client.endWriting()
                    return try client.readAll().map(\.utf8.count)
                }
            }.pair
            #expect(fits == [(1 << 20) - frame + #"{"parameters":{"text":""}}"#.utf8.count])
            #expect(tooLong == [])
            #expect(test.events.all.map(\.description).filter { $0.contains("more than 1048576 bytes") }.count == 1)
            try await expectService(test)
        }
    }

    @Test func `closes the connection on a message without end`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let isOpen = try await test.onThread { path in
                let client = try RawClient(path)
                let chunk = [UInt8](repeating: UInt8(ascii: "["), count: 64 * 1024)
                for _ in 0..<100 where try !client.write(chunk) { return false }
                return try client.read() != nil
            }
            #expect(!isOpen)
            try await expectService(test)
        }
    }

    @Test func `throttles a client that does not read, and drops it in the end`() async throws {
        let probe = TestProbe()
        var limits = Limits()
        limits.slowReader = .milliseconds(300)
        try await TestServer.with([testInterfaceWithStreams(probe)], limits: limits) { test in
            let client = try RawClient(test.path)
            try client.call(Call("org.influenced.test.Watch", ["size": 10_000], mode: .more))
            #expect(try await eventually { test.events.all.count == 1 })
            #expect(test.events.all.first?.description.contains("it does not read its replies") == true)
            #expect(try await eventually { probe.watchesEnded.load(ordering: .relaxed) == 1 })
            // The kernel's buffer and the server's queue, not the client's appetite, bound what was produced.
            #expect(probe.repliesSent.load(ordering: .relaxed) < 100)
            withExtendedLifetime(client) {}
        }
    }

    @Test func `does not run the calls of a client that does not read`() async throws {
        let probe = TestProbe()
        var limits = Limits()
        limits.slowReader = .milliseconds(300)
        try await TestServer.with([testInterfaceWithStreams(probe)], limits: limits) { test in
            let client = try RawClient(test.path)
            let text = String(repeating: "x", count: 10_000)
            let call = Call("org.influenced.test.Echo", ["text": .string(text)]).message()
            let writer = Thread {
                for _ in 0..<1_000 { _ = try? client.write(call) }
            }
            writer.start()
            #expect(try await eventually { test.events.all.count == 1 })
            #expect(probe.echoed.withLock { $0.count } < 200)
            try await expectService(test)
        }
    }

    @Test func `ends the calls of clients that disconnect`() async throws {
        let probe = TestProbe()
        try await TestServer.with([testInterfaceWithStreams(probe)]) { test in
            try await test.onThread { path in
                for number in 0..<50 {
                    let client = try RawClient(path)
                    try client.call(
                        Call("org.influenced.test.Watch", ["size": .integer(Int64(number) * 100)], mode: .more)
                    )
                    for _ in 0..<number { _ = try client.read() }
                }
            }
            #expect(
                try await eventually {
                    let begun = probe.watchesBegun.load(ordering: .relaxed)
                    let ended = probe.watchesEnded.load(ordering: .relaxed)
                    return await test.server.connectionCount() == 0 && begun == ended && begun > 0
                }
            )
            #expect(test.events.all == [])
            try await expectService(test)
        }
    }

    @Test func `survives random bytes and broken calls`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            try await test.onThread { path in
                var random = SplitMix(42)
                for round in 0..<600 {
                    let client = try RawClient(path)
                    try client.write(round % 3 == 0 ? random.bytes() : random.brokenCalls())
                    if round % 2 == 0 {
                        client.endWriting()
                        _ = try client.readAll()
                    }
                }
            }
            try await expectService(test)
            #expect(try await eventually { await test.server.connectionCount() == 0 })
        }
    }
}

extension Array {
    fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}

extension SplitMix {
    fileprivate mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 1...2_000, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Valid calls with a few bytes changed, removed or added.
    fileprivate mutating func brokenCalls() -> [UInt8] {
        let calls = [
            #"{"method":"org.varlink.service.GetInfo"}"#,
            #"{"method":"org.influenced.test.Echo","parameters":{"text":"a\u00e9\n"}}"#,
            #"{"method":"org.influenced.test.Count","parameters":{"to":5},"more":true}"#,
            #"{"method":"org.influenced.test.Typed","parameters":{"range":{"from":-1},"names":{"x":1e3}}}"#,
            #"{"method":"org.influenced.test.EchoSlowly","parameters":{"text":"b"},"oneway":true}"#,
        ]
        var bytes: [UInt8] = []
        for _ in 0..<5 { bytes += Array((calls.randomElement(using: &self) ?? "").utf8) + [0] }
        for _ in 0..<Int.random(in: 0...4, using: &self) {
            let position = Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<3, using: &self) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes.remove(at: position)
            default: bytes.insert(UInt8.random(in: 0...255, using: &self), at: position)
            }
        }
        return bytes
    }
}
