package import InfluenceModel
import Synchronization

/// What the repair of a clock that had been ahead came to.
package struct ClockRepair: Hashable, Sendable {
    /// The time by the right clock.
    package let at: Instant
    /// How far the last run or import lay in the future, in microseconds.
    package let ahead: Int64
    /// The runs that were set aside: the first and the last of them, and how many; `nil` and 0 for none.
    package let firstRun: Int64?
    package let lastRun: Int64?
    package let runs: Int
    /// The imports that were recorded again.
    package let imports: Int
}

extension Store {
    /// Takes what was recorded in a future that was none out of the order of knowledge, in one transaction: runs are set
    /// aside, where nothing but their number leads to them, and imports are recorded again, as of now and in their order.
    /// What was known at times up to now stays as it was; the store begins a new epoch.
    ///
    /// What lies in the future for the sake of alerts is drawn near by as much: silences and acknowledgements that were made
    /// there last as long as they were meant to, and no delivery waits for it.
    /// - Parameters:
    ///   - now: by a clock that is right.
    ///   - records: those of alerts, to be stored, given how far the future was ahead.
    ///   - isRehearsal: nothing is kept.
    /// - Returns: `nil` where nothing lies in the future; nothing is changed then.
    package func repairClock(
        at now: Instant,
        by author: Author?,
        isRehearsal: Bool = false,
        records: (_ ahead: Int64) -> [AlertRecord] = { _ in [] }
    ) throws(StoreError) -> ClockRepair? {
        guard let last = lastCommit, last > now else { return nil }
        if isRehearsal { return try rehearse { db in try Repair(db, now).run(from: now, author, records) } }
        let repair = try write(now: now) { db in try Repair(db, now).run(from: gate.begin(now), author, records) }
        // They speak of scores that are elsewhere now.
        memory.withLock { $0.digests = ScoreDigests() }
        return repair
    }
}

/// One repair on its way into the database.
private struct Repair {
    private let db: Database
    private let now: Instant

    init(_ db: Database, _ now: Instant) {
        self.db = db
        self.now = now
    }

    func run(from start: Instant, _ author: Author?, _ records: (Int64) -> [AlertRecord]) throws -> ClockRepair? {
        guard let ahead = try ahead() else { return nil }
        let runs = try setRunsAside()
        let imports = try recordImportsAgain(from: start)
        try drawNear(ahead)
        var keys = try AlertKeyWriter(db)
        let writer = try AlertRecordWriter(db)
        for record in records(ahead) { try writer.store(record, key: try keys.id(record.key)) }
        try execute("UPDATE store SET epoch = epoch + 1 WHERE id = 1")
        // Alerts go on: it is the same database.
        try execute("UPDATE alert_epoch SET epoch = (SELECT epoch FROM store)")
        let repair = ClockRepair(
            at: now,
            ahead: ahead,
            firstRun: runs?.first,
            lastRun: runs?.last,
            runs: runs?.count ?? 0,
            imports: imports
        )
        try write(repair, author)
        return repair
    }

    /// How far the last thing that was recorded, or confirmed, lies in the future.
    private func ahead() throws -> Int64? {
        let beats = try RawStatement(db, "SELECT max(heartbeat_at) FROM run WHERE set_aside IS NULL")
        let beat = (try beats.firstRow { beats.optionalInt(0) } ?? nil).map { Instant(microseconds: $0) }
        guard let last = [try Moments.last(db), beat].compactMap(\.self).max(), last > now else { return nil }
        return last.microseconds(since: now)
    }

    private func setRunsAside() throws -> (first: Int64, last: Int64, count: Int)? {
        let select = try RawStatement(
            db,
            "SELECT min(id), max(id), count(*) FROM run WHERE recorded_at > ?1 AND set_aside IS NULL"
        )
        try select.bind(1, now.microseconds)
        let found = try select.firstRow { (select.optionalInt(0), select.optionalInt(1), Int(select.int(2))) }
        try execute("UPDATE run SET heartbeat_at = ?1 WHERE heartbeat_at > ?1 AND recorded_at <= ?1", now.microseconds)
        guard case (let first?, let last?, let count)? = found else { return nil }
        try execute(
            "UPDATE run SET set_aside = ?1 WHERE id BETWEEN ?1 AND ?2 AND set_aside IS NULL",
            first,
            last
        )
        for table in ["score", "score_interval"] {
            try execute("INSERT INTO \(table)_aside SELECT * FROM \(table) WHERE run BETWEEN ?1 AND ?2", first, last)
            try execute("DELETE FROM \(table) WHERE run BETWEEN ?1 AND ?2", first, last)
        }
        return (first, last, count)
    }

