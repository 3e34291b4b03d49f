import GRDB
package import InfluenceModel

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
    /// Observations that differ from the vintage before.
    package let revised: Int
}

extension Store {
    /// The last vintage, as known at `asOf`; `nil` before the first.
    package func lastVintage(asOf: Instant? = nil) throws(StoreError) -> Vintage? {
        try vintages(asOf: asOf, limit: 1).first
    }

    /// The vintages as known at `asOf`, newest first, at most `limit` of them with ids below `before`.
    package func vintages(
        asOf: Instant? = nil,
        before: Int64? = nil,
        limit: Int = 100
    ) throws(StoreError) -> [Vintage] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT id, recorded_at, origin, added, revised FROM vintage
                WHERE id < ?1 AND recorded_at <= ?2 ORDER BY id DESC LIMIT ?3
                """
            )
            try select.bind(1, before ?? .max)
            try select.bind(2, asOf?.microseconds ?? .max)
            try select.bind(3, Int64(max(0, limit)))
            var result: [Vintage] = []
            try select.forEachRow {
                result.append(
                    Vintage(
                        id: select.int(0),
                        recordedAt: Instant(microseconds: select.int(1)),
                        origin: select.text(2),
                        added: Int(select.int(3)),
                        revised: Int(select.int(4))
                    )
                )
                return true
            }
            return result
        }
    }
}

/// The rows of vintages.
enum VintageRows {
    static func insert(_ vintage: Vintage, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            "INSERT INTO vintage (id, recorded_at, origin, added, revised) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        try insert.bind(1, vintage.id)
        try insert.bind(2, vintage.recordedAt.microseconds)
        try insert.bind(3, vintage.origin)
        try insert.bind(4, Int64(vintage.added))
        try insert.bind(5, Int64(vintage.revised))
        try insert.execute()
    }
}
