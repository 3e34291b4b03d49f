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
