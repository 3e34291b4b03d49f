package import InfluenceModel
import InfluenceSchedule

/// Attempts and the time between them: exponential, with jitter.
package struct RetryPolicy: Hashable, Sendable {
    /// At least 1.
    package var maxAttempts: Int
    /// After the first failure; doubled after each further one, up to `longest`.
    package var first: TimeSpan
    package var longest: TimeSpan

    package init(maxAttempts: Int = 10, first: TimeSpan = .seconds(5), longest: TimeSpan = .seconds(3600)) {
        self.maxAttempts = maxAttempts
        self.first = first
        self.longest = longest
    }
}

extension RetryPolicy {
    /// The longest time that a receiver's Retry-After is waited for.
    package static let mostPatience = TimeSpan.seconds(86_400)

    /// The wait after the `failures`-th failure, counted from 1: twice as long each time, give or take a fifth, so that
    /// many that failed together do not come back together.
    /// - Parameter chance: 0..<1
    func delay(afterFailures failures: Int, chance: Double) -> TimeSpan {
        let delay = Backoff(initial: first, maximum: longest).delay(afterFailures: failures).microseconds
        // At most 2^53 microseconds, 285 years.
        return TimeSpan(microseconds: Int64(Double(min(delay, 1 << 53)) * (0.8 + 0.4 * chance)))
    }
}
