package import Logging
import ServiceLifecycle

/// Feeds systemd's watchdog only while the daemon really makes progress: at half the interval it asks every probe, and
/// tells systemd when all of them have answered well. A hang anywhere that a probe reaches thus ends in a restart.
///
/// Runs until graceful shutdown or cancellation; without a watchdog it does nothing until then.
package struct Watchdog: Service {
    /// One part of the daemon that has to be alive.
    package struct Probe: Sendable {
        /// For the log: `run loop`.
        let name: String
        /// Returns `true` once the part has done a little work. Taking for ever is what a hang looks like, and harms
        /// nothing but the probe's own task.
        let isAlive: @Sendable () async -> Bool

        package init(_ name: String, isAlive: @escaping @Sendable () async -> Bool) {
            self.name = name
            self.isAlive = isAlive
        }
    }

    private enum Event {
        case tick
        case answer(probe: Int, alive: Bool)
    }

    private let notifier: ServiceNotifier
    private let interval: Duration?
    private let probes: [Probe]
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameters:
    ///   - interval: of ``WatchdogInterval``; `nil` = no watchdog.
    ///   - clock: measures the ticks.
    package init(
        notifier: ServiceNotifier,
        interval: Duration?,
        probes: [Probe],
        clock: any Clock<Duration> = SuspendingClock(),
        logger: Logger
    ) {
        self.notifier = notifier
        self.interval = interval
        self.probes = probes
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        guard let interval else {
            try? await gracefulShutdown()
            return
        }
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        let clock = clock
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    continuation.yield(.tick)
                    try? await clock.sleep(for: interval / 2)
                }
            }
            var rounds = WatchdogRounds(probes: probes.count)
            for await event in events.cancelOnGracefulShutdown() {
                let actions =
                    switch event {
                    case .tick: rounds.tick()
                    case .answer(let probe, let alive): rounds.answered(probe, alive: alive)
                    }
                for action in actions { perform(action, answerTo: continuation) }
            }
            group.cancelAll()
        }
    }

    private func perform(_ action: WatchdogRounds.Action, answerTo continuation: AsyncStream<Event>.Continuation) {
        switch action {
        case .ask(let index):
            guard probes.indices.contains(index) else { return }
            let probe = probes[index]
            // Not a child task: leaving the group would wait for a probe that hangs.
            Task { continuation.yield(.answer(probe: index, alive: await probe.isAlive())) }
        case .keepAlive:
            notifier.keepAlive()
        case .report(let indices):
            let names = indices.map { probes.indices.contains($0) ? probes[$0].name : "?" }
            logger.error(
                "no progress; systemd restarts the daemon unless it recovers",
                metadata: ["silent": .array(names.map { .string($0) })]
            )
        case .recovered:
            logger.notice("progress again")
        }
    }
}
