import Synchronization
import Testing

@testable import InfluenceHost

@Suite(.timeLimit(.minutes(5))) struct ServiceGroupTests {
    /// Writes down what its parts do.
    private final class Journal: Sendable {
        private let state = Mutex<[String]>([])
        func write(_ line: String) { state.withLock { $0.append(line) } }
        var lines: [String] { state.withLock { $0 } }
    }

    private struct Part: Service {
        let name: String
        let journal: Journal

        func run(until stop: StopRequest) async {
            await stop.wait()
            journal.write("\(name) asked")
            // Whoever were asked at the same time would come between.
            for _ in 0..<100 { await Task.yield() }
            journal.write("\(name) ended")
        }
    }

    private struct Failing: Service {
        let error: (any Error)?

        func run(until stop: StopRequest) async throws {
            if let error { throw error }
        }
    }

    private struct Broken: Error {}

    @Test func `The last part stops first, each of the others when those after it have ended`() async throws {
        let journal = Journal()
        let stop = StopRequest()
        let group = ServiceGroup(["store", "socket", "loop"].map { Part(name: $0, journal: journal) })
        async let running: Void = group.run(until: stop)
        stop.make()
        try await running
        #expect(
            journal.lines == [
                "loop asked", "loop ended", "socket asked", "socket ended", "store asked", "store ended",
            ]
        )
    }

    @Test func `A wish made before the start stops the group as well`() async throws {
        let journal = Journal()
        let stop = StopRequest()
        stop.make()
        try await ServiceGroup([Part(name: "loop", journal: journal)]).run(until: stop)
        #expect(journal.lines == ["loop asked", "loop ended"])
    }

    @Test func `A part that throws ends the others in order, and its error is the group's`() async {
        let journal = Journal()
        let stop = StopRequest()
        let group = ServiceGroup([
            Part(name: "store", journal: journal), Failing(error: Broken()), Part(name: "loop", journal: journal),
        ])
        await #expect(throws: Broken.self) { try await group.run(until: stop) }
        #expect(journal.lines == ["loop asked", "loop ended", "store asked", "store ended"])
    }

    @Test func `A part that returns by itself ends the others, and is named`() async {
        let journal = Journal()
        let group = ServiceGroup([Part(name: "store", journal: journal), Failing(error: nil)])
        let error = await #expect(throws: ServiceGroup.EndedByItself.self) {
            try await group.run(until: StopRequest())
        }
        #expect(error?.service == "Failing")
        #expect(journal.lines == ["store asked", "store ended"])
    }

    @Test func `An error on the way to the end that was asked for is no failure`() async throws {
        struct Late: Service {
            func run(until stop: StopRequest) async throws {
                await stop.wait()
                throw Broken()
            }
        }
        let journal = Journal()
        let stop = StopRequest()
        stop.make()
        try await ServiceGroup([Part(name: "store", journal: journal), Late()]).run(until: stop)
        #expect(journal.lines == ["store asked", "store ended"])
    }
}

@Suite struct StopRequestTests {
    @Test func `A wish is passed on once to each, at once to who comes late`() async {
        let calls = Mutex<[Int]>([])
        let stop = StopRequest()
        stop.whenMade { calls.withLock { $0.append(1) } }
        #expect(calls.withLock { $0 } == [])
        stop.make()
        stop.make()
        #expect(calls.withLock { $0 } == [1])
        stop.whenMade { calls.withLock { $0.append(2) } }
        #expect(calls.withLock { $0 } == [1, 2])
        await stop.wait()
    }
}
