import InfluenceModel

/// The rows of the outbox, on the way into the database.
///
/// The waiting deliveries of one alert to one hook stand in line, by their ids. The first of each line, and no other,
/// has `is_next` set: what is due is found without looking at those behind it.
struct DeliveryWriter {
    let tally: OutboxTally
    private let db: Database
    private let insert: RawStatement
    private let first: RawStatement
    private let promote: RawStatement
    private let told: ToldRows

    init(_ db: Database, _ tally: OutboxTally) throws {
        self.tally = tally
        self.db = db
        told = try ToldRows(db)
        insert = try RawStatement(
            db,
            """
            INSERT INTO delivery (event, key, hook, state, is_next, attempts, created_at, not_before, origin)
            VALUES (?1, ?2, ?3, 'waiting',
                NOT EXISTS (SELECT 1 FROM delivery WHERE hook = ?3 AND key = ?2 AND state = 'waiting'), 0, ?4, ?4, ?5)
            ON CONFLICT (event, hook) DO NOTHING
            """
        )
        first = try RawStatement(
            db,
            "SELECT id FROM delivery WHERE hook = ?1 AND key = ?2 AND state = 'waiting' ORDER BY id LIMIT 1"
        )
        promote = try RawStatement(db, "UPDATE delivery SET is_next = 1 WHERE id = ?1")
    }

    /// Puts an event at the end of its line; nothing where the hook has it already.
    /// - Parameter origin: the hook that gave it up.
    func add(event: Int64, key: Int64, hook: Int64, at: Instant, origin: Int64? = nil) throws {
        // What it was told since is nearer to the truth; and nobody is told twice what he believes.
        if origin != nil, try told.hasHeardLater(than: event, hook: hook) || told.believes(event: event, hook: hook) {
            return
        }
        try insert.bind(1, event)
        try insert.bind(2, key)
        try insert.bind(3, hook)
        try insert.bind(4, at.microseconds)
        try insert.bind(5, origin)
        try insert.execute()
        guard db.changesCount > 0 else { return }
        tally.add(waiting: 1)
        try told.hear(event: event, hook: hook)
    }

    /// It was kept back from the hook.
    func takeBack(event: Int64, hook: Int64) throws {
        try told.takeBack(event: event, hook: hook)
    }

    /// It was given up before anybody tried: nobody can have heard it.
    /// - Parameter isTaken: whether another hook has it in place of this one.
    func giveUp(event: Int64, hook: Int64, isTaken: Bool) throws {
        // What it believes for another reason has to be ended, and goes to whoever stands in for it.
        guard try told.last(event: event, hook: hook) == nil else { return }
        try told.takeBack(event: event, hook: hook)
        if isTaken { try told.handOn(event: event, hook: hook) } else { try told.handBack(event: event) }
    }

    /// It waits again.
    func hear(event: Int64, hook: Int64) throws {
        try told.hear(event: event, hook: hook)
    }

    /// After the first of a line has left it.
    func moveUp(hook: Int64, key: Int64) throws {
        try first.bind(1, hook)
        try first.bind(2, key)
        guard let id = try first.firstRow({ first.int(0) }) else { return }
        try promote.bind(1, id)
        try promote.execute()
    }
}

/// The rows of the outbox, on the way out: one for the length of one read.
struct DeliveryReader {
    private static let mostAttempts = 1 << 32

    private let names: NameReader
    private let events: AlertEventReader
    private let select: RawStatement

    init(_ db: Database) throws {
        names = try NameReader(db)
        events = try AlertEventReader(db)
        select = try RawStatement(
            db,
            """
            SELECT event, hook, state, attempts, created_at, not_before, ended_at, error, origin, begun, delivery_group.id
            FROM delivery LEFT JOIN delivery_group ON delivery_group.number = delivery.bundle WHERE delivery.id = ?1
            """
        )
    }

    func delivery(_ id: Int64) throws -> AlertDelivery {
        try select.bind(1, id)
        let delivery = try select.firstRow {
            // More attempts than anybody has made are damage.
            let attempts = Int(exactly: select.int(3)).flatMap { (0...Self.mostAttempts).contains($0) ? $0 : nil }
            guard let state = AlertDelivery.State(rawValue: select.text(2)), let attempts else {
                throw Damage("the delivery \(id) is not readable")
            }
            return AlertDelivery(
                id: id,
                event: try events.event(select.int(0)),
                hook: try names.text(select.int(1)),
                state: state,
                attempts: attempts,
                createdAt: Instant(microseconds: select.int(4)),
                notBefore: Instant(microseconds: select.int(5)),
                endedAt: select.optionalInstant(6),
                error: select.optionalText(7),
                origin: try select.optionalInt(8).map { try names.text($0) },
                isBegun: select.int(9) != 0,
                group: select.optionalText(10)
            )
        }
        guard let delivery else { throw Damage("the delivery \(id) is missing") }
        return delivery
    }
}
