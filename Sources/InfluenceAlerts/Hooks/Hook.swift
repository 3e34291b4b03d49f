package import InfluenceModel

/// What is executed to hand over an event.
package struct Hook: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// An argument vector, the first being an absolute path; never a shell.
        case exec([String])
        /// POST of the event to `url`.
        case webhook(url: String, credential: String?)
        /// POST to `url` + `/api/v2/alerts`, again every `resend` while the alert is open.
        case alertmanager(url: String, credential: String?, resend: TimeSpan)
    }

    package let name: String
    package let action: Action
    /// One attempt takes no longer; then TERM, and KILL.
    package let timeout: TimeSpan
    package let retry: RetryPolicy
    /// The hook that gets what this one did not take in the end; `nil`: none.
    package let fallback: String?
    /// Attempts under way at the same time, at most.
    package let concurrency: Int
    /// Which events it gets together; `nil`: each by itself.
    package let grouping: Grouping?

    package static let usualTimeout = TimeSpan.seconds(30)
    package static let usualConcurrency = 4

    package init(
        name: String,
        action: Action,
        timeout: TimeSpan = Hook.usualTimeout,
        retry: RetryPolicy = RetryPolicy(),
        fallback: String? = nil,
        concurrency: Int = Hook.usualConcurrency,
        grouping: Grouping? = nil
    ) {
        self.name = name
        self.action = action
        self.timeout = timeout
        self.retry = retry
        self.fallback = fallback
        self.concurrency = concurrency
        self.grouping = grouping
    }
}
