import InfluenceModel

/// The rows of alert events, on the way into the database.
struct AlertEventWriter {
    private let db: Database
    private let find: RawStatement
    private let insert: RawStatement
    private let insertLabel: RawStatement
    private let insertContribution: RawStatement
    private let breaks: AlertBreakRows

    init(_ db: Database) throws {
        self.db = db
        find = try RawStatement(db, "SELECT number FROM alert_event WHERE id = ?1")
        insert = try RawStatement(
            db,
            """
            INSERT INTO alert_event (id, key, kind, sequence, at, state, opening, severity, value, previous, period, low,
                high, run, model, summary, reason, unit, data_from, data_to, previous_data_from, previous_data_to,
                unexplained)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                ?23)
            """
        )
        insertLabel = try RawStatement(
            db,
            "INSERT INTO alert_event_label (event, position, name, value) VALUES (?1, ?2, ?3, ?4)"
        )
        insertContribution = try RawStatement(
            db,
            "INSERT INTO alert_event_contribution (event, position, node, part, points) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        breaks = try AlertBreakRows(db)
    }

    /// - Returns: its number.
    func store(_ event: AlertEvent, key: Int64, names: inout NameWriter) throws -> Int64 {
        try find.bind(1, event.id)
        guard try find.firstRow({ true }) == nil else {
            throw StoreError.invalidAlerts(reason: "the event \(event.id) of \(event.key) is stored already")
        }
        try insert.bind(1, event.id)
        try insert.bind(2, key)
        try insert.bind(3, event.kind.rawValue)
        try insert.bind(4, Int64(event.sequence))
        try insert.bind(5, event.at.microseconds)
        try insert.bind(6, event.state.rawValue)
        try insert.bind(7, event.incident)
        try insert.bind(8, event.severity.rawValue)
        try insert.bind(9, event.value)
        try insert.bind(10, event.previous)
        try insert.bind(11, event.period.map { PeriodCode.encode($0) })
        try insert.bind(12, event.low)
        try insert.bind(13, event.high)
        try insert.bind(14, event.run)
        try insert.bind(15, try names.id(event.modelHash))
        try insert.bind(16, event.summary)
        try insert.bind(17, event.reason)
        try insert.bind(18, event.unit)
        try insert.bind(19, event.data.map { Int64($0.from.number) })
        try insert.bind(20, event.data.map { Int64($0.to.number) })
        try insert.bind(21, event.previousData.map { Int64($0.from.number) })
        try insert.bind(22, event.previousData.map { Int64($0.to.number) })
        try insert.bind(23, event.unexplained)
        try insert.execute()
        let number = db.lastInsertedRowID
        for (position, label) in event.labels.enumerated() {
            try insertLabel.bind(1, number)
            try insertLabel.bind(2, Int64(position))
            try insertLabel.bind(3, label.name)
            try insertLabel.bind(4, label.value)
            try insertLabel.execute()
        }
        for (position, contribution) in event.contributions.enumerated() {
            try insertContribution.bind(1, number)
            try insertContribution.bind(2, Int64(position))
            try insertContribution.bind(3, contribution.node.text)
            try insertContribution.bind(4, contribution.group)
            try insertContribution.bind(5, contribution.points)
            try insertContribution.execute()
        }
        try breaks.store(event.breaks, of: number)
        return number
    }
}

/// The rows of alert events, on the way out: one for the length of one read.
struct AlertEventReader {
    private let names: NameReader
    private let find: RawStatement
    private let select: RawStatement
    private let selectLabels: RawStatement
    private let selectContributions: RawStatement
    private let breaks: AlertBreakRows

    init(_ db: Database) throws {
        names = try NameReader(db)
        find = try RawStatement(db, "SELECT number FROM alert_event WHERE id = ?1")
        select = try RawStatement(
            db,
            """
            SELECT \(AlertKey.columns), alert_event.id, kind, sequence, at, state, opening, severity, value, previous,
                period, low, high, run, model, summary, reason, unit, data_from, data_to, previous_data_from,
                previous_data_to, unexplained
            FROM alert_event LEFT JOIN alert_key ON alert_key.id = alert_event.key WHERE number = ?1
            """
        )
        selectLabels = try RawStatement(
            db,
            "SELECT name, value FROM alert_event_label WHERE event = ?1 ORDER BY position"
        )
        selectContributions = try RawStatement(
            db,
            "SELECT node, part, points FROM alert_event_contribution WHERE event = ?1 ORDER BY position"
        )
        breaks = try AlertBreakRows(db)
    }

    func number(of id: String) throws -> Int64? {
        try find.bind(1, id)
        return try find.firstRow { find.int(0) }
    }

    func event(_ number: Int64) throws -> AlertEvent {
        var labels: [AlertLabel] = []
        try selectLabels.bind(1, number)
        try selectLabels.forEachRow {
            labels.append(AlertLabel(selectLabels.text(0), selectLabels.text(1)))
            return true
        }
        var contributions: [AlertContribution] = []
        try selectContributions.bind(1, number)
        try selectContributions.forEachRow {
            contributions.append(
                AlertContribution(
                    node: NodeID(selectContributions.text(0)),
                    group: selectContributions.text(1),
                    points: selectContributions.double(2)
                )
            )
            return true
        }
        try select.bind(1, number)
        let event = try select.firstRow { try current(number, labels, contributions) }
        guard let event else { throw Damage("the alert event \(number) is missing") }
        return event
    }

    private func current(
        _ number: Int64,
        _ labels: [AlertLabel],
        _ contributions: [AlertContribution]
    ) throws -> AlertEvent {
        let key = AlertKey(select, from: 0)
        guard !key.rule.isEmpty, let kind = AlertEventKind(rawValue: select.text(7)),
            let state = AlertState(rawValue: select.text(10)),
            let severity = AlertSeverity(rawValue: select.text(12))
        else { throw Damage("the alert event \(number) is not readable") }
        return AlertEvent(
            id: select.text(6),
            key: key,
            kind: kind,
            sequence: Int(select.int(8)),
            at: Instant(microseconds: select.int(9)),
            state: state,
            incident: select.optionalText(11),
            severity: severity,
            labels: labels,
            value: select.optionalDouble(13),
            previous: select.optionalDouble(14),
            unit: select.text(22),
            data: span(from: 23),
            previousData: span(from: 25),
            period: try select.optionalPeriod(15),
            low: select.optionalDouble(16),
            high: select.optionalDouble(17),
            run: select.optionalInt(18),
            modelHash: try names.text(select.int(19)),
            summary: select.text(20),
            reason: select.optionalText(21),
            breaks: try breaks.breaks(of: number),
            contributions: contributions,
            unexplained: select.optionalText(27)
        )
    }

    private func span(from column: Int32) -> DataSpan? {
        guard let from = select.optionalInt(column), let to = select.optionalInt(column + 1) else { return nil }
        return DataSpan(from: Day(clamping: Int(from)), to: Day(clamping: Int(to)))
    }
}
