import InfluenceModel

/// The rows of an inherited outbox: what became of a delivery there has become of it here too.
struct InheritedDeliveries {
    private let find: RawStatement
    private let insert: RawStatement
    private let update: RawStatement
    private let stepBack: RawStatement
    private let promote: RawStatement
    private let group: RawStatement
    private let findGroup: RawStatement

    init(_ db: Database) throws {
        find = try RawStatement(db, "SELECT id, state FROM delivery WHERE event = ?1 AND hook = ?2")
        insert = try RawStatement(
            db,
            """
            INSERT INTO delivery (state, attempts, not_before, ended_at, error, begun, bundle, event, key, hook, is_next,
                created_at, origin)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12)
            """
        )
        update = try RawStatement(
            db,
            """
            UPDATE delivery SET state = ?1, attempts = ?2, not_before = ?3, ended_at = ?4, error = ?5, begun = ?6, bundle = ?7
            WHERE id = ?8
            """
        )
        stepBack = try RawStatement(db, "UPDATE delivery SET is_next = 0 WHERE is_next = 1")
        promote = try RawStatement(
            db,
            """
            UPDATE delivery SET is_next = 1
            WHERE id IN (SELECT min(id) FROM delivery WHERE state = 'waiting' GROUP BY hook, key)
            """
        )
        group = try RawStatement(
            db,
            "INSERT INTO delivery_group (id, keys) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING"
        )
        findGroup = try RawStatement(db, "SELECT number FROM delivery_group WHERE id = ?1")
    }

    /// - Parameter keys: of the group that it was begun in; `nil` where it is in none, or not all of that group is here.
    /// - Returns: whether more is known of it here: it is settled here, and is not there.
    func take(
        _ delivery: AlertDelivery,
        event: Int64,
        key: Int64,
        hook: Int64,
        origin: Int64?,
        keys: String?
    ) throws -> Bool {
        try find.bind(1, event)
        try find.bind(2, hook)
        let known = try find.firstRow { (id: find.int(0), state: AlertDelivery.State(rawValue: find.text(1))) }
        if let known, known.state?.isFinal ?? true { return !delivery.state.isFinal }
        let statement = known == nil ? insert : update
        try statement.bind(1, delivery.state.rawValue)
        try statement.bind(2, Int64(delivery.attempts))
        try statement.bind(3, delivery.notBefore.microseconds)
        try statement.bind(4, delivery.endedAt?.microseconds)
        try statement.bind(5, delivery.error)
        try statement.bind(6, delivery.isBegun)
        try statement.bind(7, try delivery.state == .waiting ? number(ofGroup: delivery.group, keys) : nil)
        if let known {
            try update.bind(8, known.id)
        } else {
            try insert.bind(8, event)
            try insert.bind(9, key)
            try insert.bind(10, hook)
            try insert.bind(11, delivery.createdAt.microseconds)
            try insert.bind(12, origin)
        }
        try statement.execute()
        return false
    }

    /// Once all are here: of each alert and hook the first one that waits is the next.
    func line() throws {
        try stepBack.execute()
        try promote.execute()
    }

    private func number(ofGroup id: String?, _ keys: String?) throws -> Int64? {
        guard let id, let keys else { return nil }
        try group.bind(1, id)
        try group.bind(2, keys)
        try group.execute()
        try findGroup.bind(1, id)
        return try findGroup.firstRow { findGroup.int(0) }
    }
}
