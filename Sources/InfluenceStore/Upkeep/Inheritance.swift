import InfluenceModel

/// What a database has told the world and has not ended yet, on its way into the one that takes its place.
///
/// An incident comes whole, as far as somebody may hear of it: what each hook was told, the events that told it, what became
/// of their deliveries and under which id. So nothing that was told is left open, and nothing is told twice under two ids. It
/// is what this place has said last, whatever the times in it are: clocks are set, and repaired.
struct Inheritance {
    /// In the order in which they were opened.
    private(set) var incidents: [Legacy] = []
    /// Events that are asked for, or not settled, without an incident.
    private(set) var others: [Legacy.Notice] = []
    /// The groups that were begun, by id, with what they were grouped by: those of which every event is here.
    private(set) var groups: [String: String] = [:]
    /// The hooks that there have ever been, with the fallback that each had last.
    private(set) var fallbacks: [(hook: String, fallback: String?)] = []
    /// All that there were, with the number of the clock that their end moves with.
    private(set) var silences: [(silence: Silence, clock: Int64?)] = []
    /// By which all that waits is written.
    private(set) var clock: InheritedClock?
    /// What could not be read, for people.
    private(set) var unread: [String] = []

    /// One incident, with all that its end takes.
    struct Legacy {
        let incident: Incident
        /// Of the alert that it is open on; `nil` where it is over.
        let fingerprint: String?
        let notices: [Notice]
        /// In the order in which they were made.
        let acknowledgements: [InheritedAcknowledgement]
        let told: [Told]

        /// An event, and its deliveries in the order in which they were put into the outbox.
        struct Notice {
            let event: AlertEvent
            let deliveries: [AlertDelivery]
        }

        /// Whether somebody has yet to hear of it, or to take note of what was given up.
        var isUnfinished: Bool {
            incident.isOpen || told.contains { $0.hook.picture.isOpen }
                || notices.contains { $0.deliveries.contains { !$0.state.isFinal } }
        }
    }

    /// What a hook was told, with the id of the event that made its picture.
    struct Told {
        let hook: ToldHook
        let event: String?
    }

    /// What is not settled in the database that takes the place: what has become of it is asked for.
    struct Unsettled {
        /// The ids of incidents.
        var incidents: [String] = []
        /// The ids of events.
        var events: [String] = []
    }

    static let none = Inheritance()

    private init() {}

    /// How many incidents somebody has yet to hear of.
    var unfinishedCount: Int { incidents.count { $0.isUnfinished } }

