import InfluenceModel

/// The rows of alert records, on the way into the database: one for the length of one transaction.
struct AlertRecordWriter {
    private let insert: RawStatement
    private let delete: RawStatement

    init(_ db: Database) throws {
        insert = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO alert (key, fingerprint, state, since, active_since, recovering_since, opening,
                notified_at, data_periods, data_period, is_armed, is_announced, transitions, is_flapping,
                baseline_value, baseline_coverage, baseline_counter_coverage, baseline_basis, hold_cause, hold_since,
                hold_value, hold_reason, sequence)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                ?22, ?23)
            """
        )
        delete = try RawStatement(db, "DELETE FROM alert WHERE key = ?1")
    }

    func store(_ record: AlertRecord, key: Int64) throws {
        try insert.bind(1, key)
        try insert.bind(2, record.fingerprint)
        try insert.bind(3, record.state.rawValue)
        try insert.bind(4, record.since.microseconds)
        try insert.bind(5, record.activeSince?.microseconds)
        try insert.bind(6, record.recoveringSince?.microseconds)
        try insert.bind(7, record.opening)
        try insert.bind(8, record.notifiedAt?.microseconds)
        try insert.bind(9, Int64(record.dataPeriods))
        try insert.bind(10, record.dataPeriod.map { PeriodCode.encode($0) })
        try insert.bind(11, record.isArmed)
        try insert.bind(12, record.isAnnounced)
        try insert.bind(13, record.transitions.map { "\($0.microseconds)" }.joined(separator: " "))
        try insert.bind(14, record.isFlapping)
        try insert.bind(15, record.baseline?.value)
        try insert.bind(16, record.baseline?.coverage)
        try insert.bind(17, record.baseline?.counterCoverage)
        try insert.bind(18, record.baseline?.basis)
        try insert.bind(19, record.hold?.cause.rawValue)
        try insert.bind(20, record.hold?.since.microseconds)
        try insert.bind(21, record.hold?.value)
        try insert.bind(22, record.hold?.reason)
        try insert.bind(23, Int64(record.sequence))
        try insert.execute()
    }

    func remove(key: Int64) throws {
        try delete.bind(1, key)
        try delete.execute()
    }
}

/// The rows of alert records, on the way out.
struct AlertRecordRows {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// In the order in which their keys were first stored.
    func all() throws -> [AlertRecord] {
        let select = try RawStatement(
            db,
            """
            SELECT \(AlertKey.columns), fingerprint, state, since, active_since, recovering_since, opening, notified_at,
                data_periods, data_period, is_armed, is_announced, transitions, is_flapping, baseline_value,
                baseline_coverage, baseline_counter_coverage, baseline_basis, hold_cause, hold_since, hold_value,
                hold_reason, sequence
            FROM alert LEFT JOIN alert_key ON alert_key.id = alert.key ORDER BY alert.key
            """
        )
        var records: [AlertRecord] = []
        try select.forEachRow {
            records.append(try record(select))
            return true
        }
        return records
    }

    private func record(_ row: RawStatement) throws -> AlertRecord {
        let key = AlertKey(row, from: 0)
        let moments = row.text(17).split(separator: " ")
        let transitions = moments.compactMap { Int64($0) }
        guard !key.rule.isEmpty, let state = AlertState(rawValue: row.text(7)), transitions.count == moments.count
        else { throw Damage("the record of the alert \(key) is not readable") }
        var record = AlertRecord(
            key: key,
            fingerprint: row.text(6),
            since: Instant(microseconds: row.int(8))
        )
        record.state = state
        record.activeSince = row.optionalInstant(9)
        record.recoveringSince = row.optionalInstant(10)
        record.opening = row.optionalText(11)
        record.notifiedAt = row.optionalInstant(12)
        record.dataPeriods = Int(row.int(13))
        record.dataPeriod = try row.optionalPeriod(14)
        record.isArmed = row.int(15) != 0
        record.isAnnounced = row.int(16) != 0
        record.transitions = transitions.map { Instant(microseconds: $0) }
        record.isFlapping = row.int(18) != 0
        if let basis = row.optionalText(22) {
            record.baseline = AlertBaseline(
                value: row.double(19),
                coverage: row.double(20),
                counterCoverage: row.optionalDouble(21),
                basis: basis
            )
        }
        if let text = row.optionalText(23) {
            guard let cause = AlertHold.Cause(rawValue: text) else {
                throw Damage("the record of the alert \(key) is not readable")
            }
            record.hold = AlertHold(
                cause: cause,
                since: Instant(microseconds: row.int(24)),
                value: row.double(25),
                reason: row.text(26)
            )
        }
        record.sequence = Int(row.int(27))
        return record
    }
}
