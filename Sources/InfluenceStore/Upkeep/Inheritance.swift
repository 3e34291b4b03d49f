import InfluenceModel

/// What a database has told the world and has not ended yet, on its way into the one that takes its place.
///
/// An incident comes whole, as far as somebody may hear of it: what each hook was told, the events that told it, what waits to
/// be delivered and under which id. So nothing that was told is left open, and nothing is told twice under two ids.
struct Inheritance {
    /// In the order in which they were opened.
    private(set) var incidents: [Legacy] = []
    /// The groups that were begun, by id, with what they were grouped by: those of which every event is here.
    private(set) var groups: [String: String] = [:]
    /// The hooks that there have ever been, with the fallback that each had last.
    private(set) var fallbacks: [(hook: String, fallback: String?)] = []
    /// What could not be read, for people.
    private(set) var unread: [String] = []

    /// One incident, with all that its end takes.
    struct Legacy {
        let incident: Incident
        /// Of the alert that it is open on; `nil` where it is over.
        let fingerprint: String?
        let events: [AlertEvent]
        /// Of these events, in the order in which they were put into the outbox.
        let deliveries: [AlertDelivery]
        let told: [Told]

        /// Whether somebody has yet to hear of it.
        var isUnfinished: Bool {
            incident.isOpen || told.contains { $0.hook.picture.isOpen } || deliveries.contains { $0.state == .waiting }
        }
    }

    /// What a hook was told, with the id of the event that made its picture.
    struct Told {
        let hook: ToldHook
        let event: String?
    }

    static let none = Inheritance()

    private init() {}

    /// How many incidents somebody has yet to hear of.
    var unfinishedCount: Int { incidents.count { $0.isUnfinished } }

    /// - Parameters:
    ///   - known: ids of incidents that are asked for besides, whether or not they are over.
    ///   - doubt: what is known to be wrong with the database.
    init(_ db: Database, also known: [String], doubt: String?) {
        unread = [doubt].compactMap(\.self)
        var numbers: Set<Int64> = []
        // Each by itself: of a damaged database some can be read.
        for select in Self.unfinished {
            numbers.formUnion(attempt { try RawStatement(db, select).integers() } ?? [])
        }
        let others = attempt {
            let find = try RawStatement(db, "SELECT number FROM incident WHERE id = ?1")
            return try known.compactMap { id in
                try find.bind(1, id)
                return try find.firstRow { find.int(0) }
            }
        }
        numbers.formUnion(others ?? [])
        for number in numbers.sorted() {
            if let legacy = attempt({ try Self.legacy(number, db) }) { incidents.append(legacy) }
        }
        let found = incidents
        groups = attempt { try Self.groups(of: found, db) } ?? [:]
        let hooks = attempt {
            let select = try RawStatement(
                db,
                """
                SELECT own.text, other.text FROM hook_fallback JOIN name AS own ON own.id = hook_fallback.hook
                LEFT JOIN name AS other ON other.id = hook_fallback.fallback
                """
            )
            var hooks: [(String, String?)] = []
            try select.forEachRow {
                hooks.append((select.text(0), select.optionalText(1)))
                return true
            }
            return hooks
        }
        fallbacks = hooks ?? []
    }

    /// Nothing of it can be read.
    init(unreadable reason: String) {
        unread = [reason]
    }

    private mutating func attempt<T>(_ body: () throws -> T) -> T? {
        do { return try body() } catch {
            let reason = (error as? Damage)?.detail ?? (error as? DatabaseError)?.message ?? "\(error)"
            if !unread.contains(reason) { unread.append(reason) }
            return nil
        }
    }

    /// The numbers of the incidents that somebody may hear of yet: those that are open, those whose end a hook does not know,
    /// and those of which something waits to be delivered.
    private static let unfinished = [
        "SELECT number FROM incident WHERE truth <> 'ended'",
        "SELECT incident FROM incident_hook WHERE picture IN ('firing', 'no_data')",
        """
        SELECT incident.number FROM delivery JOIN alert_event ON alert_event.number = delivery.event
        JOIN incident ON incident.id = alert_event.opening WHERE delivery.state = 'waiting'
        """,
    ]

