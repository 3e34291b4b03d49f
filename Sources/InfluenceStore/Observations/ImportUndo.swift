package import InfluenceModel

/// What undoing an import did.
package struct UndoOutcome: Hashable, Sendable {
    /// The vintage that it made; `nil` where there was nothing to withdraw.
    package let vintage: Vintage?
    /// Observations that have no value any more.
    package let withdrawn: Int
    /// Observations whose value before came back.
    package let restored: Int
    /// Observations that are there again, because what had withdrawn them was undone.
    package let reinstated: Int
    /// Observations whose source or note before came back.
    package let annotated: Int
    /// Observations that were replaced since, and stay: how many, and the first ones.
    package let replaced: Int
    package let firstReplaced: [Key]

    package static let listLimit = 100

    package struct Key: Hashable, Sendable {
        package let series: SeriesKey
        package let period: Period
    }
}

extension Store {
    /// Withdraws what an import brought, as a new vintage: the value before comes back, and what was added is withdrawn,
    /// unless it was replaced since. What was known until then stays as it was known. An undoing can itself be undone.
    /// - Throws: `unknownVintage`; the errors of the disk.
    package func undoImport(
        _ id: Int64,
        recordedAt now: @autoclosure () throws(StoreError) -> Instant,
        by importer: Importer = .daemon
    ) throws(StoreError) -> UndoOutcome {
        try write(now: try now()) { db in
            var undo = try ImportUndo(db, id)
            return try undo.run(now: { gate.begin(try now()) }, by: importer)
        }
    }

    /// What undoing would do: nothing of it is kept, and the vintage is one that will not be.
    /// - Returns: also the observations in force after it.
    package func rehearseUndo(
        of id: Int64,
        at now: Instant
    ) throws(StoreError) -> (outcome: UndoOutcome, after: ObservationTable) {
        try rehearse { db in
            var undo = try ImportUndo(db, id)
            let outcome = try undo.run(now: { now }, by: .daemon)
            return (outcome, try Self.observationsInForce(db))
        }
    }
}

/// Withdraws one vintage, observation by observation.
struct ImportUndo {
    private let db: Database
    private let undone: Vintage
    private let id: Int64
    private let editions: EditionReader
    private let insertWithdrawal: RawStatement
    private let insertTexts: RawStatement
    private var withdrawn = 0
    private var restored = 0
    private var reinstated = 0
    private var annotated = 0
    private var changed = 0
    private var replaced = 0
    private var firstReplaced: [UndoOutcome.Key] = []

    private struct Place: Hashable {
        let series: Int64
        let period: Int64
        let vintage: Int64
    }

