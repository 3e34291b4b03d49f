import GRDB
import InfluenceModel

/// One import: numbers for series, sorted into the order of the table, compared with what is there, inserted.
///
/// Rows reach the table in the order of its key: in file order the insertion would be several times slower.
struct ObservationImport {
    private struct Row {
        let series: Int64
        let period: Int64
        /// The position among the observations handed over.
        let index: Int
    }

    private let db: Database
    private let observations: [Observation]
    private var names: NameWriter
    private var series: ObservationSeriesWriter
    private let selectStored: RawStatement
    private let insert: RawStatement
    /// The vintages that feeds made before.
    private let feedVintages: Set<Int64>

    /// - Parameter isFeed: what feeds said last is not new when it is said again.
    init(_ db: Database, _ observations: [Observation], isFeed: Bool) throws {
        self.db = db
        feedVintages = isFeed ? try FeedRows.vintages(db) : []
        self.observations = observations
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

    mutating func run(now: () -> Instant, origin: String) throws -> ImportOutcome {
        let id = try Moments.lastVintage(nil, db) + 1
        let rows = try rowsBySeries()
        var added = 0
        var revised = 0
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].series == rows[start].series { end += 1 }
            let (new, changed) = try store(Self.byPeriod(rows[start..<end]), vintage: id)
            added += new
            revised += changed
            start = end
        }
        let unchanged = observations.count - added - revised
        guard added + revised > 0 else {
            return ImportOutcome(vintage: nil, added: 0, revised: 0, unchanged: unchanged)
        }
        // The last step: until now nobody could have been answered by it.
        let recordedAt = try Moments.next(now(), db)
        let vintage = Vintage(id: id, recordedAt: recordedAt, origin: origin, added: added, revised: revised)
        try VintageRows.insert(vintage, db)
        return ImportOutcome(vintage: vintage, added: added, revised: revised, unchanged: unchanged)
    }

    private mutating func rowsBySeries() throws -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(observations.count)
        var isGrouped = true
        for index in observations.indices {
            let row = Row(
                series: try series.id(observations[index].series, names: &names),
                period: PeriodCode.encode(observations[index].period),
                index: index
            )
            if let last = rows.last, last.series > row.series { isGrouped = false }
            rows.append(row)
        }
        return isGrouped ? rows : Self.grouped(rows)
    }

    /// Puts each row where its series begins plus the rows of the series before it: three times as fast as sorting.
    private static func grouped(_ rows: [Row]) -> [Row] {
        guard let first = rows.first else { return rows }
        let lowest = rows.reduce(first.series) { min($0, $1.series) }
        let highest = rows.reduce(first.series) { max($0, $1.series) }
        // Few rows of series that lie far apart: counting would cost more than it saves.
        guard highest - lowest < 4 * rows.count else {
            return rows.sorted { ($0.series, $0.index) < ($1.series, $1.index) }
        }
        var places = [Int](repeating: 0, count: Int(highest - lowest) + 2)
        for row in rows { places[Int(row.series - lowest) + 1] += 1 }
        for series in places.indices.dropFirst() { places[series] += places[series - 1] }
        var result = [Row](repeating: first, count: rows.count)
        for row in rows {
            let series = Int(row.series - lowest)
            result[places[series]] = row
            places[series] += 1
        }
        return result
    }

    private static func byPeriod(_ rows: ArraySlice<Row>) -> ArraySlice<Row> {
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0.period <= $1.period }
        return isSorted ? rows : rows.sorted { ($0.period, $0.index) < ($1.period, $1.index) }[...]
    }

    /// - Parameter rows: of one series, by period; a period may stand more than once.
    private mutating func store(_ rows: ArraySlice<Row>, vintage: Int64) throws -> (added: Int, revised: Int) {
        let stored = try storedContents(rows)
        var position = 0
        var last: (row: Row, content: ObservationContent)?
        var added = 0
        var revised = 0
        for row in rows {
            let content = try ObservationContent(observations[row.index], names: &names)
            if let last, last.row.period == row.period {
                guard last.content == content else { throw contradiction(last.row, row) }
                continue
            }
            last = (row, content)
            while position < stored.count, stored[position].period < row.period { position += 1 }
            if position < stored.count, stored[position].period == row.period {
                if stored[position].latest == content || stored[position].own == content { continue }
                revised += 1
            } else {
                added += 1
            }
            try insert.bind(1, row.series)
            try insert.bind(2, row.period)
            try insert.bind(3, vintage)
            try content.bind(insert, from: 4)
            try insert.execute()
        }
        return (added, revised)
    }

    private struct Stored {
        let period: Int64
        var latest: ObservationContent
        /// What a feed said last.
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
            if feedVintages.contains(selectStored.int(1)) { stored[stored.count - 1].own = content }
            return true
        }
        return stored
    }

    private func contradiction(_ left: Row, _ right: Row) -> StoreError {
        let observation = observations[right.index]
        let key = observation.series
        let parts = [key.indicator.text, key.power?.text, key.country?.text, key.reporter]
        return .contradictoryObservations(
            first: left.index,
            second: right.index,
            series: parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " "),
            period: observation.period.description
        )
    }
}
