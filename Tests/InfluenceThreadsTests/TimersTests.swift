import InfluenceThreads
import Testing

@Suite(.timeLimit(.minutes(5))) struct TimersTests {
    @Test func `Whoever sleeps wakes when the time is over, and not before`() async throws {
        for duration in [Duration.zero, .milliseconds(1), .milliseconds(30), .seconds(-5)] {
            let begin = ContinuousClock.now
            try await Timers.shared.sleep(for: duration)
            #expect(ContinuousClock.now - begin >= duration)
        }
    }

    @Test func `Of many who sleep at one time, each wakes when its own time is over`() async throws {
        let timers = Timers()
        let sleepers = (0..<50).map { number in
            Task {
                let duration = Duration.milliseconds(number * 7 % 50)
                let begin = ContinuousClock.now
                try await timers.sleep(for: duration)
                return ContinuousClock.now - begin - duration
            }
        }
        for sleeper in sleepers { #expect(try await sleeper.value >= .zero) }
    }

    @Test func `A sleep that is cancelled ends at once, however often, before it begins and while it lasts`() async {
        for round in 0..<500 {
            let sleeper = Task { try await Timers.shared.sleep(for: .seconds(1_000_000)) }
            if round % 3 == 0 { await Task.yield() }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
    }

    @Test func `A sleep longer than any time can be lasts until it is cancelled`() async {
        let sleeper = Task { try await Timers.shared.sleep(for: .seconds(Int64.max)) }
        await Task.yield()
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test(arguments: [
        (Duration.seconds(Int64.max), Int64.max), (.seconds(Int64.min), 7), (.zero, 7), (.nanoseconds(5), 12),
        (.seconds(2), 2_000_000_007), (.seconds(-1), 7),
    ])
    func `Times that are added up stay times`(duration: Duration, expected: Int64) {
        #expect(MonotonicTime(nanoseconds: 7).adding(duration).nanoseconds == expected)
    }
}
