internal import CThreads
import Glibc

/// Counts signals, and lets threads wait for one: for ever, or for so long by the monotonic clock. Dispatch's waits by the
/// wall clock here, so that whoever sets that back lets a waiter sleep on.
package final class MonotonicSemaphore: Sendable {
    // Safe: made and destroyed with this object, and meant to be used by several threads.
    private nonisolated(unsafe) let semaphore = UnsafeMutablePointer<cthreads_semaphore>.allocate(capacity: 1)

    package init() {
        semaphore.initialize(to: cthreads_semaphore())
    }

    deinit { semaphore.deallocate() }

    package func signal() {
        cthreads_signal(semaphore)
    }

    package func wait() {
        _ = cthreads_wait(semaphore, .max)
    }

    /// - Returns: whether there was a signal.
    package func wait(until deadline: MonotonicTime) -> Bool {
        cthreads_wait(semaphore, deadline.nanoseconds)
    }
}

/// A time of CLOCK_MONOTONIC, which nobody sets.
package struct MonotonicTime: Comparable, Hashable, Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static var now: Self {
        var time = timespec()
        // Fails for a clock that does not exist only.
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Self(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The latest there is where it would lie beyond; never earlier than this.
    package func adding(_ duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (end, beyond) = nanoseconds.addingReportingOverflow(max(0, whole))
        let (exact, over) = end.addingReportingOverflow(max(0, attoseconds / 1_000_000_000))
        return Self(nanoseconds: tooLong || beyond || over ? (seconds < 0 ? nanoseconds : .max) : exact)
    }

    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    package static func - (left: Self, right: Self) -> Duration {
        .nanoseconds(left.nanoseconds) - .nanoseconds(right.nanoseconds)
    }
}
