import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Synchronization
import Testing

/// Groups on their way through the dispatcher.
@Suite(.timeLimit(.minutes(5))) struct GroupDispatchTests {
    private let outbox = MemoryOutbox()
    private let receiver = Receiver()
    private let clock = TestClock(minute(0))

    private func hook(_ name: String, attempts: Int = 10, fallback: String? = nil, groups: Bool = true) -> Hook {
        Hook(
            name: name,
            action: .exec(["/bin/true"]),
            retry: RetryPolicy(maxAttempts: attempts, first: .seconds(10), longest: .seconds(60)),
            fallback: fallback,
            concurrency: 2,
            grouping: groups ? Grouping(by: [.country], wait: .seconds(60)) : nil
        )
    }

    private func dispatcher(
        _ obstacle: @escaping @Sendable (AlertDelivery) -> DeliveryActions.Obstacle? = { _ in nil },
        _ outcome: @escaping @Sendable (Handover, Hook) -> DeliveryActions.Attempt = { _, _ in .delivered }
    ) -> DeliveryDispatcher {
        let receiver = receiver
        return DeliveryDispatcher(
            outbox: outbox,
            actions: DeliveryActions(
                attempt: { handover, hook in
                    await receiver.attempt(handover, hook)
                    return outcome(handover, hook)
                },
                journal: { _ in nil },
                obstacle: obstacle,
                bytes: { _ in 100 },
                refresh: { _ in nil },
                report: { _ in }
            ),
            clock: clock,
            chance: { 0.5 }
        )
    }

    private func run(_ dispatcher: DeliveryDispatcher, _ hooks: [Hook], _ body: () async throws -> Void) async throws {
        await dispatcher.use(hooks)
        let task = Task { await dispatcher.run() }
        do {
            try await body()
        } catch {
            _ = await dispatcher.drain(until: clock.now())
            throw error
        }
        _ = await dispatcher.drain(until: clock.now())
        await task.value
    }

    @Test func `Events are handed over together once the first has waited, other hooks' at once`() async throws {
        for name in ["a", "b", "c"] {
            outbox.add(name, "group", at: minute(0))
            outbox.add(name, "plain", at: minute(0))
        }
        let dispatcher = dispatcher()
        try await run(dispatcher, [hook("group"), hook("plain", groups: false)]) {
            try await eventually("each by itself") { receiver.ended.count { $0.hasPrefix("plain") } == 3 }
            #expect(!receiver.begun.contains { $0.hasPrefix("group") })
            clock.set(to: minute(1))
            dispatcher.wake()
            try await eventually("together") { outbox.waiting == 0 }
        }
        #expect(receiver.ended.filter { $0.hasPrefix("group") } == ["group a-1+b-1+c-1"])
    }

    @Test func `A group is tried again whole, with the same id, whoever has come meanwhile`() async throws {
        for name in ["a", "b"] { outbox.add(name, "group", at: minute(0)) }
        let keys = Mutex<[String]>([])
        let dispatcher = dispatcher(
            { _ in nil },
            { handover, _ in
                keys.withLock { keys in
                    keys.append(handover.key)
                    return keys[0] == handover.key && keys.count { $0 == keys[0] } < 3 ? .failed("no") : .delivered
                }
            }
        )
        clock.set(to: minute(1))
        try await run(dispatcher, [hook("group")]) {
            try await eventually("an attempt") { outbox.rows[0].delivery.attempts == 1 }
            outbox.add("a", "group", sequence: 2, kind: .resolved, at: minute(1))
            outbox.add("c", "group", at: minute(1))
            try await eventually("the end") {
                clock.set(to: clock.now().adding(seconds: 61))
                dispatcher.wake()
                return outbox.waiting == 0
            }
        }
        // The third event of the alert waits for the group before it; that of another alert does not.
        let first = receiver.begun.filter { $0 == "group a-1+b-1" }
        #expect(first.count == 3)
        let ids = keys.withLock { $0 }
        #expect(ids.count { $0 == ids[0] } == 3)
        #expect(
            receiver.begun.firstIndex { $0.contains("a-2") } ?? 0 > receiver.begun.lastIndex { $0.contains("a-1") } ?? 0
        )
        #expect(outbox.rows.allSatisfy { $0.delivery.state == .delivered })
    }

    @Test func `What is begun is written down before, once, and what cannot be written is handed over all the same`()
        async throws
    {
        for name in ["a", "b"] { outbox.add(name, "plain", at: minute(0)) }
        let dispatcher = dispatcher()
        try await run(dispatcher, [hook("plain", groups: false)]) {
            try await eventually("both") { outbox.waiting == 0 }
            #expect(outbox.begun.flatMap(\.self).sorted() == ["a-1", "b-1"])
            outbox.fill()
            outbox.add("c", "plain", at: minute(0))
            dispatcher.wake()
            try await eventually("the third") { outbox.waiting == 0 }
        }
        #expect(outbox.begun.flatMap(\.self).count == 2)
    }

    @Test func `A group that was given up goes to the fallback, event by event or in a group of its own`() async throws
    {
        for name in ["a", "b"] { outbox.add(name, "group", at: minute(0)) }
        let dispatcher = dispatcher({ _ in nil }, { _, hook in hook.name == "group" ? .failed("no") : .delivered })
        clock.set(to: minute(1))
        try await run(dispatcher, [hook("group", attempts: 1, fallback: "plain"), hook("plain", groups: false)]) {
            try await eventually("the end") { outbox.waiting == 0 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.dead, .dead, .delivered, .delivered])
        #expect(receiver.ended.filter { $0.hasPrefix("plain") }.sorted() == ["plain a-1", "plain b-1"])
    }

    @Test func `A hook that is removed while a group waits, or was begun, gives up its events`() async throws {
        outbox.add("a", "group", at: minute(0))
        let first = dispatcher({ _ in nil }, { _, _ in .failed("no") })
        clock.set(to: minute(1))
        try await run(first, [hook("group")]) {
            try await eventually("an attempt") { outbox.rows[0].delivery.attempts == 1 }
            outbox.add("b", "group", at: minute(1))
            await first.use([])
            clock.set(to: minute(3))
            first.wake()
            try await eventually("the end") { outbox.waiting == 0 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.dead, .dead])
        #expect(outbox.rows.map(\.delivery.error) == ["hook removed", "hook removed"])
    }

    @Test func `A group that was begun stays one after a restart, though the hook groups no more`() async throws {
        for name in ["a", "b"] { outbox.add(name, "group", at: minute(0)) }
        let first = dispatcher({ _ in nil }, { _, _ in .failed("no") })
        clock.set(to: minute(1))
        try await run(first, [hook("group")]) {
            try await eventually("an attempt") { outbox.rows[0].delivery.attempts == 1 }
        }
        // A silence begins: what may have arrived is gone through with, what waits is kept back.
        outbox.add("c", "group", at: minute(1))
        clock.set(to: minute(9))
        let second = dispatcher({ $0.isBegun ? nil : .silenced })
        try await run(second, [hook("group", groups: false)]) {
            try await eventually("the end") { outbox.waiting == 0 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.delivered, .delivered, .silenced])
        #expect(receiver.begun == ["group a-1+b-1", "group a-1+b-1"])
    }

    @Test func `A silence leaves its event out of the group, and the rest goes`() async throws {
        for name in ["a", "b", "c"] { outbox.add(name, "group", at: minute(0)) }
        let dispatcher = dispatcher({ $0.event.key.rule == "b" ? .silenced : nil })
        clock.set(to: minute(1))
        try await run(dispatcher, [hook("group")]) {
            try await eventually("the end") { outbox.waiting == 0 }
        }
        #expect(outbox.rows.map(\.delivery.state) == [.delivered, .silenced, .delivered])
        #expect(receiver.begun == ["group a-1+c-1"])
    }
}
