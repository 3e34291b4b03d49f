import InfluenceModel

/// What feeds say of observations, while one of them is imported: what of it is new, and what another one contradicts.
///
/// Where two feeds contradict each other the one that stands first in the configuration counts, whichever was edited last.
struct FeedStatements {
    /// What is to be done about a row.
    enum Step {
        /// Nothing: it was said before, or a feed that counts for more says otherwise.
        case passOver
        /// It is compared with what is in force.
        case compare
        /// Likewise, but its texts are not new.
        case compareContent
    }

    private struct Statement {
        let feed: Int64
        let content: ObservationContent
        let texts: ObservationTexts
    }

    private let feed: Int64
    /// The places of the feeds of the configuration in it, by their numbers.
    private let ranks: [Int64: Int]
    private let feedNames: [Int64: String]
    /// The numbers of the feeds that made vintages.
    private let origins: [Int64: Int64]
    private let seen: Int64
    private let select: RawStatement
    private let insert: RawStatement
    private let selectVanished: RawStatement
    private let deleteVanished: RawStatement
    private let names: NameReader
    private var series: Int64 = 0
    private var statements: [Int64: [Statement]] = [:]

    /// - Parameter order: the feeds of the configuration; one that is not among them comes last.
    init(_ db: Database, feed name: String, order: [String], names: inout NameWriter) throws {
        let feed = try names.id(name)
        self.feed = feed
        var ranks: [Int64: Int] = [:]
        var feedNames = [feed: name]
        for (place, other) in order.enumerated() {
            let id = try names.id(other)
            if ranks[id] == nil { ranks[id] = place }
            feedNames[id] = other
        }
        self.ranks = ranks
        self.feedNames = feedNames
        origins = try FeedRows.origins(db)
        let last = try RawStatement(db, "SELECT max(seen) FROM feed_row WHERE feed = ?1")
        try last.bind(1, feed)
        seen = (try last.firstRow { last.int(0) } ?? 0) + 1
        select = try RawStatement(
            db,
            """
            SELECT period, feed, \(ObservationContent.columns), \(ObservationTexts.columns) FROM feed_row
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 ORDER BY period, feed
            """
        )
        insert = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO feed_row (series, period, feed, seen, \(ObservationContent.columns),
                \(ObservationTexts.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """
        )
        selectVanished = try RawStatement(
            db,
            """
            SELECT period, indicator, power, country, reporter FROM feed_row
            JOIN observation_series ON observation_series.id = series WHERE feed = ?1 AND seen < ?2
            ORDER BY series, period
            """
        )
        deleteVanished = try RawStatement(db, "DELETE FROM feed_row WHERE feed = ?1 AND seen < ?2")
        self.names = try NameReader(db)
    }

    mutating func load(series: Int64, _ span: (first: Int64, last: Int64)) throws {
        self.series = series
        statements.removeAll(keepingCapacity: true)
        try select.bind(1, series)
        try select.bind(2, span.first)
        try select.bind(3, span.last)
        try select.forEachRow {
            statements[select.int(0), default: []].append(
                Statement(
                    feed: select.int(1),
                    content: ObservationContent(select, from: 2),
                    texts: ObservationTexts(select, from: 6)
                )
            )
            return true
        }
    }

    /// Notes what the feed says of a period of the series, and what follows.
    /// - Parameter contradicted: told of each other feed that says otherwise.
    func step(
        _ period: Int64,
        _ content: ObservationContent,
        _ texts: ObservationTexts,
        inForce: Edition?,
        contradicted: (String) -> Void
    ) throws -> Step {
        try insert.bind(1, series)
        try insert.bind(2, period)
        try insert.bind(3, feed)
        try insert.bind(4, seen)
        try content.bind(insert, from: 5)
        try texts.bind(insert, from: 9)
        try insert.execute()
        let said = statements[period] ?? []
        let rank = ranks[feed] ?? .max
        var isOutranked = false
        for other in said where other.feed != feed && other.content.contradicts(content) {
            guard let otherRank = ranks[other.feed] else { continue }
            contradicted(feedNames[other.feed] ?? "")
            if otherRank < rank { isOutranked = true }
        }
        if isOutranked { return .passOver }
        if let inForce, inForce.content.contradicts(content), let origin = origins[inForce.vintage], origin != feed,
            ranks[origin] ?? .max > rank
        {
            return .compare
        }
        guard said.contains(where: { $0.content == content }) else { return .compare }
        guard inForce?.content == content else { return .passOver }
        return said.contains { $0.content == content && $0.texts == texts } ? .compareContent : .compare
    }

    /// Tells what the feed says no more, and forgets it.
    func finish(_ review: (any ImportReview)?) throws {
        if let review {
            try selectVanished.bind(1, feed)
            try selectVanished.bind(2, seen)
            try selectVanished.forEachRow {
                guard let period = PeriodCode.decode(selectVanished.int(0)) else { return true }
                let power = try names.text(selectVanished.int(2))
                let country = try names.text(selectVanished.int(3))
                let key = SeriesKey(
                    indicator: NodeID(try names.text(selectVanished.int(1))),
                    power: power.isEmpty ? nil : PowerID(power),
                    country: country.isEmpty ? nil : CountryID(country),
                    reporter: try names.text(selectVanished.int(4))
                )
                review.vanished(key, period)
                return true
            }
        }
        try deleteVanished.bind(1, feed)
        try deleteVanished.bind(2, seen)
        try deleteVanished.execute()
    }
}
