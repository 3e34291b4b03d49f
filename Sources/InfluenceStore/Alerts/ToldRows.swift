import InfluenceModel

/// What each hook was told of each incident. Written only where deliveries are, so that it says what they say.
struct ToldRows {
    private let address: RawStatement
    private let hear: RawStatement
    private let selectEvent: RawStatement
    private let selectTold: RawStatement
    private let selectPicture: RawStatement
    private let lastTold: RawStatement
    private let put: RawStatement
    private let owe: RawStatement
    private let dismiss: RawStatement
    private let restore: RawStatement

    /// Of a delivery: neither was it kept back, nor given up before it was ever attempted. What waits will be.
    static let isTold = """
        (delivery.state <> 'silenced'
            AND NOT (delivery.state IN ('dead', 'dismissed') AND delivery.begun = 0 AND delivery.attempts = 0))
        """

    init(_ db: Database) throws {
        address = try RawStatement(
            db,
            """
            INSERT INTO incident_hook (incident, hook, picture)
            SELECT number, ?2, 'nothing' FROM incident WHERE id = ?1
            ON CONFLICT (incident, hook) DO NOTHING
            """
        )
        hear = try RawStatement(
            db,
            """
            UPDATE incident_hook SET picture = ?3, at = ?4, event = ?5, debt = NULL
            WHERE incident = (SELECT number FROM incident WHERE id = ?1) AND hook = ?2 AND ifnull(event, 0) < ?5
            """
        )
        selectEvent = try RawStatement(db, "SELECT opening, kind, state, at FROM alert_event WHERE number = ?1")
        selectTold = try RawStatement(
            db,
            """
            SELECT event FROM incident_hook WHERE hook = ?2
                AND incident = (SELECT i.number FROM incident AS i JOIN alert_event AS e ON e.opening = i.id
                    WHERE e.number = ?1)
            """
        )
        selectPicture = try RawStatement(
            db,
            """
            SELECT picture FROM incident_hook
            WHERE incident = (SELECT number FROM incident WHERE id = ?1) AND hook = ?2
            """
        )
        lastTold = try RawStatement(
            db,
            """
            SELECT number, kind, alert_event.state, at FROM alert_event JOIN delivery ON delivery.event = number
            WHERE opening = ?1 AND hook = ?2 AND \(Self.isTold) ORDER BY number DESC
            """
        )
        put = try RawStatement(
            db,
            """
            UPDATE incident_hook SET picture = ?3, at = ?4, event = ?5
            WHERE incident = (SELECT number FROM incident WHERE id = ?1) AND hook = ?2
            """
        )
        owe = try RawStatement(
            db,
            """
            UPDATE incident_hook SET debt = 'silence'
            WHERE incident = (SELECT number FROM incident WHERE id = ?1) AND hook = ?2
            """
        )
        dismiss = try RawStatement(
            db,
            """
            DELETE FROM incident_hook
            WHERE incident = (SELECT number FROM incident WHERE id = ?1) AND hook = ?2 AND picture = 'nothing'
            """
        )
        restore = try RawStatement(
            db,
            """
            INSERT INTO incident_hook (incident, hook, picture)
            SELECT incident.number, delivery.hook, 'nothing' FROM delivery JOIN incident ON incident.id = ?2
            WHERE delivery.event = ?1 AND NOT \(Self.isTold)
            ON CONFLICT (incident, hook) DO NOTHING
            """
        )
    }

    /// The hook is one that the incident is for.
    func address(_ incident: String, hook: Int64) throws {
        try address.bind(1, incident)
        try address.bind(2, hook)
        try address.execute()
    }

    /// An event was put into the outbox for the hook.
    func hear(event number: Int64, hook: Int64) throws {
        guard let event = try event(number) else { return }
        try address(event.incident, hook: hook)
        guard let picture = event.kind.picture(event.state) else { return }
        try hear.bind(1, event.incident)
        try hear.bind(2, hook)
        try hear.bind(3, picture.rawValue)
        try hear.bind(4, event.at)
        try hear.bind(5, number)
        try hear.execute()
    }

