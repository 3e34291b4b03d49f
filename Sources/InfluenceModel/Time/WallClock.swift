/// The only source of the present for everything that schedules, records or judges age.
package protocol WallClock: Sendable {
    /// The present, in UTC. It can jump in either direction when the clock is set.
    func now() -> Instant

    /// What ``now()`` would show had nobody set the clock since this one was made. Never jumps, and goes on while the machine
    /// is suspended: the difference of two of these is the time that has really passed.
    func steady() -> Instant

    /// Returns at `deadline`, at once where that has passed, and early where the clock is set meanwhile: whoever sleeps
    /// asks ``now()`` and decides again.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until deadline: Instant) async throws
}

extension WallClock {
    /// When a time of ``steady()`` comes by ``now()``, unless the clock is set before: for ``sleep(until:)``.
    package func wall(ofSteady moment: Instant) -> Instant {
        now().adding(microseconds: moment.microseconds(since: steady()))
    }
}
