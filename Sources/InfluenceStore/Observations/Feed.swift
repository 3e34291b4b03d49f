package import InfluenceModel

/// A file that the daemon imports by itself, again whenever its content changes.
package struct Feed: Hashable, Sendable {
    package let name: String
    /// The SHA-256 of the content that was imported last, in hexadecimal; `nil` once it left the configuration: what it said
    /// is forgotten, and is read again when it comes back.
    package let contentHash: String?
    package let importedAt: Instant
    /// The newest period among its observations; `nil` if there were none.
    package let newestPeriod: Period?
    /// Its place in the configuration at that time, from 0; `nil` where that is not known.
    package let position: Int?
    /// How many causes of warnings its last import had.
    package let warnings: Int
}

/// The content of a feed that is imported.
///
/// What feeds said last is not new when one says it again: a new edition of a file, or the same file at another place,
/// brings what it changed, and does not take back what somebody corrected by an import of his own.
package struct FeedContent: Hashable, Sendable {
    /// The SHA-256 of the content, in hexadecimal.
    package let hash: String
    /// The feeds of the configuration, in its order: of two that contradict each other the first counts.
    package let order: [String]

    package init(hash: String, order: [String] = []) {
        self.hash = hash
        self.order = order
    }
}

extension Store {
    /// The feed of that name as it was imported last; `nil` if it never was.
    package func feed(named name: String) throws(StoreError) -> Feed? {
        try read { db in try FeedRows.select(name, db) }
    }

    /// All that were ever imported, by name.
    package func feeds() throws(StoreError) -> [Feed] {
        try read { db in try FeedRows.all(db) }
    }
}

/// Observations about which two feeds say different things.
package struct FeedConflict: Hashable, Sendable {
    /// The one that counts, and the other.
    package let first: String
    package let second: String
    package let count: Int
    /// One of them.
    package let series: SeriesKey
    package let period: Period
}

extension Store {
    /// What feeds contradict each other about, as they stand.
    /// - Parameter order: the feeds of the configuration; what others say is forgotten.
    package func feedConflicts(order: [String]) throws(StoreError) -> [FeedConflict] {
        try read { db in try FeedRows.conflicts(order, db) }
    }

    /// Forgets what feeds say that are not in the configuration any more, and with it which content that was: one that comes
    /// back is read again. What they brought stays, and that they did.
    package func keepFeeds(_ names: [String], at now: Instant) throws(StoreError) {
        let others = try feeds().filter { $0.contentHash != nil && !names.contains($0.name) }
        guard !others.isEmpty else { return }
        try write(now: now, grows: false) { db in
            let delete = try RawStatement(
                db,
                "DELETE FROM feed_row WHERE feed = (SELECT id FROM name WHERE text = ?1)"
            )
            let update = try RawStatement(db, "UPDATE feed SET content_hash = '' WHERE name = ?1")
            for feed in others {
                try delete.bind(1, feed.name)
                try delete.execute()
                try update.bind(1, feed.name)
                try update.execute()
            }
        }
    }
}

/// The rows of observation series.
enum SeriesRows {
    static func key(_ id: Int64, _ db: Database) throws -> SeriesKey {
        let select = try RawStatement(
            db,
            "SELECT indicator, power, country, reporter FROM observation_series WHERE id = ?1"
        )
        try select.bind(1, id)
        let parts = try select.firstRow { (0..<4).map { select.int($0) } }
        guard let parts else { throw Damage("series \(id) is missing") }
        let names = try NameReader(db)
        let power = try names.text(parts[1])
        let country = try names.text(parts[2])
        return SeriesKey(
            indicator: NodeID(try names.text(parts[0])),
            power: power.isEmpty ? nil : PowerID(power),
            country: country.isEmpty ? nil : CountryID(country),
            reporter: try names.text(parts[3])
        )
    }
}
