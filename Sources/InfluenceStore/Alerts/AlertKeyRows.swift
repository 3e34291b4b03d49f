import InfluenceModel

/// The numbers of alert keys, on the way into the database: one for the length of one transaction.
struct AlertKeyWriter {
    private let db: Database
    private let find: RawStatement
    private let insert: RawStatement
    private var known: [AlertKey: Int64] = [:]

    init(_ db: Database) throws {
        self.db = db
        find = try RawStatement(
            db,
            """
            SELECT id FROM alert_key
            WHERE rule = ?1 AND country = ?2 AND power = ?3 AND counterpart = ?4 AND node = ?5 AND feed = ?6
            """
        )
        insert = try RawStatement(
            db,
            "INSERT INTO alert_key (rule, country, power, counterpart, node, feed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        )
    }

    /// The number of `key`, made if it has none.
    mutating func id(_ key: AlertKey) throws -> Int64 {
        if let id = known[key] { return id }
        try bind(key, find)
        let id: Int64
        if let found = try find.firstRow({ find.int(0) }) {
            id = found
        } else {
            try bind(key, insert)
            try insert.execute()
            id = db.lastInsertedRowID
        }
        known[key] = id
        return id
    }

    private func bind(_ key: AlertKey, _ statement: RawStatement) throws {
        let subject = key.subject
        try statement.bind(1, key.rule)
        try statement.bind(2, subject.country?.text ?? "")
        try statement.bind(3, subject.power?.text ?? "")
        try statement.bind(4, subject.counterpart?.text ?? "")
        try statement.bind(5, subject.node?.text ?? "")
        try statement.bind(6, subject.feed ?? "")
    }
}

extension AlertKey {
    /// The columns that ``init(_:from:)`` reads, of `alert_key`.
    static let columns = "rule, country, power, counterpart, node, feed"

    /// From a row with ``columns`` from the column `first` on.
    init(_ row: RawStatement, from first: Int32) {
        func part(_ offset: Int32) -> String? {
            let text = row.text(first + offset)
            return text.isEmpty ? nil : text
        }
        self.init(
            rule: row.text(first),
            subject: AlertSubject(
                country: part(1).map { CountryID($0) },
                power: part(2).map { PowerID($0) },
                counterpart: part(3).map { PowerID($0) },
                node: part(4).map { NodeID($0) },
                feed: part(5)
            )
        )
    }
}

extension RawStatement {
    func optionalInstant(_ column: Int32) -> Instant? {
        optionalInt(column).map { Instant(microseconds: $0) }
    }

    /// `nil` for NULL.
    func optionalPeriod(_ column: Int32) throws -> Period? {
        guard let code = optionalInt(column) else { return nil }
        guard let period = PeriodCode.decode(code) else { throw Damage("\(code) is not a period") }
        return period
    }
}
