package import InfluenceModel

/// Who imported something, and what he says about it.
package struct Importer: Hashable, Sendable {
    /// As the kernel vouches for him; `nil` for the daemon itself.
    package let user: Author?
    /// The name that he gives beside that; empty for none.
    package let name: String
    package let comment: String

    package static let daemon = Importer()

    package init(user: Author? = nil, name: String = "", comment: String = "") {
        self.user = user
        self.name = name
        self.comment = comment
    }
}

/// One import that brought something new. Later vintages never overwrite earlier ones.
package struct Vintage: Hashable, Sendable {
    /// Counted from 1 in the order of `recordedAt`.
    package let id: Int64
    /// When the daemon learnt it. Rises strictly over vintages and runs together.
    package let recordedAt: Instant
    /// Where it came from, in the words of the importer: a file name, a source's id.
    package let origin: String
    /// Observations of a series and period that had none before.
    package let added: Int
    /// Observations that differ from the edition before.
    package let revised: Int
    /// Observations that have none any more.
    package var withdrawn = 0
    /// Observations whose source or note alone changed.
    package var annotated = 0
    /// How many causes of warnings it had.
    package var warnings = 0
    /// The vintage whose observations it withdrew.
    package var undoes: Int64?
    package var by = Importer.daemon
    /// The false time at which it was recorded first, where a repair of the clock recorded it again.
    package var firstRecordedAt: Instant?

    /// Whether a value, status, unit or day of release changed with it: what a run can depend on.
    package var hasContent: Bool { added + revised + withdrawn > 0 }
}

extension Store {
    /// The last vintage, as known at `asOf`; `nil` before the first.
    package func lastVintage(asOf: Instant? = nil) throws(StoreError) -> Vintage? {
        try vintages(asOf: asOf, limit: 1).first
    }

    /// The last vintage that runs can depend on.
    package func lastContentVintage() throws(StoreError) -> Vintage? {
        try kept(\.contentVintage) { () throws(StoreError) in try readContentVintage() }
    }

    private func readContentVintage() throws(StoreError) -> Vintage? {
        try read { db in
            try VintageRows.select("WHERE added + revised + withdrawn > 0 ORDER BY id DESC LIMIT 1", db) { _ in }.first
        }
    }

    /// The vintages as known at `asOf`, newest first, at most `limit` of them with ids below `before`.
    package func vintages(
        asOf: Instant? = nil,
        before: Int64? = nil,
        limit: Int = 100
    ) throws(StoreError) -> [Vintage] {
        try read { db in
            try VintageRows.select("WHERE id < ?1 AND recorded_at <= ?2 ORDER BY id DESC LIMIT ?3", db) { select in
                try select.bind(1, before ?? .max)
                try select.bind(2, asOf?.microseconds ?? .max)
                try select.bind(3, Int64(max(0, limit)))
            }
        }
    }

    /// How many causes of warnings the last imports of files have left behind: of each file the last one, unless it was undone; feeds
    /// apart.
    package func importWarnings() throws(StoreError) -> Int {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT ifnull(sum(warnings), 0) FROM vintage WHERE warnings > 0
                    AND id IN (SELECT max(id) FROM vintage WHERE undoes IS NULL GROUP BY origin)
                    AND id NOT IN (SELECT undoes FROM vintage WHERE undoes IS NOT NULL)
                    AND origin NOT IN (SELECT name FROM feed)
                """
            )
            return Int(try select.firstRow { select.int(0) } ?? 0)
        }
    }
}

/// The rows of vintages.
enum VintageRows {
    private static let columns = """
        id, recorded_at, origin, added, revised, withdrawn, annotated, warnings, undoes, user, user_name, author, comment
        """

    static func insert(_ vintage: Vintage, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO vintage (\(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """
        )
        try insert.bind(1, vintage.id)
        try insert.bind(2, vintage.recordedAt.microseconds)
        try insert.bind(3, vintage.origin)
        try insert.bind(4, Int64(vintage.added))
        try insert.bind(5, Int64(vintage.revised))
        try insert.bind(6, Int64(vintage.withdrawn))
        try insert.bind(7, Int64(vintage.annotated))
        try insert.bind(8, Int64(vintage.warnings))
        try insert.bind(9, vintage.undoes)
        try insert.bind(10, vintage.by.user.map { Int64($0.user) })
        try insert.bind(11, vintage.by.user?.name ?? "")
        try insert.bind(12, vintage.by.name)
        try insert.bind(13, vintage.by.comment)
        try insert.execute()
    }

    /// - Parameter condition: the rest of the statement.
    static func select(
        _ condition: String,
        _ db: Database,
        bind: (RawStatement) throws -> Void
    ) throws -> [Vintage] {
        let select = try RawStatement(db, "SELECT \(columns), first_recorded_at FROM vintage \(condition)")
        try bind(select)
        var result: [Vintage] = []
        try select.forEachRow {
            let user = select.optionalInt(9).map {
                Author(user: UInt32(truncatingIfNeeded: $0), name: select.text(10))
            }
            result.append(
                Vintage(
                    id: select.int(0),
                    recordedAt: Instant(microseconds: select.int(1)),
                    origin: select.text(2),
                    added: Int(select.int(3)),
                    revised: Int(select.int(4)),
                    withdrawn: Int(select.int(5)),
                    annotated: Int(select.int(6)),
                    warnings: Int(select.int(7)),
                    undoes: select.optionalInt(8),
                    by: Importer(user: user, name: select.text(11), comment: select.text(12)),
                    firstRecordedAt: select.optionalInstant(13)
                )
            )
            return true
        }
        return result
    }
}
