import CSQLite

/// A prepared statement driven through SQLite's own interface. It is prepared once a connection.
///
/// A statement that is not reset keeps its read transaction open, and with it the write-ahead log growing; so rows are
/// only ever handed out by functions that reset at their end. Not re-entrant: one use of a text at a time.
struct RawStatement {
    private let owner: PreparedStatement
    private let pointer: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        owner = try db.prepared(sql)
        pointer = owner.pointer
    }

    // MARK: Binding, parameters counted from 1

    func bind(_ index: Int32, _ value: Int64) throws {
        try check(sqlite3_bind_int64(pointer, index, value))
    }

    func bind(_ index: Int32, _ value: Int64?) throws {
        guard let value else { return try bindNull(index) }
        try bind(index, value)
    }

    func bind(_ index: Int32, _ value: Double) throws {
        try check(sqlite3_bind_double(pointer, index, value))
    }

    func bind(_ index: Int32, _ value: Double?) throws {
        guard let value else { return try bindNull(index) }
        try bind(index, value)
    }

    func bind(_ index: Int32, _ value: String) throws {
        // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        var text = value
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty buffer may have no address; SQLite would read that as NULL.
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(pointer, index, "", 0, transient)
                    }
                    return sqlite3_bind_text64(
                        pointer,
                        index,
                        start,
                        sqlite3_uint64(characters.count),
                        transient,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        )
    }

    func bind(_ index: Int32, _ value: String?) throws {
        guard let value else { return try bindNull(index) }
        try bind(index, value)
    }

    func bind(_ index: Int32, _ value: Bool) throws {
        try bind(index, value ? 1 as Int64 : 0)
    }

    private func bindNull(_ index: Int32) throws {
        try check(sqlite3_bind_null(pointer, index))
    }

    // MARK: Running

    /// Runs a statement that answers no rows.
    func execute() throws {
        defer { sqlite3_reset(pointer) }
        _ = try step()
    }

    /// Calls `body` at each row; the columns are then those of that row. `body` answers whether to go on.
    func forEachRow(_ body: () throws -> Bool) throws {
        defer { sqlite3_reset(pointer) }
        while try step() {
            guard try body() else { return }
        }
    }

    /// The first row, or `nil` without one.
    func firstRow<T>(_ body: () throws -> T) throws -> T? {
        defer { sqlite3_reset(pointer) }
        return try step() ? try body() : nil
    }

    /// The first column of every row.
    func integers() throws -> [Int64] {
        var integers: [Int64] = []
        try forEachRow {
            integers.append(int(0))
            return true
        }
        return integers
    }

    private func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    // MARK: Columns, counted from 0

    func int(_ column: Int32) -> Int64 {
        sqlite3_column_int64(pointer, column)
    }

    func optionalInt(_ column: Int32) -> Int64? {
        isNull(column) ? nil : int(column)
    }

    func double(_ column: Int32) -> Double {
        sqlite3_column_double(pointer, column)
    }

    func optionalDouble(_ column: Int32) -> Double? {
        isNull(column) ? nil : double(column)
    }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    private func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(pointer, column) == SQLITE_NULL
    }

    // MARK: Errors

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure() }
    }

    private func failure() -> DatabaseError {
        let code = sqlite3_extended_errcode(owner.connection)
        return DatabaseError(
            extendedCode: code,
            message: String(cString: sqlite3_errmsg(owner.connection)),
            systemCode: DatabaseError.systemCode(of: owner.connection, code)
        )
    }
}
