import InfluenceModel

/// What was inherited, on its way into the database that takes the place: one for the length of one transaction.
///
/// | the incident there | here the alert has              | becomes                                                       |
/// |--------------------|---------------------------------|---------------------------------------------------------------|
/// | open               | the same one open               | goes on as here; who was told is as there                     |
/// | open               | another one open                | over, and told so before anything is told of the other        |
/// | open               | none open                       | the alert's, undecided: its next evaluation says if it goes on |
/// | over               | the same one open               | goes on as here; whoever heard of the end hears `firing`      |
/// | over               | anything else                   | over; whoever does not know it hears it                       |
struct InheritanceWriter {
    private let db: Database
    private let now: Instant
    /// Why what was open is over, or goes on.
    private let reason: String
    private var keys: AlertKeyWriter
    private var names: NameWriter
    private let incidents: IncidentWriter
    private let known: IncidentReader
    private let records: AlertRecordWriter
    private let events: AlertEventWriter
    private let numbers: AlertEventReader
    private let deliveries: InheritedDeliveries
    private var groups: [String: String] = [:]
    private let told: InheritedPictures
    /// As they are here.
    private var alerts: [AlertKey: AlertRecord]
    private var heirs: Set<AlertKey> = []

    /// - Parameter reason: what people are told where an incident ends by it.
    init(_ db: Database, at now: Instant, reason: String) throws {
        self.db = db
        self.now = now
        self.reason = reason
        keys = try AlertKeyWriter(db)
        names = try NameWriter(db)
        incidents = try IncidentWriter(db)
        known = try IncidentReader(db)
        records = try AlertRecordWriter(db)
        events = try AlertEventWriter(db)
        numbers = try AlertEventReader(db)
        deliveries = try InheritedDeliveries(db)
        told = try InheritedPictures(db)
        alerts = Dictionary(try AlertRecordRows(db).all().map { ($0.key, $0) }) { _, last in last }
    }

    mutating func take(_ inheritance: Inheritance) throws {
        groups = inheritance.groups
        for legacy in inheritance.incidents { try take(legacy) }
        let remember = try RawStatement(
            db,
            "INSERT INTO hook_fallback (hook, fallback) VALUES (?1, ?2) ON CONFLICT (hook) DO NOTHING"
        )
        for (hook, fallback) in inheritance.fallbacks {
            try remember.bind(1, try names.id(hook))
            try remember.bind(2, try fallback.map { try names.id($0) })
            try remember.execute()
        }
    }

    private mutating func take(_ legacy: Inheritance.Legacy) throws {
        let key = try keys.id(legacy.incident.key)
        let incident = try decide(legacy, key)
        try incidents.store(incident, key: key, names: &names)
        for event in legacy.events where try numbers.number(of: event.id) == nil {
            var event = event
            // Of a run that is none of this database.
            event.run = nil
            _ = try events.store(event, key: key, names: &names)
        }
        for delivery in legacy.deliveries {
            guard let event = try numbers.number(of: delivery.event.id) else { continue }
            let origin = try delivery.origin.map { try names.id($0) }
            try deliveries.take(
                delivery,
                event: event,
                key: key,
                hook: try names.id(delivery.hook),
                origin: origin,
                keys: delivery.group.flatMap { groups[$0] }
            )
        }
        guard let number = try incidents.number(of: incident.id) else { return }
        for picture in legacy.told {
            let event = try picture.event.flatMap { try numbers.number(of: $0) }
            try told.take(picture.hook, incident: number, hook: try names.id(picture.hook.hook), event: event)
        }
    }

    private mutating func decide(_ legacy: Inheritance.Legacy, _ key: Int64) throws -> Incident {
        var incident = legacy.incident
        incident.isFlapping = false
        let own = alerts[incident.key]
        if let number = try incidents.number(of: incident.id) {
            var here = try known.incident(number)
            here.sequence = max(here.sequence, incident.sequence)
            if let own, own.state.isOpen, own.incident == incident.id { return here }
            incident.sequence = here.sequence
        }
        guard incident.isOpen else { return incident }
        incident.reason = reason
        guard own?.state.isOpen != true, heirs.insert(incident.key).inserted else {
            (incident.truth, incident.endedAt) = (.ended, now)
            return incident
        }
        var record = AlertRecord(
            key: incident.key,
            fingerprint: legacy.fingerprint ?? own?.fingerprint ?? "",
            since: now
        )
        (record.isArmed, record.incident) = (false, incident.id)
        record.sequence = max(own?.sequence ?? 0, incident.sequence)
        alerts[incident.key] = record
        try records.store(record, key: key)
        return incident
    }
}