    /// Whether the hook was told a later event of the incident already.
    func hasHeardLater(than number: Int64, hook: Int64) throws -> Bool {
        try selectTold.bind(1, number)
        try selectTold.bind(2, hook)
        return try selectTold.firstRow { selectTold.optionalInt(0).map { $0 > number } ?? false } ?? false
    }

    /// Whether the hook believes of the incident already what such an event would have it believe: then it tells nothing,
    /// unless it is a reminder. Who writes an event has looked before, and another hook's may have come here since.
    func believes(_ kind: AlertEventKind, _ state: AlertState, of incident: String?, hook: Int64) throws -> Bool {
        guard let incident, kind != .repeat, let picture = kind.picture(state) else { return false }
        try selectPicture.bind(1, incident)
        try selectPicture.bind(2, hook)
        return try selectPicture.firstRow { selectPicture.text(0) == picture.rawValue } ?? false
    }

    /// The same of an event that is stored.
    func believes(event number: Int64, hook: Int64) throws -> Bool {
        guard let event = try event(number) else { return false }
        return try believes(event.kind, event.state, of: event.incident, hook: hook)
    }

    /// An event was kept back from the hook, or given up before anybody tried: what counts is what it was told besides.
    func takeBack(event number: Int64, hook: Int64) throws {
        guard let event = try event(number) else { return }
        let told = try last(event: number, hook: hook)
        try put.bind(1, event.incident)
        try put.bind(2, hook)
        try put.bind(3, (told?.picture ?? .nothing).rawValue)
        try put.bind(4, told?.at)
        try put.bind(5, told?.number)
        try put.execute()
        guard event.kind == .repeat else { return }
        try owe.bind(1, event.incident)
        try owe.bind(2, hook)
        try owe.execute()
    }

    /// The last that the hook was told of an event's incident; `nil` where that is nothing.
    func last(event number: Int64, hook: Int64) throws -> (picture: ToldHook.Picture, at: Int64, number: Int64)? {
        guard let event = try event(number) else { return nil }
        try lastTold.bind(1, event.incident)
        try lastTold.bind(2, hook)
        var told: (picture: ToldHook.Picture, at: Int64, number: Int64)?
        try lastTold.forEachRow {
            guard let kind = AlertEventKind(rawValue: lastTold.text(1)),
                let state = AlertState(rawValue: lastTold.text(2))
            else { throw Damage("the alert event \(lastTold.int(0)) is not readable") }
            guard let picture = kind.picture(state) else { return true }
            told = (picture, lastTold.int(3), lastTold.int(0))
            return false
        }
        return told
    }

    /// Another hook has taken over what this one never heard of: from now on the incident is that one's.
    func handOn(event number: Int64, hook: Int64) throws {
        guard let event = try event(number) else { return }
        try dismiss.bind(1, event.incident)
        try dismiss.bind(2, hook)
        try dismiss.execute()
    }

    /// Nobody has taken over in the end: the incident is everybody's again who was to hear of it.
    func handBack(event number: Int64) throws {
        guard let event = try event(number) else { return }
        try restore.bind(1, number)
        try restore.bind(2, event.incident)
        try restore.execute()
    }

    /// `nil` for an event of no incident.
    private func event(
        _ number: Int64
    ) throws -> (incident: String, kind: AlertEventKind, state: AlertState, at: Int64)? {
        try selectEvent.bind(1, number)
        let row = try selectEvent.firstRow {
            (selectEvent.optionalText(0), selectEvent.text(1), selectEvent.text(2), selectEvent.int(3))
        }
        guard let row, let kind = AlertEventKind(rawValue: row.1), let state = AlertState(rawValue: row.2) else {
            throw Damage("the alert event \(number) is not readable")
        }
        return row.0.map { ($0, kind, state, row.3) }
    }
}
