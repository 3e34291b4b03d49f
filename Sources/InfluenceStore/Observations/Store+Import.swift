import GRDB
package import InfluenceModel

/// What an import did.
package struct ImportOutcome: Hashable, Sendable {
    /// The vintage that it made; `nil` if it brought nothing new.
    package let vintage: Vintage?
    /// Observations of a series and period that had none before.
    package let added: Int
    /// Observations that differ from the latest vintage of their series and period.
    package let revised: Int
    /// Observations that are stored already, or stand in the import more than once.
    package let unchanged: Int
}

extension Store {
    /// Stores what is new in `observations`, all of it or nothing, as one vintage.
    ///
    /// An observation is new if the latest vintage of its series and period differs in value (bit for bit; the sign of
    /// zero apart), status, unit, day of release, source or note. What is missing from the import stays as it is.
    /// - Parameters:
    ///   - now: the wall clock. The vintage's `recordedAt` is this, or just after the last change if that is later.
    ///   - origin: what to show as its origin, e.g. a file name.
    ///   - feed: the import is of the feed that is called `origin`; see ``FeedContent``.
    /// - Throws: `invalidObservation` for a value that is not finite, or present or absent against the status;
    ///   `contradictoryObservations` for two that differ about one series and period; the errors of the disk.
    package func importObservations(
        _ observations: [Observation],
        recordedAt now: Instant,
        origin: String,
        feed: FeedContent? = nil
    ) throws(StoreError) -> ImportOutcome {
        try Self.validate(observations)
        return try write(now: now) { db in
            var work = try ObservationImport(db, ofFeed: feed == nil ? nil : origin)
            let outcome = try work.run(observations, now: now, origin: origin)
            if let feed {
                let newest = observations.map(\.period).max()
                let row = Feed(name: origin, contentHash: feed.hash, importedAt: now, newestPeriod: newest)
                try FeedRows.record(row, db)
            }
            return outcome
        }
    }

    private static func validate(_ observations: [Observation]) throws(StoreError) {
        for (index, observation) in observations.enumerated() {
            if let value = observation.value {
                guard value.isFinite else { throw .invalidObservation(index: index, reason: "the value is not finite") }
            }
            let status = observation.status
            guard (observation.value != nil) == status.hasValue else {
                let expectation = status.hasValue ? "needs a value" : "has no value"
                throw .invalidObservation(index: index, reason: "status \(status.rawValue) \(expectation)")
            }
            guard !observation.series.indicator.text.isEmpty else {
                throw .invalidObservation(index: index, reason: "it names no indicator")
            }
        }
    }
}

/// One import: numbers for names, sorted into the order of the table, compared with what is there, inserted.
///
/// Rows reach the table in the order of its key: in file order the insertion would be several times slower.
private struct ObservationImport {
    private struct Row {
        let series: Int64
        let period: Int64
        /// The position among the observations handed over.
        let index: Int
        let content: ObservationContent
    }

    private let db: Database
    private var names: NameWriter
    private var series: ObservationSeriesWriter
    private let selectStored: RawStatement
    private let insert: RawStatement
    /// The vintages that the same feed made before.
    private let ownVintages: Set<Int64>

    /// - Parameter feed: the name of the feed that is imported; what it said before is not new when it says it again.
    init(_ db: Database, ofFeed feed: String?) throws {
        self.db = db
        ownVintages = try feed.map { try FeedRows.vintages(of: $0, db) } ?? []
        names = try NameWriter(db)
        series = try ObservationSeriesWriter(db)
        selectStored = try RawStatement(
            db,
            """
            SELECT period, vintage, \(ObservationContent.columns) FROM observation
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 ORDER BY period, vintage
            """
        )
        insert = try RawStatement(
            db,
            """
            INSERT INTO observation (series, period, vintage, \(ObservationContent.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """
        )
    }

