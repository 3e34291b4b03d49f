import Glibc

/// The database in whose place another one comes, as far as it can be read. Not a byte of it is changed.
struct ReplacedDatabase {
    private let path: String
    /// How it can be read.
    private let reading: Reading
    /// What is wrong with it, for people; `nil` where nothing is.
    private let doubt: String?

    private enum Reading {
        case nothing
        /// As it stands: no log holds a part of it.
        case inPlace
        /// A copy, into which the log goes first, and an older format is brought up to date in it.
        case copy(version: Int)
    }

    /// Looks at it; whoever calls holds its locks.
    init(_ name: String) {
        // A restore that was interrupted may have put its log aside already, beside its second name.
        let aside = FileBeside.all(FileBeside.beforeRestore, of: name)
        path =
            Self.isWhole(name)
            ? aside.first { !Self.isWhole($0) && SystemCalls.isSameFile($0, name) } ?? name : name
        do throws(StoreError) {
            guard case .ours(let version) = try Probe.examine(path) else {
                (reading, doubt) = (.nothing, nil)
                return
            }
            reading = Self.isWhole(path) && version == Schema.version ? .inPlace : .copy(version: version)
            doubt = nil
        } catch {
            doubt = Self.doubt(path, error)
            switch error {
            // As far as the log goes.
            case .logDamaged, .logCutShort: reading = .copy(version: Schema.version)
            // Without the log, which is another's, or gone.
            case .foreignLog, .foreignJournal, .logMissing, .corrupt, .foreignSchema: reading = .inPlace
            default: reading = .nothing
            }
        }
    }

    private static func isWhole(_ path: String) -> Bool {
        ["-wal", "-journal"].allSatisfy { SystemCalls.bytes(of: path + $0) == 0 }
    }

    private static func doubt(_ path: String, _ error: StoreError) -> String {
        switch error {
        case .logMissing: "its log is missing"
        case .logDamaged, .logCutShort: "its log is damaged"
        case .foreignLog, .foreignJournal: "what lies beside it is not its own"
        case .corrupt(_, let detail): "it is damaged: \(detail)"
        case .foreignSchema(_, let problem, _): "it has \(problem)"
        case .notADatabase, .foreignDatabase: "it is no database of influenced"
        case .newerDatabase: "a newer influenced wrote it"
        case .databaseMissing, .databaseGone: "it is missing"
        default: "\(error)"
        }
    }

    /// What has to be free besides to read it.
    var neededBytes: Int {
        guard case .copy = reading else { return 0 }
        return ["", "-wal", "-wal", "-journal"].reduce(0) { $0 + SystemCalls.bytes(of: path + $1) }
    }

    /// - Parameters:
    ///   - unsettled: see ``Inheritance/init(_:also:doubt:)``.
    ///   - scratch: the name of a copy, should one be needed; nothing is left under it.
    /// - Throws: where the disk takes no copy. What cannot be read is told instead.
    func inheritance(also unsettled: Inheritance.Unsettled, scratch: String) throws -> Inheritance {
        switch reading {
        case .nothing:
            return doubt.map { Inheritance(unreadable: $0) } ?? .none
        case .inPlace:
            return try read(unsettled) {
                // Its end may be missing: what stands before that is still there.
                try DatabaseQueue(path, .untouched) { try $0.execute(sql: "PRAGMA writable_schema = 1") }
            }
        case .copy(let version):
            Self.remove(scratch)
            defer { Self.remove(scratch) }
            for suffix in ["", "-wal", "-journal"] where SystemCalls.exists(path + suffix) {
                try SystemCalls.copy(path + suffix, to: scratch + suffix, permissions: 0o600)
            }
            return try read(unsettled) {
                let queue = try DatabaseQueue(scratch)
                try queue.use { db in
                    try db.execute(sql: "PRAGMA journal_mode = DELETE")
                    try SchemaInspection.check(db, version: version, path)
                    try Schema.migrate(db, from: version)
                }
                return queue
            }
        }
    }

    private func read(
        _ unsettled: Inheritance.Unsettled,
        _ open: () throws -> DatabaseQueue
    ) throws -> Inheritance {
        let queue: DatabaseQueue
        do { queue = try open() } catch {
            let failure = StoreError(error, path)
            if failure.isLackOfSpace { throw failure }
            return Inheritance(unreadable: doubt ?? Self.doubt(path, failure))
        }
        defer { queue.close() }
        return queue.use { Inheritance($0, also: unsettled, doubt: doubt) }
    }

    private static func remove(_ scratch: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(scratch + suffix) }
    }
}
