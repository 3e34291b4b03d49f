package import InfluenceModel

extension Store {
    /// The incidents that something may be told of yet: those that are open, the last one of each alert, and those of which
    /// some hook does not know that they are over. In the order in which they were opened.
    package func incidents() throws(StoreError) -> [Incident] {
        try read { db in
            let select = try RawStatement(db, Self.living + " ORDER BY 1")
            let numbers = try select.integers()
            let reader = try IncidentReader(db)
            return try numbers.map { try reader.incident($0) }
        }
    }

    /// What each hook was told of each of ``incidents()``, by incident; the hooks in the order of their names' numbers.
    package func toldHooks() throws(StoreError) -> [String: [ToldHook]] {
        try kept(\.told) { () throws(StoreError) in
            try read { db in try Self.told(of: "incident_hook.incident IN (\(Self.living))", db) }
        }
    }

    /// Those of the given ids that there are, in that order.
    package func incidents(_ ids: [String]) throws(StoreError) -> [Incident] {
        try read { db in
            let select = try RawStatement(db, "SELECT number FROM incident WHERE id = ?1")
            let reader = try IncidentReader(db)
            return try ids.compactMap { id in
                try select.bind(1, id)
                return try select.firstRow { select.int(0) }.map { try reader.incident($0) }
            }
        }
    }

    /// Incidents whose id begins so, newest first, open or not; at most two.
    package func incidents(beginningWith prefix: String) throws(StoreError) -> [Incident] {
        try read { db in
            let select = try RawStatement(
                db,
                "SELECT number FROM incident WHERE substr(id, 1, length(?1)) = ?1 ORDER BY number DESC LIMIT 2"
            )
            try select.bind(1, prefix)
            let numbers = try select.integers()
            let reader = try IncidentReader(db)
            return try numbers.map { try reader.incident($0) }
        }
    }

    /// What each hook was told of one incident.
    package func toldHooks(of incident: String) throws(StoreError) -> [ToldHook] {
        try read { db in
            guard let number = try IncidentWriter(db).number(of: incident) else { return [] }
            return try Self.told(of: "incident_hook.incident = \(number)", db)[incident] ?? []
        }
    }