    mutating func run(_ observations: [Observation], now: Instant, origin: String) throws -> ImportOutcome {
        let id = try Moments.lastVintage(nil, db) + 1
        let recordedAt = try Moments.next(now, db)
        let rows = try sortedRows(observations)
        try refuseContradictions(rows, observations)
        var added = 0
        var revised = 0
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].series == rows[start].series { end += 1 }
            let (new, changed) = try store(rows[start..<end], vintage: id)
            added += new
            revised += changed
            start = end
        }
        let unchanged = observations.count - added - revised
        guard added + revised > 0 else {
            return ImportOutcome(vintage: nil, added: 0, revised: 0, unchanged: unchanged)
        }
        let vintage = Vintage(id: id, recordedAt: recordedAt, origin: origin, added: added, revised: revised)
        try record(vintage)
        return ImportOutcome(vintage: vintage, added: added, revised: revised, unchanged: unchanged)
    }

    private mutating func sortedRows(_ observations: [Observation]) throws -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(observations.count)
        var isSorted = true
        for (index, observation) in observations.enumerated() {
            let row = Row(
                series: try series.id(observation.series, names: &names),
                period: PeriodCode.encode(observation.period),
                index: index,
                content: try ObservationContent(observation, names: &names)
            )
            if let last = rows.last, !Self.inOrder(last, row) { isSorted = false }
            rows.append(row)
        }
        return isSorted ? rows : rows.sorted(by: Self.inOrder)
    }

    private static func inOrder(_ left: Row, _ right: Row) -> Bool {
        (left.series, left.period, left.index) < (right.series, right.period, right.index)
    }

    private func refuseContradictions(_ rows: [Row], _ observations: [Observation]) throws {
        for (left, right) in zip(rows, rows.dropFirst())
        where left.series == right.series && left.period == right.period && left.content != right.content {
            let observation = observations[right.index]
            let key = observation.series
            let parts = [key.indicator.text, key.power?.text, key.country?.text, key.reporter]
            throw StoreError.contradictoryObservations(
                first: left.index,
                second: right.index,
                series: parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " "),
                period: observation.period.description
            )
        }
    }

    /// - Parameter rows: of one series, by period, perhaps repeated.
    private func store(_ rows: ArraySlice<Row>, vintage: Int64) throws -> (added: Int, revised: Int) {
        let stored = try storedContents(rows)
        var position = 0
        var last: Int64?
        var added = 0
        var revised = 0
        for row in rows where row.period != last {
            last = row.period
            while position < stored.count, stored[position].period < row.period { position += 1 }
            if position < stored.count, stored[position].period == row.period {
                if stored[position].latest == row.content || stored[position].own == row.content { continue }
                revised += 1
            } else {
                added += 1
            }
            try insert.bind(1, row.series)
            try insert.bind(2, row.period)
            try insert.bind(3, vintage)
            try row.content.bind(insert, from: 4)
            try insert.execute()
        }
        return (added, revised)
    }

    private struct Stored {
        let period: Int64
        var latest: ObservationContent
        /// What the feed itself said last.
        var own: ObservationContent?
    }

    /// What is known of each period of the series in the span of `rows`.
    private func storedContents(_ rows: ArraySlice<Row>) throws -> [Stored] {
        guard let first = rows.first, let last = rows.last, first.series < series.firstNew else { return [] }
        var stored: [Stored] = []
        try selectStored.bind(1, first.series)
        try selectStored.bind(2, first.period)
        try selectStored.bind(3, last.period)
        try selectStored.forEachRow {
            let period = selectStored.int(0)
            let content = ObservationContent(selectStored, from: 2)
            if stored.last?.period != period { stored.append(Stored(period: period, latest: content)) }
            stored[stored.count - 1].latest = content
            if ownVintages.contains(selectStored.int(1)) { stored[stored.count - 1].own = content }
            return true
        }
        return stored
    }

    private func record(_ vintage: Vintage) throws {
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
