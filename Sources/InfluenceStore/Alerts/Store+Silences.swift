package import InfluenceModel
import InfluenceText

extension Store {
    /// - Parameters:
    ///   - isSpan: whether `until` moves with a clock that is set; see ``Expiry``.
    ///   - now: when it begins, by the caller's clock.
    package func addSilence(
        _ matcher: AlertMatcher,
        until: Instant,
        isSpan: Bool = false,
        author: Author,
        comment: String,
        at now: Instant
    ) throws(StoreError) -> Silence {
        try write(now: now, grows: false) { db in
            func silence(_ id: Int64) -> Silence {
                Silence(
                    id: id,
                    matcher: matcher,
                    createdAt: now,
                    until: until,
                    endedAt: nil,
                    author: author,
                    comment: comment
                )
            }
            let clock = try RawStatement(db, "SELECT number FROM wall_clock")
            return silence(try Self.insert(silence(0), clock: isSpan ? clock.firstRow { clock.int(0) } : nil, db))
        }
    }

    /// - Parameters:
    ///   - silence: gets another id where its own is 0, or another one's.
    ///   - clock: the number of the clock that its end moves with.
    /// - Returns: its id.
    static func insert(_ silence: Silence, clock: Int64?, _ db: Database) throws -> Int64 {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO silence (rule, country, power, node, severity, created_at, until, user, user_name, comment, clock,
                ended_at, id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                (SELECT nullif(?13, 0) WHERE NOT EXISTS (SELECT 1 FROM silence WHERE id = ?13)))
            """
        )
        let matcher = silence.matcher
        try insert.bind(1, matcher.rule?.text)
        try insert.bind(2, matcher.country?.text)
        try insert.bind(3, matcher.power?.text)
        try insert.bind(4, matcher.node?.text)
        try insert.bind(5, matcher.severity?.rawValue)
        try insert.bind(6, silence.createdAt.microseconds)
        try insert.bind(7, silence.until.microseconds)
        try insert.bind(8, Int64(silence.author.user))
        try insert.bind(9, silence.author.name)
        try insert.bind(10, silence.comment)
        try insert.bind(11, clock)
        try insert.bind(12, silence.endedAt?.microseconds)
        try insert.bind(13, silence.id)
        try insert.execute()
        let id = db.lastInsertedRowID
        let insertLabel = try RawStatement(
            db,
            "INSERT INTO silence_label (silence, position, name, value) VALUES (?1, ?2, ?3, ?4)"
        )
        for (position, label) in matcher.labels.enumerated() {
            try insertLabel.bind(1, id)
            try insertLabel.bind(2, Int64(position))
            try insertLabel.bind(3, label.name)
            try insertLabel.bind(4, label.value)
            try insertLabel.execute()
        }
        return id
    }

    /// Ends silences by hand, all or none; one that has ended stays as it is.
    /// - Returns: those that there are, afterwards.
    package func endSilences(_ ids: [Int64], at now: Instant) throws(StoreError) -> [Silence] {
        try change(
            ids,
            "UPDATE silence SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL AND until > ?2",
            now,
            at: now
        )
    }

    /// Lets silences that have not ended last until a time, all or none; one that lasts for longer stays as it is.
    /// - Parameter isSpan: whether `until` moves with a clock that is set.
    /// - Returns: those that there are, afterwards.
    package func extendSilences(
        _ ids: [Int64],
        until: Instant,
        isSpan: Bool = false,
        at now: Instant
    ) throws(StoreError) -> [Silence] {
        try change(
            ids,
            """
            UPDATE silence SET until = ?2, clock = \(isSpan ? "(SELECT number FROM wall_clock)" : "NULL")
            WHERE id = ?1 AND ended_at IS NULL AND until < ?2 AND until > ?3
            """,
            until,
            at: now
        )
    }

    /// - Parameter statement: ?1 is a number, ?2 the time, ?3 the present where it has that.
    private func change(
        _ ids: [Int64],
        _ statement: String,
        _ time: Instant,
        at now: Instant
    ) throws(StoreError) -> [Silence] {
        try write(now: now, grows: false) { db in
            let update = try RawStatement(db, statement)
            return try ids.compactMap { id in
                try update.bind(1, id)
                try update.bind(2, time.microseconds)
                if statement.contains("?3") { try update.bind(3, now.microseconds) }
                try update.execute()
                return try Self.silences("WHERE id = ?1", id, db).first
            }
        }
    }

    /// In the order in which they were made.
    /// - Parameter moment: those active then; all of them, ended ones too, if `nil`.
    package func silences(activeAt moment: Instant? = nil) throws(StoreError) -> [Silence] {
        guard let moment else { return try read { db in try Self.silences(db) } }
        return try silences(endingAfter: moment).filter { $0.createdAt <= moment }
    }

    /// Also those that were made later, by a clock that was ahead.
    package func silences(endingAfter moment: Instant) throws(StoreError) -> [Silence] {
        try read { db in
            try Self.silences("WHERE until > ?1 AND ifnull(ended_at, until) > ?1", moment.microseconds, db)
                .filter { $0.isActive(at: moment) }
        }
    }

    /// All of them, ended ones too.
    static func silences(_ db: Database) throws -> [Silence] { try silences("", nil, db) }

    private static func silences(_ condition: String, _ parameter: Int64?, _ db: Database) throws -> [Silence] {
        let select = try RawStatement(
            db,
            """
            SELECT id, rule, country, power, node, severity, created_at, until, ended_at, user, user_name, comment
            FROM silence \(condition) ORDER BY id
            """
        )
        let selectLabels = try RawStatement(
            db,
            "SELECT name, value FROM silence_label WHERE silence = ?1 ORDER BY position"
        )
        if let parameter { try select.bind(1, parameter) }
        var silences: [Silence] = []
        try select.forEachRow {
            let id = select.int(0)
            var labels: [AlertLabel] = []
            try selectLabels.bind(1, id)
            try selectLabels.forEachRow {
                labels.append(AlertLabel(selectLabels.text(0), selectLabels.text(1)))
                return true
            }
            let severity = select.optionalText(5)
            let parsed = severity.flatMap { AlertSeverity(rawValue: $0) }
            guard (severity == nil) == (parsed == nil), let user = UInt32(exactly: select.int(9)) else {
                throw Damage("the silence \(id) is not readable")
            }
            silences.append(
                Silence(
                    id: id,
                    matcher: AlertMatcher(
                        rule: select.optionalText(1),
                        country: select.optionalText(2),
                        power: select.optionalText(3),
                        node: select.optionalText(4),
                        severity: parsed,
                        labels: labels
                    ),
                    createdAt: Instant(microseconds: select.int(6)),
                    until: Instant(microseconds: select.int(7)),
                    endedAt: select.optionalInstant(8),
                    author: Author(user: user, name: select.text(10)),
                    comment: select.text(11)
                )
            )
            return true
        }
        return silences
    }
}
