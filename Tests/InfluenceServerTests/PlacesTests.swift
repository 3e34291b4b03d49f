import NIOEmbedded
import Testing

@testable import InfluenceServer

@Suite struct `The places for connections` {
    private func connect(_ user: UInt32, to registry: ConnectionRegistry, on loop: EmbeddedEventLoop) throws {
        let handler = ConnectionHandler(
            peer: Peer(user: user, group: 1, process: 1),
            dispatcher: try Dispatcher([], checksReplies: true, observe: { _ in }),
            limits: Limits(),
            readers: Readers(count: 1, limits: Limits()),
            registry: registry,
            now: loop.now,
            observe: { _ in }
        )
        registry.add(handler)
    }

    @Test func `are shared between users, and some are kept for administrators`() throws {
        var limits = Limits()
        limits.connections = 6
        limits.connectionsPerUser = 2
        limits.reservedConnections = 2
        let loop = EmbeddedEventLoop()
        let registry = ConnectionRegistry(limits: limits)
        func refusal(_ user: UInt32, administrator: Bool = false) -> LimitReached? {
            registry.refusal(of: Peer(user: user, group: 1, process: 1), isAdministrator: administrator)
        }
        for user in [1, 1, 2, 2] as [UInt32] {
            #expect(refusal(user) == nil)
            try connect(user, to: registry, on: loop)
        }
        #expect(refusal(1) == .connectionsOfUser(limit: 2))
        #expect(refusal(3) == .connections(limit: 4))
        #expect(refusal(3, administrator: true) == nil)
        // An administrator is bound like everybody by what one user may have.
        #expect(refusal(1, administrator: true) == .connectionsOfUser(limit: 2))
        for _ in 0..<2 { try connect(0, to: registry, on: loop) }
        #expect(refusal(3, administrator: true) == .connections(limit: 6))
    }
}
