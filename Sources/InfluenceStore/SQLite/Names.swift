/// Texts and their numbers in the `name` table, on the way into the database: one for the length of one transaction,
/// because a rolled back transaction takes its new numbers with it.
struct NameWriter {
    private let find: RawStatement
    private let insert: RawStatement
    private let db: Database
    private var known: [String: Int64] = [:]
    /// Neighbouring rows mostly share their texts, one a column: comparing with the last few is cheaper than hashing.
    private var recent: InlineArray<4, (text: String, id: Int64)> = InlineArray(repeating: ("", 0))
    private var oldest = 0

    init(_ db: Database) throws {
        self.db = db
        find = try RawStatement(db, "SELECT id FROM name WHERE text = ?1")
        insert = try RawStatement(db, "INSERT INTO name (text) VALUES (?1)")
    }

    /// The number of `text`, made if it has none. 0 for the empty text.
    /// - Parameter isRemembered: whether it may be asked for again.
    mutating func id(_ text: String, isRemembered: Bool = true) throws -> Int64 {
        if text.isEmpty { return 0 }
        guard isRemembered else { return try known[text] ?? look(up: text) }
        for place in recent.indices where recent[place].text == text { return recent[place].id }
        let id = try known[text] ?? look(up: text)
        known[text] = id
        recent[oldest] = (text, id)
        oldest = (oldest + 1) % recent.count
        return id
    }

    private func look(up text: String) throws -> Int64 {
        try find.bind(1, text)
        let id: Int64
        if let found = try find.firstRow({ find.int(0) }) {
            id = found
        } else {
            try insert.bind(1, text)
            try insert.execute()
            id = db.lastInsertedRowID
        }
        return id
    }
}

/// Numbers in the `name` table and their texts, on the way out: one for the length of one read. Remembers so many.
final class NameReader {
    private static let limit = 65_536
    private let find: RawStatement
    private var known: [Int64: String] = [0: ""]

    init(_ db: Database) throws {
        find = try RawStatement(db, "SELECT text FROM name WHERE id = ?1")
    }

    func text(_ id: Int64) throws -> String {
        if let text = known[id] { return text }
        try find.bind(1, id)
        guard let text = try find.firstRow({ find.text(0) }) else {
            throw Damage("name \(id) is missing")
        }
        if known.count < Self.limit { known[id] = text }
        return text
    }
}

/// The numbers of some texts, to select by; texts that the database does not know select nothing.
struct NameFilter {
    /// `nil`: all.
    let ids: Set<Int64>?

    /// `nil` selects everything.
    init(_ texts: [String]?, _ db: Database) throws {
        guard let texts else {
            ids = nil
            return
        }
        let find = try RawStatement(db, "SELECT id FROM name WHERE text = ?1")
        var ids = Set<Int64>()
        for text in texts {
            if text.isEmpty {
                ids.insert(0)
                continue
            }
            try find.bind(1, text)
            if let id = try find.firstRow({ find.int(0) }) { ids.insert(id) }
        }
        self.ids = ids
    }

    func accepts(_ id: Int64) -> Bool {
        ids.map { $0.contains(id) } ?? true
    }
}

/// The database holds something that was never written.
struct Damage: Error {
    let detail: String

    init(_ detail: String) {
        self.detail = detail
    }
}
