package import InfluenceModel
import Synchronization

/// By which clock what waits is written down: that of one start of the machine, by which one can tell how far the clock has
/// been set since, also while the daemon did not run.
package struct ClockBase: Hashable, Sendable {
    /// Of the start; empty where the system has none.
    package let boot: String
    /// When the machine was started, by the clock as it was followed last: moves with each step, and with nothing else.
    package var began: Instant
    /// Likewise, as it was believed last.
    package var believed: Instant
    /// The first look at this clock, by the clock as it was followed last: what lies before was written by another one.
    package var since: Instant

    package init(boot: String, began: Instant, believed: Instant, since: Instant) {
        self.boot = boot
        self.began = began
        self.believed = believed
        self.since = since
    }
}

extension Store {
    /// That of the last start at which the clock was believed; `nil` before the first.
    package func clockBase() throws(StoreError) -> ClockBase? {
        try read { db in
            let select = try RawStatement(db, "SELECT boot, began, believed, since FROM wall_clock")
            return try select.firstRow {
                ClockBase(
                    boot: select.text(0),
                    began: Instant(microseconds: select.int(1)),
                    believed: Instant(microseconds: select.int(2)),
                    since: Instant(microseconds: select.int(3))
                )
            }
        }
    }

    /// From here on what waits is written by this clock. What was written before stays as it is: by how much that clock was
    /// wrong, or this one is, nobody knows.
    package func beginClock(_ base: ClockBase, at now: Instant) throws(StoreError) {
        try write(now: now, grows: false, touching: .nothing) { db in
            let insert = try RawStatement(
                db,
                """
                INSERT INTO wall_clock (id, number, boot, began, believed, since) VALUES (1, 1, ?1, ?2, ?3, ?4)
                ON CONFLICT (id) DO UPDATE
                SET number = number + 1, boot = ?1, began = ?2, believed = ?3, since = ?4
                """
            )
            try insert.bind(1, base.boot)
            try Self.bind(base, insert)
        }
    }

    /// After the clock was set: what waits goes on waiting for as long as it would have. Nothing is cut: a step back and one
    /// ahead by as much leave everything where it was.
    /// - Parameters:
    ///   - base: as it is from now on.
    ///   - step: by how much, in microseconds; negative: back.
    ///   - records: those of alerts, to be stored, by the clock as it is now.
    ///   - incidents: likewise; those that are stored already.
    ///   - follow: called as the last step, before anybody else can write.
    package func followClock(
        to base: ClockBase,
        step: Int64,
        at now: Instant,
        records: [AlertRecord],
        incidents: [Incident],
        _ follow: () -> Void
    ) throws(StoreError) {
        try write(now: now, grows: false, touching: .outbox) { db in
            try Self.store(records, incidents, db)
            if step != 0 {
                try Self.move(by: step, now, db)
                // Since when deliveries wait is counted anew, and the last run read.
                memory.withLock { ($0.deliveries, $0.kept.lastRun) = (nil, nil) }
            }
            let update = try RawStatement(db, "UPDATE wall_clock SET began = ?2, believed = ?3, since = ?4")
            try Self.bind(base, update)
            follow()
        }
    }

    /// Stores what alerts and incidents remember with other moments than before.
    package func keepMoments(
        of records: [AlertRecord],
        _ incidents: [Incident] = [],
        at now: Instant
    ) throws(StoreError) {
        try write(now: now, grows: false, touching: .outbox) { db in try Self.store(records, incidents, db) }
    }

    private static func bind(_ base: ClockBase, _ statement: RawStatement) throws {
        try statement.bind(2, base.began.microseconds)
        try statement.bind(3, base.believed.microseconds)
        try statement.bind(4, base.since.microseconds)
        try statement.execute()
    }

    private static func store(_ records: [AlertRecord], _ incidents: [Incident], _ db: Database) throws {
        var keys = try AlertKeyWriter(db)
        let writer = try AlertRecordWriter(db)
        for record in records { try writer.store(record, key: try keys.id(record.key)) }
        var names = try NameWriter(db)
        let incidentWriter = try IncidentWriter(db)
        for incident in incidents {
            try incidentWriter.store(incident, key: try keys.id(incident.key), names: &names)
        }
    }

    /// Likewise, with what the alerts and incidents in the database remember.
    /// - Parameter since: the first look at the clock.
    static func moveAll(by step: Int64, since: Instant, _ now: Instant, _ db: Database) throws {
        let reader = try IncidentReader(db)
        let incidents = try RawStatement(db, living).integers().map { try reader.incident($0) }
        try store(
            try AlertRecordRows(db).all().map { $0.movingMoments(by: step, since: since) },
            incidents.map { $0.movingMoments(by: step, since: since) },
            db
        )
        try move(by: step, now, db)
    }

    /// What waits, whoever began it; of what people asked for the spans, as far as they are counted by this clock.
    private static func move(by step: Int64, _ now: Instant, _ db: Database) throws {
        for sql in [
            """
            UPDATE silence SET created_at = created_at + ?1, until = until + ?1, ended_at = ended_at + ?1
            WHERE clock = (SELECT number FROM wall_clock)
            """,
            """
            UPDATE acknowledgement SET created_at = created_at + ?1, until = until + ?1
            WHERE clock = (SELECT number FROM wall_clock)
            """,
            // The longest wait is a day: they are written by this clock, or are due.
            "UPDATE delivery SET created_at = created_at + ?1, not_before = not_before + ?1 WHERE state = 'waiting'",
        ] {
            let update = try RawStatement(db, sql)
            try update.bind(1, step)
            try update.execute()
        }
        // No wait: a run that was confirmed in the future is confirmed anew by now.
        let confirmed = try RawStatement(
            db,
            "UPDATE run SET heartbeat_at = ?1 WHERE heartbeat_at > ?1 AND recorded_at <= ?1"
        )
        try confirmed.bind(1, now.microseconds)
        try confirmed.execute()
    }

    /// Makes deliveries due that would wait for a time that only a wrong clock can have set.
    /// - Parameter latest: no delivery waits longer.
    package func hastenDeliveries(waitingBeyond latest: Instant, at now: Instant) throws(StoreError) {
        let isWaiting = try read { db in
            let select = try RawStatement(
                db,
                "SELECT 1 FROM delivery WHERE state = 'waiting' AND not_before > ?1 LIMIT 1"
            )
            try select.bind(1, latest.microseconds)
            return try select.firstRow { true } ?? false
        }
        guard isWaiting else { return }
        try write(now: now, grows: false, touching: .outbox) { db in
            let update = try RawStatement(
                db,
                "UPDATE delivery SET not_before = ?2 WHERE state = 'waiting' AND not_before > ?1"
            )
            try update.bind(1, latest.microseconds)
            try update.bind(2, now.microseconds)
            try update.execute()
        }
    }
}
