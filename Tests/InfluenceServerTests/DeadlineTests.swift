import NIOCore
import NIOEmbedded
import Testing

@testable import InfluenceServer

/// The bounds on waiting, in virtual time.
@Suite struct `A connection's patience` {
    private let loop = EmbeddedEventLoop()
    private let events = TestServer.Events()
    private let channel: EmbeddedChannel
    private let limits = Limits()
    private let registry: ConnectionRegistry
    private static let getInfo = #"{"method":"org.varlink.service.GetInfo"}"#

    init() throws {
        channel = EmbeddedChannel(loop: loop)
        registry = ConnectionRegistry(limits: limits)
        let events = events
        let interfaces = [try VarlinkInterface.service(TestServer.identity, describing: [])]
        let handler = ConnectionHandler(
            peer: Peer(user: 1, group: 1, process: 1),
            dispatcher: try Dispatcher(interfaces, checksReplies: true, observe: { events.add($0) }),
            limits: limits,
            readers: Readers(count: 1, limits: limits),
            registry: registry,
            now: loop.now,
            observe: { events.add($0) }
        )
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "s")).wait()
    }

    private func write(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    private var reasons: [ServerEvent.DropReason] {
        events.all.compactMap { if case .dropped(_, let reason) = $0 { reason } else { nil } }
    }

    @Test func `ends for an idle client after the limit, counted from its last call`() throws {
        loop.advanceTime(by: .seconds(599))
        try write(Self.getInfo + "\0")
        loop.advanceTime(by: .seconds(599))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        #expect(reasons == [.idle])
        #expect(registry.count == 0)
    }

    @Test func `ends for a call that trickles in, counted from its first byte`() throws {
        loop.advanceTime(by: .seconds(100))
        for character in Self.getInfo.prefix(9) {
            #expect(channel.isActive)
            try write(String(character))
            loop.advanceTime(by: .seconds(1))
        }
        #expect(channel.isActive)
        try write("x")
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        #expect(reasons == [.slowWriter])
    }

    @Test func `starts anew with each call that is complete`() throws {
        for _ in 0..<20 {
            try write(String(Self.getInfo.prefix(10)))
            loop.advanceTime(by: .seconds(9))
            try write(Self.getInfo.dropFirst(10) + "\0")
            #expect(try channel.readOutbound(as: ByteBuffer.self) != nil)
        }
        #expect(channel.isActive)
    }

    @Test func `ends for a client that does not read, whatever it writes`() throws {
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        loop.advanceTime(by: .seconds(15))
        try write(Self.getInfo + "\0")
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        loop.advanceTime(by: .seconds(14))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
        #expect(reasons == [.slowReader])
    }

    @Test func `lets a client that reads again go on where it was`() throws {
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        try write(Self.getInfo + "\0" + Self.getInfo + "\0")
        loop.advanceTime(by: .seconds(29))
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(try channel.readOutbound(as: ByteBuffer.self) != nil)
        #expect(try channel.readOutbound(as: ByteBuffer.self) != nil)
        loop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
    }

    @Test func `gives other connections their turn after a number of calls`() throws {
        try write(String(repeating: Self.getInfo + "\0", count: limits.callsPerTurn + 1))
        var replies = 0
        while try channel.readOutbound(as: ByteBuffer.self) != nil { replies += 1 }
        #expect(replies == limits.callsPerTurn)
        loop.run()
        #expect(try channel.readOutbound(as: ByteBuffer.self) != nil)
    }

    @Test func `leaves no timer behind`() throws {
        try write(Self.getInfo)
        _ = try channel.finish(acceptAlreadyClosed: true)
        loop.advanceTime(by: .hours(1))
        #expect(reasons == [])
        #expect(registry.count == 0)
    }
}
