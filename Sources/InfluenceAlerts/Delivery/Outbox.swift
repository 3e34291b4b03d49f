package import InfluenceModel

/// Where deliveries wait, and what came of them is written down. Calls block, for milliseconds.
package protocol Outbox: Sendable {
    /// What may be attempted now: of each alert and hook the first delivery that waits, or the group that it was begun in;
    /// fair among hooks.
    /// - Parameters:
    ///   - excluding: the ids of those that are under way or not written down yet.
    ///   - hooks: those whose deliveries are not asked for.
    ///   - grouped: the hooks of which only what was begun is asked for.
    func due(
        at now: Instant,
        excluding: Set<Int64>,
        except hooks: Set<String>,
        grouped: Set<String>,
        limit: Int
    ) throws -> [Handover]
    /// What waits for a hook and was not begun: of each alert in order, up to the first that was; about as many alerts.
    func waiting(for hook: String, at now: Instant, limit: Int) throws -> [WaitingDelivery]
    /// Those of the given ids, in their order.
    func deliveries(_ ids: [Int64]) throws -> [AlertDelivery]
    /// Writes down, in one transaction, what came of attempts that have ended, then that others begin and what belongs to a
    /// group. From then on a handover stays as it is, and counts as one that may have arrived.
    ///
    /// Times are asked in the transaction: the clock may be followed up to its beginning.
    /// - Parameter retrying: what a time to try again comes to by the clock that all goes by.
    func record(
        _ results: [DeliveryResult],
        beginning handovers: [Handover],
        at now: @autoclosure () -> Instant,
        retrying: (Instant) -> Instant
    ) throws
    /// Lets what waits to be tried again be due at once, because its hook is another one now, or there is none.
    /// - Parameter isMeant: by the hook's name.
    func hasten(_ isMeant: (_ hook: String) -> Bool, at now: Instant) throws
    /// When the next one may be attempted; `nil` where none waits.
    func next(excluding: Set<Int64>) throws -> Instant?
}

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
