import InfluenceAlerts
package import InfluenceModel
package import InfluenceStore

/// The store's outbox, as the dispatcher sees it.
package struct StoredOutbox: Outbox {
    private let store: Store
    /// Called where somebody may be wrong about an incident by what became of a delivery.
    private let settle: @Sendable () -> Void

    package init(store: Store, settle: @escaping @Sendable () -> Void) {
        self.store = store
        self.settle = settle
    }

    package func due(
        at now: Instant,
        excluding: Set<Int64>,
        except hooks: Set<String>,
        grouped: Set<String>,
        limit: Int
    ) throws -> [Handover] {
        try store.dueHandovers(at: now, excluding: excluding, except: hooks, grouped: grouped, limit: limit)
    }

    package func waiting(for hook: String, at now: Instant, limit: Int) throws -> [WaitingDelivery] {
        try store.waitingDeliveries(for: hook, at: now, limit: limit)
    }

    package func deliveries(_ ids: [Int64]) throws -> [AlertDelivery] {
        try store.deliveries(ids)
    }

    package func next(excluding: Set<Int64>) throws -> Instant? {
        try store.nextDelivery(excluding: excluding)
    }

    package func hasten(_ isMeant: (_ hook: String) -> Bool, at now: Instant) throws {
        try store.hastenDeliveries(isMeant, at: now)
    }

    package func record(
        _ results: [DeliveryResult],
        beginning handovers: [Handover],
        at now: @autoclosure () -> Instant,
        retrying: (Instant) -> Instant
    ) throws {
        try store.record(results, beginning: handovers, at: now(), retrying: retrying)
        if results.contains(where: \.outcome.changesPictures) { settle() }
    }
}

extension DeliveryResult.Outcome {
    /// What the hook, or a fallback, believes is not what the evaluation took it for.
    fileprivate var changesPictures: Bool {
        switch self {
        case .silenced, .removed, .dead: true
        case .delivered, .failed, .overtaken: false
        }
    }
}
