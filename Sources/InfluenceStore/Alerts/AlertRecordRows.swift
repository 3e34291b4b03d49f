import InfluenceModel

/// The rows of alert records, on the way into the database: one for the length of one transaction.
struct AlertRecordWriter {
    private let insert: RawStatement
    private let delete: RawStatement

    init(_ db: Database) throws {
        insert = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO alert (key, fingerprint, state, since, active_since, recovering_since, incident,
                data_periods, data_period, is_armed, transitions, is_flapping, baseline_value, baseline_coverage,
                baseline_counter_coverage, baseline_basis, basis, figures, hold_cause, hold_since, hold_value, hold_reason,
                hold_event, hold_accepted, sequence)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                ?22, ?23, ?24, ?25)
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
        try insert.bind(7, record.incident)
        try insert.bind(8, Int64(record.dataPeriods))
        try insert.bind(9, record.dataPeriod.map { PeriodCode.encode($0) })
        try insert.bind(10, record.isArmed)
        try insert.bind(11, record.transitions.map { "\($0.microseconds)" }.joined(separator: " "))
        try insert.bind(12, record.isFlapping)
        try insert.bind(13, record.baseline?.value)
        try insert.bind(14, record.baseline?.coverage)
        try insert.bind(15, record.baseline?.counterCoverage)
        try insert.bind(16, record.baseline?.basis)
        try insert.bind(17, record.basis)
        try insert.bind(18, record.figures.map(\.text).joined(separator: " "))
        try insert.bind(19, record.hold?.cause.rawValue)
        try insert.bind(20, record.hold?.since.microseconds)
        try insert.bind(21, record.hold?.value)
        try insert.bind(22, record.hold?.reason)
        try insert.bind(23, record.hold?.event)
        try insert.bind(24, record.hold?.isAccepted ?? false)
        try insert.bind(25, Int64(record.sequence))
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
            SELECT \(AlertKey.columns), fingerprint, state, since, active_since, recovering_since, incident, data_periods,
                data_period, is_armed, transitions, is_flapping, baseline_value, baseline_coverage,
                baseline_counter_coverage, baseline_basis, basis, figures, hold_cause, hold_since, hold_value, hold_reason,
                hold_event, hold_accepted, sequence
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
        let moments = row.text(15).split(separator: " ")
        let transitions = moments.compactMap { Int64($0) }
        let figures = row.text(22).split(separator: " ")
        let known = figures.compactMap { AlertFigure($0) }
        guard !key.rule.isEmpty, let state = AlertState(rawValue: row.text(7)), transitions.count == moments.count,
            known.count == figures.count
        else { throw Damage("the record of the alert \(key) is not readable") }
        var record = AlertRecord(
            key: key,
            fingerprint: row.text(6),
            since: Instant(microseconds: row.int(8))
        )
        record.state = state
        record.activeSince = row.optionalInstant(9)
        record.recoveringSince = row.optionalInstant(10)
        record.incident = row.optionalText(11)
        record.dataPeriods = Int(row.int(12))
        record.dataPeriod = try row.optionalPeriod(13)
        record.isArmed = row.int(14) != 0
        record.transitions = transitions.map { Instant(microseconds: $0) }
        record.isFlapping = row.int(16) != 0
        if let basis = row.optionalText(20) {
            record.baseline = AlertBaseline(
                value: row.double(17),
                coverage: row.double(18),
                counterCoverage: row.optionalDouble(19),
                basis: basis
            )
        }
        record.basis = row.optionalText(21)
        record.figures = known
        record.hold = try hold(row, key)
        record.sequence = Int(row.int(29))
        return record
    }
    private func hold(_ row: RawStatement, _ key: AlertKey) throws -> AlertHold? {
        guard let text = row.optionalText(23) else { return nil }
        guard let cause = AlertHold.Cause(rawValue: text) else {
            throw Damage("the record of the alert \(key) is not readable")
        }
        var hold = AlertHold(
            cause: cause,
            since: Instant(microseconds: row.int(24)),
            value: row.double(25),
            reason: row.text(26)
        )
        hold.event = row.optionalText(27)
        hold.isAccepted = row.int(28) != 0
        return hold
    }
}

extension AlertFigure {
    /// `4630826316843712512:3098476543630901248:1`; the period is empty where there is none.
    fileprivate var text: String {
        "\(signature):\(dataPeriod.map { "\(PeriodCode.encode($0))" } ?? ""):\(wasOpen ? 1 : 0)"
    }

    /// `nil` for what is no such text.
    fileprivate init?(_ text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = UInt64(parts[0]), parts[2] == "0" || parts[2] == "1" else { return nil }
        var period: Period?
        if !parts[1].isEmpty {
            guard let code = Int64(parts[1]), let known = PeriodCode.decode(code) else { return nil }
            period = known
        }
        self.init(signature: signature, dataPeriod: period, wasOpen: parts[2] == "1")
    }
}
