/// One of the values that an observation had over time: a row of the table.
struct Edition {
    let vintage: Int64
    let content: ObservationContent
    /// As known at the time that was asked about.
    var texts: ObservationTexts
    var isWithdrawn = false
}

extension [Edition] {
    /// Which of the editions of one observation, oldest first, is in force; `nil`: it has none.
    ///
    /// Among those that say when they were released the later release, of equal ones the later arrival; among the others
    /// the later arrival; between those two the later arrival. Depends on nothing but the editions known, so that the same
    /// is answered of a time ever after.
    /// - Parameter since: the first vintage under this rule. Of those before, the later arrival counts.
    func inForce(since: Int64) -> Int? {
        var dated: Int?
        var undated: Int?
        for (place, edition) in enumerated() where !edition.isWithdrawn {
            if edition.vintage < since { (dated, undated) = (nil, nil) }
            guard let released = edition.content.released else {
                undated = place
                continue
            }
            if let before = dated, let other = self[before].content.released, released < other { continue }
            dated = place
        }
        return [dated, undated].compactMap { $0 }.max()
    }
}

/// What became of rows after they were written: withdrawn, put in force again, with other texts. As known at one time.
///
/// Loaded series by series; most have nothing.
final class Amendments {
    /// The first vintage under the rule of ``Swift/Array/inForce(since:)``.
    let since: Int64
    private let hasWithdrawals: Set<Int64>
    private let hasTexts: Set<Int64>
    private let selectWithdrawals: RawStatement
    private let selectTexts: RawStatement
    private let known: Int64
    private let annotated: Int64
    private var series: Int64?
    private var withdrawals: [Place: Bool] = [:]
    private var texts: [Place: ObservationTexts] = [:]

    private struct Place: Hashable {
        let period: Int64
        let vintage: Int64
    }

    /// - Parameters:
    ///   - known: the last vintage to look at.
    ///   - annotated: the last one whose texts count.
    init(_ db: Database, known: Int64 = .max, annotated: Int64 = .max) throws {
        self.known = known
        self.annotated = annotated
        let rule = try RawStatement(db, "SELECT since FROM edition_rule")
        since = try rule.firstRow { rule.int(0) } ?? 1
        hasWithdrawals = try Self.series(in: "withdrawal", db)
        hasTexts = try Self.series(in: "provenance", db)
        selectWithdrawals = try RawStatement(
            db,
            """
            SELECT period, vintage, is_withdrawn FROM withdrawal WHERE series = ?1 AND at <= ?2
            ORDER BY period, vintage, at
            """
        )
        selectTexts = try RawStatement(
            db,
            """
            SELECT period, vintage, \(ObservationTexts.columns) FROM provenance WHERE series = ?1 AND at <= ?2
            ORDER BY period, vintage, at
            """
        )
    }

    /// What is known of an edition.
    func apply(to edition: inout Edition, series: Int64, period: Int64) throws {
        guard hasWithdrawals.contains(series) || hasTexts.contains(series) else { return }
        try load(series)
        let place = Place(period: period, vintage: edition.vintage)
        edition.isWithdrawn = withdrawals[place] ?? false
        if let texts = texts[place] { edition.texts = texts }
    }

    private func load(_ series: Int64) throws {
        if self.series == series { return }
        withdrawals.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        try selectWithdrawals.bind(1, series)
        try selectWithdrawals.bind(2, known)
        try selectWithdrawals.forEachRow {
            let place = Place(period: selectWithdrawals.int(0), vintage: selectWithdrawals.int(1))
            withdrawals[place] = selectWithdrawals.int(2) != 0
            return true
        }
        try selectTexts.bind(1, series)
        try selectTexts.bind(2, annotated)
        try selectTexts.forEachRow {
            let place = Place(period: selectTexts.int(0), vintage: selectTexts.int(1))
            texts[place] = ObservationTexts(selectTexts, from: 2)
            return true
        }
        self.series = series
    }

    private static func series(in table: String, _ db: Database) throws -> Set<Int64> {
        // From one series to the next by the key: as many steps as there are series, however many rows they have.
        let select = try RawStatement(
            db,
            """
            WITH RECURSIVE found(id) AS (
                SELECT min(series) FROM \(table)
                UNION ALL
                SELECT (SELECT min(series) FROM \(table) WHERE series > id) FROM found WHERE id IS NOT NULL
            )
            SELECT id FROM found WHERE id IS NOT NULL
            """
        )
        var ids: Set<Int64> = []
        try select.forEachRow {
            ids.insert(select.int(0))
            return true
        }
        return ids
    }
}

/// A walk over the editions of a series, observation by observation, by period.
struct EditionReader {
    let amendments: Amendments
    private let select: RawStatement
    private let known: Int64

    /// - Parameter known: the last vintage to look at.
    init(_ db: Database, known: Int64 = .max, annotated: Int64 = .max) throws {
        self.known = known
        amendments = try Amendments(db, known: known, annotated: annotated)
        select = try RawStatement(
            db,
            """
            SELECT period, vintage, \(ObservationContent.columns), \(ObservationTexts.columns) FROM observation
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 AND vintage <= ?4 ORDER BY period, vintage
            """
        )
    }

    /// Calls `body` at each period of the span that has an edition, with all of them, oldest first, and the place of the one
    /// in force, until it answers `false`.
    func forEach(
        of series: Int64,
        _ span: (first: Int64, last: Int64),
        _ body: (_ period: Int64, _ editions: [Edition], _ inForce: Int?) throws -> Bool
    ) throws -> Bool {
        var editions: [Edition] = []
        var current: Int64 = 0
        var goesOn = true
        func hand(over editions: [Edition]) throws -> Bool {
            editions.isEmpty ? true : try body(current, editions, editions.inForce(since: amendments.since))
        }
        try select.bind(1, series)
        try select.bind(2, span.first)
        try select.bind(3, span.last)
        try select.bind(4, known)
        try select.forEachRow {
            let period = select.int(0)
            if period != current {
                goesOn = try hand(over: editions)
                editions.removeAll(keepingCapacity: true)
                current = period
                guard goesOn else { return false }
            }
            var edition = Edition(
                vintage: select.int(1),
                content: ObservationContent(select, from: 2),
                texts: ObservationTexts(select, from: 6)
            )
            try amendments.apply(to: &edition, series: series, period: period)
            editions.append(edition)
            return true
        }
        return goesOn ? try hand(over: editions) : false
    }

    /// The editions of one observation, oldest first, and the place of the one in force.
    func editions(of series: Int64, in period: Int64) throws -> (all: [Edition], inForce: Int?) {
        var result: (all: [Edition], inForce: Int?) = ([], nil)
        _ = try forEach(of: series, (period, period)) { _, editions, inForce in
            result = (editions, inForce)
            return true
        }
        return result
    }
}
