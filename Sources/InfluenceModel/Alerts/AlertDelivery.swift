/// Handing one event to one hook: a row of the outbox.
package struct AlertDelivery: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// To be attempted, for the first time or again.
        case waiting
        case delivered
        /// Given up after the last attempt.
        case dead
        /// Not wanted: silenced or acknowledged when its turn came.
        case silenced
        /// Given up, and nobody waits for it any more: somebody has taken note, or a later event has overtaken it.
        case dismissed

        /// Whether nothing becomes of it any more.
        package var isFinal: Bool {
            switch self {
            case .waiting, .dead: false
            case .delivered, .silenced, .dismissed: true
            }
        }
    }

    /// The hook that every event goes to, first of all, whatever the configuration says.
    package static let journal = "journal"

    package let id: Int64
    package let event: AlertEvent
    package let hook: String
    package var state: State
    package var attempts: Int
    package let createdAt: Instant
    /// When the next attempt may begin.
    package var notBefore: Instant
    /// When it ended; `nil` while it waits.
    package var endedAt: Instant?
    /// What the last attempt failed of; `nil` where none did.
    package var error: String?
    /// The hook that gave it up, whose fallback this one is; `nil` where it was meant for this one.
    package let origin: String?
    /// Whether an attempt was ever begun: the hook may know, whatever became of the attempt.
    package var isBegun: Bool
    /// The id of the group that it is handed over in; `nil` while it is in none.
    package var group: String?

    package init(
        id: Int64,
        event: AlertEvent,
        hook: String,
        state: State,
        attempts: Int,
        createdAt: Instant,
        notBefore: Instant,
        endedAt: Instant?,
        error: String?,
        origin: String? = nil,
        isBegun: Bool = false,
        group: String? = nil
    ) {
        self.id = id
        self.event = event
        self.hook = hook
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.endedAt = endedAt
        self.error = error
        self.origin = origin
        self.isBegun = isBegun
        self.group = group
    }
}

/// What became of a delivery whose turn had come.
package struct DeliveryResult: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case delivered
        /// It is to be attempted again.
        case failed(error: String, retryAt: Instant)
        /// Given up. The event goes to the hook `fallback` instead, where there is one.
        case dead(error: String, fallback: String?)
        /// Given up: no hook of that name is configured. The event goes to the fallback that it had.
        case removed
        /// Not attempted: not wanted.
        case silenced
        /// Not attempted: a later event has overtaken it.
        case overtaken
    }

    /// Of the delivery.
    package let id: Int64
    package let outcome: Outcome

    package init(id: Int64, outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }
}

/// What an evaluation comes to: written in the transaction of the run that it belongs to, all of it or nothing.
package struct AlertChanges: Hashable, Sendable {
    /// Records that differ from what is stored, new ones included.
    package var records: [AlertRecord]
    /// Alerts that there are no more: their rule is gone or another one, or matches the series no more.
    package var removed: [AlertKey]
    /// Incidents that differ from what is stored, new ones included.
    package var incidents: [Incident]
    /// The hooks that a new incident is for, by its id.
    package var addressed: [String: [String]]
    /// In the order in which they happened.
    package var events: [AlertEvent]
    /// The hooks of each event, by its id, in the order of the configuration; besides the journal, which gets all.
    package var hooks: [String: [String]]

    package static let none = AlertChanges(records: [], removed: [], events: [], hooks: [:])

    package init(
        records: [AlertRecord],
        removed: [AlertKey],
        incidents: [Incident] = [],
        addressed: [String: [String]] = [:],
        events: [AlertEvent],
        hooks: [String: [String]]
    ) {
        self.records = records
        self.removed = removed
        self.incidents = incidents
        self.addressed = addressed
        self.events = events
        self.hooks = hooks
    }

    package var isEmpty: Bool { records.isEmpty && removed.isEmpty && incidents.isEmpty && events.isEmpty }
}
