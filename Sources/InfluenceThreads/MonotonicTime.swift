import Glibc

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
