package import InfluenceModel

/// How long to wait before trying again: twice as long after each failure in a row, up to a maximum.
package struct Backoff: Hashable, Sendable {
    package let initial: TimeSpan
    package let maximum: TimeSpan

    package init(initial: TimeSpan = .seconds(30), maximum: TimeSpan = .seconds(3600)) {
        self.initial = initial
        self.maximum = maximum
    }

    /// The wait after the `failures`-th failure in a row, counted from 1.
    package func delay(afterFailures failures: Int) -> TimeSpan {
        var delay = min(initial, maximum)
        for _ in 0..<min(max(failures, 1) - 1, 63) {
            let (doubled, overflow) = delay.microseconds.multipliedReportingOverflow(by: 2)
            if overflow || doubled >= maximum.microseconds { return maximum }
            delay = TimeSpan(microseconds: doubled)
        }
        return delay
    }
}
