package import InfluenceModel

/// Decides when to run: the schedule, retries after failures, and one run for whatever was missed.
///
/// A pure state machine: it is told the time and what happened, and keeps no timer. The loop around it:
///
///     while true {
///         switch plan.decide(at: clock.now()) {
///         case .run(let reason): run, then plan.ran(...)
///         case .wait(let due): sleep until `due` or until something else is asked for
///         }
///     }
///
/// However many scheduled times have passed (downtime with `catchesUp`, a suspended machine, a run longer than the
/// interval, a clock set forward), one run makes up for all. When the clock is set back, the times that come again
/// are due again: a repeated run over the same data stores nothing, a skipped one would leave old scores in place.
package struct SchedulePlan: Hashable, Sendable {
    package let schedule: Schedule
    package let backoff: Backoff
    /// Runs that failed in a row.
    package private(set) var failures = 0

    /// Scheduled times up to here are done with.
    private var reference: Instant
    /// Scheduled times up to here passed before this plan was made.
    private var madeAt: Instant
    private var failedAt: Instant?

    /// - Parameters:
    ///   - lastRun: When the last run began, in this or an earlier life of the daemon; `nil` if there was none.
    ///   - now: The present. Without a last run, or without `catchesUp`, only times after it are due.
    package init(schedule: Schedule, backoff: Backoff = Backoff(), lastRun: Instant?, now: Instant) {
        self.schedule = schedule
        self.backoff = backoff
        madeAt = now
        if schedule.catchesUp, let lastRun {
            // A last run in the future is the trace of a clock that was wrong.
            reference = min(lastRun, now)
        } else {
            reference = now
        }
    }

    package enum Decision: Hashable, Sendable {
        case run(Reason)
        /// Nothing is due before then; `nil`: never again, unless something else asks for a run.
        case wait(until: Instant?)
    }

    package enum Reason: String, Sendable {
        case scheduled
        /// Scheduled times passed while the daemon was down.
        case catchUp = "catch_up"
        /// The last run failed.
        case retry
    }

    /// What to do at `now`.
    package mutating func decide(at now: Instant) -> Decision {
        noticeClockSetBack(now)
        let scheduled = schedule.timing.next(after: reference)
        let retry = retryTime
        if let scheduled, scheduled <= now { return .run(scheduled <= madeAt ? .catchUp : .scheduled) }
        if let retry, retry <= now { return .run(.retry) }
        guard let scheduled, let retry else { return .wait(until: scheduled ?? retry) }
        return .wait(until: min(scheduled, retry))
    }

    /// Records a run, whatever it was made for.
    package mutating func ran(startedAt start: Instant, endedAt end: Instant, succeeded: Bool) {
        // Times that passed during the run are due: their data may have come after the run had read the panel.
        reference = start
        if succeeded {
            failures = 0
            failedAt = nil
        } else {
            failures += 1
            failedAt = end
        }
    }

    private var retryTime: Instant? {
        failedAt.map { $0.adding(microseconds: backoff.delay(afterFailures: failures).microseconds) }
    }

    /// Nothing has happened yet that lies in the future.
    private mutating func noticeClockSetBack(_ now: Instant) {
        reference = min(reference, now)
        madeAt = min(madeAt, now)
        failedAt = failedAt.map { min($0, now) }
    }
}
