package import InfluenceModel
import InfluenceThreads

/// Makes deliveries: at least once, in order for each alert and hook, a bounded number at a time, and such that no hook
/// waits for another. It owns no state that matters: what is not written down is done again after a crash.
package actor DeliveryDispatcher {
    /// Reads and writes the outbox on a thread of its own.
    private let executor = ThreadExecutor(named: "delivery")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// How long a look into the outbox, or a note there, may take before it counts as hanging: both wait for the engine's
    /// transactions.
    private static let longestTurn: Duration = .seconds(600)

    /// For a watchdog; asking wakes nobody.
    package nonisolated var isMakingProgress: Bool {
        executor.workingSince.map { MonotonicTime.now - $0 < Self.longestTurn } ?? true
    }

    private let outbox: any Outbox
    private let actions: DeliveryActions
    private let clock: any WallClock
    private let chance: @Sendable () -> Double
    private let wakeup = Wakeup()

    private var hooks: [String: Hook] = [:]
    private var hasHooks = false
    /// Fetched from the outbox, not begun.
    private var queue: [Handover] = []
    private var lanes = Lanes()
    private var results: [DeliveryResult] = []
    private var isTurnAsked = false
    // Times of the dispatcher's own are those of the steady clock: nothing waits because the other one was set back.

    /// After a failure to write: when to try again.
    private var recordAgain: Instant?
    /// After a failure to read: when to try again.
    private var fetchAgain: Instant?
    /// After the journal did not take an event: when it is tried again.
    private var journalAgain: Instant?
    /// By the wall clock: when the next group is complete.
    private var groupDue: Instant?
    /// When each Alertmanager is to be sent the open alerts again.
    private var refreshes: [String: Instant] = [:]
    private var isDraining = false
    private var isClosed = false
    private var idle: AsyncStream<Never>.Continuation?

    /// Deliveries fetched at once.
    static let batch = 256
    /// Alerts of a hook with groups that are looked at together.
    package static let groupingWindow = 2_000

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

    /// Puts hooks in force, at once also for what waits to be tried again: a failure at another address says nothing of this
    /// one, and what is for a hook that there is no more is given up.
    package func use(_ hooks: [Hook]) {
        let now = clock.steady()
        for hook in hooks where hook.isAlertmanager && self.hooks[hook.name] != hook {
            refreshes[hook.name] = now
        }
        let named = Dictionary(hooks.map { ($0.name, $0) }) { first, _ in first }
        if named != self.hooks || !hasHooks {
            // What was fetched by itself may belong to a group now.
            queue = []
            hasten(from: self.hooks, to: named)
        }
        hasHooks = true
        self.hooks = named
        refreshes = refreshes.filter { self.hooks[$0.key]?.isAlertmanager ?? false }
    }

    private func hasten(from old: [String: Hook], to new: [String: Hook]) {
        write(beginning: [])
        do {
            try outbox.hasten(
                { name in
                    guard let hook = new[name] else { return name != AlertDelivery.journal }
                    return old[name].map { $0.action != hook.action } ?? false
                },
                at: clock.now()
            )
        } catch {
            actions.report("what waits for hooks that were changed is not tried at once: \(error)")
        }
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
        if let again = recordAgain, again <= steady { recordAgain = nil }
        if let again = journalAgain, again <= steady { journalAgain = nil }
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
        let own = [recordAgain, fetchAgain, journalAgain].compactMap { $0 } + refreshes.values
        let next = own.filter { $0 > steady }.map { clock.wall(ofSteady: $0) } + [due, groupDue].compactMap { $0 }
        // What is due and could not begin waits for a lane, not for time.
        return next.filter { $0 > now }.min()
    }

    /// The deliveries that the outbox need not name again.
    private var busy: Set<Int64> {
        var ids = Set(results.map(\.id))
        for handover in queue + lanes.underWay.values { ids.formUnion(handover.deliveries.map(\.id)) }
        return ids
    }

    /// Deliveries of hooks whose lanes are full stay in the outbox, so that they crowd out nobody's.
    private func fetch(_ now: Instant) {
        if let again = fetchAgain, again > clock.steady() { return }
        fetchAgain = nil
        do {
            var full = Set(Dictionary(grouping: queue, by: \.hook).filter { $0.value.count >= Lanes.most }.keys)
            if journalAgain != nil { full.insert(AlertDelivery.journal) }
            let grouped = Set(hooks.values.filter { $0.grouping != nil }.map(\.name))
            queue += try outbox.due(at: now, excluding: busy, except: full, grouped: grouped, limit: Self.batch)
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: any Error) {
        fetchAgain = clock.steady().adding(seconds: 30)
        actions.report("the deliveries that wait cannot be read: \(error)")
    }

    /// Begins the attempts that lanes are free for, in the order of the queue, then those of groups that are complete; and
    /// writes down what has ended since.
    private func begin() {
        guard !isDraining else { return write(beginning: []) }
        var waiting: [Handover] = []
        var taken: [(Handover, Hook)] = []
        var lines: [Handover] = []
        for handover in queue where !take(handover, &taken, &lines) { waiting.append(handover) }
        queue = waiting
        form(&taken)
        write(beginning: taken.map(\.0).filter { !$0.isBegun })
        for handover in lines { Task { await tell(handover) } }
        for (handover, hook) in taken {
            Task { [actions] in
                let outcome = await actions.attempt(handover, hook)
                ended(handover, hook, outcome)
            }
        }
    }

    /// - Returns: `false` where it has to wait for a lane.
    private func take(
        _ handover: Handover,
        _ taken: inout [(Handover, Hook)],
        _ lines: inout [Handover]
    ) -> Bool {
        if handover.hook == AlertDelivery.journal {
            guard journalAgain == nil, lanes.isFree(handover), lanes.hasRoomForLine else { return false }
            lanes.begin(handover)
            lines.append(handover)
            return true
        }
        // What was given up and is to be tried again comes before what is under way: it waits for how that ends.
        guard lanes.isFree(handover) else { return false }
        guard let hook = hooks[handover.hook] else {
            for delivery in handover.deliveries { note(delivery, .removed) }
            return true
        }
        guard lanes.hasRoom(for: hook) else { return false }
        // A group that was begun is gone through with.
        if handover.group == nil, let delivery = handover.deliveries.first, let obstacle = actions.obstacle(delivery) {
            note(delivery, obstacle)
            return true
        }
        lanes.begin(handover)
        taken.append((handover, hook))
        return true
    }

    /// Brings together what waits for hooks that get groups, as late as lanes allow: until then more may join.
    private func form(_ taken: inout [(Handover, Hook)]) {
        if let again = fetchAgain, again > clock.steady() { return }
        let now = clock.now()
        groupDue = nil
        do {
            for name in hooks.keys.sorted() {
                guard let hook = hooks[name], let grouping = hook.grouping, lanes.hasRoom(for: hook) else { continue }
                let waiting = try outbox.waiting(for: name, at: now, limit: Self.groupingWindow)
                    .filter { lanes.isFree(name, $0.key) }
                let forming = GroupForming(waiting, to: name, grouping, at: now)
                for ids in forming.ripe where lanes.hasRoom(for: hook) {
                    let deliveries = try outbox.deliveries(ids)
                    let outcome = forming.close(deliveries, obstacle: actions.obstacle, bytes: actions.bytes)
                    for (delivery, obstacle) in outcome.keptBack { note(delivery, obstacle) }
                    guard let handover = outcome.handover else { continue }
                    lanes.begin(handover)
                    taken.append((handover, hook))
                }
                groupDue = [groupDue, forming.next].compactMap { $0 }.min()
            }
        } catch {
            fail(error)
        }
    }

    // MARK: The journal

    /// Never given up: whoever reads the journal reads everything, if late.
    private static let journalRetry = RetryPolicy(maxAttempts: .max, longest: .seconds(60))

    private func tell(_ handover: Handover) async {
        var error: String?
        for delivery in handover.deliveries where error == nil { error = await actions.journal(delivery) }
        lanes.end(handover)
        if let error {
            // It is the stop that nobody waited for.
            if !isClosed { journalFailed(handover, error) }
        } else {
            for delivery in handover.deliveries { note(delivery, .delivered) }
        }
        if isIdle { idle?.finish() }
    }

    /// What it did not take of one event it takes of none for a while.
    private func journalFailed(_ handover: Handover, _ error: String) {
        let delay = Self.journalRetry.delay(afterFailures: handover.attempts + 1, chance: chance()).microseconds
        let steady = clock.steady().adding(microseconds: delay)
        journalAgain = max(journalAgain ?? steady, steady)
        let again = clock.now().adding(microseconds: delay)
        for delivery in handover.deliveries { note(delivery, .failed(error: error, retryAt: again)) }
    }

    // MARK: Ending

    private func ended(_ handover: Handover, _ hook: Hook, _ outcome: DeliveryActions.Attempt) {
        lanes.end(handover)
        switch outcome {
        case .delivered:
            if refreshes[hook.name] == nil, hooks[hook.name] == hook { plan(refreshOf: hook) }
            for delivery in handover.deliveries { note(delivery, .delivered) }
        case .failed(let error, let retryAfter):
            // Whoever ends a hook because the daemon stops does not call that a failed attempt.
            if isClosed { break }
            let failed = failure(of: handover, hook, error, retryAfter)
            for delivery in handover.deliveries { note(delivery, failed) }
        }
        if isIdle { idle?.finish() }
    }

    private func failure(
        of handover: Handover,
        _ hook: Hook,
        _ error: String,
        _ retryAfter: RetryAfter?
    ) -> DeliveryResult.Outcome {
        // Of a hook that is another one by now, or none, it says nothing.
        if hooks[hook.name]?.action != hook.action { return .failed(error: error, retryAt: clock.now()) }
        let failures = handover.attempts + 1
        guard failures < hook.retry.maxAttempts else {
            let what = handover.group == nil ? handover.key : "group \(handover.key)"
            actions.report("\(what) was not delivered to \(hook.name) in \(failures) attempts: \(error)")
            return .dead(error: error, fallback: hook.fallback)
        }
        let own = hook.retry.delay(afterFailures: failures, chance: chance())
        let now = clock.now()
        let delay = max(own, retryAfter?.span(at: now) ?? own)
        return .failed(error: error, retryAt: now.adding(microseconds: delay.microseconds))
    }

    private func note(_ delivery: AlertDelivery, _ obstacle: DeliveryActions.Obstacle) {
        switch obstacle {
        case .silenced: note(delivery, DeliveryResult.Outcome.silenced)
        case .overtaken: note(delivery, DeliveryResult.Outcome.overtaken)
        }
    }

    private func note(_ delivery: AlertDelivery, _ outcome: DeliveryResult.Outcome) {
        results.append(DeliveryResult(id: delivery.id, outcome: outcome))
        lanes.hasEnded(delivery)
        guard !isTurnAsked else { return }
        isTurnAsked = true
        // In its turn: what ends until then is written in the same transaction, and so is what begins in its place.
        Task { turn() }
    }

    private func turn() {
        isTurnAsked = false
        // A message to an Alertmanager that has come due goes before the next delivery.
        refresh(clock.steady())
        begin()
        wakeup.wake()
    }

    /// Writes down what has ended, and what begins, before anything is handed over: whoever is killed from here on may have
    /// told.
    private func write(beginning news: [Handover]) {
        let ended = recordAgain == nil ? results : []
        do {
            try record(ended, beginning: news)
        } catch {
            switch (ended.isEmpty, news.isEmpty) {
            case (_, true): keep(error)
            case (true, false): dare(error)
            case (false, false):
                // What of the two can be written is.
                do { try record(ended, beginning: []) } catch { keep(error) }
                do { try record([], beginning: news) } catch { dare(error) }
            }
        }
    }

    private func record(_ ended: [DeliveryResult], beginning news: [Handover]) throws {
        if ended.isEmpty, news.isEmpty { return }
        try outbox.record(ended, beginning: news, at: clock.now())
        if ended.isEmpty { return }
        results = []
        lanes.written()
    }

    /// What has ended and cannot be written is kept, and not attempted again meanwhile.
    private func keep(_ error: any Error) {
        actions.report("what was delivered cannot be written down: \(error)")
        recordAgain = clock.steady().adding(seconds: 5)
    }

    /// Where nothing can be written down, somebody is told all the same.
    private func dare(_ error: any Error) {
        actions.report("that attempts begin cannot be written down: \(error)")
    }

    // MARK: Alertmanager

    private func plan(refreshOf hook: Hook) {
        guard case .alertmanager(_, _, let resend) = hook.action else { return }
        refreshes[hook.name] = clock.steady().adding(microseconds: max(resend.microseconds, 100_000))
    }

    private func refresh(_ now: Instant) {
        for name in refreshes.keys.sorted() {
            guard !isDraining, let due = refreshes[name], due <= now, let hook = hooks[name],
                lanes.hasLane(of: hook)
            else { continue }
            lanes.take(name)
            refreshes[name] = nil
            Task { [actions] in
                let isTaken = await actions.refresh(hook)
                refreshed(hook, isTaken)
            }
        }
    }

    private func refreshed(_ hook: Hook, _ isTaken: Bool?) {
        lanes.leave(hook.name)
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
        recordAgain = nil
        write(beginning: [])
        isClosed = true
        return isIdle
    }

    /// Neither a delivery nor a refresh is under way.
    private var isIdle: Bool { lanes.isIdle }
}
