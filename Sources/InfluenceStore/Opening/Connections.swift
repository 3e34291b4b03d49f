import CSQLite
import Glibc

/// How connections are set up: one that writes, a few that read.
enum Connections {
    /// Makes a database of the newest format under another name and renames it, so that there is never half of one.
    static func create(_ path: String) throws(StoreError) {
        let draft = path + "-new"
        unlink(draft)
        unlink(draft + "-journal")
        do {
            let queue = try DatabaseQueue(draft)
            try queue.use { db in try Schema.migrate(db, from: 0) }
            queue.close()
            // The log and its index get the permissions of the file.
            guard chmod(draft, 0o600) == 0 else { throw SystemCalls.Failure() }
            try SystemCalls.sync(draft)
            guard rename(draft, path) == 0 else { throw SystemCalls.Failure() }
            try SystemCalls.sync(SystemCalls.directory(of: path))
        } catch {
            // What was lacking is asked before what there is of it is given back.
            let failure = StoreError(error, path)
            unlink(draft)
            throw failure
        }
    }

    /// Brings an older format up to date. Leaves WAL mode for it, so that the version reaches the file's header. What a crash
    /// has marked is whole before its log goes: killed at any moment from then on, it is no copy that lacks one.
    static func migrate(_ path: String, from version: Int) throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path)
            try queue.use { db in
                try SchemaInspection.check(db, version: version, path)
                if version >= Schema.identified { try Store.markWhole(db) }
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try Schema.migrate(db, from: version)
            }
            queue.close()
        } catch {
            // Its journal may come to hold every page.
            throw StoreError(error, path).needing(SystemCalls.bytes(of: path) + StoreOptions().freeSpaceFloor)
        }
    }

    static func writer(
        _ path: String,
        _ log: LogPages
    ) throws(StoreError) -> DatabaseQueue {
        try open(path, .readingAndWriting, label: "influenced.store.writer") { db in
            // Without a limit, by which SQLite would empty the log of a file that is not marked as whole.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA journal_size_limit = -1;
                    PRAGMA cache_size = -4096;
                    PRAGMA temp_store = MEMORY;
                    """
            )
            keepLog(true, db)
            log.watch(db)
            // The first read makes the log and its index, without which no read-only connection can open.
            let version = try RawStatement(db, "PRAGMA user_version")
            guard try version.firstRow({ version.int(0) }) == Int64(Schema.version) else {
                throw Damage("its version changed while it was opened")
            }
            try SchemaInspection.check(db, version: Schema.version, path)
        }
    }

    /// Whether the log stays when the last connection closes: where the file could not be marked as whole, one without a log
    /// would be taken for a copy that lacks it.
    static func keepLog(_ keeps: Bool, _ db: Database) {
        var flag: Int32 = keeps ? 1 : 0
        if let handle = db.handle { sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &flag) }
    }

    static func readers(_ path: String, _ options: StoreOptions) throws(StoreError) -> [DatabaseQueue] {
        var readers: [DatabaseQueue] = []
        for index in 0..<options.readerCount {
            readers.append(try reader(path, label: "influenced.store.reader.\(index)"))
        }
        return readers
    }

    static func reader(_ path: String, label: String) throws(StoreError) -> DatabaseQueue {
        try open(path, .reading, label: label) { db in
            try db.execute(sql: "PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY")
            endStatementsWithTask(db)
        }
    }

    /// Looks now and then, while a statement runs, whether anybody still waits for it.
    private static func endStatementsWithTask(_ db: Database) {
        sqlite3_progress_handler(
            db.handle,
            20_000,
            { _ in Store.endsWithTask && Task.isCancelled ? 1 : 0 },
            nil
        )
    }

    private static func open(
        _ path: String,
        _ access: Database.Access,
        label: String,
        prepare: (Database) throws -> Void
    ) throws(StoreError) -> DatabaseQueue {
        do {
            return try DatabaseQueue(path, access, label: label, prepare: prepare)
        } catch {
            throw StoreError(error, path)
        }
    }
}
