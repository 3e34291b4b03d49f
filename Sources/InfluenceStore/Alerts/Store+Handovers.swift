package import InfluenceModel

/// What is handed to hooks in one attempt, by itself or in groups.
extension Store {
    /// What may be attempted now: of each alert and hook the first delivery that waits, or the group that it was begun in. Of
    /// every hook in turn, what is due longest first, so that a hook with many hides no other's.
    /// - Parameters:
    ///   - excluding: the ids of those under way.
    ///   - hooks: those whose deliveries are not asked for.
    ///   - grouped: the hooks of which only what was begun is asked for.
    package func dueHandovers(
        at now: Instant,
        excluding: Set<Int64> = [],
        except hooks: Set<String> = [],
        grouped: Set<String> = [],
        limit: Int = 100
    ) throws(StoreError) -> [Handover] {
        if limit <= 0 { return [] }
        return try read { db in
            func due(_ condition: String) throws -> RawStatement {
                try RawStatement(
                    db,
                    """
                    SELECT id, not_before, bundle FROM delivery
                    WHERE is_next = 1 \(condition) AND hook = ?1 AND not_before <= ?2 ORDER BY not_before, id
                    """
                )
            }
            let (all, begun) = (try due(""), try due("AND begun = 1"))
            var found: [(place: Int, notBefore: Int64, id: Int64, bundle: Int64?)] = []
            let (names, groups) = (try NameReader(db), try DeliveryGroupReader(db))
            for hook in try Self.waitingHooks(db) {
                let name = try names.text(hook)
                if hooks.contains(name) { continue }
                let select = grouped.contains(name) ? begun : all
                var bundles: Set<Int64> = []
                var place = 0
                try select.bind(1, hook)
                try select.bind(2, now.microseconds)
                try select.forEachRow {
                    let (id, bundle) = (select.int(0), select.optionalInt(2))
                    if excluding.contains(id) { return true }
                    if let bundle, try !bundles.insert(bundle).inserted || !groups.isFirst(bundle) { return true }
                    found.append((place, select.int(1), id, bundle))
                    place += 1
                    return place < limit
                }
            }
            found.sort { ($0.place, $0.notBefore, $0.id) < ($1.place, $1.notBefore, $1.id) }
            let reader = try DeliveryReader(db)
            return try found.prefix(limit).map { one in
                guard let bundle = one.bundle else { return Handover(try reader.delivery(one.id)) }
                return Handover(
                    try groups.members(bundle).map { try reader.delivery($0) },
                    group: try groups.group(bundle)
                )
            }
        }
    }

    /// What waits for a hook and was not begun: of each alert in order, up to the first that was begun; those that are due
    /// longest first.
    /// - Parameter limit: so many at most.
    package func waitingDeliveries(
        for hook: String,
        at now: Instant,
        limit: Int
    ) throws(StoreError) -> [WaitingDelivery] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT \(AlertKey.columns), d.id, alert_event.severity, d.created_at FROM delivery AS h
                JOIN delivery AS d ON d.hook = h.hook AND d.key = h.key AND d.state = 'waiting' AND d.begun = 0
                JOIN alert_event ON alert_event.number = d.event
                JOIN alert_key ON alert_key.id = d.key
                WHERE h.is_next = 1 AND h.begun = 0 AND h.hook = (SELECT id FROM name WHERE text = ?1)
                    AND h.not_before <= ?2
                    AND NOT EXISTS (
                        SELECT 1 FROM delivery AS b
                        WHERE b.hook = d.hook AND b.key = d.key AND b.state = 'waiting' AND b.id < d.id AND b.begun = 1
                    )
                ORDER BY h.not_before, h.id, d.id LIMIT ?3
                """
            )
            try select.bind(1, hook)
            try select.bind(2, now.microseconds)
            try select.bind(3, Int64(max(0, limit)))
            var waiting: [WaitingDelivery] = []
            try select.forEachRow {
                guard let severity = AlertSeverity(rawValue: select.text(7)) else {
                    throw Damage("the event of the delivery \(select.int(6)) is not readable")
                }
                waiting.append(
                    WaitingDelivery(
                        id: select.int(6),
                        key: AlertKey(select, from: 0),
                        severity: severity,
                        createdAt: Instant(microseconds: select.int(8))
                    )
                )
                return true
            }
            return waiting
        }
    }

    /// Those of the given ids, in their order.
    package func deliveries(_ ids: [Int64]) throws(StoreError) -> [AlertDelivery] {
        try read { db in
            let reader = try DeliveryReader(db)
            return try ids.map { try reader.delivery($0) }
        }
    }

    /// Writes down that attempts begin, and what belongs to a group, in one transaction: from then on what is handed over
    /// stays as it is, and whoever it is for may know.
    package func begin(_ handovers: [Handover], at now: Instant) throws(StoreError) {
        try record([], beginning: handovers, at: now)
    }

    static func begin(_ handovers: [Handover], _ db: Database) throws {
        let insert = try RawStatement(
            db,
            "INSERT INTO delivery_group (id, keys) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING"
        )
        let find = try RawStatement(db, "SELECT number FROM delivery_group WHERE id = ?1")
        let update = try RawStatement(
            db,
            "UPDATE delivery SET begun = 1, bundle = ?2 WHERE id = ?1 AND state = 'waiting'"
        )
        for handover in handovers {
            var number: Int64?
            if let group = handover.group {
                try insert.bind(1, group.id)
                try insert.bind(2, group.by.map(\.rawValue).joined(separator: " "))
                try insert.execute()
                try find.bind(1, group.id)
                number = try find.firstRow { find.int(0) }
            }
            for delivery in handover.deliveries {
                try update.bind(1, delivery.id)
                try update.bind(2, number)
                try update.execute()
            }
        }
    }
}

/// The rows of groups, on the way out: one for the length of one read.
private struct DeliveryGroupReader {
    private let select: RawStatement
    private let selectMembers: RawStatement
    private let selectEarlier: RawStatement

    init(_ db: Database) throws {
        select = try RawStatement(db, "SELECT id, keys FROM delivery_group WHERE number = ?1")
        selectMembers = try RawStatement(
            db,
            "SELECT id FROM delivery WHERE bundle = ?1 AND state = 'waiting' ORDER BY id"
        )
        selectEarlier = try RawStatement(
            db,
            """
            SELECT 1 FROM delivery AS d JOIN delivery AS e ON e.hook = d.hook AND e.key = d.key
            WHERE d.bundle = ?1 AND d.state = 'waiting' AND e.state = 'waiting' AND e.id < d.id AND e.bundle IS NOT ?1
            LIMIT 1
            """
        )
    }

    /// Whether nothing that is none of its own waits before it: what was given up and is to be tried again may.
    func isFirst(_ bundle: Int64) throws -> Bool {
        try selectEarlier.bind(1, bundle)
        return try selectEarlier.firstRow { true } == nil
    }

    func members(_ bundle: Int64) throws -> [Int64] {
        try selectMembers.bind(1, bundle)
        return try selectMembers.integers()
    }

    func group(_ bundle: Int64) throws -> DeliveryGroup {
        try select.bind(1, bundle)
        let found = try select.firstRow { (select.text(0), select.text(1)) }
        let names = found?.1.split(separator: " ").map(String.init) ?? []
        let keys = names.compactMap { GroupKey(rawValue: $0) }
        guard let found, keys.count == names.count else { throw Damage("the group \(bundle) is not readable") }
        return DeliveryGroup(id: found.0, by: keys)
    }
}
