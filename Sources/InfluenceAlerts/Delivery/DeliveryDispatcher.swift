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

    let outbox: any Outbox
    let actions: DeliveryActions
    let clock: any WallClock
    let chance: @Sendable () -> Double
    let wakeup = Wakeup()

    var hooks: [String: Hook] = [:]
    private var hasHooks = false
    /// Fetched from the outbox, not begun.
    private var queue: [Handover] = []
    var lanes = Lanes()
    /// Not written down yet. When to try again is said by the steady clock: what it comes to is known when it is written.
    var results: [DeliveryResult] = []
    var isTurnAsked = false
    // Times of the dispatcher's own are those of the steady clock: nothing waits because the other one was set back.

    /// After a failure to write: when to try again.
    var recordAgain: Instant?
    /// After a failure to read: when to try again.
    private var fetchAgain: Instant?
    /// After the journal did not take an event: when it is tried again.
    var journalAgain: Instant?
    /// By the wall clock: when the next group is complete.
    private var groupDue: Instant?
    /// When each Alertmanager is to be sent the open alerts again.
    var refreshes: [String: Instant] = [:]
    private var isDraining = false
    var isClosed = false
    var idle: AsyncStream<Never>.Continuation?

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
    func begin() {
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

    // MARK: Alertmanager

    func plan(refreshOf hook: Hook) {
        guard case .alertmanager(_, _, let resend) = hook.action else { return }
        refreshes[hook.name] = clock.steady().adding(microseconds: max(resend.microseconds, 100_000))
    }

    func refresh(_ now: Instant) {
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
    var isIdle: Bool { lanes.isIdle }
}