    /// The ids of those incidents, and of the last one of each alert: what is known of them elsewhere counts here.
    static func living(_ db: Database) throws -> [String] {
        let select = try RawStatement(
            db,
            """
            SELECT id FROM incident WHERE number IN (\(unfinished.joined(separator: " UNION ")))
                OR id IN (SELECT incident FROM alert) ORDER BY number
            """
        )
        var ids: [String] = []
        try select.forEachRow {
            ids.append(select.text(0))
            return true
        }
        return ids
    }

    private static func groups(of incidents: [Legacy], _ db: Database) throws -> [String: String] {
        var counts: [String: Int64] = [:]
        for delivery in incidents.flatMap(\.deliveries) where delivery.state == .waiting {
            if let group = delivery.group { counts[group, default: 0] += 1 }
        }
        let select = try RawStatement(
            db,
            """
            SELECT keys, (SELECT count(*) FROM delivery WHERE bundle = delivery_group.number AND state = 'waiting')
            FROM delivery_group WHERE id = ?1
            """
        )
        var groups: [String: String] = [:]
        for (id, count) in counts {
            try select.bind(1, id)
            let found = try select.firstRow { (keys: select.text(0), count: select.int(1)) }
            if let found, found.count == count { groups[id] = found.keys }
        }
        return groups
    }

    private static func legacy(_ number: Int64, _ db: Database) throws -> Legacy {
        let incident = try IncidentReader(db).incident(number)
        let fingerprint = try RawStatement(db, "SELECT fingerprint FROM alert WHERE incident = ?1")
        try fingerprint.bind(1, incident.id)
        let told = try RawStatement(
            db,
            """
            SELECT name.text, picture, incident_hook.at, debt, alert_event.id FROM incident_hook
            JOIN name ON name.id = incident_hook.hook LEFT JOIN alert_event ON alert_event.number = incident_hook.event
            WHERE incident = ?1 ORDER BY hook
            """
        )
        try told.bind(1, number)
        var hooks: [Told] = []
        try told.forEachRow {
            let debt = told.optionalText(3).flatMap { ToldHook.Debt(rawValue: $0) }
            guard let picture = ToldHook.Picture(rawValue: told.text(1)) else {
                throw Damage("what was told of incident \(incident.id) is not readable")
            }
            let hook = ToldHook(hook: told.text(0), picture: picture, at: told.optionalInstant(2), debt: debt)
            hooks.append(Told(hook: hook, event: told.optionalText(4)))
            return true
        }
        let numbers = try events(of: incident.id, number, db)
        let (events, deliveries) = (try AlertEventReader(db), try DeliveryReader(db))
        let select = try RawStatement(db, "SELECT id FROM delivery WHERE event = ?1")
        var ids: [Int64] = []
        for event in numbers {
            try select.bind(1, event)
            ids += try select.integers()
        }
        return Legacy(
            incident: incident,
            fingerprint: incident.isOpen ? try fingerprint.firstRow { fingerprint.text(0) } : nil,
            events: try numbers.map { try events.event($0) },
            deliveries: try ids.sorted().map { try deliveries.delivery($0) },
            told: hooks
        )
    }

    /// The numbers of the events of which something is to be known yet: the one that opened it, those that made the pictures,
    /// those that wait, and what each hook heard last, should these be kept back.
    private static func events(of incident: String, _ number: Int64, _ db: Database) throws -> [Int64] {
        let select = try RawStatement(
            db,
            """
            SELECT number FROM alert_event WHERE opening = ?1 AND (id = ?1
                OR number IN (SELECT event FROM incident_hook WHERE incident = ?2)
                OR EXISTS (SELECT 1 FROM delivery WHERE delivery.event = number AND delivery.state = 'waiting')
                OR number IN (
                    SELECT max(e.number) FROM alert_event AS e JOIN delivery ON delivery.event = e.number
                    WHERE e.opening = ?1 AND e.kind NOT IN ('flapping', 'held') AND delivery.state <> 'waiting'
                        AND \(ToldRows.isTold)
                    GROUP BY delivery.hook
                ))
            ORDER BY number
            """
        )
        try select.bind(1, incident)
        try select.bind(2, number)
        return try select.integers()
    }
}
