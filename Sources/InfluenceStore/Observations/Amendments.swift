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
