package import InfluenceModel

/// Everything that a rule file says.
package struct AlertPlan: Sendable {
    /// In the order of the file, disabled ones included.
    package let rules: [Rule]
    /// In the order of the file, without the journal, which every event goes to.
    package let hooks: [Hook]
    /// Of how many events of a run it is told what the change behind them is made of; 0...1,000.
    package let explainLimit: Int

    package static let usualExplainLimit = 50

    package static let none = AlertPlan(rules: [], hooks: [])

    package init(rules: [Rule], hooks: [Hook], explainLimit: Int = AlertPlan.usualExplainLimit) {
        self.rules = rules
        self.hooks = hooks
        self.explainLimit = explainLimit
    }
}

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

    package init(
        name: String,
        action: Action,
        timeout: TimeSpan = .seconds(30),
        retry: RetryPolicy = RetryPolicy(),
        fallback: String? = nil,
        concurrency: Int = 4,
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

/// How a hook's events are brought together.
package struct Grouping: Hashable, Sendable {
    /// Events that agree in all of these go together. Empty: all of them.
    package let by: [GroupKey]
    /// From the first event of a group until it is handed over.
    package let wait: TimeSpan

    package static let usualWait = TimeSpan.seconds(30)
    package static let longestWait = TimeSpan.seconds(3600)
    /// A group of so many events waits for no more.
    package static let mostEvents = 200
    /// Of the events' JSON. One event alone may be longer.
    package static let mostBytes = 1 << 20

    package init(by: [GroupKey], wait: TimeSpan = Grouping.usualWait) {
        self.by = by
        self.wait = wait
    }
}
