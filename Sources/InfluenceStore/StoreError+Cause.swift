import CSQLite
extension StoreError {
    /// What an error of the layers below means for the database at `path`.
    init(_ error: any Error, _ path: String) {
        switch error {
        case let error as StoreError: self = error
        case let damage as Damage: self = .corrupt(path: path, detail: damage.detail)
        case let failure as SystemCalls.Failure: self = .inputOutput(path: path, detail: failure.reason)
        case let error as DatabaseError: self = .init(error, path)
        default: self = .unexpected(path: path, detail: "\(error)")
        }
    }

    /// SQLITE_IOERR_SHMSIZE.
    private static let noRoomForIndex = SQLITE_IOERR | 19 << 8

    private init(_ error: DatabaseError, _ path: String) {
        let detail = error.message ?? String(cString: sqlite3_errstr(error.extendedCode))
        switch error.code {
        case SQLITE_FULL: self = .full(path: path, freeBytes: SystemCalls.freeBytes(path), neededBytes: nil)
        // The index of the log is made as long as it needs to be before it is used.
        case SQLITE_IOERR where error.extendedCode == Self.noRoomForIndex:
            self = .full(path: path, freeBytes: SystemCalls.freeBytes(path), neededBytes: nil)
        case SQLITE_READONLY: self = .readOnly(path: path)
        case SQLITE_IOERR: self = .inputOutput(path: path, detail: "\(detail), SQLite code \(error.extendedCode)")
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen(path: path, reason: detail)
        case SQLITE_MISUSE: self = .closed(path: path)
        default: self = .unexpected(path: path, detail: "\(detail), SQLite code \(error.extendedCode)")
        }
    }

    /// Whether the cause lies outside of the program, in the disk or the file.
    var isFaultOfDisk: Bool {
        switch self {
        case .corrupt, .full, .readOnly, .inputOutput, .busy, .cannotOpen: true
        default: false
        }
    }
}
