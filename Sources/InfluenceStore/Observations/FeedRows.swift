import InfluenceModel

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
