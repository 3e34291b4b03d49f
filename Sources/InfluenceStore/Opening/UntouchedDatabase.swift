import CSQLite

/// A main file read by SQLite as it stands: without a lock, without its log, and without making anything beside it.
final class UntouchedDatabase {
    private let path: String
    private let connection: OpaquePointer?

    /// - Throws: `cannotOpen`
    init(_ path: String) throws(StoreError) {
        self.path = path
        var connection: OpaquePointer?
        let code = sqlite3_open_v2(
            Self.name(of: path),
            &connection,
            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
            nil
        )
        self.connection = connection
        guard code == SQLITE_OK else {
            let error = DatabaseError(
                extendedCode: code,
                message: String(cString: sqlite3_errstr(code)),
                systemCode: connection.map { sqlite3_system_errno($0) } ?? 0
            )
            throw StoreError(error, path)
        }
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    /// A row under the cursor.
    struct Row {
        fileprivate let statement: OpaquePointer?

        func text(_ column: Int32) -> String {
            sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
        }

        func int(_ column: Int32) -> Int64 {
            sqlite3_column_int64(statement, column)
        }

        func bytes(_ column: Int32) -> [UInt8] {
            let count = Int(sqlite3_column_bytes(statement, column))
            guard let start = sqlite3_column_blob(statement, column) else { return [] }
            return Array(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    /// Lets a file be read that is shorter than its header says: its end may be in the log.
    func allowMissingEnd() {
        // SQLite compares the two but where the schema may be written, which nobody does in a file opened for reading.
        sqlite3_exec(connection, "PRAGMA writable_schema = 1", nil, nil, nil)
    }

    /// - Throws: `corrupt` with what SQLite says.
    func rows<T>(_ sql: String, _ body: (Row) -> T) throws(StoreError) -> [T] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        var result: [T] = []
        if code == SQLITE_OK {
            code = sqlite3_step(statement)
            while code == SQLITE_ROW {
                result.append(body(Row(statement: statement)))
                code = sqlite3_step(statement)
            }
        }
        guard code == SQLITE_DONE else {
            throw .corrupt(path: path, detail: String(cString: sqlite3_errmsg(connection)))
        }
        return result
    }

    /// A path as SQLite's URI file names want it, for a file that nobody changes.
    static func name(of path: String) -> String {
        let escaped = path.reduce(into: "") { result, character in
            switch character {
            case "%": result += "%25"
            case "?": result += "%3f"
            case "#": result += "%23"
            default: result.append(character)
            }
        }
        return "file:\(escaped)?immutable=1"
    }
}
