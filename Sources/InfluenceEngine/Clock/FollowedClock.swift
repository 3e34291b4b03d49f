package import InfluenceModel
import Synchronization

/// The clock that all goes by that waits: the wall clock, but for steps of it that have not been followed.
///
/// One rule holds for all that waits for a span (`for`, `keep_firing_for`, flap windows, `repeat_interval`, retries, groups,
/// and silences and acknowledgements that were given a span): it waits until so much time has passed. It is written down as a
/// time of the wall clock, and once that clock was set, which the steady one shows, all of it moves by that step, ahead or
/// back, uncut, in one transaction. So a clock that is set wrongly and right again leaves everything where it was.
///
/// * A step is followed while the clock is believed. Meanwhile, and as long as it is not (``ClockTrouble``), this clock goes on
///   from where it was, so that no time of a false future or past is written down or waited for.
/// * A time that a person wrote is a date, and stays: a silence until 2026-12-01 ends when the clock shows that.
/// * A restart changes nothing: by the id of the machine's start the next process knows that the time since then can be
///   compared, and follows what was set while none ran (``ClockBase``).
/// * Over a start of the machine nobody knows what has passed but the wall clock, which is taken as it is. What was written
///   before does not move with this clock's later steps: most of them put right what began wrong.
package final class FollowedClock: WallClock {
    /// A smaller difference from the time that has passed is ordinary adjustment.
    package static let smallestStep: Int64 = 1_000_000

    private let clock: any WallClock
    /// How far it is ahead of the steady clock, in microseconds.
    private let followed: Mutex<Int64>

    /// - Parameter shift: how far it is ahead of the steady clock.
    init(_ clock: any WallClock, shift: Int64) {
        self.clock = clock
        followed = Mutex(shift)
    }

    package func now() -> Instant {
        let (shown, own) = (clock.now(), clock.steady().adding(microseconds: shift))
        return Self.isStep(shown.microseconds(since: own)) ? own : shown
    }

    static func isStep(_ difference: Int64) -> Bool { difference.magnitude >= smallestStep.magnitude }

    var shift: Int64 { followed.withLock { $0 } }

    func follow(_ shift: Int64) { followed.withLock { $0 = shift } }

    package func steady() -> Instant { clock.steady() }

    package var boot: MachineBoot? { clock.boot }

    package func sleep(until deadline: Instant) async throws {
        try await clock.sleep(until: clock.now().adding(microseconds: deadline.microseconds(since: now())))
    }
}
