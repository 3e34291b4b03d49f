import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct DeliveryDispatcherTests {
    private let outbox = MemoryOutbox()
    private let receiver = Receiver()
    private let clock = TestClock(minute(0))

    private func hook(
        _ name: String,
        attempts: Int = 10,
        fallback: String? = nil,
        concurrency: Int = 2
    ) -> Hook {
        Hook(
            name: name,
            action: .exec(["/bin/true"]),
            retry: RetryPolicy(maxAttempts: attempts, first: .seconds(10), longest: .seconds(60)),
            fallback: fallback,
            concurrency: concurrency
        )
    }

    /// Runs a dispatcher while `body` looks on.
    private func with(
        _ hooks: [Hook],
        chance: @escaping @Sendable () -> Double = { 0.5 },
        obstacle: @escaping @Sendable (AlertDelivery) -> DeliveryActions.Obstacle? = { _ in nil },
        refresh: @escaping @Sendable (Hook) async -> Bool? = { _ in nil },
        journal: @escaping @Sendable (AlertDelivery) async -> String? = { _ in nil },
        outcome: @escaping @Sendable (Handover, Hook) -> DeliveryActions.Attempt = { _, _ in .delivered },
        _ body: (DeliveryDispatcher) async throws -> Void
    ) async throws {
        let receiver = receiver
        let actions = DeliveryActions(
            attempt: { handover, hook in
                await receiver.attempt(handover, hook)
                return outcome(handover, hook)
            },
            journal: journal,
            obstacle: obstacle,
            bytes: { $0.summary.utf8.count },
            refresh: refresh,
            report: { _ in }
        )
        let dispatcher = DeliveryDispatcher(outbox: outbox, actions: actions, clock: clock, chance: chance)
        await dispatcher.use(hooks)
        let task = Task { await dispatcher.run() }
        do {
            try await body(dispatcher)
        } catch {
            _ = await dispatcher.drain(until: clock.now())
            throw error
        }
        _ = await dispatcher.drain(until: clock.now())
        await task.value
    }

    @Test func `Each alert's events reach a hook in their order, however often attempts fail`() async throws {
        let random = Mutex(SplitMix(3))
        let isFailing: @Sendable (Handover, Hook) -> DeliveryActions.Attempt = { _, _ in
            random.withLock { $0.chance(0.4) } ? .failed("no") : .delivered
        }
        for alert in 0..<12 {
            for sequence in 1...5 {
                for hook in ["a", "b"] { outbox.add("r\(alert)", hook, sequence: sequence, at: minute(0)) }
            }
        }
        try await with([hook("a", attempts: 1000), hook("b", attempts: 1000)], outcome: isFailing) { dispatcher in
            try await eventually("all are delivered") {
                // Whoever failed waits for its time.
                clock.set(to: clock.now().adding(seconds: 61))
                dispatcher.wake()
                return outbox.waiting == 0
            }
        }
        #expect(outbox.rows.allSatisfy { $0.delivery.state == .delivered })
        // Per alert and hook no attempt of an event comes after the next event's first.
        for alert in 0..<12 {
            for hook in ["a", "b"] {
                let line = receiver.begun.filter { $0.hasPrefix("\(hook) r\(alert)-") }.compactMap { $0.last }
                #expect(line == line.sorted(), "\(line)")
            }
        }
        #expect(receiver.most(of: "a") <= 2 && receiver.most(of: "b") <= 2)
    }

    @Test func `A hook that hangs holds up nobody else, and takes no more than its lanes`() async throws {
        for number in 0..<20 {
            outbox.add("r\(number)", "slow", at: minute(0))
            outbox.add("r\(number)", "quick", at: minute(0))
        }
        receiver.hold("slow")
        try await with([hook("slow", concurrency: 3), hook("quick")]) { _ in
            try await eventually("the quick one is done") { receiver.ended.count { $0.hasPrefix("quick") } == 20 }
            #expect(receiver.begun.count { $0.hasPrefix("slow") } == 3)
            receiver.release("slow")
            try await eventually("the slow one is done") { outbox.waiting == 0 }
        }
        #expect(receiver.most(of: "slow") == 3)
    }

    @Test func `Hooks that hang in all lanes there are leave one to every other`() async throws {
        let greedy = (0..<3).map { hook("greedy\($0)", concurrency: 64) }
        for hook in greedy {
            receiver.hold(hook.name)
            for number in 0..<40 { outbox.add("r\(number)", hook.name, at: minute(0)) }
        }
        for number in 0..<5 { outbox.add("r\(number)", "modest", at: minute(0)) }
        try await with(greedy + [hook("modest")]) { _ in
            try await eventually("the modest one is done") { receiver.ended.count == 5 }
            #expect(receiver.begun.count { $0.hasPrefix("greedy") } <= 64 + 3)
            for hook in greedy { receiver.release(hook.name) }
        }
    }

    @Test func `Retries wait twice as long each time, up to the longest, give or take a fifth`() async throws {
        outbox.add("r", "a", at: minute(0))
        var waits: [Double] = []
        try await with([hook("a", attempts: 6)], outcome: { _, _ in .failed("no") }) { _ in
            for attempt in 1...5 {
                try await eventually("attempt \(attempt)") {
                    outbox.rows[0].delivery.attempts == attempt
                }
                let next = outbox.rows[0].delivery.notBefore
                waits.append(Double(next.microseconds - clock.now().microseconds) / 1e6)
                await clock.waitForSleepers()
                clock.wakeNext(through: next)
            }
            try await eventually("the end") { outbox.rows[0].delivery.state == .dead }
        }
        #expect(waits == [10, 20, 40, 60, 60])
        #expect(outbox.rows[0].delivery.error == "no")
        for (chance, wait) in [(0.0, 8.0), (0.75, 11.0)] {
            let other = DeliveryDispatcherTests()
            other.outbox.add("r", "a", at: minute(0))
            try await other.with([hook("a")], chance: { chance }, outcome: { _, _ in .failed("no") }) { _ in
                try await eventually("an attempt") { other.outbox.rows[0].delivery.attempts == 1 }
            }
            #expect(other.outbox.rows[0].delivery.notBefore == minute(0).adding(seconds: Int(wait)))
        }
    }

    @Test func `A receiver that asks to be left alone is, for at most a day`() async throws {
        for (asked, wait) in [(RetryAfter.seconds(600), 600), (.seconds(1), 10), (.seconds(.max), 86_400)] {
            let other = DeliveryDispatcherTests()
            other.outbox.add("r", "a", at: minute(0))
            let outcome = DeliveryActions.Attempt.failed("HTTP 429", retryAfter: asked)
            try await other.with([hook("a")], outcome: { _, _ in outcome }) { _ in
                try await eventually("an attempt") { other.outbox.rows[0].delivery.attempts == 1 }
            }
            #expect(other.outbox.rows[0].delivery.notBefore == minute(0).adding(seconds: wait))
        }
        #expect(RetryAfter("120") == .seconds(120))
        #expect(RetryAfter("Sun, 06 Nov 1994 08:49:37 GMT") == .at(Instant(seconds: 784_111_777)))
        for text in ["", "-1", "soon", "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "1e3"] {
            #expect(RetryAfter(text) == nil, "\(text)")
        }
        #expect(RetryAfter.at(minute(2)).span(at: minute(1)) == .seconds(60))
        #expect(RetryAfter.at(minute(0)).span(at: minute(1)) == .seconds(0))
    }

    @Test func `What a hook does not take in the end goes to its fallback, and the next event follows`() async throws {
        outbox.add("r", "a", sequence: 1, at: minute(0))
        outbox.add("r", "a", sequence: 2, at: minute(0))
        try await with(
            [hook("a", attempts: 1, fallback: "b"), hook("b")],
            outcome: { delivery, hook in
                hook.name == "a" && delivery.events.first?.sequence == 1 ? .failed("broken") : .delivered
            }
        ) { _ in
            try await eventually("all ended") { outbox.waiting == 0 && outbox.rows.count == 3 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.dead, .delivered, .delivered])
        #expect(receiver.begun.filter { $0.hasPrefix("b") } == ["b r-1"])
    }

    @Test func `A hook that is not configured any more gives up its deliveries`() async throws {
        outbox.add("r", "gone", at: minute(0))
        try await with([]) { _ in try await eventually("the end") { outbox.waiting == 0 } }
        #expect(outbox.rows[0].delivery.state == .dead)
        #expect(outbox.rows[0].delivery.error == "hook removed")
    }

    private func program(_ path: String, attempts: Int = 10) -> Hook {
        Hook(
            name: "a",
            action: .exec([path]),
            retry: RetryPolicy(maxAttempts: attempts, first: .seconds(3_600), longest: .seconds(3_600))
        )
    }

    /// Before: it was tried when its time had come, at the address that it had when it was last looked at.
    @Test
    func
        `What waits to be tried again is tried at once where its hook is another one, and given up where there is none`()
        async throws
    {
        for (next, state) in [(program("/b"), AlertDelivery.State.delivered), (nil, .dead)]
            as [(Hook?, AlertDelivery.State)]
        {
            let other = DeliveryDispatcherTests()
            other.outbox.add("r", "a", at: minute(0))
            try await other.with(
                [program("/a"), hook("b")],
                outcome: { _, hook in hook.action == .exec(["/a"]) ? .failed("no") : .delivered }
            ) { dispatcher in
                try await eventually("an attempt") { other.outbox.rows[0].delivery.attempts == 1 }
                // Another way to retry, or another hook that is changed, is no reason.
                await dispatcher.use([program("/a", attempts: 5), hook("b", attempts: 3)])
                dispatcher.wake()
                #expect(other.outbox.rows[0].delivery.notBefore > minute(1))
                await dispatcher.use([next, hook("b")].compactMap(\.self))
                dispatcher.wake()
                try await eventually("the end") { other.outbox.waiting == 0 }
            }
            #expect(other.outbox.rows[0].delivery.state == state)
        }
    }

    @Test func `An attempt under way at another address ends nothing, however often it was tried`() async throws {
        for (next, state) in [(program("/b"), AlertDelivery.State.delivered), (nil, .dead)]
            as [(Hook?, AlertDelivery.State)]
        {
            let other = DeliveryDispatcherTests()
            other.outbox.add("r", "a", at: minute(0))
            other.receiver.hold("a")
            try await other.with(
                [program("/a", attempts: 1)],
                outcome: { _, hook in hook.action == .exec(["/a"]) ? .failed("no") : .delivered }
            ) { dispatcher in
                try await eventually("it is under way") { other.receiver.begun.count == 1 }
                await dispatcher.use([next].compactMap(\.self))
                other.receiver.release("a")
                try await eventually("the end") { other.outbox.waiting == 0 }
            }
            let delivery = other.outbox.rows[0].delivery
            #expect(delivery.state == state)
            #expect(next != nil || delivery.error == "hook removed")
        }
    }

    @Test func `What waits for a hook that was removed while nobody looked is given up at the start`() async throws {
        outbox.add("r", "gone", at: minute(60))
        try await with([]) { _ in try await eventually("the end") { outbox.waiting == 0 } }
        #expect(outbox.rows[0].delivery.error == "hook removed")
    }

    @Test func `What is not wanted when its turn comes is silenced, and the journal gets everything`() async throws {
        outbox.add("quiet", "a", at: minute(0))
        outbox.add("loud", "a", at: minute(0))
        outbox.add("quiet", AlertDelivery.journal, at: minute(0))
        try await with([hook("a")], obstacle: { $0.event.key.rule == "quiet" ? .silenced : nil }) { _ in
            try await eventually("all ended") { outbox.waiting == 0 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.silenced, .delivered, .delivered])
        #expect(receiver.begun == ["a loud-1"])
    }

    @Test func `What the journal does not take is tried again in its order, and is never given up`() async throws {
        for sequence in 1...3 { outbox.add("r", AlertDelivery.journal, sequence: sequence, at: minute(0)) }
        outbox.add("other", AlertDelivery.journal, at: minute(0))
        let failures = Mutex(40)
        let lines = Mutex<[String]>([])
        let journal: @Sendable (AlertDelivery) async -> String? = { delivery in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { return "No space left on device" }
            lines.withLock { $0.append(delivery.event.id) }
            return nil
        }
        try await with([], journal: journal) { dispatcher in
            try await eventually("a failure is written down") {
                outbox.rows.contains { $0.delivery.error == "No space left on device" }
            }
            #expect(outbox.waiting == 4)
            try await eventually("all are written") {
                clock.set(to: clock.now().adding(seconds: 80))
                dispatcher.wake()
                return outbox.waiting == 0
            }
        }
        #expect(outbox.rows.allSatisfy { $0.delivery.state == .delivered })
        #expect(lines.withLock { $0.filter { $0.hasPrefix("r-") } } == ["r-1", "r-2", "r-3"])
    }

    @Test func `A journal that nobody reads keeps nothing from the hooks, nor the stop`() async throws {
        for number in 0..<200 { outbox.add("r\(number)", AlertDelivery.journal, at: minute(0)) }
        for number in 0..<40 { outbox.add("r\(number)", "a", at: minute(0)) }
        let (stream, reader) = AsyncStream.makeStream(of: Never.self)
        let journal: @Sendable (AlertDelivery) async -> String? = { _ in
            for await _ in stream {}
            return "nobody reads the log"
        }
        try await with([hook("a")], journal: journal) { _ in
            try await eventually("the hook is done") {
                outbox.rows.suffix(40).allSatisfy { $0.delivery.state == .delivered }
            }
        }
        #expect(outbox.waiting == 200)
        reader.finish()
    }

    @Test func `What ended together is written together, and a failure to write repeats no attempt`() async throws {
        for number in 0..<40 { outbox.add("r\(number)", "a", at: minute(0)) }
        outbox.fail(3)
        receiver.hold("a")
        try await with([hook("a", concurrency: 40)]) { dispatcher in
            try await eventually("all under way") { receiver.begun.count == 40 }
            receiver.release("a")
            try await eventually("all written") {
                clock.set(to: clock.now().adding(seconds: 6))
                dispatcher.wake()
                return outbox.waiting == 0
            }
        }
        #expect(receiver.begun.count == 40)
        #expect(outbox.records.count < 20, "\(outbox.records)")
    }

    @Test func `An end and the beginning in its place are written together`() async throws {
        for number in 0..<60 { outbox.add("r\(number)", "a", at: minute(0)) }
        try await with([hook("a", concurrency: 1)]) { _ in
            try await eventually("all are delivered") { outbox.waiting == 0 }
        }
        // The first beginning, each end with the next beginning, the last end.
        #expect(outbox.writes == 61, "\(outbox.writes)")
        #expect(outbox.begun.flatMap(\.self).count == 60)
    }

    @Test func `Where beginnings cannot be written, ends are, and the other way round`() async throws {
        for number in 0..<12 { outbox.add("r\(number)", "a", at: minute(0)) }
        outbox.fill()
        try await with([hook("a", concurrency: 1)]) { _ in
            try await eventually("all are delivered") { outbox.waiting == 0 }
        }
        #expect(outbox.begun.isEmpty && receiver.ended.count == 12)
        let other = MemoryOutbox()
        for number in 0..<12 { other.add("r\(number)", "b", at: minute(0)) }
        other.fail(1_000)
        let dispatcher = DeliveryDispatcher(
            outbox: other,
            actions: DeliveryActions(
                attempt: { _, _ in .delivered },
                journal: { _ in nil },
                obstacle: { _ in nil },
                bytes: { _ in 1 },
                refresh: { _ in nil },
                report: { _ in }
            ),
            clock: clock
        )
        await dispatcher.use([hook("b", concurrency: 1)])
        let task = Task { await dispatcher.run() }
        try await eventually("all have begun") { other.begun.flatMap(\.self).count == 12 }
        #expect(other.waiting == 12)
        other.fail(0)
        _ = await dispatcher.drain(until: clock.now().adding(seconds: 600))
        await task.value
        #expect(other.waiting == 0)
    }

    @Test func `At the stop what is under way may end, the rest stays waiting, and nothing begins`() async throws {
        outbox.add("r1", "a", at: minute(0))
        outbox.add("r2", "b", at: minute(0))
        receiver.hold("a")
        receiver.hold("b")
        try await with([hook("a"), hook("b")]) { dispatcher in
            try await eventually("both under way") { receiver.begun.count == 2 }
            let drained = Task { await dispatcher.drain(until: minute(1)) }
            await clock.waitForSleepers()
            outbox.add("r3", "a", at: minute(0))
            receiver.release("a")
            try await eventually("one ended") { receiver.ended == ["a r1-1"] }
            await clock.waitForSleepers()
            clock.set(to: minute(1))
            #expect(await !drained.value)
            receiver.release("b")
        }
        #expect(outbox.rows[0].delivery.state == .delivered)
        #expect(outbox.rows[2].delivery.state == .waiting)
        #expect(receiver.begun.count == 2)
    }

    @Test func `An Alertmanager hears of open alerts again and again, one message at a time, until none is open`()
        async throws
    {
        let alertmanager = Hook(
            name: "am",
            action: .alertmanager(url: "http://127.0.0.1:1", credential: nil, resend: .seconds(60)),
            concurrency: 8
        )
        let sent = Mutex<[Instant]>([])
        let isOpen = Mutex(true)
        let clock = clock
        for number in 0..<5 { outbox.add("r\(number)", "am", at: minute(0)) }
        try await with(
            [alertmanager],
            refresh: { _ in
                guard isOpen.withLock({ $0 }) else { return nil }
                sent.withLock { $0.append(clock.now()) }
                return true
            }
        ) { _ in
            try await eventually("the deliveries") { outbox.waiting == 0 }
            #expect(receiver.most(of: "am") == 1)
            for round in 1...5 {
                await clock.waitForSleepers()
                clock.set(to: minute(round))
                try await eventually("refresh \(round)") { sent.withLock { $0.last == minute(round) } }
            }
            isOpen.withLock { $0 = false }
            await clock.waitForSleepers()
            clock.set(to: minute(6))
            try await eventually("no more sleepers") { clock.sleeperCount == 0 }
        }
        #expect(sent.withLock { $0.filter { $0 > minute(0) } } == (1...5).map(minute))
    }

    @Test func `A backlog of a hook that hangs keeps nothing from the journal and from others`() async throws {
        for number in 0..<700 { outbox.add("r\(number)", "slow", at: minute(0)) }
        receiver.hold("slow")
        try await with([hook("slow"), hook("quick")]) { dispatcher in
            try await eventually("the lanes are full") { receiver.begun.count == 2 }
            outbox.add("late", "quick", at: minute(0))
            outbox.add("late", AlertDelivery.journal, at: minute(0))
            dispatcher.wake()
            try await eventually("the others are done") {
                outbox.rows.suffix(2).allSatisfy { $0.delivery.state == .delivered }
            }
            receiver.release("slow")
        }
    }

    @Test func `An outbox that cannot be read is read again after half a minute`() async throws {
        outbox.hide(1)
        outbox.add("r", "a", at: minute(10))
        try await with([hook("a")]) { _ in
            await clock.waitForSleepers()
            clock.set(to: minute(1))
            await clock.waitForSleepers()
            clock.set(to: minute(10))
            try await eventually("it is delivered") { outbox.waiting == 0 }
        }
    }

    @Test func `Events that come often do not keep an Alertmanager from hearing of the alerts that are open`()
        async throws
    {
        let alertmanager = Hook(
            name: "am",
            action: .alertmanager(url: "http://127.0.0.1:1", credential: nil, resend: .seconds(60))
        )
        let sent = Mutex(0)
        try await with(
            [alertmanager],
            refresh: { _ in
                sent.withLock {
                    $0 += 1; return true
                }
            }
        ) { dispatcher in
            try await eventually("the first") { sent.withLock { $0 } == 1 }
            for half in 1...10 {
                await clock.waitForSleepers()
                outbox.add("r", "am", sequence: half, at: clock.now())
                clock.set(to: minute(0).adding(seconds: half * 30))
                dispatcher.wake()
                try await eventually("event \(half)") { outbox.waiting == 0 }
            }
            try await eventually("the refreshes") { sent.withLock { $0 } >= 5 }
        }
    }
}
