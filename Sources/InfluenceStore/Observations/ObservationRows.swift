import InfluenceModel

/// The content of an observation as it stands in the table: what makes one edition of it differ from another.
struct ObservationContent: Equatable {
    /// The bit pattern, so that comparing is exact; `nil` for no value.
    let value: UInt64?
    let status: Int64
    let unit: Int64
    /// The day's number.
    let released: Int64?

    init(_ row: Int, of observations: ObservationTable, names: inout SharedNames) throws {
        // SQLite does not keep the sign of zero; adding 0 removes it here, so that what is read equals what is stored.
        value = observations.value(row).map { ($0 + 0).bitPattern }
        status = observations.status(row).code
        unit = try names.id(observations.textNumbers(row).unit, of: observations)
        released = observations.released(row).map { Int64($0.number) }
    }

    /// From a row whose columns start at `first` in the order of ``columns``.
    init(_ row: RawStatement, from first: Int32) {
        value = row.optionalDouble(first)?.bitPattern
        status = row.int(first + 1)
        unit = row.int(first + 2)
        released = row.optionalInt(first + 3)
    }

    static let columns = "value, status, unit, released"

    func bind(_ statement: RawStatement, from first: Int32) throws {
        try statement.bind(first, value.map { Double(bitPattern: $0) })
        try statement.bind(first + 1, status)
        try statement.bind(first + 2, unit)
        try statement.bind(first + 3, released)
    }

    var number: Double? { value.map { Double(bitPattern: $0) } }

    /// Whether both say when they were released, and this one was later.
    func isLaterEdition(than other: ObservationContent) -> Bool {
        guard let released, let before = other.released else { return false }
        return released > before
    }

    /// Whether the two cannot both be right. What a later edition says anew is no contradiction.
    func contradicts(_ other: ObservationContent) -> Bool {
        guard value != other.value || status != other.status || unit != other.unit else { return false }
        return !isLaterEdition(than: other) && !other.isLaterEdition(than: self)
    }
}

/// Where a value comes from, in words: no part of its content.
struct ObservationTexts: Equatable {
    let source: Int64
    let note: Int64

    init(_ row: Int, of observations: ObservationTable, names: inout SharedNames) throws {
        let texts = observations.textNumbers(row)
        source = try names.id(texts.source, of: observations)
        note = try names.id(texts.note, of: observations)
    }

    /// From a row whose columns start at `first` in the order of ``columns``.
    init(_ row: RawStatement, from first: Int32) {
        source = row.int(first)
        note = row.int(first + 1)
    }

    static let columns = "source, note"

    func bind(_ statement: RawStatement, from first: Int32) throws {
        try statement.bind(first, source)
        try statement.bind(first + 1, note)
    }
}

/// The numbers of names by those that the texts of a table have in it: each is looked up once, and none is made anew.
struct SharedNames {
    var names: NameWriter
    private var ids: [Int64]

    init(_ names: NameWriter, for observations: ObservationTable) {
        self.names = names
        ids = [Int64](repeating: -1, count: observations.textCount)
    }

    mutating func id(_ number: Int, of observations: ObservationTable) throws -> Int64 {
        if ids[number] >= 0 { return ids[number] }
        let id = try names.id(observations.text(number), isRemembered: false)
        ids[number] = id
        return id
    }
}

extension ObservationStatus {
    /// The character code of its SDMX letter.
    var code: Int64 {
        Int64(rawValue.utf8.first ?? 0)
    }

    init?(code: Int64) {
        guard let byte = UInt8(exactly: code) else { return nil }
        self.init(rawValue: String(decoding: [byte], as: UTF8.self))
    }
}

/// Numbers of observation series, made where there is none; for the length of one transaction.
struct ObservationSeriesWriter {
    private let db: Database
    private let find: RawStatement
    private let insert: RawStatement
    /// By the place of the series in the table; 0 for those that were not looked up.
    private var ids: [Int64]
    /// Series with this number or a higher one began in this transaction: nothing is stored for them yet.
    let firstNew: Int64

    init(_ db: Database, for observations: ObservationTable) throws {
        self.db = db
        ids = [Int64](repeating: 0, count: observations.series.count)
        find = try RawStatement(
            db,
            "SELECT id FROM observation_series WHERE indicator = ?1 AND power = ?2 AND country = ?3 AND reporter = ?4"
        )
        insert = try RawStatement(
            db,
            "INSERT INTO observation_series (indicator, power, country, reporter) VALUES (?1, ?2, ?3, ?4)"
        )
        let highest = try RawStatement(db, "SELECT max(id) FROM observation_series")
        firstNew = (try highest.firstRow { highest.int(0) } ?? 0) + 1
    }

    mutating func id(_ row: Int, of observations: ObservationTable, names: inout NameWriter) throws -> Int64 {
        let place = observations.seriesPlace(row)
        if ids[place] > 0 { return ids[place] }
        let id = try look(up: observations.series[place], names: &names)
        ids[place] = id
        return id
    }

    private mutating func look(up key: SeriesKey, names: inout NameWriter) throws -> Int64 {
        let parts = [
            try names.id(key.indicator.text), try names.id(key.power?.text ?? ""),
            try names.id(key.country?.text ?? ""), try names.id(key.reporter),
        ]
        for (index, part) in parts.enumerated() { try find.bind(Int32(index + 1), part) }
        let id: Int64
        if let found = try find.firstRow({ find.int(0) }) {
            id = found
        } else {
            for (index, part) in parts.enumerated() { try insert.bind(Int32(index + 1), part) }
            try insert.execute()
            id = db.lastInsertedRowID
        }
        return id
    }
}
