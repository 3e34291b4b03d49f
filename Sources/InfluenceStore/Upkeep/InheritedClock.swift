import InfluenceModel

/// The clock that a database went by last, on its way into the one that takes its place: the same machine goes on, and knows
/// how far its clock has been set since the backup.
struct InheritedClock {
    private let number: Int64
    private let base: ClockBase

    /// The number of a clock that nothing moves with any more.
    static let earlier: Int64 = 0

    /// What the number of the clock there is here.
    struct Numbers {
        fileprivate let there: Int64
        fileprivate let own: Int64

        func here(_ number: Int64) -> Int64 { number == there ? own : InheritedClock.earlier }
    }

    /// `nil` where none was ever believed.
    init?(_ db: Database) throws {
        let select = try RawStatement(db, "SELECT number, boot, began, believed, since FROM wall_clock")
        let found = try select.firstRow {
            (
                select.int(0),
                ClockBase(
                    boot: select.text(1),
                    began: Instant(microseconds: select.int(2)),
                    believed: Instant(microseconds: select.int(3)),
                    since: Instant(microseconds: select.int(4))
                )
            )
        }
        guard let found else { return nil }
        (number, base) = found
    }

    /// From here on what waits is written by it. What is here moves along, where it is that of the same start of the machine;
    /// else it stays, as at each start.
    func takeOver(at now: Instant, _ db: Database) throws -> Numbers {
        let own = try InheritedClock(db)
        var next = own?.number ?? number
        if let own {
            if !base.boot.isEmpty, own.base.boot == base.boot {
                let step = base.began.microseconds(since: own.base.began)
                if step != 0 { try Store.moveAll(by: step, since: own.base.since, now, db) }
            } else {
                next = min(own.number, .max - 1) + 1
            }
        }
        let put = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO wall_clock (id, number, boot, began, believed, since) VALUES (1, ?1, ?2, ?3, ?4, ?5)
            """
        )
        try put.bind(1, next)
        try put.bind(2, base.boot)
        try put.bind(3, base.began.microseconds)
        try put.bind(4, base.believed.microseconds)
        try put.bind(5, base.since.microseconds)
        try put.execute()
        return Numbers(there: number, own: next)
    }
}
