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

/// The rows of feeds.
enum FeedRows {
    static func record(_ feed: Feed, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO feed (name, content_hash, imported_at, newest_period, position, warnings)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        )
        try insert.bind(1, feed.name)
        try insert.bind(2, feed.contentHash ?? "")
        try insert.bind(3, feed.importedAt.microseconds)
        try insert.bind(4, feed.newestPeriod.map { PeriodCode.encode($0) })
        try insert.bind(5, feed.position.map { Int64($0) })
        try insert.bind(6, Int64(feed.warnings))
        try insert.execute()
    }

    private static let columns = "content_hash, imported_at, newest_period, position, warnings, name"

    static func select(_ name: String, _ db: Database) throws -> Feed? {
        let select = try RawStatement(db, "SELECT \(columns) FROM feed WHERE name = ?1")
        try select.bind(1, name)
        return try select.firstRow { feed(select) }
    }

    static func all(_ db: Database) throws -> [Feed] {
        let select = try RawStatement(db, "SELECT \(columns) FROM feed ORDER BY name")
        var feeds: [Feed] = []
        try select.forEachRow {
            feeds.append(feed(select))
            return true
        }
        return feeds
    }

    private static func feed(_ row: RawStatement) -> Feed {
        let hash = row.text(0)
        return Feed(
            name: row.text(5),
            contentHash: hash.isEmpty ? nil : hash,
            importedAt: Instant(microseconds: row.int(1)),
            newestPeriod: row.optionalInt(2).flatMap { PeriodCode.decode($0) },
            position: row.optionalInt(3).map { Int($0) },
            warnings: Int(row.int(4))
        )
    }

    /// When a content that is in force came in last, be it under another name; `nil` if no feed has it.
    static func importedAt(content hash: String, _ db: Database) throws -> Instant? {
        let select = try RawStatement(db, "SELECT max(imported_at) FROM feed WHERE content_hash = ?1")
        try select.bind(1, hash)
        return try select.firstRow { select.optionalInt(0) }?.map { Instant(microseconds: $0) }
    }

    /// By vintage that a feed made, the number of the feed's name.
    static func origins(_ db: Database) throws -> [Int64: Int64] {
        let select = try RawStatement(
            db,
            """
            SELECT vintage.id, name.id FROM vintage JOIN name ON name.text = origin
            WHERE origin IN (SELECT name FROM feed)
            """
        )
        var origins: [Int64: Int64] = [:]
        try select.forEachRow {
            origins[select.int(0)] = select.int(1)
            return true
        }
        return origins
    }

    /// The feeds of which it is known what they say, by the numbers of their names.
    static func speakers(_ db: Database) throws -> [Int64: String] {
        let select = try RawStatement(db, "SELECT id, text FROM name WHERE id IN (SELECT DISTINCT feed FROM feed_row)")
        var names: [Int64: String] = [:]
        try select.forEachRow {
            names[select.int(0)] = select.text(1)
            return true
        }
        return names
    }

    static func conflicts(_ order: [String], _ db: Database) throws -> [FeedConflict] {
        struct Pair: Hashable {
            let first: Int
            let second: Int
        }
        struct Found {
            var count = 0
            let series: Int64
            let period: Int64
        }
        let ranks = try speakers(db).compactMapValues { order.firstIndex(of: $0) }
        guard ranks.count > 1 else { return [] }
        let select = try RawStatement(
            db,
            "SELECT series, period, feed, \(ObservationContent.columns) FROM feed_row ORDER BY series, period, feed"
        )
        var found: [Pair: Found] = [:]
        var said: [(rank: Int, content: ObservationContent)] = []
        var place: (series: Int64, period: Int64) = (0, 0)
        try select.forEachRow {
            guard let rank = ranks[select.int(2)] else { return true }
            let (series, period) = (select.int(0), select.int(1))
            if place != (series, period) {
                said.removeAll(keepingCapacity: true)
                place = (series, period)
            }
            let content = ObservationContent(select, from: 3)
            for other in said where other.content.contradicts(content) {
                let pair = Pair(first: min(rank, other.rank), second: max(rank, other.rank))
                found[pair, default: Found(series: series, period: period)].count += 1
            }
            said.append((rank, content))
            return true
        }
        return try found.sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }.compactMap {
            pair,
            found in
            guard let period = PeriodCode.decode(found.period) else { return nil }
            return FeedConflict(
                first: order[pair.first],
                second: order[pair.second],
                count: found.count,
                series: try SeriesRows.key(found.series, db),
                period: period
            )
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
