import CSQLite

/// A connection to an SQLite file, in the hands of whoever its ``DatabaseQueue`` let through.
///
/// A thin layer over SQLite's own interface: it adds errors that are thrown, statements that are prepared once, and
/// transactions that end.
final class Database {
    /// `nil` once it is closed; every call then throws `SQLITE_MISUSE`.
    private(set) var handle: OpaquePointer?
    private var statements: [String: PreparedStatement] = [:]

    /// How a file is opened.
    enum Access {
        /// Made where it is missing.
        case readingAndWriting
        case reading
        /// Without a lock, without its log, and without making anything beside it: nobody else may be at it.
        case untouched
    }

    /// Waits this long for another connection's lock before a call throws `SQLITE_BUSY`, in milliseconds.
    private static let patience: Int32 = 2_000

    init(_ path: String, _ access: Access) throws(DatabaseError) {
        let flags =
            switch access {
            case .readingAndWriting: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .reading: SQLITE_OPEN_READONLY
            case .untouched: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = access == .untouched ? UntouchedDatabase.name(of: path) : path
        // The queue admits one thread at a time.
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK else {
            let error = DatabaseError(
                extendedCode: code,
                message: handle.map { String(cString: sqlite3_errmsg($0)) },
                systemCode: handle.map { sqlite3_system_errno($0) } ?? 0
            )
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.patience)
        // Functions in the schema of a file that somebody else made are not trusted.
        try execute(sql: "PRAGMA trusted_schema = OFF")
    }

    deinit {
        close()
    }

    /// Statements that are still held end with their holders.
    func close() {
        statements = [:]
        sqlite3_close_v2(handle)
        handle = nil
    }

    var isOpen: Bool { handle != nil }

    // MARK: Statements

    /// Executes statements, parted by semicolons; rows that they answer are left out.
    func execute(sql: String) throws(DatabaseError) {
        try check(sqlite3_exec(try open(), sql, nil, nil, nil))
    }

    /// The prepared form of one statement, made at its first use.
    func prepared(_ sql: String) throws(DatabaseError) -> PreparedStatement {
        if let known = statements[sql] { return known }
        var pointer: OpaquePointer?
        let handle = try open()
        try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil))
        guard let pointer else { throw DatabaseError(extendedCode: SQLITE_MISUSE, message: "no statement") }
        let statement = PreparedStatement(pointer, of: handle)
        statements[sql] = statement
        return statement
    }

    var lastInsertedRowID: Int64 {
        handle.map { sqlite3_last_insert_rowid($0) } ?? 0
    }

    /// How many rows the last statement that changed any inserted, changed or deleted.
    var changesCount: Int {
        handle.map { Int(sqlite3_changes($0)) } ?? 0
    }

    // MARK: Transactions

    enum TransactionKind: String { case deferred, immediate, exclusive }
    enum TransactionEnd { case commit, rollback }

    var isInsideTransaction: Bool {
        handle.map { sqlite3_get_autocommit($0) == 0 } ?? false
    }

    /// Runs `body` in a transaction, which is rolled back where `body` or the commit throws.
    func inTransaction(_ kind: TransactionKind, _ body: () throws -> TransactionEnd) throws {
        try execute(sql: "BEGIN \(kind.rawValue)")
        do {
            switch try body() {
            case .commit: try execute(sql: "COMMIT")
            case .rollback: try rollback()
            }
        } catch {
            // Where even this fails, the next user of the connection tries again.
            try? rollback()
            throw error
        }
    }

    /// Some errors have rolled back already when they arrive: then there is nothing to do.
    func rollback() throws(DatabaseError) {
        if isInsideTransaction { try execute(sql: "ROLLBACK") }
    }

    // MARK: The log, copies and memory

    /// Copies the log into the file: what is possible without waiting, or all of it, after which the log is cut to nothing.
    enum CheckpointKind { case passive, truncate }

    func checkpoint(_ kind: CheckpointKind) throws(DatabaseError) {
        let mode = kind == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
        // SQLite does not look whether the connection is open here, and would crash.
        try check(sqlite3_wal_checkpoint_v2(try open(), nil, mode, nil, nil))
    }

    /// Copies all pages into `target`, in one step: one snapshot, never begun anew because somebody writes.
    func copy(to target: Database) throws(DatabaseError) {
        let handle = try target.open()
        guard let backup = sqlite3_backup_init(handle, "main", try open(), "main") else {
            throw DatabaseError(extendedCode: sqlite3_extended_errcode(handle), message: target.message)
        }
        let step = sqlite3_backup_step(backup, -1)
        let end = sqlite3_backup_finish(backup)
        guard step == SQLITE_DONE, end == SQLITE_OK else {
            let code = end == SQLITE_OK ? step : end
            throw DatabaseError(extendedCode: code, message: String(cString: sqlite3_errstr(code)))
        }
    }

    /// Gives back the memory of the page cache that is not in use.
    func releaseMemory() {
        if let handle { sqlite3_db_release_memory(handle) }
    }

    // MARK: Errors

    private func open() throws(DatabaseError) -> OpaquePointer {
        guard let handle else { throw DatabaseError(extendedCode: SQLITE_MISUSE, message: "the connection is closed") }
        return handle
    }

    private func check(_ code: Int32) throws(DatabaseError) {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            extendedCode: code,
            message: message,
            systemCode: handle.map { DatabaseError.systemCode(of: $0, code) } ?? 0
        )
    }

    private var message: String? {
        handle.map { String(cString: sqlite3_errmsg($0)) }
    }
}

/// A statement that SQLite has parsed. It ends with its last holder.
final class PreparedStatement {
    let pointer: OpaquePointer
    /// The connection that it belongs to, for its errors. Valid as long as the statement: SQLite keeps a closed connection
    /// until its last statement has ended.
    let connection: OpaquePointer

    init(_ pointer: OpaquePointer, of connection: OpaquePointer) {
        self.pointer = pointer
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(pointer)
    }
}

/// What SQLite says when a call fails.
struct DatabaseError: Error, Hashable, Sendable {
    /// With the detail in its upper bits: `SQLITE_IOERR_FSYNC`.
    let extendedCode: Int32
    let message: String?
    /// The `errno` behind an error of reading, writing or opening; else nothing that means anything.
    var systemCode: Int32 = 0

    /// The kind: `SQLITE_IOERR`.
    var code: Int32 { extendedCode & 0xff }

    /// The `errno` behind an error of a connection. What SQLite says of itself is that of its last call, which by then may be
    /// one that tidied up; of writing, each file remembers its own: the log, and where that has none the database.
    static func systemCode(of handle: OpaquePointer, _ extendedCode: Int32) -> Int32 {
        switch extendedCode & 0xff {
        case SQLITE_IOERR where writing.contains(extendedCode >> 8):
            let codes = [SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER].map { lastError(of: $0, handle) }
            return codes.first { $0 != 0 } ?? sqlite3_system_errno(handle)
        default: return sqlite3_system_errno(handle)
        }
    }

    /// SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE.
    private static let writing: Set<Int32> = [3, 4, 5, 6]

    private static func lastError(of file: Int32, _ handle: OpaquePointer) -> Int32 {
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        var code: Int32 = 0
        guard sqlite3_file_control(handle, "main", file, &pointer) == SQLITE_OK,
            let pointer, let control = pointer.pointee.pMethods?.pointee.xFileControl,
            control(pointer, SQLITE_FCNTL_LAST_ERRNO, &code) == SQLITE_OK
        else { return 0 }
        return code
    }
}
