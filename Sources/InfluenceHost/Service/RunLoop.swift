import InfluenceEngine
import InfluenceMethods
import InfluenceModel
import InfluenceSchedule
import InfluenceStore
import Logging

/// Imports the feeds and recomputes the index: at the start, when the schedule says so, and again after a failure. Keeps
/// the line that `systemctl status` shows.
struct RunLoop: Service {
    let engine: Engine
    let settings: Settings
    let clock: any WallClock
    let wakeup: Wakeup
    let notifier: ServiceNotifier

    func run(until stop: StopRequest) async {
        stop.whenMade { wakeup.end() }
        await loop()
    }

    /// A time to sleep until where nothing is due: by the clock, so that setting it wakes.
    private static let never = Instant(microseconds: .max)

    private func loop() async {
        let lastRun = engine.board.current.lastRun
        var schedule = settings.configuration.schedule
        var plan = SchedulePlan(
            schedule: schedule,
            lastRun: lastRun.map { $0.heartbeats?.last ?? $0.recordedAt },
            now: clock.now()
        )
        await engine.examineStore()
        await engine.hastenDeliveries()
        // The run at the start also makes up for what was missed.
        var reason: RunReason? = .start
        if lastRun != nil, case .run(.catchUp) = plan.decide(at: clock.now()) { reason = .schedule }
        var seen = 0
        var feedsWait = true
        while !wakeup.isEnded {
            if let trouble = await engine.lookAtClock() {
                await engine.importFeeds(settings.configuration.data)
                feedsWait = true
                reason = reason ?? .schedule
                notifier.status(StatusText.of(engine.board.current, engine.health))
                await wakeup.sleep(until: trouble.end ?? Self.never, clock: clock)
                continue
            }
            if feedsWait { await engine.importFeeds(settings.configuration.data) }
            feedsWait = false
            if let due = reason {
                if due == .schedule { await engine.importFailedFeeds() }
                _ = try? await engine.recompute(due)
            }
            if let attempt = engine.board.current.lastAttempt, attempt.number > seen {
                seen = attempt.number
                plan.ran(startedAt: attempt.startedAt, endedAt: attempt.endedAt, succeeded: attempt.succeeded)
            }
            let alertsDue = await evaluateAlerts()
            if settings.configuration.schedule != schedule {
                schedule = settings.configuration.schedule
                plan = SchedulePlan(schedule: schedule, lastRun: nil, now: clock.now())
            }
            switch plan.decide(at: clock.now()) {
            case .run: reason = .schedule
            case .wait(let due):
                reason = nil
                engine.board.update { $0.nextRun = due }
                notifier.status(StatusText.of(engine.board.current, engine.health))
                await wakeup.sleep(until: [due, alertsDue].compactMap { $0 }.min() ?? Self.never, clock: clock)
            }
        }
    }

    /// Evaluates rules that time alone has come for.
    /// - Returns: when the next evaluation is due; `nil` where none is.
    private func evaluateAlerts() async -> Instant? {
        guard let due = engine.board.current.alerts.due else { return nil }
        let now = clock.now()
        guard due <= now else { return due }
        do throws(EngineError) {
            try await engine.evaluateAlerts()
            guard let next = engine.board.current.alerts.due else { return nil }
            // However rules are written, they never keep the daemon busy.
            return max(next, now.adding(seconds: 1))
        } catch {
            engine.log.error("rules not evaluated", metadata: ["error": "\(error)"])
            return now.adding(seconds: 30)
        }
    }
}
