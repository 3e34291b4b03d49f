import Dispatch
import NIOPosix
import Testing

@testable import InfluenceServer

@Suite(.timeLimit(.minutes(1))) struct WorkersTests {
    @Test func `Long work, however much of it, holds up no short work`() async throws {
        let workers = Workers(count: 1)
        workers.start()
        let gate = DispatchSemaphore(value: 0)
        for _ in 0..<3 { workers.long.submit { _ in gate.wait() } }
        #expect(try await workers.short.runIfActive { "answered" } == "answered")
        for _ in 0..<3 { gate.signal() }
        #expect(try await workers.long.runIfActive { "in turn" } == "in turn")
        await workers.shutdownGracefully()
    }
}
