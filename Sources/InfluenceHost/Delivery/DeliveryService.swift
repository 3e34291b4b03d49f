import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceThreads
import Logging

/// Hands events to hooks: reads the outbox, executes, writes down what came of it.
struct DeliveryService: Service {
    private let engine: Engine
    private let runner: HookRunner
    private let dispatcher: DeliveryDispatcher
    private let log: Logger
    /// Writes an event to the log; why that was not possible.
    private let journal: @Sendable (AlertEvent) async -> String?

    /// From the signal to the end of hooks that do not end by themselves; the daemon promises to be gone in two seconds.
    private static let patience = TimeSpan(microseconds: 900_000)

    /// - Parameter runner: whoever has it too may end what it has started.
    init(
        engine: Engine,
        runner: HookRunner,
        log: Logger,
        journal write: @escaping @Sendable (AlertEvent) async -> String?
    ) {
        self.engine = engine
        self.log = log
        let clock = engine.time
        let present: @Sendable () -> Present = { Present(engine) }
        let journal: @Sendable (AlertEvent) async -> String? = { event in
            let error = await write(event)
            engine.board.showLog(error, at: clock.now())
            return error
        }
        self.journal = journal
        self.runner = runner
        let (store, board) = (engine.store, engine.board)
        let actions = DeliveryActions(
            attempt: { handover, hook in
                guard let payload = Self.payload(of: handover, hook, store, present()) else { return .delivered }
                let outcome = await runner.run(
                    hook,
                    payload: payload,
                    eventID: handover.key,
                    environment: HookEnvironment.of(handover)
                )
                if let error = outcome.error {
                    log.warning(
                        "hook \(hook.name) failed",
                        metadata: [
                            handover.group == nil ? "event" : "group": "\(handover.key)",
                            "attempt": "\(handover.attempts + 1)", "error": "\(error)",
                            "output": "\(outcome.output.prefix(500))",
                        ]
                    )
                }
                return outcome.isDelivered
                    ? .delivered : .failed(outcome.error ?? "not delivered", retryAfter: outcome.retryAfter)
            },
            journal: { await journal($0.event) },
            obstacle: { Self.obstacle(to: $0, store, board.current.alerts, clock.now()) },
            bytes: { RenderedJSON(AlertDocument.event($0)).bytes.count },
            refresh: { hook in
                guard let payload = Self.openAlerts(of: hook, store, present()) else {
                    return nil
                }
                let outcome = await runner.run(hook, payload: payload, eventID: "", environment: [:])
                if let error = outcome.error {
                    log.warning("open alerts not sent to \(hook.name)", metadata: ["error": "\(error)"])
                }
                return outcome.isDelivered
            },
            report: { log.error("\($0)") }
        )
        let outbox = StoredOutbox(store: store) {
            Task {
                do throws(EngineError) {
                    try await engine.settleAlerts()
                } catch {
                    log.error("hooks not put right", metadata: ["error": "\(error)"])
                }
            }
        }
        dispatcher = DeliveryDispatcher(outbox: outbox, actions: actions, clock: clock)
    }

    /// For a watchdog; asking wakes nobody.
    var areMakingProgress: Bool { dispatcher.isMakingProgress }

    func run(until stop: StopRequest) async {
        await dispatcher.use(engine.board.current.alerts.hooks)
        stop.whenMade { engine.outbox.end() }
        async let dispatching: Void = dispatcher.run()
        async let listening: Void = listen()
        _ = await (dispatching, listening)
    }

    /// Passes on what the engine tells: deliveries were written, hooks changed, it is over.
    private func listen() async {
        while !engine.outbox.isEnded {
            await dispatcher.use(engine.board.current.alerts.hooks)
            dispatcher.wake()
            await engine.outbox.sleep(until: nil, clock: engine.clock)
        }
        let deadline = engine.time.now().adding(microseconds: Self.patience.microseconds)
        _ = await dispatcher.drain(until: deadline)
        // What is still at work is told to end, tests and what hooks have left in the background too; the events of those
        // that were not done wait for the next start.
        await runner.terminateAll(grace: TimeSpan(microseconds: 200_000))
    }

    /// What keeps a delivery back when its turn has come.
    static func obstacle(
        to delivery: AlertDelivery,
        _ store: Store,
        _ standing: AlertStanding,
        _ now: Instant
    ) -> DeliveryActions.Obstacle? {
        // In doubt somebody is told once too often.
        switch (try? store.obsolescence(of: delivery)).flatMap({ $0 }) {
        case .overtaken: return .overtaken
        case .unheard: return .silenced
        case nil: break
        }
        // What was begun is gone through with: it may have arrived, even where nobody lived to see it.
        if delivery.isBegun { return nil }
        return standing.obstacle(to: delivery.event, at: now) == nil ? nil : .silenced
    }

    // MARK: What hooks get

    /// What of the time is said to an Alertmanager, which goes by its own clock.
    struct Present {
        private let now: Instant
        /// By a clock that is wrong the end of what goes on may have passed, and its beginning be yet to come.
        private let isKnown: Bool

        init(_ engine: Engine) {
            let (time, clock) = (engine.time.now(), engine.clock.now())
            isKnown = engine.clockTrouble == nil
            now = isKnown ? time : min(time, clock)
        }