/// The rows of an inherited outbox: what became of a delivery there has become of it here too.
private struct InheritedDeliveries {
    private let find: RawStatement
    private let insert: RawStatement
    private let end: RawStatement
    private let begin: RawStatement
    private let group: RawStatement
    private let findGroup: RawStatement
    private let writer: DeliveryWriter

    init(_ db: Database) throws {
        find = try RawStatement(db, "SELECT id, state FROM delivery WHERE event = ?1 AND hook = ?2")
        insert = try RawStatement(
            db,
            """
            INSERT INTO delivery (event, key, hook, state, is_next, attempts, created_at, not_before, ended_at, error, origin,
                begun, bundle)
            VALUES (?1, ?2, ?3, ?4, ?4 = 'waiting'
                AND NOT EXISTS (SELECT 1 FROM delivery WHERE hook = ?3 AND key = ?2 AND state = 'waiting'),
                ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """
        )
        end = try RawStatement(
            db,
            """
            UPDATE delivery SET state = ?2, is_next = 0, attempts = ?3, ended_at = ?4, error = ?5, begun = ?6
            WHERE id = ?1
            """
        )
        begin = try RawStatement(db, "UPDATE delivery SET begun = 1, bundle = ifnull(bundle, ?2) WHERE id = ?1")
        group = try RawStatement(
            db,
            "INSERT INTO delivery_group (id, keys) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING"
        )
        findGroup = try RawStatement(db, "SELECT number FROM delivery_group WHERE id = ?1")
        writer = try DeliveryWriter(db, OutboxTally())
    }

    /// - Parameter keys: of the group that it was begun in; `nil` where it is in none, or not all of that group is here.
    func take(
        _ delivery: AlertDelivery,
        event: Int64,
        key: Int64,
        hook: Int64,
        origin: Int64?,
        keys: String?
    ) throws {
        let bundle = try delivery.state == .waiting ? number(ofGroup: delivery.group, keys) : nil
        try find.bind(1, event)
        try find.bind(2, hook)
        let known = try find.firstRow { (id: find.int(0), isWaiting: find.text(1) == "waiting") }
        guard let known else {
            try insert.bind(1, event)
            try insert.bind(2, key)
            try insert.bind(3, hook)
            try insert.bind(4, delivery.state.rawValue)
            try insert.bind(5, Int64(delivery.attempts))
            try insert.bind(6, delivery.createdAt.microseconds)
            try insert.bind(7, delivery.notBefore.microseconds)
            try insert.bind(8, delivery.endedAt?.microseconds)
            try insert.bind(9, delivery.error)
            try insert.bind(10, origin)
            try insert.bind(11, delivery.isBegun)
            try insert.bind(12, bundle)
            return try insert.execute()
        }
        guard known.isWaiting else { return }
        if delivery.state != .waiting {
            try end.bind(1, known.id)
            try end.bind(2, delivery.state.rawValue)
            try end.bind(3, Int64(delivery.attempts))
            try end.bind(4, delivery.endedAt?.microseconds)
            try end.bind(5, delivery.error)
            try end.bind(6, delivery.isBegun)
            try end.execute()
            try writer.moveUp(hook: hook, key: key)
        } else if delivery.isBegun {
            try begin.bind(1, known.id)
            try begin.bind(2, bundle)
            try begin.execute()
        }
    }
}

extension InheritedDeliveries {
    private func number(ofGroup id: String?, _ keys: String?) throws -> Int64? {
        guard let id, let keys else { return nil }
        try group.bind(1, id)
        try group.bind(2, keys)
        try group.execute()
        try findGroup.bind(1, id)
        return try findGroup.firstRow { findGroup.int(0) }
    }
}

/// What each hook was told: there, unless something later is known here.
private struct InheritedPictures {
    private let put: RawStatement

    init(_ db: Database) throws {
        put = try RawStatement(
            db,
            """
            INSERT INTO incident_hook (incident, hook, picture, at, event, debt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (incident, hook) DO UPDATE SET picture = excluded.picture, at = excluded.at, event = excluded.event,
                debt = excluded.debt
            WHERE incident_hook.at IS NULL OR incident_hook.at <= excluded.at
            """
        )
    }

    func take(_ told: ToldHook, incident: Int64, hook: Int64, event: Int64?) throws {
        try put.bind(1, incident)
        try put.bind(2, hook)
        try put.bind(3, told.picture.rawValue)
        try put.bind(4, told.at?.microseconds)
        try put.bind(5, event)
        try put.bind(6, told.debt?.rawValue)
        try put.execute()
    }
}
