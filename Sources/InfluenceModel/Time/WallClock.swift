/// The only source of the present for everything that schedules, records or judges age.
package protocol WallClock: Sendable {
    /// The present, in UTC. It can jump in either direction when the clock is set.
    func now() -> Instant

    /// What ``now()`` would show had nobody set the clock since this one was made. Never jumps, and goes on while the machine
    /// is suspended: the difference of two of these is the time that has really passed.
    func steady() -> Instant

    /// The start of this machine; `nil` where the system does not say. It tells whether what was written by an earlier
    /// process was written by the clock that this one has.
    var boot: MachineBoot? { get }

    /// Returns at `deadline`, at once where that has passed, and early where the clock is set meanwhile: whoever sleeps
    /// asks ``now()`` and decides again.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until deadline: Instant) async throws
}

/// One start of a machine.
package struct MachineBoot: Hashable, Sendable {
    /// Another one after each start.
    package let id: String
    /// When that was, by ``WallClock/steady()``.
    package let began: Instant

    package init(id: String, began: Instant) {
        self.id = id
        self.began = began
    }
}

extension WallClock {
    package var boot: MachineBoot? { nil }

    /// When a time of ``steady()`` comes by ``now()``, unless the clock is set before: for ``sleep(until:)``.
    package func wall(ofSteady moment: Instant) -> Instant {
        now().adding(microseconds: moment.microseconds(since: steady()))
    }
}
