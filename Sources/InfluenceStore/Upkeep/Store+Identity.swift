import GRDB
import Synchronization

/// The row of `store`: counted up in each transaction, marked from the start to the orderly end.
extension Store {
    /// Counts the transaction under way.
    static func countCommit(_ db: Database) throws {
        let count = try RawStatement(db, "UPDATE store SET commits = commits + 1 WHERE id = 1")
        try count.execute()
    }

    /// Makes a copy another database: a log of the original beside it is then none of its own.
    static func becomeAnother(_ db: Database) throws {
        try db.execute(sql: "UPDATE store SET identity = randomblob(16), epoch = epoch + 1, is_open = 0 WHERE id = 1")
    }

    /// From now on the file alone is not the whole truth. The mark is in the file, not in the log alone, so that a copy
    /// of the file shows it; and the log exists before the mark does, so that a crash in between is no missing log.
    func markOpen() {
        mark(1, thenCheckpoint: .passive)
    }

    /// All is in the file again, once the log is copied into it.
    func markClosed() {
        mark(0, thenCheckpoint: nil)
    }

    private func mark(_ isOpen: Int, thenCheckpoint mode: Database.CheckpointMode?) {
        do {
            try writer.writeWithoutTransaction { db in
                guard db.sqliteConnection != nil else { return }
                if db.isInsideTransaction { try db.rollback() }
                try db.execute(
                    sql: "UPDATE store SET commits = commits + 1, is_open = ? WHERE id = 1",
                    arguments: [isOpen]
                )
                if let mode { _ = try db.checkpoint(mode) }
            }
        } catch {
            // A full disk keeps nobody from reading. A copy of the file alone is then not told.
            let failure = StoreError(error, path)
            if failure.isFaultOfDisk { memory.withLock { $0.lastFault = failure } }
        }
    }

    /// 1 for a database that began empty; a backup, and putting one back, raise it. What was answered as of a time in one
    /// epoch may be answered otherwise in another, which lacks what came after the backup.
    package func epoch() throws(StoreError) -> Int {
        try read { db in
            let select = try RawStatement(db, "SELECT epoch FROM store WHERE id = 1")
            return try select.firstRow { Int(clamping: select.int(0)) } ?? 1
        }
    }
}
