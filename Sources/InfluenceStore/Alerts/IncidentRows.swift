import InfluenceModel

/// The rows of incidents, on the way into the database: one for the length of one transaction.
struct IncidentWriter {
    private let db: Database
    private let find: RawStatement
    private let insert: RawStatement
    private let insertLabel: RawStatement
    private let update: RawStatement
    private let endAcknowledgements: RawStatement
    private let deleteGaps: RawStatement
    private let insertGap: RawStatement

    init(_ db: Database) throws {
        self.db = db
        find = try RawStatement(db, "SELECT number FROM incident WHERE id = ?1")
        insert = try RawStatement(
            db,
            """
            INSERT INTO incident (id, key, model, severity, phrase, opened_at, truth, is_flapping, ended_at, reason,
                notified_at, value, figure, period, sequence)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """
        )
        insertLabel = try RawStatement(
            db,
            "INSERT INTO incident_label (incident, position, name, value) VALUES (?1, ?2, ?3, ?4)"
        )
        update = try RawStatement(
            db,
            """
            UPDATE incident SET truth = ?2, is_flapping = ?3, ended_at = ?4, reason = ?5, notified_at = ?6, value = ?7,
                figure = ?8, period = ?9, sequence = ?10, opened_at = ?11
            WHERE number = ?1
            """
        )
        endAcknowledgements = try RawStatement(
            db,
            "UPDATE acknowledgement SET until = ?2 WHERE opening = ?1 AND (until IS NULL OR until > ?2)"
        )
        deleteGaps = try RawStatement(db, "DELETE FROM incident_gap WHERE incident = ?1")
        insertGap = try RawStatement(
            db,
            "INSERT INTO incident_gap (incident, position, began_at, ended_at) VALUES (?1, ?2, ?3, ?4)"
        )
    }

    func number(of id: String) throws -> Int64? {
        try find.bind(1, id)
        return try find.firstRow { find.int(0) }
    }

    /// What does not change of an incident is written with it once.
    func store(_ incident: Incident, key: Int64, names: inout NameWriter) throws {
        if let number = try number(of: incident.id) {
            try update.bind(1, number)
            try bindState(of: incident, update, from: 2)
            // A clock that was wrong may have been repaired.
            try update.bind(11, incident.openedAt.microseconds)
            try update.execute()
            try store(incident.gaps, of: number)
        } else {
            try insert.bind(1, incident.id)
            try insert.bind(2, key)
            try insert.bind(3, try names.id(incident.modelHash))
            try insert.bind(4, incident.severity.rawValue)
            try insert.bind(5, incident.phrase)
            try insert.bind(6, incident.openedAt.microseconds)
            try bindState(of: incident, insert, from: 7)
            try insert.execute()
            let number = db.lastInsertedRowID
            for (position, label) in incident.labels.enumerated() {
                try insertLabel.bind(1, number)
                try insertLabel.bind(2, Int64(position))
                try insertLabel.bind(3, label.name)
                try insertLabel.bind(4, label.value)
                try insertLabel.execute()
            }
            try store(incident.gaps, of: number)
        }
        // Whoever took it on has nothing to do with what comes next.
        if let end = incident.endedAt {
            try endAcknowledgements.bind(1, incident.id)
            try endAcknowledgements.bind(2, end.microseconds)
            try endAcknowledgements.execute()
        }
    }

    private func store(_ gaps: [Incident.Gap], of number: Int64) throws {
        // There are none but of what was corrected, and they never become none again.
        if gaps.isEmpty { return }
        try deleteGaps.bind(1, number)
        try deleteGaps.execute()
        for (position, gap) in gaps.enumerated() {
            try insertGap.bind(1, number)
            try insertGap.bind(2, Int64(position))
            try insertGap.bind(3, gap.from.microseconds)
            try insertGap.bind(4, gap.until.microseconds)
            try insertGap.execute()
        }
    }

    private func bindState(of incident: Incident, _ statement: RawStatement, from first: Int32) throws {
        try statement.bind(first, incident.truth.rawValue)
        try statement.bind(first + 1, incident.isFlapping)
        try statement.bind(first + 2, incident.endedAt?.microseconds)
        try statement.bind(first + 3, incident.reason)
        try statement.bind(first + 4, incident.notifiedAt?.microseconds)
        try statement.bind(first + 5, incident.value)
        try statement.bind(first + 6, incident.figure)
        try statement.bind(first + 7, incident.period.map { PeriodCode.encode($0) })
        try statement.bind(first + 8, Int64(incident.sequence))
    }
}

/// The rows of incidents, on the way out: one for the length of one read.
struct IncidentReader {
    private let names: NameReader
    private let select: RawStatement
    private let selectLabels: RawStatement
    private let selectGaps: RawStatement

    init(_ db: Database) throws {
        names = try NameReader(db)
        select = try RawStatement(
            db,
            """
            SELECT \(AlertKey.columns), incident.id, model, severity, phrase, opened_at, truth, is_flapping, ended_at,
                reason, notified_at, value, figure, period, sequence
            FROM incident LEFT JOIN alert_key ON alert_key.id = incident.key WHERE number = ?1
            """
        )
        selectLabels = try RawStatement(
            db,
            "SELECT name, value FROM incident_label WHERE incident = ?1 ORDER BY position"
        )
        selectGaps = try RawStatement(
            db,
            "SELECT began_at, ended_at FROM incident_gap WHERE incident = ?1 ORDER BY position"
        )
    }

    func incident(_ number: Int64) throws -> Incident {
        var labels: [AlertLabel] = []
        try selectLabels.bind(1, number)
        try selectLabels.forEachRow {
            labels.append(AlertLabel(selectLabels.text(0), selectLabels.text(1)))
            return true
        }
        var gaps: [Incident.Gap] = []
        try selectGaps.bind(1, number)
        try selectGaps.forEachRow {
            gaps.append(
                Incident.Gap(
                    from: Instant(microseconds: selectGaps.int(0)),
                    until: Instant(microseconds: selectGaps.int(1))
                )
            )
            return true
        }
        try select.bind(1, number)
        let incident = try select.firstRow { () throws -> Incident in
            let key = AlertKey(select, from: 0)
            guard !key.rule.isEmpty, let severity = AlertSeverity(rawValue: select.text(8)),
                let truth = Incident.Truth(rawValue: select.text(11))
            else { throw Damage("the incident \(number) is not readable") }
            var incident = Incident(
                id: select.text(6),
                key: key,
                modelHash: try names.text(select.int(7)),
                severity: severity,
                labels: labels,
                phrase: select.text(9),
                openedAt: Instant(microseconds: select.int(10)),
                truth: truth
            )
            incident.isFlapping = select.int(12) != 0
            incident.setGaps(gaps)
            incident.endedAt = select.optionalInstant(13)
            incident.reason = select.optionalText(14)
            incident.notifiedAt = select.optionalInstant(15)
            incident.value = select.optionalDouble(16)
            incident.figure = select.optionalText(17)
            incident.period = try select.optionalPeriod(18)
            incident.sequence = Int(select.int(19))
            return incident
        }
        guard let incident else { throw Damage("the incident \(number) is missing") }
        return incident
    }
}
