package import InfluenceModel
import Synchronization

/// How many deliveries want attention.
package struct DeliveryCounts: Hashable, Sendable {
    package let waiting: Int
    package let dead: Int
    /// When the first of those that wait was written; `nil` where none waits.
    package let waitingSince: Instant?

    package init(waiting: Int, dead: Int, waitingSince: Instant?) {
        self.waiting = waiting
        self.dead = dead
        self.waitingSince = waitingSince
    }
}

extension Store {
    /// Cheap: counted once, and kept from then on.
    package func deliveryCounts() throws(StoreError) -> DeliveryCounts {
        if let known = memory.withLock({ $0.deliveries }) { return known }
        let before = memory.withLock { $0.changes }
        let counts = try read { db in try Self.countDeliveries(db) }
        memory.withLock { now in
            if now.changes == before { now.deliveries = counts }
        }
        return counts
    }

    /// Over indexes that have the waiting and the dead alone.
    static func countDeliveries(_ db: Database) throws -> DeliveryCounts {
        let select = try RawStatement(
            db,
            """
            SELECT (SELECT count(*) FROM delivery WHERE state = 'waiting'),
                (SELECT count(*) FROM delivery WHERE state = 'dead'),
                (SELECT created_at FROM delivery WHERE state = 'waiting' ORDER BY id LIMIT 1)
            """
        )
        let counts = try select.firstRow {
            DeliveryCounts(
                waiting: Int(select.int(0)),
                dead: Int(select.int(1)),
                waitingSince: select.optionalInstant(2)
            )
        }
        guard let counts else { throw Damage("it does not count") }
        return counts
    }
}
