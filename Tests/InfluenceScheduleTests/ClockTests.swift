import InfluenceSchedule
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct ClockTests {
    @Test func `Sleepers wake in the order of their deadlines, at their deadlines`() async throws {
        let start = try instant("2026-01-01T00:00:00Z")
        let clock = TestClock(start)
        let (stream, continuation) = AsyncStream<(Int, Instant)>.makeStream()
        let tasks = [30, 10, 20].map { delay in
            Task {
                try await clock.sleep(until: start.adding(seconds: delay))
                continuation.yield((delay, clock.now()))
            }
        }
        await clock.waitForSleepers(3)
        var woken = stream.makeAsyncIterator()
        for delay in [10, 20, 30] {
            #expect(clock.wakeNext() == start.adding(seconds: delay))
            let wake = await woken.next()
            #expect(wake?.0 == delay)
            #expect(wake?.1 == start.adding(seconds: delay))
        }
        for task in tasks { try await task.value }
    }

    @Test func `A cancelled sleeper leaves, even before it sleeps`() async throws {
        let clock = TestClock(try instant("2026-01-01"))
        for waits in [true, false] {
            let task = Task { try await clock.sleep(until: Instant(microseconds: .max)) }
            if waits { await clock.waitForSleepers() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(clock.sleeperCount == 0)
        }
    }

    @Test func `Setting the clock wakes every sleeper early`() async throws {
        let start = try instant("2026-01-01")
        let clock = TestClock(start)
        let task = Task { try await clock.sleep(until: start.adding(seconds: 3600)) }
        await clock.waitForSleepers()
        clock.set(to: start.adding(seconds: -86_400))
        try await task.value
        #expect(clock.now() == start.adding(seconds: -86_400))
    }

    @Test func `The system's clock is not asleep once a deadline has come`() async throws {
        let clock = SystemClock()
        let deadline = clock.now().adding(microseconds: 20_000)
        try await clock.sleep(until: deadline)
        #expect(clock.now() >= deadline)
        // At once: these have passed.
        try await clock.sleep(until: deadline)
        try await clock.sleep(until: Instant(microseconds: .min))
    }

    @Test func `The system's clock stops sleeping when cancelled`() async throws {
        let task = Task { try await SystemClock().sleep(until: Instant(microseconds: .max)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
