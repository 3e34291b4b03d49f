package import InfluenceModel

/// Deliveries as people see them, and what they do about those that were given up.
extension Store {
    /// Deliveries, newest first.
    package func deliveries(
        state: AlertDelivery.State? = nil,
        hook: String? = nil,
        limit: Int = 100
    ) throws(StoreError) -> [AlertDelivery] {
        try read { db in
            let hooks = try NameFilter(hook.map { [$0] }, db)
            // The state stands in the text, so that the index of its own is used.
            let condition = state.map { "WHERE state = '\($0.rawValue)'" } ?? ""
            let select = try RawStatement(db, "SELECT id, hook FROM delivery \(condition) ORDER BY id DESC")
            var ids: [Int64] = []
            if limit > 0 {
                try select.forEachRow {
                    if hooks.accepts(select.int(1)) { ids.append(select.int(0)) }
                    return ids.count < limit
                }
            }
            let reader = try DeliveryReader(db)
            return try ids.map { try reader.delivery($0) }
        }
    }

    /// Somebody has taken note of deliveries that were given up.
    /// - Parameter hook: those to it; all of them if `nil`.
    /// - Returns: how many.
    package func dismissDead(hook: String? = nil, at now: Instant) throws(StoreError) -> Int {
        try write(now: now, grows: false, touching: .outbox) { db in
            let hooks = try NameFilter(hook.map { [$0] }, db)
            let select = try RawStatement(db, "SELECT id, hook FROM delivery WHERE state = 'dead' ORDER BY id")
            var found: [Int64] = []
            try select.forEachRow {
                if hooks.accepts(select.int(1)) { found.append(select.int(0)) }
                return true
            }
            let update = try RawStatement(db, "UPDATE delivery SET state = 'dismissed' WHERE id = ?1")
            for id in found {
                try update.bind(1, id)
                try update.execute()
            }
            tally.add(dead: -found.count)
            return found.count
        }
    }

    /// Lets dead deliveries wait again, with as many attempts before them as at first.
    /// - Parameter hook: those to it; all of them if `nil`.
    /// - Returns: how many.
    package func requeueDead(hook: String? = nil, at now: Instant) throws(StoreError) -> Int {
        try write(now: now, grows: false, touching: .outbox) { db in
            let hooks = try NameFilter(hook.map { [$0] }, db)
            let select = try RawStatement(
                db,
                "SELECT id, hook, key, event FROM delivery WHERE state = 'dead' ORDER BY id"
            )
            var found: [(id: Int64, hook: Int64, key: Int64, event: Int64)] = []
            try select.forEachRow {
                if hooks.accepts(select.int(1)) {
                    found.append((select.int(0), select.int(1), select.int(2), select.int(3)))
                }
                return true
            }
            let stepBack = try RawStatement(
                db,
                "UPDATE delivery SET is_next = 0 WHERE is_next = 1 AND hook = ?1 AND key = ?2 AND state = 'waiting'"
            )
            let update = try RawStatement(
                db,
                """
                UPDATE delivery SET state = 'waiting', attempts = 0, not_before = ?2, ended_at = NULL, begun = 0,
                    bundle = NULL
                WHERE id = ?1
                """
            )
            let writer = try DeliveryWriter(db, tally)
            for delivery in found {
                // It may belong before the one that is the next now.
                try stepBack.bind(1, delivery.hook)
                try stepBack.bind(2, delivery.key)
                try stepBack.execute()
                try update.bind(1, delivery.id)
                try update.bind(2, now.microseconds)
                try update.execute()
                try writer.moveUp(hook: delivery.hook, key: delivery.key)
                try writer.hear(event: delivery.event, hook: delivery.hook)
            }
            tally.add(waiting: found.count, dead: -found.count)
            return found.count
        }
    }
}