    /// The deliveries of an incident's events, newest first.
    package func deliveries(ofIncident incident: String, limit: Int) throws(StoreError) -> [AlertDelivery] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT delivery.id FROM alert_event JOIN delivery ON delivery.event = alert_event.number
                WHERE alert_event.opening = ?1 ORDER BY alert_event.number DESC, delivery.id DESC LIMIT ?2
                """
            )
            try select.bind(1, incident)
            try select.bind(2, Int64(max(0, limit)))
            let ids = try select.integers()
            let reader = try DeliveryReader(db)
            return try ids.map { try reader.delivery($0) }
        }
    }

    /// The events that opened the incidents that are open as far as the hook was told, and has been handed something of: what
    /// an Alertmanager is to be reminded of.
    package func openings(toldTo hook: String) throws(StoreError) -> [AlertEvent] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT alert_event.number FROM incident_hook JOIN incident ON incident.number = incident_hook.incident
                JOIN alert_event ON alert_event.id = incident.id
                WHERE picture IN ('firing', 'no_data') AND hook = (SELECT id FROM name WHERE text = ?1) AND EXISTS (
                    SELECT 1 FROM alert_event AS e JOIN delivery ON delivery.event = e.number
                    WHERE e.opening = incident.id AND delivery.hook = incident_hook.hook
                        AND delivery.state IN ('delivered', 'dead')
                )
                ORDER BY incident.number
                """
            )
            try select.bind(1, hook)
            let numbers = try select.integers()
            let reader = try AlertEventReader(db)
            return try numbers.map { try reader.event($0) }
        }
    }

    /// Remembers the fallback of each hook that is configured, for when it is configured no more.
    package func rememberHooks(
        _ fallbacks: [(hook: String, fallback: String?)],
        at now: Instant
    ) throws(StoreError) {
        let known = try read { db in
            var known: [String: String?] = [:]
            let select = try RawStatement(
                db,
                """
                SELECT own.text, other.text FROM hook_fallback JOIN name AS own ON own.id = hook_fallback.hook
                LEFT JOIN name AS other ON other.id = hook_fallback.fallback
                """
            )
            try select.forEachRow {
                known[select.text(0)] = .some(select.optionalText(1))
                return true
            }
            return known
        }
        let news = fallbacks.filter { known[$0.hook] != .some($0.fallback) }
        if news.isEmpty { return }
        try write(now: now, grows: false, touching: .outbox) { db in
            var names = try NameWriter(db)
            let insert = try RawStatement(db, "INSERT OR REPLACE INTO hook_fallback (hook, fallback) VALUES (?1, ?2)")
            for (hook, fallback) in news {
                try insert.bind(1, try names.id(hook))
                try insert.bind(2, try fallback.map { try names.id($0) })
                try insert.execute()
            }
        }
    }

    /// After the database was put back from a backup: what was told since is not known. Open incidents are owed a reminder
    /// for each hook that knows of them; all other alerts begin anew, and count only once they have been seen to be left.
    /// - Returns: whether that was so. Nothing happens where it was not.
    package func armAfterRestore(at now: Instant) throws(StoreError) -> Bool {
        let isRestored = try read { db in
            let select = try RawStatement(
                db,
                "SELECT store.epoch <> alert_epoch.epoch FROM store JOIN alert_epoch ON alert_epoch.id = store.id"
            )
            return try select.firstRow { select.int(0) != 0 } ?? false
        }
        guard isRestored else { return false }
        try write(now: now, grows: false) { db in
            try db.execute(
                sql: """
                    UPDATE incident_hook SET debt = 'restore' WHERE picture IN ('firing', 'no_data');
                    UPDATE alert SET state = 'inactive', active_since = NULL, recovering_since = NULL, data_periods = 0,
                        is_armed = 0, transitions = '', is_flapping = 0, basis = baseline_basis, baseline_value = NULL,
                        baseline_coverage = NULL, baseline_counter_coverage = NULL, baseline_basis = NULL,
                        hold_cause = NULL, hold_since = NULL, hold_value = NULL, hold_reason = NULL, hold_event = NULL,
                        hold_accepted = 0, figures = ''
                    WHERE state NOT IN ('firing', 'recovering', 'no_data');
                    UPDATE incident SET is_flapping = 0 WHERE truth = 'ended';
                    UPDATE alert_epoch SET epoch = (SELECT epoch FROM store);
                    """
            )
        }
        return true
    }

    /// The numbers of ``incidents()``, in SQL.
    static let living = """
        SELECT number FROM incident WHERE truth <> 'ended'
        UNION SELECT incident FROM incident_hook WHERE picture IN ('firing', 'no_data')
        UNION SELECT incident.number FROM alert JOIN incident ON incident.id = alert.incident
        """

    private static func told(of condition: String, _ db: Database) throws -> [String: [ToldHook]] {
        let select = try RawStatement(
            db,
            """
            SELECT incident.id, name.text, picture, at, debt FROM incident_hook
            JOIN incident ON incident.number = incident_hook.incident JOIN name ON name.id = incident_hook.hook
            WHERE \(condition) ORDER BY incident_hook.incident, hook
            """
        )
        var told: [String: [ToldHook]] = [:]
        try select.forEachRow {
            let debt = select.optionalText(4)
            guard let picture = ToldHook.Picture(rawValue: select.text(2)),
                debt.map({ ToldHook.Debt(rawValue: $0) != nil }) ?? true
            else { throw Damage("what was told of incident \(select.text(0)) is not readable") }
            told[select.text(0), default: []].append(
                ToldHook(
                    hook: select.text(1),
                    picture: picture,
                    at: select.optionalInstant(3),
                    debt: debt.flatMap { ToldHook.Debt(rawValue: $0) }
                )
            )
            return true
        }
        return told
    }
}
