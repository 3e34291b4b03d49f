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
