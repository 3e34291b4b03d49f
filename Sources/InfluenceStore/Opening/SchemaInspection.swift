/// Compares what a database is made of with what its version of the format is made of.
///
/// A trigger, a view, another column: whoever put them there, what is written and read through them is not what was meant,
/// and nothing else would tell.
enum SchemaInspection {
    /// A table, an index, a trigger or a view, as it stands in `sqlite_schema`.
    struct Part: Hashable {
        let kind: String
        let name: String
        let table: String
        /// Without regard to how it is broken into lines.
        let text: String

        init(kind: String, name: String, table: String, text: String) {
            self.kind = kind
            self.name = name
            self.table = table
            self.text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }

        /// What SQLite makes by itself: indexes of keys, and what ANALYZE has counted.
        var isInternal: Bool {
            name.hasPrefix("sqlite_autoindex_") || ["sqlite_sequence", "sqlite_stat1", "sqlite_stat4"].contains(name)
        }

        /// Bounded: names in a file from somewhere else may be of any length.
        var title: String {
            let shown = name.count > 60 ? name.prefix(60) + "..." : name[...]
            return kind == "table" || kind == "view" || table == name
                ? "the \(kind) '\(shown)'" : "the \(kind) '\(shown)' on '\(table.prefix(60))'"
        }

        /// What takes it away; `nil` for a name that a shell might read otherwise.
        func removal(from path: String) -> String? {
            let isPlain =
                name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Self.isLetterOrDigit($0) } && name.count <= 60
            guard isPlain, ["table", "index", "trigger", "view"].contains(kind) else { return nil }
            return "sqlite3 \(path) 'DROP \(kind.uppercased()) \(name)'"
        }

        private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
            byte < 0x80 && (Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte))
        }
    }

    static let query = "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema"

    /// - Throws: where a connection's database is made of something else than that version of the format.
    static func check(_ db: Database, version: Int, _ path: String) throws {
        let select = try RawStatement(db, query)
        var parts: [Part] = []
        try select.forEachRow {
            parts.append(
                Part(kind: select.text(0), name: select.text(1), table: select.text(2), text: select.text(3))
            )
            return true
        }
        if let problem = try problem(of: parts, version: version, path) { throw problem }
    }

    /// - Throws: where a file, read as it stands, is made of something else than that version of the format.
    static func check(_ database: UntouchedDatabase, version: Int, _ path: String) throws(StoreError) {
        let parts = try database.rows(query) { row in
            Part(kind: row.text(0), name: row.text(1), table: row.text(2), text: row.text(3))
        }
        let found: StoreError?
        do {
            found = try problem(of: parts, version: version, path)
        } catch {
            throw StoreError(error, path)
        }
        if let found { throw found }
    }

    private static func problem(of all: [Part], version: Int, _ path: String) throws -> StoreError? {
        let parts = Set(all.filter { !$0.isInternal })
        // As long as it has the usual one there is no need to make one for comparison.
        if version == Schema.version, digest(parts) == Schema.digest { return nil }
        let expected = try Self.parts(ofVersion: version)
        if parts == expected { return nil }
        let others = parts.subtracting(expected).sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
        let more = others.count > 1 ? ", and \(others.count - 1) more" : ""
        func foreign(_ part: Part, _ problem: String, removal: String? = nil) -> StoreError {
            .foreignSchema(path: path, problem: "\(part.title)\(more), which \(problem)", removal: removal)
        }
        if version < Schema.version {
            let later = try Self.parts(ofVersion: Schema.version)
            if let part = others.first(where: later.contains) {
                return foreign(part, "format \(version), that it says it has, does not know")
            }
        }
        let known = Dictionary(expected.map { ($0.name, $0) }) { first, _ in first }
        let names = Set(parts.map(\.name))
        if let missing = known.keys.filter({ !names.contains($0) }).min(), let part = known[missing] {
            return .corrupt(path: path, detail: "its \(part.kind) '\(missing)' is missing")
        }
        if let part = others.first(where: { known[$0.name] == nil }) {
            return foreign(part, "influenced did not make", removal: part.removal(from: path))
        }
        return others.first.map { foreign($0, "is not as influenced made it") }
    }

    /// What a new database of that version is made of.
    static func parts(ofVersion version: Int) throws -> Set<Part> {
        let db = try Database(":memory:", .readingAndWriting)
        for migration in Schema.migrations.prefix(version) { try db.execute(sql: migration.sql) }
        let select = try RawStatement(db, query)
        var parts: Set<Part> = []
        try select.forEachRow {
            let part = Part(kind: select.text(0), name: select.text(1), table: select.text(2), text: select.text(3))
            if !part.isInternal { parts.insert(part) }
            return true
        }
        return parts
    }

    /// The same for the same parts, in whatever order. Source: Fowler, Noll, Vo, FNV-1a of 64 bits.
    static func digest(_ parts: Set<Part>) -> UInt64 {
        let lines = parts.map { [$0.kind, $0.name, $0.table, $0.text].joined(separator: "\u{1F}") }.sorted()
        return lines.joined(separator: "\u{1E}").utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
    }
}