        /// An open alert.
        /// - Parameter span: how long it goes on unless it is sent again.
        func open(_ event: AlertEvent, since begin: Instant, for span: TimeSpan) -> AlertmanagerDocument.Alert {
            AlertmanagerDocument.Alert(
                event: event,
                // By a clock that was ahead it would not have begun yet.
                startsAt: isKnown ? min(begin, now) : nil,
                endsAt: isKnown ? now.adding(microseconds: span.microseconds) : nil
            )
        }

        /// One that is over, by whatever clock.
        func ended(_ event: AlertEvent, since begin: Instant) -> AlertmanagerDocument.Alert {
            AlertmanagerDocument.Alert(event: event, startsAt: min(begin, now), endsAt: min(event.at, now))
        }
    }

    /// `nil`: the hook has no words for it.
    static func payload(of handover: Handover, _ hook: Hook, _ store: Store, _ present: Present) -> [UInt8]? {
        guard case .alertmanager(_, _, let resend) = hook.action else { return HookDocument.line(of: handover) }
        let alerts = handover.events.compactMap { event -> AlertmanagerDocument.Alert? in
            // It would only change how the alert stands there.
            if event.kind == .flapping || event.kind == .held { return nil }
            let opened = event.incident.flatMap { (try? store.alertEvent($0)).flatMap { $0 } }
            let begin = opened?.at ?? event.at
            return event.kind == .resolved
                ? present.ended(event, since: begin)
                : present.open(event, since: begin, for: AlertmanagerDocument.span(resend))
        }
        return alerts.isEmpty ? nil : RenderedJSON(AlertmanagerDocument.alerts(alerts)).bytes
    }

    /// The alerts that are open as far as the hook was told; `nil` where there are none. What it was told before a silence
    /// stays so during it.
    static func openAlerts(of hook: Hook, _ store: Store, _ present: Present) -> [UInt8]? {
        guard case .alertmanager(_, _, let resend) = hook.action,
            let openings = try? store.openings(toldTo: hook.name), !openings.isEmpty
        else { return nil }
        let span = AlertmanagerDocument.span(resend)
        let alerts = openings.map { present.open($0, since: $0.at, for: span) }
        return RenderedJSON(AlertmanagerDocument.alerts(alerts)).bytes
    }

    // MARK: Trying a hook

    /// Hands a hook an event that says that it is a test.
    /// - Returns: `nil` where no hook has this name.
    func test(_ name: String) async -> HookTrial? {
        let event = Self.testEvent(at: engine.time.now(), engine.board.current.loaded.hash)
        if name == AlertDelivery.journal {
            let begin = MonotonicTime.now
            let error = await journal(event)
            return HookTrial(
                isDelivered: error == nil,
                status: nil,
                error: error,
                output: "",
                seconds: Double((MonotonicTime.now - begin).wholeMicroseconds) / 1_000_000
            )
        }
        guard let hook = engine.board.current.alerts.hooks.first(where: { $0.name == name }) else { return nil }
        let group = hook.grouping.map { DeliveryGroup(of: [event.id], by: $0.by, to: name) }
        let handover = Handover([.test(event, to: name)], group: group)
        let payload: [UInt8]
        if case .alertmanager = hook.action {
            let alert = Present(engine).open(event, since: event.at, for: .seconds(60))
            payload = RenderedJSON(AlertmanagerDocument.alerts([alert])).bytes
        } else {
            payload = HookDocument.line(of: handover)
        }
        let outcome = await runner.run(
            hook,
            payload: payload,
            eventID: handover.key,
            environment: HookEnvironment.of(handover)
        )
        return HookTrial(
            isDelivered: outcome.isDelivered,
            status: outcome.status,
            error: outcome.error,
            output: outcome.output,
            seconds: outcome.seconds
        )
    }

    private static func testEvent(at now: Instant, _ modelHash: String) -> AlertEvent {
        AlertEvent(
            id: String(sha256Hex(Array("test \(now.microseconds)".utf8)).prefix(32)),
            key: AlertKey(rule: "test", subject: AlertSubject()),
            kind: .firing,
            sequence: 1,
            at: now,
            state: .firing,
            incident: nil,
            severity: .info,
            labels: [AlertLabel("test", "true")],
            value: nil,
            previous: nil,
            period: nil,
            low: nil,
            high: nil,
            modelHash: modelHash,
            summary: "This is a test of a hook; nothing has happened",
            reason: "somebody asked for it"
        )
    }
}

extension AlertDelivery {
    /// Of an event that no alert has brought about.
    fileprivate static func test(_ event: AlertEvent, to hook: String) -> AlertDelivery {
        AlertDelivery(
            id: 0,
            event: event,
            hook: hook,
            state: .waiting,
            attempts: 0,
            createdAt: event.at,
            notBefore: event.at,
            endedAt: nil,
            error: nil
        )
    }
}

extension AlertmanagerDocument {
    /// Later than three further messages: Prometheus keeps the same distance.
    static func span(_ resend: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: resend.microseconds.multipliedReportingOverflow(by: 4).partialValue)
    }
}
