import GRDB
package import InfluenceModel

/// A file that the daemon imports by itself, again whenever its content changes.
package struct Feed: Hashable, Sendable {
    package let name: String
    /// The SHA-256 of the content that was imported last, in hexadecimal.
    package let contentHash: String
    package let importedAt: Instant
    /// The newest period among its observations; `nil` if there were none.
    package let newestPeriod: Period?
}

/// The content of a feed that is imported.
///
/// What feeds said last is not new when one says it again: a new edition of a file, or the same file at another place,
/// brings what it changed, and does not take back what somebody corrected by an import of his own.
package struct FeedContent: Hashable, Sendable {
    /// The SHA-256 of the content, in hexadecimal.
    package let hash: String

    package init(hash: String) {
        self.hash = hash
    }
}

extension Store {
    /// The feed of that name as it was imported last; `nil` if it never was.
    package func feed(named name: String) throws(StoreError) -> Feed? {
        try read { db in try FeedRows.select(name, db) }
    }
}

/// The rows of feeds.
enum FeedRows {
    static func record(_ feed: Feed, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            "INSERT OR REPLACE INTO feed (name, content_hash, imported_at, newest_period) VALUES (?1, ?2, ?3, ?4)"
        )
        try insert.bind(1, feed.name)
        try insert.bind(2, feed.contentHash)
        try insert.bind(3, feed.importedAt.microseconds)
        try insert.bind(4, feed.newestPeriod.map { PeriodCode.encode($0) })
        try insert.execute()
    }

    static func select(_ name: String, _ db: Database) throws -> Feed? {
        let select = try RawStatement(db, "SELECT content_hash, imported_at, newest_period FROM feed WHERE name = ?1")
        try select.bind(1, name)
        return try select.firstRow {
            Feed(
                name: name,
                contentHash: select.text(0),
                importedAt: Instant(microseconds: select.int(1)),
                newestPeriod: select.optionalInt(2).flatMap { PeriodCode.decode($0) }
            )
        }
    }

    /// The vintages that feeds made.
    static func vintages(_ db: Database) throws -> Set<Int64> {
        let select = try RawStatement(db, "SELECT id FROM vintage WHERE origin IN (SELECT name FROM feed)")
        var ids: Set<Int64> = []
        try select.forEachRow {
            ids.insert(select.int(0))
            return true
        }
        return ids
    }
}
