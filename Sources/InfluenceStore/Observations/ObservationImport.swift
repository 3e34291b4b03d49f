import InfluenceModel

/// One import: numbers for series, sorted into the order of the table, compared with what is there, inserted.
///
/// Rows reach the table in the order of its key: in file order the insertion would be several times slower.
struct ObservationImport {
    private let db: Database
    private let observations: ObservationTable
    private let review: (any ImportReview)?
    private var names: SharedNames
    private var series: ObservationSeriesWriter
    private var feed: FeedStatements?
    private let editions: EditionReader
    private let insert: RawStatement
    private let annotate: RawStatement
    private let selectBefore: RawStatement
    private let selectAfter: RawStatement
    private var added = 0
    private var revised = 0
    private var annotated = 0

    /// - Parameters:
    ///   - feed: of which feed it is; what feeds said before is not new when it is said again.
    ///   - review: who is told on the way.
    init(
        _ db: Database,
        _ observations: ObservationTable,
        feed: (name: String, content: FeedContent)?,
        review: (any ImportReview)?
    ) throws {
        self.db = db
        self.observations = observations
        self.review = review
        var names = try NameWriter(db)
        self.feed = try feed.map { try FeedStatements(db, feed: $0.name, order: $0.content.order, names: &names) }
        self.names = SharedNames(names, for: observations)
        series = try ObservationSeriesWriter(db, for: observations)
        editions = try EditionReader(db)
        insert = try RawStatement(
            db,
            """
            INSERT INTO observation (series, period, vintage, \(ObservationContent.columns), \(ObservationTexts.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """
        )
        annotate = try RawStatement(
            db,
            """
            INSERT INTO provenance (series, period, vintage, at, \(ObservationTexts.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        )
        // Backwards through the key: the newest periods first.
        selectBefore = try RawStatement(
            db,
            "SELECT DISTINCT period FROM observation WHERE series = ?1 AND period < ?2 ORDER BY period DESC"
        )
        selectAfter = try RawStatement(
            db,
            "SELECT DISTINCT period FROM observation WHERE series = ?1 AND period > ?2 ORDER BY period"
        )
    }

    mutating func run(now: () throws -> Instant, origin: String, by importer: Importer) throws -> ImportOutcome {
        let id = try Moments.lastVintage(nil, db) + 1
        let rows = try rowsBySeries()
        var totals = try review.map { try PartnerTotals(db, members: $0.members) }
        var firsts = try review.map { _ in try FirstFigures(db) }
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].series == rows[start].series { end += 1 }
            try Store.checkIfWanted()
            let sorted = ImportRow.byPeriod(rows[start..<end])
            let before = added + revised
            try store(sorted, vintage: id)
            let key = observations.series(rows[start].index)
            if review?.percentages.contains(key.indicator) == true {
                let observations = observations
                firsts?.add(
                    key,
                    rows[start..<end].lazy.map { (index: $0.index, value: observations.value($0.index)) },
                    isNew: rows[start].series >= series.firstNew
                )
            }
            if added + revised > before, let first = sorted.first, let last = sorted.last,
                review?.totalled.contains(key.indicator) == true
            {
                // All that there is of a new series is in the rows.
                let isNew = first.series >= series.firstNew
                let observations = observations
                totals?.touch(
                    PartnerTotals.Table(
                        indicator: try names.names.id(key.indicator.text),
                        country: try names.names.id(key.country?.text ?? ""),
                        reporter: try names.names.id(key.reporter)
                    ),
                    key,
                    (first.period, last.period),
                    first.series,
                    isNew ? sorted.lazy.map { ($0.period, observations.value($0.index)) } : nil
                )
            }
            start = end
        }
        try feed?.finish(review)
        if let review {
            try totals?.check(review)
            try firsts?.check(review, firstNew: series.firstNew, names: &names.names)
        }
        let unchanged = observations.count - added - revised - annotated
        guard added + revised + annotated > 0 else {
            return ImportOutcome(vintage: nil, added: 0, revised: 0, unchanged: unchanged)
        }
        // The last step: until now nobody could have been answered by it.
        let recordedAt = try Moments.next(try now(), db)
        let vintage = Vintage(
            id: id,
            recordedAt: recordedAt,
            origin: origin,
            added: added,
            revised: revised,
            annotated: annotated,
            warnings: review?.warningCount ?? 0,
            by: importer
        )
        try VintageRows.insert(vintage, db)
        return ImportOutcome(
            vintage: vintage,
            added: added,
            revised: revised,
            annotated: annotated,
            unchanged: unchanged
        )
    }

    private mutating func rowsBySeries() throws -> [ImportRow] {
        var rows: [ImportRow] = []
        rows.reserveCapacity(observations.count)
        var isGrouped = true
        let observations = observations
        for index in observations.indices {
            let row = ImportRow(
                series: try series.id(index, of: observations, names: &names.names),
                period: PeriodCode.encode(observations.period(index)),
                index: index
            )
            if let last = rows.last, last.series > row.series { isGrouped = false }
            rows.append(row)
        }
        return isGrouped ? rows : ImportRow.grouped(rows)
    }

    /// - Parameter rows: of one series, by period; a period may stand more than once.
    private mutating func store(_ rows: ArraySlice<ImportRow>, vintage: Int64) throws {
        guard let first = rows.first, let end = rows.last else { return }
        let review = review
        let observations = observations
        let stored = try storedObservations(rows)
        try feed?.load(series: first.series, (first.period, end.period))
        let isCompared = review?.compared.contains(observations.series(first.index).indicator) == true
        var value = isCompared ? try nearestValue(of: first.series, selectBefore, first.period) : nil
        var position = 0
        var last: (row: ImportRow, content: ObservationContent, texts: ObservationTexts)?
        for row in rows {
            let content = try ObservationContent(row.index, of: observations, names: &names)
            let texts = try ObservationTexts(row.index, of: observations, names: &names)
            if let last, last.row.period == row.period {
                guard last.content == content, last.texts == texts else { throw contradiction(last.row, row) }
                continue
            }
            last = (row, content, texts)
            while position < stored.count, stored[position].period < row.period {
                if isCompared, let number = stored[position].inForce?.content.number {
                    value = (number, stored[position].period)
                }
                position += 1
            }
            var known: Stored?
            if position < stored.count, stored[position].period == row.period {
                known = stored[position]
                position += 1
            }
            let step = try feed?.step(row.period, content, texts, inForce: known?.inForce) {
                review?.contradicted(row.index, by: $0)
            }
            let isInForce = try store(row, content, texts, beside: known, step ?? .compare, vintage)
            guard isCompared, isInForce, let number = content.number else { continue }
            if let before = known?.inForce?.content.number {
                if before != number { review?.compare(row.index, with: before, of: observations.period(row.index)) }
            } else {
                // What is older than everything known has only what comes after it.
                let other = try value ?? nearestValue(of: row.series, selectAfter, row.period)
                if let other, let period = PeriodCode.decode(other.period) {
                    review?.compare(row.index, with: other.number, of: period)
                }
            }
            value = (number, row.period)
        }
    }

    /// - Returns: whether it is what counts from now on.
    private mutating func store(
        _ row: ImportRow,
        _ content: ObservationContent,
        _ texts: ObservationTexts,
        beside known: Stored?,
        _ step: FeedStatements.Step,
        _ vintage: Int64
    ) throws -> Bool {
        let inForce = known?.inForce
        if step == .passOver { return inForce?.content == content }
        if let inForce, inForce.content == content {
            if inForce.texts != texts, step == .compare {
                try annotate.bind(1, row.series)
                try annotate.bind(2, row.period)
                try annotate.bind(3, inForce.vintage)
                try annotate.bind(4, vintage)
                try texts.bind(annotate, from: 5)
                try annotate.execute()
                annotated += 1
            }
            return true
        }
        var isInForce = true
        if let known {
            let edition = Edition(vintage: vintage, content: content, texts: texts)
            let editions = known.editions + [edition]
            isInForce = editions.inForce(since: self.editions.amendments.since) == editions.count - 1
            if !isInForce {
                review?.superseded(row.index, by: inForce?.content.released.map { Day(clamping: Int($0)) })
                // An old edition that is here already is nothing new.
                let same = known.editions.last { !$0.isWithdrawn && $0.content.released == content.released }
                if same?.content == content { return false }
            }
        }
        if inForce == nil { added += 1 } else { revised += 1 }
        try insert.bind(1, row.series)
        try insert.bind(2, row.period)
        try insert.bind(3, vintage)
        try content.bind(insert, from: 4)
        try texts.bind(insert, from: 8)
        try insert.execute()
        return isInForce
    }

    private struct Stored {
        let period: Int64
        let inForce: Edition?
        /// Oldest first.
        let editions: [Edition]
    }

    /// What is known of each period of the series in the span of `rows`.
    private func storedObservations(_ rows: ArraySlice<ImportRow>) throws -> [Stored] {
        guard let first = rows.first, let last = rows.last, first.series < series.firstNew else { return [] }
        var stored: [Stored] = []
        _ = try editions.forEach(of: first.series, (first.period, last.period)) { period, editions, inForce in
            stored.append(Stored(period: period, inForce: inForce.map { editions[$0] }, editions: editions))
            return true
        }
        return stored
    }

    /// The first value in force of a series among those that `select` brings, going away from a period.
    private func nearestValue(
        of id: Int64,
        _ select: RawStatement,
        _ period: Int64
    ) throws -> (number: Double, period: Int64)? {
        guard id < series.firstNew else { return nil }
        var value: (number: Double, period: Int64)?
        try select.bind(1, id)
        try select.bind(2, period)
        try select.forEachRow {
            let (all, inForce) = try editions.editions(of: id, in: select.int(0))
            guard let number = inForce.flatMap({ all[$0].content.number }) else { return true }
            value = (number, select.int(0))
            return false
        }
        return value
    }

    private func contradiction(_ left: ImportRow, _ right: ImportRow) -> StoreError {
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