    /// - Parameters:
    ///   - unsettled: asked for besides, whatever became of it.
    ///   - doubt: what is known to be wrong with the database.
    init(_ db: Database, also unsettled: Unsettled, doubt: String?) {
        unread = [doubt].compactMap(\.self)
        clock = attempt { try InheritedClock(db) } ?? nil
        silences = attempt { try InheritedSilences.all(db) } ?? []
        let asked = attempt { try Self.places(of: unsettled.events, db) } ?? [:]
        var numbers: Set<Int64> = []
        // Each by itself: of a damaged database some can be read.
        for select in Self.living {
            numbers.formUnion(attempt { try RawStatement(db, select).integers() } ?? [])
        }
        let others = attempt {
            let find = try RawStatement(db, "SELECT number FROM incident WHERE id = ?1")
            return try unsettled.incidents.compactMap { id in
                try find.bind(1, id)
                return try find.firstRow { find.int(0) }
            }
        }
        numbers.formUnion(others ?? [])
        var found: [Legacy] = []
        for number in numbers.sorted() {
            if let legacy = attempt({ try Self.legacy(number, asked, db) }) { found.append(legacy) }
        }
        let ids = Set(found.map(\.incident.id))
        self.others = attempt { try Self.others(asked.filter { !ids.contains($0.key) }, db) } ?? []
        incidents = found
        let all = found.flatMap(\.notices) + self.others
        groups = attempt { try Self.groups(of: all.flatMap(\.deliveries), db) } ?? [:]
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
    /// and those of which something waits to be delivered or was given up. Also of the last one of each alert: it may be open
    /// elsewhere, and whoever has heard of its end is to know what has become of that.
    private static let living = [
        "SELECT number FROM incident WHERE truth <> 'ended'",
        "SELECT incident FROM incident_hook WHERE picture IN ('firing', 'no_data')",
        living(of: "waiting"), living(of: "dead"),
        "SELECT incident.number FROM alert JOIN incident ON incident.id = alert.incident",
    ]

    private static func living(of state: String) -> String {
        """
        SELECT incident.number FROM delivery JOIN alert_event ON alert_event.number = delivery.event
        JOIN incident ON incident.id = alert_event.opening WHERE delivery.state = '\(state)'
        """
    }

    /// Those incidents, and the events that made their pictures, wait or were given up.
    static func unsettled(_ db: Database) throws -> Unsettled {
        let numbers = living.joined(separator: " UNION ")
        func ids(_ sql: String) throws -> [String] {
            let select = try RawStatement(db, sql)
            var ids: [String] = []
            try select.forEachRow {
                ids.append(select.text(0))
                return true
            }
            return ids
        }
        return Unsettled(
            incidents: try ids("SELECT id FROM incident WHERE number IN (\(numbers)) ORDER BY number"),
            events: try ids(
                """
                SELECT id FROM alert_event WHERE number IN (
                    SELECT event FROM delivery WHERE state = 'waiting' UNION SELECT event FROM delivery WHERE state = 'dead'
                    UNION SELECT event FROM incident_hook WHERE incident IN (\(numbers))
                ) ORDER BY number
                """
            )
        )
    }

    /// Where events are, by the incident that they belong to; empty for none.
    private static func places(of events: [String], _ db: Database) throws -> [String: [Int64]] {
        let find = try RawStatement(db, "SELECT number, opening FROM alert_event WHERE id = ?1")
        var places: [String: [Int64]] = [:]
        for id in events {
            try find.bind(1, id)
            if let found = try find.firstRow({ (find.int(0), find.optionalText(1)) }) {
                places[found.1 ?? "", default: []].append(found.0)
            }
        }
        return places
    }

    private static func others(_ asked: [String: [Int64]], _ db: Database) throws -> [Legacy.Notice] {
        let select = try RawStatement(
            db,
            """
            SELECT event FROM delivery JOIN alert_event ON number = event
            WHERE opening IS NULL AND delivery.state IN ('waiting', 'dead')
            """
        )
        return try notices(Set(asked.values.joined()).union(try select.integers()).sorted(), db)
    }

    private static func groups(of deliveries: [AlertDelivery], _ db: Database) throws -> [String: String] {
        var counts: [String: Int64] = [:]
        for delivery in deliveries where delivery.state == .waiting {
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

    private static func legacy(_ number: Int64, _ asked: [String: [Int64]], _ db: Database) throws -> Legacy {
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
        let numbers = Set(try events(of: incident.id, number, db)).union(asked[incident.id] ?? [])
        return Legacy(
            incident: incident,
            fingerprint: incident.isOpen ? try fingerprint.firstRow { fingerprint.text(0) } : nil,
            notices: try notices(numbers.sorted(), db),
            acknowledgements: try InheritedAcknowledgement.all(of: incident.id, db),
            told: hooks
        )
    }

    private static func notices(_ numbers: [Int64], _ db: Database) throws -> [Legacy.Notice] {
        let (events, deliveries) = (try AlertEventReader(db), try DeliveryReader(db))
        let select = try RawStatement(db, "SELECT id FROM delivery WHERE event = ?1 ORDER BY id")
        return try numbers.map { number in
            try select.bind(1, number)
            return Legacy.Notice(
                event: try events.event(number),
                deliveries: try select.integers().map { try deliveries.delivery($0) }
            )
        }
    }

    /// The numbers of the events of which something is to be known yet: the one that opened it, those that made the pictures,
    /// those that wait or were given up, and what each hook heard last, should these be kept back.
    private static func events(of incident: String, _ number: Int64, _ db: Database) throws -> [Int64] {
        let select = try RawStatement(
            db,
            """
            SELECT number FROM alert_event WHERE opening = ?1 AND (id = ?1
                OR number IN (SELECT event FROM incident_hook WHERE incident = ?2)
                OR EXISTS (SELECT 1 FROM delivery WHERE delivery.event = number AND delivery.state IN ('waiting', 'dead'))
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
