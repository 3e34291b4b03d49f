import CSQLite
import Glibc

extension StoreError {
    /// What an error of the layers below means for the database at `path`.
    init(_ error: any Error, _ path: String) {
        switch error {
        case let error as StoreError: self = error
        case let damage as Damage: self = .corrupt(path: path, detail: damage.detail)
        case let failure as SystemCalls.Failure:
            self = Self.cause(failure.code, path) ?? .inputOutput(path: path, detail: failure.reason)
        case let error as DatabaseError: self = .init(error, path)
        default: self = .unexpected(path: path, detail: "\(error)")
        }
    }

    /// What it means that a file beside the database cannot be opened.
    init(opening path: String, of database: String, _ failure: SystemCalls.Failure) {
        self = Self.cause(failure.code, database) ?? .cannotOpen(path: path, reason: failure.reason)
    }

    /// What the system says when it gives no more; `nil` for anything else.
    private static func cause(_ code: Int32, _ path: String) -> StoreError? {
        switch code {
        case ENOSPC where SystemCalls.hasNoInodes(path): .noInodes(path: path)
        case ENOSPC: .full(path: path, freeBytes: SystemCalls.freeBytes(path), neededBytes: nil)
        case EDQUOT: .overQuota(path: path)
        case EROFS: .readOnlyDisk(path: path)
        case EFBIG: .fileTooLarge(path: path)
        case EMFILE, ENFILE: .noDescriptors(path: path, ofSystem: code == ENFILE)
        default: nil
        }
    }

    /// What the system says when it is asked afterwards: SQLite tells a reason of its own for whatever was behind it.
    private static func cause(_ error: DatabaseError, _ path: String) -> StoreError? {
        if let known = cause(error.systemCode, path) { return known }
        if SystemCalls.isReadOnlyDisk(path) { return .readOnlyDisk(path: path) }
        guard error.code == SQLITE_CANTOPEN else { return nil }
        if SystemCalls.hasNoInodes(path) { return .noInodes(path: path) }
        return SystemCalls.lackOfDescriptors(path).flatMap { cause($0, path) }
    }

    /// The same with what is needed, where it is known and not said yet.
    package func needing(_ bytes: Int) -> StoreError {
        guard case .full(let path, let free, nil) = self else { return self }
        return .full(path: path, freeBytes: free, neededBytes: bytes)
    }

    /// Whether the disk takes no more, which passes once something is removed.
    var isLackOfSpace: Bool {
        switch self {
        case .full, .overQuota, .noInodes: true
        default: false
        }
    }

    /// SQLITE_IOERR_SHMSIZE.
    private static let noRoomForIndex = SQLITE_IOERR | 19 << 8

    private init(_ error: DatabaseError, _ path: String) {
        let detail = error.message ?? String(cString: sqlite3_errstr(error.extendedCode))
        switch error.code {
        case SQLITE_FULL where SystemCalls.hasNoInodes(path): self = .noInodes(path: path)
        case SQLITE_FULL: self = .full(path: path, freeBytes: SystemCalls.freeBytes(path), neededBytes: nil)
        // The index of the log is made as long as it needs to be before it is used.
        case SQLITE_IOERR where error.extendedCode == Self.noRoomForIndex:
            self = .full(path: path, freeBytes: SystemCalls.freeBytes(path), neededBytes: nil)
        case SQLITE_IOERR, SQLITE_CANTOPEN:
            self =
                Self.cause(error, path)
                ?? (error.code == SQLITE_IOERR
                    ? .inputOutput(path: path, detail: "\(detail), SQLite code \(error.extendedCode)")
                    : .cannotOpen(path: path, reason: detail))
        case SQLITE_READONLY:
            self = SystemCalls.isReadOnlyDisk(path) ? .readOnlyDisk(path: path) : .readOnly(path: path)
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen(path: path, reason: detail)
        case SQLITE_MISUSE: self = .closed(path: path)
        default: self = .unexpected(path: path, detail: "\(detail), SQLite code \(error.extendedCode)")
        }
    }

    /// Whether the cause lies outside of the program, in the disk or the file.
    var isFaultOfDisk: Bool {
        switch self {
        case .corrupt, .full, .overQuota, .readOnly, .readOnlyDisk, .fileTooLarge, .noInodes, .noDescriptors,
            .inputOutput,
            .busy, .cannotOpen:
            true
        default: false
        }
    }
}