    /// - Returns: how many.
    private func recordImportsAgain(from start: Instant) throws -> Int {
        let select = try RawStatement(db, "SELECT id, recorded_at FROM vintage WHERE recorded_at > ?1 ORDER BY id")
        var found: [(id: Int64, at: Int64)] = []
        try select.bind(1, now.microseconds)
        try select.forEachRow {
            found.append((select.int(0), select.int(1)))
            return true
        }
        let known = try RawStatement(
            db,
            """
            SELECT max((SELECT ifnull(max(recorded_at), 0) FROM vintage WHERE recorded_at <= ?1),
                (SELECT ifnull(max(recorded_at), 0) FROM run WHERE recorded_at <= ?1))
            """
        )
        try known.bind(1, now.microseconds)
        let last = try known.firstRow { Instant(microseconds: known.int(0)) }
        var next = max(start, last?.adding(microseconds: 1) ?? start)
        for (id, at) in found {
            try execute(
                """
                UPDATE vintage SET first_recorded_at = ifnull(first_recorded_at, recorded_at), recorded_at = ?2
                WHERE id = ?1
                """,
                id,
                next.microseconds
            )
            // Of runs that were set aside: they used the same as before.
            try execute("UPDATE run SET inputs_known_at = ?2 WHERE inputs_known_at = ?1", at, next.microseconds)
            next = next.adding(microseconds: 1)
        }
        return found.count
    }

    /// What alerts and feeds would wait for.
    private func drawNear(_ ahead: Int64) throws {
        try drawNear(by: -ahead)
        for sql in [
            "UPDATE delivery SET not_before = ?1 WHERE state = 'waiting' AND not_before > ?1",
            "UPDATE feed SET imported_at = ?1 WHERE imported_at > ?1",
            "UPDATE feed_trouble SET since = ?1 WHERE since > ?1",
        ] { try execute(sql, now.microseconds) }
        for (table, columns) in [
            ("incident", ["opened_at", "ended_at", "notified_at"]), ("incident_gap", ["began_at", "ended_at"]),
        ] {
            for column in columns {
                try execute(
                    "UPDATE \(table) SET \(column) = min(?1, \(column) + ?2) WHERE \(column) > ?1",
                    now.microseconds,
                    -ahead
                )
            }
        }
    }

    private func write(_ repair: ClockRepair, _ author: Author?) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO clock_repair (at, ahead, first_run, last_run, imports, user, user_name)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """
        )
        try insert.bind(1, repair.at.microseconds)
        try insert.bind(2, repair.ahead)
        try insert.bind(3, repair.firstRun)
        try insert.bind(4, repair.lastRun)
        try insert.bind(5, Int64(repair.imports))
        try insert.bind(6, author.map { Int64($0.user) })
        try insert.bind(7, author?.name ?? "")
        try insert.execute()
    }

    private func execute(_ sql: String, _ values: Int64...) throws {
        let statement = try RawStatement(db, sql)
        for (index, value) in values.enumerated() { try statement.bind(Int32(index + 1), value) }
        try statement.execute()
    }

    /// Moves what people did in a future that was none back by as much as it was ahead, and to now at the latest. The dates
    /// that they wrote stay.
    private func drawNear(by step: Int64) throws {
        for table in ["silence", "acknowledgement"] {
            try execute(
                """
                UPDATE \(table) SET created_at = min(?1, created_at + ?2),
                    until = iif(clock IS NULL, until, until + ?2)
                WHERE created_at > ?1
                """,
                now.microseconds,
                step
            )
        }
        try execute("UPDATE silence SET ended_at = ended_at + ?2 WHERE ended_at > ?1", now.microseconds, step)
        try execute(
            "UPDATE delivery SET created_at = min(?1, created_at + ?2) WHERE state = 'waiting' AND created_at > ?1",
            now.microseconds,
            step
        )
        try execute("UPDATE incident_hook SET at = min(?1, at + ?2) WHERE at > ?1", now.microseconds, step)
    }
}