    init(_ db: Database, _ vintage: Int64) throws {
        let last = try Moments.lastVintage(nil, db)
        let found = try VintageRows.select("WHERE id = ?1", db) { try $0.bind(1, vintage) }.first
        guard let found else { throw StoreError.unknownVintage(vintage, last: last > 0 ? last : nil) }
        self.db = db
        undone = found
        id = last + 1
        editions = try EditionReader(db)
        insertWithdrawal = try RawStatement(
            db,
            "INSERT INTO withdrawal (series, period, vintage, at, is_withdrawn) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        insertTexts = try RawStatement(
            db,
            """
            INSERT INTO provenance (series, period, vintage, at, \(ObservationTexts.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        )
    }

    mutating func run(now: () throws -> Instant, by importer: Importer) throws -> UndoOutcome {
        // Read as a whole before anything is written: the tables that are read are those that change.
        for place in try places("SELECT series, period, vintage FROM observation WHERE vintage = ?1") {
            try withdraw(place)
        }
        for place in try places("SELECT series, period, vintage FROM withdrawal WHERE at = ?1") { try turnBack(place) }
        for place in try places("SELECT series, period, vintage FROM provenance WHERE at = ?1") {
            try restoreTexts(place)
        }
        guard changed > 0 else { return outcome(nil) }
        let vintage = Vintage(
            id: id,
            recordedAt: try Moments.next(try now(), db),
            origin: "undo of \(undone.id)",
            added: reinstated,
            revised: restored,
            withdrawn: withdrawn,
            annotated: annotated,
            undoes: undone.id,
            by: importer
        )
        try VintageRows.insert(vintage, db)
        return outcome(vintage)
    }

    private func outcome(_ vintage: Vintage?) -> UndoOutcome {
        UndoOutcome(
            vintage: vintage,
            withdrawn: withdrawn,
            restored: restored,
            reinstated: reinstated,
            annotated: annotated,
            replaced: replaced,
            firstReplaced: firstReplaced
        )
    }

    private func places(_ sql: String) throws -> [Place] {
        let select = try RawStatement(db, sql + " ORDER BY series, period, vintage")
        var places: [Place] = []
        try select.bind(1, undone.id)
        try select.forEachRow {
            places.append(Place(series: select.int(0), period: select.int(1), vintage: select.int(2)))
            return true
        }
        return places
    }

    private mutating func withdraw(_ place: Place) throws {
        let (all, inForce) = try editions.editions(of: place.series, in: place.period)
        guard let own = all.firstIndex(where: { $0.vintage == place.vintage }), !all[own].isWithdrawn else { return }
        // One that came later counts: that one was meant to.
        if let inForce, inForce > own { return try keep(place) }
        try toggle(place, all, own, inForce, isWithdrawn: true)
    }

    /// Of a vintage that is an undoing itself.
    private mutating func turnBack(_ place: Place) throws {
        let (all, inForce) = try editions.editions(of: place.series, in: place.period)
        guard let own = all.firstIndex(where: { $0.vintage == place.vintage }) else { return }
        let last = try last("withdrawal", of: place)
        if last != undone.id || all.contains(where: { $0.vintage > undone.id && !$0.isWithdrawn }) {
            return try keep(place)
        }
        try toggle(place, all, own, inForce, isWithdrawn: !all[own].isWithdrawn)
    }

    private mutating func toggle(
        _ place: Place,
        _ all: [Edition],
        _ own: Int,
        _ inForce: Int?,
        isWithdrawn: Bool
    ) throws {
        var after = all
        after[own].isWithdrawn = isWithdrawn
        try insertWithdrawal.bind(1, place.series)
        try insertWithdrawal.bind(2, place.period)
        try insertWithdrawal.bind(3, place.vintage)
        try insertWithdrawal.bind(4, id)
        try insertWithdrawal.bind(5, isWithdrawn)
        try insertWithdrawal.execute()
        changed += 1
        switch (inForce, after.inForce(since: editions.amendments.since)) {
        case (_?, nil): withdrawn += 1
        case (nil, _?): reinstated += 1
        case (let before?, let now?) where before != now: restored += 1
        default: break
        }
    }

    private mutating func restoreTexts(_ place: Place) throws {
        guard try last("provenance", of: place) == undone.id else { return try keep(place) }
        let before = try RawStatement(
            db,
            """
            SELECT \(ObservationTexts.columns) FROM (
                SELECT \(ObservationTexts.columns), at FROM provenance
                WHERE series = ?1 AND period = ?2 AND vintage = ?3 AND at < ?4
                UNION ALL
                SELECT \(ObservationTexts.columns), 0 FROM observation
                WHERE series = ?1 AND period = ?2 AND vintage = ?3
            ) ORDER BY at DESC LIMIT 1
            """
        )
        try before.bind(1, place.series)
        try before.bind(2, place.period)
        try before.bind(3, place.vintage)
        try before.bind(4, undone.id)
        guard let texts = try before.firstRow({ ObservationTexts(before, from: 0) }) else { return }
        try insertTexts.bind(1, place.series)
        try insertTexts.bind(2, place.period)
        try insertTexts.bind(3, place.vintage)
        try insertTexts.bind(4, id)
        try texts.bind(insertTexts, from: 5)
        try insertTexts.execute()
        annotated += 1
        changed += 1
    }

    /// The last vintage that amended an edition.
    private func last(_ table: String, of place: Place) throws -> Int64? {
        let select = try RawStatement(
            db,
            "SELECT max(at) FROM \(table) WHERE series = ?1 AND period = ?2 AND vintage = ?3"
        )
        try select.bind(1, place.series)
        try select.bind(2, place.period)
        try select.bind(3, place.vintage)
        return try select.firstRow { select.optionalInt(0) } ?? nil
    }

    private mutating func keep(_ place: Place) throws {
        replaced += 1
        guard firstReplaced.count < UndoOutcome.listLimit, let period = PeriodCode.decode(place.period) else { return }
        firstReplaced.append(UndoOutcome.Key(series: try SeriesRows.key(place.series, db), period: period))
    }
}
