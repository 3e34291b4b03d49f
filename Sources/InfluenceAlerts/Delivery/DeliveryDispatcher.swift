package import InfluenceModel
import InfluenceThreads

/// Makes deliveries: at least once, in order for each alert and hook, a bounded number at a time, and such that no hook
/// waits for another. It owns no state that matters: what is not written down is done again after a crash.
package actor DeliveryDispatcher {
    /// Reads and writes the outbox on a thread of its own.
    private let executor = ThreadExecutor(named: "delivery")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let outbox: any Outbox
    private let actions: DeliveryActions
    private let clock: any WallClock
    private let chance: @Sendable () -> Double
    private let wakeup = Wakeup()

    private var hooks: [String: Hook] = [:]
    /// Fetched from the outbox, not begun.
    private var queue: [AlertDelivery] = []
    /// The lines of those under way.
    private var underWay: [Int64: Line] = [:]
    private var results: [DeliveryResult] = []
    /// The lines of what has ended and is not written down yet.
    private var unwritten: [Line] = []
    private var isRecordAsked = false
    // Times of the dispatcher's own are those of the steady clock: nothing waits because the other one was set back.

    /// After a failure to write: when to try again.
    private var recordAgain: Instant?
    /// After a failure to read: when to try again.
    private var fetchAgain: Instant?
    /// Attempts under way, by hook.
    private var lanes: [String: Int] = [:]
    /// When each Alertmanager is to be sent the open alerts again.
    private var refreshes: [String: Instant] = [:]
    private var isDraining = false
    private var isClosed = false
    private var idle: AsyncStream<Never>.Continuation?

    /// The deliveries of one alert to one hook, which go one after the other.
    private struct Line: Hashable {
        let hook: String
        let key: AlertKey

        init(_ delivery: AlertDelivery) {
            hook = delivery.hook
            key = delivery.event.key
        }
    }

    /// Attempts under way at the same time over all hooks, apart from the first one of each.
    static let mostAttempts = 64
    /// Deliveries fetched at once.
    static let batch = 256

    /// - Parameter chance: 0..<1, for the jitter of retries.
    package init(
        outbox: any Outbox,
        actions: DeliveryActions,
        clock: any WallClock,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.outbox = outbox
        self.actions = actions
        self.clock = clock
        self.chance = chance
    }

    /// Puts hooks in force.
    package func use(_ hooks: [Hook]) {
        let now = clock.steady()
        for hook in hooks where hook.isAlertmanager && self.hooks[hook.name] != hook {
            refreshes[hook.name] = now
        }
        self.hooks = Dictionary(hooks.map { ($0.name, $0) }) { first, _ in first }
        refreshes = refreshes.filter { self.hooks[$0.key]?.isAlertmanager ?? false }
    }

    /// There may be something new in the outbox.
    package nonisolated func wake() { wakeup.wake() }

    /// Until it is drained, or its task cancelled.
    package func run() async {
        await withTaskCancellationHandler {
            await loop()
        } onCancel: {
            wakeup.end()
        }
    }

    private func loop() async {
        while !isDraining, !wakeup.isEnded {
            let next = step()
            await wakeup.sleep(until: next, clock: clock)
        }
    }

    // MARK: Beginning

    /// Begins what can begin.
    /// - Returns: when there will be more; `nil` where that is not a matter of time.
    private func step() -> Instant? {
        let now = clock.now()
        let steady = clock.steady()
        if let again = recordAgain, again <= steady {
            recordAgain = nil
            record()
        }
        // First, so that a backlog of deliveries does not keep an Alertmanager's lane for itself.
        refresh(steady)
        fetch(now)
        begin()
        var due: Instant?
        do {
            if fetchAgain == nil { due = try outbox.next(excluding: busy) }
        } catch {
            fail(error)
        }
        let own = [recordAgain, fetchAgain].compactMap { $0 } + refreshes.values
        let next = own.filter { $0 > steady }.map { clock.wall(ofSteady: $0) } + [due].compactMap { $0 }
        // What is due and could not begin waits for a lane, not for time.
        return next.filter { $0 > now }.min()
    }

    /// The deliveries that the outbox need not name again.
    private var busy: Set<Int64> { Set(underWay.keys).union(results.map(\.id)).union(queue.map(\.id)) }

    /// Deliveries of hooks whose lanes are full stay in the outbox, so that they crowd out nobody's.
    private func fetch(_ now: Instant) {
        if let again = fetchAgain, again > clock.steady() { return }
        fetchAgain = nil
        do {
            let full = Set(Dictionary(grouping: queue, by: \.hook).filter { $0.value.count >= Self.mostAttempts }.keys)
            queue += try outbox.due(at: now, excluding: busy, except: full, limit: Self.batch)
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: any Error) {
        fetchAgain = clock.steady().adding(seconds: 30)
        actions.report("the deliveries that wait cannot be read: \(error)")
    }

    /// Begins the attempts that lanes are free for, in the order of the queue.
    private func begin() {
        guard !isDraining else { return }
        var waiting: [AlertDelivery] = []
        for delivery in queue where !take(delivery) { waiting.append(delivery) }
        queue = waiting
    }

    /// - Returns: `false` where it has to wait for a lane.
    private func take(_ delivery: AlertDelivery) -> Bool {
        if delivery.hook == AlertDelivery.journal {
            actions.journal(delivery)
            note(delivery, .delivered)
            return true
        }
        let line = Line(delivery)
        // What was given up and is to be tried again comes before what is under way: it waits for how that ends.
        guard !unwritten.contains(line), !underWay.values.contains(line) else { return false }
        guard let hook = hooks[delivery.hook] else {
            note(delivery, .removed)
            return true
        }
        let own = lanes[hook.name, default: 0]
        // Whoever has none under way always gets one: hooks that hang take all but that from the others.
        guard own < hook.lanes, own == 0 || underWay.count < Self.mostAttempts else { return false }
        if let obstacle = actions.obstacle(delivery) {
            note(delivery, obstacle == .silenced ? .silenced : .overtaken)
            return true
        }
        underWay[delivery.id] = line
        lanes[hook.name, default: 0] += 1
        Task { [actions] in
            let outcome = await actions.attempt(delivery, hook)
            ended(delivery, hook, outcome)
        }
        return true
    }

    // MARK: Ending

    private func ended(_ delivery: AlertDelivery, _ hook: Hook, _ outcome: DeliveryActions.Attempt) {
        underWay[delivery.id] = nil
        lanes[hook.name, default: 1] -= 1
        switch outcome {
        case .delivered:
            if hook.isAlertmanager, refreshes[hook.name] == nil { plan(refreshOf: hook) }
            note(delivery, .delivered)
        case .failed(let error, let retryAfter):
            // Whoever ends a hook because the daemon stops does not call that a failed attempt.
            if isClosed { break }
            let failures = delivery.attempts + 1
            if failures >= hook.retry.maxAttempts {
                actions.report(
                    "\(delivery.event.id) was not delivered to \(hook.name) in \(failures) attempts: \(error)"
                )
                note(delivery, .dead(error: error, fallback: hook.fallback))
            } else {
                let own = hook.retry.delay(afterFailures: failures, chance: chance())
                let now = clock.now()
                let delay = max(own, retryAfter?.span(at: now) ?? own)
                note(delivery, .failed(error: error, retryAt: now.adding(microseconds: delay.microseconds)))
            }
        }
        // A message to an Alertmanager that has come due goes before the next delivery.
        refresh(clock.steady())
        begin()
        if isIdle { idle?.finish() }
    }

    private func note(_ delivery: AlertDelivery, _ outcome: DeliveryResult.Outcome) {
        results.append(DeliveryResult(id: delivery.id, outcome: outcome))
        unwritten.append(Line(delivery))
        guard !isRecordAsked else { return }
        isRecordAsked = true
        // In its turn: what ends until then is written in the same transaction.
        Task { recordAsked() }
    }

    private func recordAsked() {
        isRecordAsked = false
        record()
        wakeup.wake()
    }

    /// Writes down what has ended. What cannot be written is kept, and not attempted again meanwhile.
    private func record() {
        guard !results.isEmpty else { return }
        let now = clock.now()
        do {
            try outbox.record(results, at: now)
            results = []
            unwritten = []
            recordAgain = nil
        } catch {
            if recordAgain == nil { actions.report("what was delivered cannot be written down: \(error)") }
            recordAgain = clock.steady().adding(seconds: 5)
        }
    }

    // MARK: Alertmanager

    private func plan(refreshOf hook: Hook) {
        guard case .alertmanager(_, _, let resend) = hook.action else { return }
        refreshes[hook.name] = clock.steady().adding(microseconds: max(resend.microseconds, 100_000))
    }

    private func refresh(_ now: Instant) {
        for name in refreshes.keys.sorted() {
            guard !isDraining, let due = refreshes[name], due <= now, let hook = hooks[name],
                lanes[name, default: 0] < hook.lanes
            else { continue }
            lanes[name, default: 0] += 1
            refreshes[name] = nil
            Task { [actions] in
                let isTaken = await actions.refresh(hook)
                refreshed(hook, isTaken)
            }
        }
    }

    private func refreshed(_ hook: Hook, _ isTaken: Bool?) {
        lanes[hook.name, default: 1] -= 1
        if isTaken != nil, hooks[hook.name] == hook { plan(refreshOf: hook) }
        begin()
        if isIdle { idle?.finish() }
        wakeup.wake()
    }

    // MARK: The end

    /// Begins no more, waits for the attempts under way until the deadline, and writes down what came of them. The others
    /// stay waiting.
    /// - Returns: whether all ended.
    package func drain(until deadline: Instant) async -> Bool {
        isDraining = true
        wakeup.end()
        if !isIdle {
            let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
            idle = continuation
            let clock = clock
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in stream {} }
                group.addTask { try? await clock.sleep(until: deadline) }
                await group.next()
                group.cancelAll()
            }
        }
        record()
        isClosed = true
        return isIdle
    }

    /// Neither a delivery nor a refresh is under way.
    private var isIdle: Bool { lanes.values.allSatisfy { $0 == 0 } }
}

extension Hook {
    fileprivate var isAlertmanager: Bool {
        if case .alertmanager = action { true } else { false }
    }

    /// An Alertmanager gets one message at a time, so that none overtakes another.
    fileprivate var lanes: Int { isAlertmanager ? 1 : max(1, concurrency) }
}
