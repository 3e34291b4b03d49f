import InfluenceModel

/// The moments at which the store learnt something.
enum Moments {
    /// The moment of a change that happens `now`: later than all before it, even where the clock was set back.
    static func next(_ now: Instant, _ db: Database) throws -> Instant {
        let lasts = try RawStatement(
            db,
            "SELECT (SELECT max(recorded_at) FROM vintage), (SELECT max(recorded_at) FROM run)"
        )
        let last = try lasts.firstRow { [lasts.optionalInt(0), lasts.optionalInt(1)].compactMap { $0 }.max() }
        guard let last = last ?? nil else { return now }
        return max(now, Instant(microseconds: last).adding(microseconds: 1))
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
