import InfluenceModel

/// The moments at which the store learnt something.
enum Moments {
    /// The moment of a change that happens `now`: later than all before it, even where the clock was set back.
    static func next(_ now: Instant, _ db: Database) throws -> Instant {
        var next = max(now, try last(db)?.adding(microseconds: 1) ?? now)
        // A run that was set aside keeps its time.
        let taken = try RawStatement(db, "SELECT 1 FROM run WHERE recorded_at = ?1")
        while true {
            try taken.bind(1, next.microseconds)
            guard try taken.firstRow({ true }) != nil else { return next }
            next = next.adding(microseconds: 1)
        }
    }

    /// The moment of the last import or run; `nil` before the first.
    static func last(_ db: Database) throws -> Instant? {
        let lasts = try RawStatement(
            db,
            """
            SELECT (SELECT max(recorded_at) FROM vintage),
                (SELECT recorded_at FROM run WHERE set_aside IS NULL ORDER BY recorded_at DESC LIMIT 1)
            """
        )
        let last = try lasts.firstRow { [lasts.optionalInt(0), lasts.optionalInt(1)].compactMap { $0 }.max() }
        return (last ?? nil).map { Instant(microseconds: $0) }
    }

    /// The id of the last vintage known at `asOf`; 0 before the first.
    static func lastVintage(_ asOf: Instant?, _ db: Database) throws -> Int64 {
        let select = try RawStatement(
            db,
            "SELECT id FROM vintage WHERE recorded_at <= ?1 ORDER BY recorded_at DESC LIMIT 1"
        )
        try select.bind(1, asOf?.microseconds ?? .max)
        return try select.firstRow { select.int(0) } ?? 0
    }

    static func nextRun(_ db: Database) throws -> Int64 {
        let select = try RawStatement(db, "SELECT max(id) FROM run")
        return (try select.firstRow { select.int(0) } ?? 0) + 1
    }
}
