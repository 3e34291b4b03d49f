package import InfluenceModel

/// What a dispatcher does, as its owner defines it.
package struct DeliveryActions: Sendable {
    package enum Attempt: Sendable, Equatable {
        case delivered
        /// - retryAfter: how long the receiver asks to be left alone; `nil` where it does not.
        case failed(String, retryAfter: RetryAfter? = nil)
    }

    /// Why a delivery is not attempted when its turn has come.
    package enum Obstacle: Sendable, Equatable {
        /// A silence or an acknowledgement keeps it back.
        case silenced
        /// A later event has arrived.
        case overtaken
    }

    /// One attempt; takes as long as it takes.
    package var attempt: @Sendable (Handover, Hook) async -> Attempt
    /// Writes an event to the journal: why that was not possible, `nil` where it was. Takes as long as it takes.
    package var journal: @Sendable (AlertDelivery) async -> String?
    /// What keeps a delivery back, asked when its turn has come; `nil` where nothing does.
    package var obstacle: @Sendable (AlertDelivery) -> Obstacle?
    /// The length of an event's JSON.
    package var bytes: @Sendable (AlertEvent) -> Int
    /// Sends an Alertmanager the alerts that are open: whether it took them; `nil` where none is open.
    package var refresh: @Sendable (Hook) async -> Bool?
    /// Tells an administrator.
    package var report: @Sendable (String) -> Void

    package init(
        attempt: @escaping @Sendable (Handover, Hook) async -> Attempt,
        journal: @escaping @Sendable (AlertDelivery) async -> String?,
        obstacle: @escaping @Sendable (AlertDelivery) -> Obstacle?,
        bytes: @escaping @Sendable (AlertEvent) -> Int,
        refresh: @escaping @Sendable (Hook) async -> Bool?,
        report: @escaping @Sendable (String) -> Void
    ) {
        self.attempt = attempt
        self.journal = journal
        self.obstacle = obstacle
        self.bytes = bytes
        self.refresh = refresh
        self.report = report
    }
}
