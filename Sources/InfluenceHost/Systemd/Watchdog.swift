import Dispatch
import InfluenceThreads
package import Logging
import Synchronization

/// Feeds systemd's watchdog only while the daemon really makes progress: at half the interval it asks every probe, and
/// tells systemd when all of them have answered well. A hang anywhere that a probe reaches thus ends in a restart.
///
/// Without a watchdog it does nothing until it is to stop. Keeps its own time on a
/// thread of its own, by the monotonic clock: nobody who blocks Swift's pool, and no step of the wall clock, silences it.
package struct Watchdog: Service {
    /// One part of the daemon that has to be alive.
    package struct Probe: Sendable {
        /// For the log: `run loop`.
        let name: String
        let way: Way

        enum Way: Sendable {
            case look(@Sendable () -> Bool)
            case ask(@Sendable () async -> Bool)
        }

        /// - Parameter isAlive: returns `true` once the part has done a little work. Taking for ever is what a hang looks
        ///   like, and harms nothing but the probe's own task.
        package init(_ name: String, isAlive: @escaping @Sendable () async -> Bool) {
            self.name = name
            way = .ask(isAlive)
        }

        /// - Parameter look: whether the part is idle, or at work that has not taken unduly long. Wakes nobody, and does
        ///   not wait.
        package init(_ name: String, look: @escaping @Sendable () -> Bool) {
            self.name = name
            way = .look(look)
        }
    }

    /// What the thread waits for: answers, and the end.
    private final class Inbox: Sendable {
        private struct State {
            var answers: [(probe: Int, alive: Bool)] = []
            var hasEnded = false
        }

        private let state = Mutex(State())
        private let arrivals = MonotonicSemaphore()

        func answer(_ probe: Int, alive: Bool) {
            state.withLock { $0.answers.append((probe, alive)) }
            arrivals.signal()
        }

        func end() {
            state.withLock { $0.hasEnded = true }
            arrivals.signal()
        }

        var hasEnded: Bool { state.withLock { $0.hasEnded } }

        /// The next answer; `nil` at `deadline` or at the end.
        func next(until deadline: MonotonicTime) -> (probe: Int, alive: Bool)? {
            while !hasEnded {
                let answer = state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
                if let answer { return answer }
                if !arrivals.wait(until: deadline) { return nil }
            }
            return nil
        }
    }

    private let notifier: ServiceNotifier
    private let interval: Duration?
    private let probes: [Probe]
    private let logger: Logger

    /// - Parameters:
    ///   - interval: of ``WatchdogInterval``; `nil` = no watchdog.
    package init(
        notifier: ServiceNotifier,
        interval: Duration?,
        probes: [Probe],
        logger: Logger
    ) {
        self.notifier = notifier
        self.interval = interval
        self.probes = probes
        self.logger = logger
    }

    package func run(until stop: StopRequest) async throws {
        guard let interval else {
            await stop.wait()
            return
        }
        let inbox = Inbox()
        guard BlockingThread.start(named: "watchdog", { watch(interval, inbox) }) else { throw NoThread() }
        await stop.wait()
        inbox.end()
    }

    private struct NoThread: Error, CustomStringConvertible {
        var description: String { "the system gives no thread for the watchdog; see TasksMax and 'ulimit -u'" }
    }

    private func watch(_ interval: Duration, _ inbox: Inbox) {
        var rounds = WatchdogRounds(probes: probes.count)
        while !inbox.hasEnded {
            let next = MonotonicTime.now.adding(interval / 2)
            for action in rounds.tick() { perform(action, answerTo: inbox) }
            while let (probe, alive) = inbox.next(until: next) {
                for action in rounds.answered(probe, alive: alive) { perform(action, answerTo: inbox) }
            }
        }
    }

    private func perform(_ action: WatchdogRounds.Action, answerTo inbox: Inbox) {
        switch action {
        case .ask(let index):
            guard probes.indices.contains(index) else { return }
            switch probes[index].way {
            case .look(let isAlive): inbox.answer(index, alive: isAlive())
            case .ask(let isAlive): Task { inbox.answer(index, alive: await isAlive()) }
            }
        case .keepAlive:
            notifier.watchdog()
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
