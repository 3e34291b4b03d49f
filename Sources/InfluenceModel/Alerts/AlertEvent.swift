/// What can happen to an alert.
package enum AlertEventKind: String, CaseIterable, Sendable {
    case firing
    case resolved
    /// It goes on: every `repeat_interval`, or after a silence.
    case `repeat`
    /// It changes back and forth; nothing more is told until it is calm.
    case flapping
    /// The data of an open alert have disappeared; it stays open.
    case noData = "no_data"
    /// The data of an open alert are there again; it is open still.
    case dataBack = "data_back"
    /// A transition was not made; the reason says why. Written down, handed to no hook but the journal.
    case held
}

/// One transition of an alert, with its cause: what hooks get.
package struct AlertEvent: Hashable, Sendable {
    /// 32 hexadecimal digits, the same at every attempt to deliver it: an idempotency key.
    package let id: String
    package let key: AlertKey
    package let kind: AlertEventKind
    /// Counted from 1 over the events of the alert.
    package let sequence: Int
    package let at: Instant
    /// The state after it.
    package let state: AlertState
    /// The incident that it belongs to: the id of the `firing` event that opened it (its own id there); `nil` for an event
    /// of none.
    package let incident: String?
    package let severity: AlertSeverity
    /// By name.
    package var labels: [AlertLabel]
    /// In the condition's unit: a score, a difference, a lead, a rank, a probability, days. `nil` without data.
    package let value: Double?
    /// At the evaluation before.
    package let previous: Double?
    /// Of both, in words: `points`, `percentage points`, `probability`; empty where the event has none.
    package var unit: String
    /// The reference periods that the value stands on; `nil` where it has none.
    package var data: DataSpan?
    /// Those that the previous value stood on.
    package var previousData: DataSpan?
    /// Of the grid; `nil` for what has none (a feed).
    package let period: Period?
    /// The 5th and 95th percentile of the score behind the value, where they are computed.
    package let low: Double?
    package let high: Double?
    /// Set by the store: the run in whose transaction it was written.
    package var run: Int64?
    package let modelHash: String
    /// One sentence: what, where, by how much.
    package var summary: String
    /// Why it is what it is, where that is not the condition alone.
    package let reason: String?
    /// The breaks of series between the previous value and this one, whether or not they held it; at most ``breakLimit``.
    package var breaks: [AlertBreak]
    /// The three largest contributions to the change of the score, largest first; empty where there is no score.
    package var contributions: [AlertContribution]
    /// Why there are no contributions though there is a score: `not explained: more than 50 events in this run`.
    package var unexplained: String?

    /// What an event carries at most: a change of reporters may break every series beneath a figure.
    package static let breakLimit = 20

    package init(
        id: String,
        key: AlertKey,
        kind: AlertEventKind,
        sequence: Int,
        at: Instant,
        state: AlertState,
        incident: String?,
        severity: AlertSeverity,
        labels: [AlertLabel],
        value: Double?,
        previous: Double?,
        unit: String = "",
        data: DataSpan? = nil,
        previousData: DataSpan? = nil,
        period: Period?,
        low: Double?,
        high: Double?,
        run: Int64? = nil,
        modelHash: String,
        summary: String,
        reason: String?,
        breaks: [AlertBreak] = [],
        contributions: [AlertContribution] = [],
        unexplained: String? = nil
    ) {
        self.id = id
        self.key = key
        self.kind = kind
        self.sequence = sequence
        self.at = at
        self.state = state
        self.incident = incident
        self.severity = severity
        self.labels = labels
        self.value = value
        self.previous = previous
        self.unit = unit
        self.data = data
        self.previousData = previousData
        self.period = period
        self.low = low
        self.high = high
        self.run = run
        self.modelHash = modelHash
        self.summary = summary
        self.reason = reason
        self.breaks = Array(breaks.prefix(Self.breakLimit))
        self.contributions = contributions
        self.unexplained = unexplained
    }
}

package struct AlertLabel: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A break of series behind a figure, with the power (or the pair, or `WLD`) and the country whose series it is.
package struct AlertBreak: Hashable, Sendable {
    package let power: PowerID
    package let country: CountryID
    package let found: SeriesBreak

    package init(power: PowerID, country: CountryID, found: SeriesBreak) {
        self.power = power
        self.country = country
        self.found = found
    }
}

/// A part of a change: the node it comes from, the group of model.md's waterfall, and points of the score.
package struct AlertContribution: Hashable, Sendable {
    package let node: NodeID
    package let group: String
    package let points: Double

    package init(node: NodeID, group: String, points: Double) {
        self.node = node
        self.group = group
        self.points = points
    }
}
