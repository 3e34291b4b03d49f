import GRDB
import GRDBSQLite
import Glibc

/// How connections are set up: one that writes, a few that read.
enum Connections {
    /// Makes a database of the newest format under another name and renames it, so that there is never half of one.
    static func create(_ path: String) throws(StoreError) {
        let draft = path + "-new"
        unlink(draft)
        unlink(draft + "-journal")
        do {
            let queue = try DatabaseQueue(path: draft, configuration: base())
            try queue.writeWithoutTransaction { db in try Schema.migrate(db, from: 0) }
            try queue.close()
            // The log and its index get the permissions of the file.
            guard chmod(draft, 0o600) == 0 else { throw SystemCalls.Failure() }
            try SystemCalls.sync(draft)
            guard rename(draft, path) == 0 else { throw SystemCalls.Failure() }
            try SystemCalls.sync(SystemCalls.directory(of: path))
        } catch {
            unlink(draft)
            throw StoreError(error, path)
        }
    }

    /// Brings an older format up to date. Leaves WAL mode for it, so that the version reaches the file's header.
    static func migrate(_ path: String, from version: Int) throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: path, configuration: base())
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try Schema.migrate(db, from: version)
            }
            try queue.close()
        } catch {
            throw StoreError(error, path)
        }
    }

    static func writer(
        _ path: String,
        _ options: StoreOptions,
        _ log: LogPages
    ) throws(StoreError) -> DatabaseQueue {
        var configuration = base()
        configuration.label = "influenced.store.writer"
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA journal_size_limit = \(options.logLimit);
                    PRAGMA cache_size = -4096;
                    PRAGMA temp_store = MEMORY;
                    """
            )
            keepLog(true, db)
            log.watch(db)
            // The first read makes the log and its index, without which no read-only connection can open.
            guard try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version else {
                throw Damage("its version changed while it was opened")
            }
        }
        return try open(path, configuration)
    }

    /// Whether the log stays when the last connection closes: where the file could not be marked as whole, one without a log
    /// would be taken for a copy that lacks it.
    static func keepLog(_ keeps: Bool, _ db: Database) {
        var flag: Int32 = keeps ? 1 : 0
        if let connection = db.sqliteConnection {
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &flag)
        }
    }

    static func readers(_ path: String, _ options: StoreOptions) throws(StoreError) -> [DatabaseQueue] {
        var readers: [DatabaseQueue] = []
        for index in 0..<options.readerCount {
            readers.append(try reader(path, label: "influenced.store.reader.\(index)"))
        }
        return readers
    }

    static func reader(_ path: String, label: String) throws(StoreError) -> DatabaseQueue {
        var configuration = base()
        configuration.label = label
        configuration.readonly = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY")
            endStatementsWithTask(db)
        }
        return try open(path, configuration)
    }

    /// Looks now and then, while a statement runs, whether anybody still waits for it.
    private static func endStatementsWithTask(_ db: Database) {
        sqlite3_progress_handler(
            db.sqliteConnection,
            20_000,
            { _ in Store.endsWithTask && Task.isCancelled ? 1 : 0 },
            nil
        )
    }

    private static func open(_ path: String, _ configuration: Configuration) throws(StoreError) -> DatabaseQueue {
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StoreError(error, path)
        }
    }

    private static func base() -> Configuration {
        var configuration = Configuration()
        // Only this module writes, and its tests check the references: checking them at each row costs a third.
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(2)
        // Otherwise GRDB ends the process where the disk fails so badly that even a rollback does.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }
}
