import Synchronization

/// The row of `store`: counted up in each transaction, marked from the first one to the orderly end.
extension Store {
    /// Counts the transaction under way.
    static func countCommit(_ db: Database) throws {
        let count = try RawStatement(db, "UPDATE store SET commits = commits + 1 WHERE id = 1")
        try count.execute()
    }

    /// Makes a copy another database: a log of the original beside it is then none of its own.
    /// - Parameter epoch: one that has been; the copy's own comes after it too.
    static func becomeAnother(_ db: Database, after epoch: Int64 = 0) throws {
        let update = try RawStatement(
            db,
            "UPDATE store SET identity = randomblob(16), epoch = max(epoch, ?1) + 1, is_open = 0 WHERE id = 1"
        )
        try update.bind(1, min(max(0, epoch), 1 << 53))
        try update.execute()
    }

    /// Of what is on disk by now.
    static func commitNote(_ db: Database) throws -> CommitNote? {
        let select = try RawStatement(db, "SELECT hex(identity), epoch, commits FROM store WHERE id = 1")
        return try select.firstRow {
            CommitNote(identity: select.text(0), epoch: select.int(1), commits: select.int(2))
        }
    }

    /// Before the first transaction: from now on the file alone is not the whole truth. The mark is in the file, not in the
    /// log alone, so that a copy of the file shows it; and the log exists before the mark does, so that a crash in between
    /// is no missing log.
    func markOpen(_ db: Database) throws {
        guard !memory.withLock({ $0.isMarked }) else { return }
        try Self.mark(db, 1)
        try db.checkpoint(.passive)
        memory.withLock { $0.isMarked = true }
    }

    /// Until the next transaction, which marks it again.
    func markWhole(_ db: Database) throws {
        try Self.markWhole(db)
        memory.withLock { $0.isMarked = false }
    }

    static func markWhole(_ db: Database) throws {
        if try isMarkedOpen(db) { try mark(db, 0) }
    }

    /// All is in the file again, once the log is copied into it.
    /// - Returns: whether the file, with its log, shows no use any more.
    func markClosed() throws -> Bool {
        let mayWrite = memory.withLock { $0.isMarked || $0.damage == nil }
        return try writer.use { db in
            guard db.isOpen else { return true }
            if db.isInsideTransaction { try db.rollback() }
            guard mayWrite else { return try !Self.isMarkedOpen(db) }
            try markWhole(db)
            return true
        }
    }

    /// As it stands there, whoever set it: one that was killed, or that did not come to know that it did, leaves it as well.
    private static func isMarkedOpen(_ db: Database) throws -> Bool {
        let select = try RawStatement(db, "SELECT is_open FROM store WHERE id = 1")
        return try select.firstRow { select.int(0) } != 0
    }

    private static func mark(_ db: Database, _ isOpen: Int) throws {
        try db.execute(sql: "UPDATE store SET commits = commits + 1, is_open = \(isOpen) WHERE id = 1")
    }

    /// 1 for a database that began empty; a backup, putting one back, and a repair of the clock raise it. What was answered as of a time in one
    /// epoch may be answered otherwise in another, which lacks what came after the backup.
    package func epoch() throws(StoreError) -> Int {
        try read { db in try Self.epoch(db) }
    }

    static func epoch(_ db: Database) throws -> Int {
        let select = try RawStatement(db, "SELECT epoch FROM store WHERE id = 1")
        return try select.firstRow { Int(clamping: select.int(0)) } ?? 1
    }
}
