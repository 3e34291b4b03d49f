/// The only source of the present for everything that schedules, records or judges age.
package protocol WallClock: Sendable {
    /// The present, in UTC. It can jump in either direction when the clock is set.
    func now() -> Instant

    /// Returns at `deadline`, at once where that has passed, and early where the clock is set meanwhile: whoever sleeps
    /// asks ``now()`` and decides again.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until deadline: Instant) async throws
}
