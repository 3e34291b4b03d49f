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
///
/// Of what both know the database before is the later history: that of each delivery, of what each hook was told by them, of
/// what people asked for and of the clock. No time is compared. Where it is not, having been put there by hand, the one that
/// knows more of a hook says what that was told; where each knows something else, what is open, which is told once more.
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
    private var alerts: [AlertKey: AlertRecord] = [:]
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
    }

    /// - Returns: what was taken over of what people had asked for.
    mutating func take(_ inheritance: Inheritance) throws -> InheritedWishes {
        // First: all times that come are by it.
        let clocks = try inheritance.clock?.takeOver(at: now, db)
        alerts = Dictionary(try AlertRecordRows(db).all().map { ($0.key, $0) }) { _, last in last }
        groups = inheritance.groups
        var wishes = InheritedWishes()
        for legacy in inheritance.incidents { try take(legacy, clocks, &wishes) }
        for notice in inheritance.others { _ = try take(notice, try keys.id(notice.event.key)) }
        try deliveries.line()
        wishes.silences = try InheritedSilences.take(inheritance.silences, clocks, at: now, db)
        let remember = try RawStatement(db, "INSERT OR REPLACE INTO hook_fallback (hook, fallback) VALUES (?1, ?2)")
        for (hook, fallback) in inheritance.fallbacks {
            try remember.bind(1, try names.id(hook))
            try remember.bind(2, try fallback.map { try names.id($0) })
            try remember.execute()
        }
        return wishes
    }

    private mutating func take(
        _ legacy: Inheritance.Legacy,
        _ clocks: InheritedClock.Numbers?,
        _ wishes: inout InheritedWishes
    ) throws {
        let key = try keys.id(legacy.incident.key)
        let incident = try decide(legacy, key)
        // Before: one that is over ends them.
        let made = try InheritedAcknowledgement.take(legacy.acknowledgements, of: incident.id, key: key, clocks, db)
        if incident.isOpen { wishes.acknowledgements += made }
        try incidents.store(incident, key: key, names: &names)
        var news: Set<String> = []
        var behind: Set<String> = []
        for notice in legacy.notices {
            if try numbers.number(of: notice.event.id) == nil { news.insert(notice.event.id) }
            behind.formUnion(try take(notice, key))
        }
        guard let number = try incidents.number(of: incident.id) else { return }
        try told.take(legacy, incident: number, news: news, behind: behind, numbers, &names)
    }

    /// - Returns: the hooks of which more is known here.
    private mutating func take(_ notice: Inheritance.Legacy.Notice, _ key: Int64) throws -> Set<String> {
        if try numbers.number(of: notice.event.id) == nil {
            var event = notice.event
            // Of a run that is none of this database.
            event.run = nil
            _ = try events.store(event, key: key, names: &names)
        }
        guard let event = try numbers.number(of: notice.event.id) else { return [] }
        var behind: Set<String> = []
        for delivery in notice.deliveries {
            let origin = try delivery.origin.map { try names.id($0) }
            let isBehind = try deliveries.take(
                delivery,
                event: event,
                key: key,
                hook: try names.id(delivery.hook),
                origin: origin,
                keys: delivery.group.flatMap { groups[$0] }
            )
            if isBehind { behind.insert(delivery.hook) }
        }
        return behind
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
