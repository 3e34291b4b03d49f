import InfluenceModel
import Synchronization

/// Keeping the write-ahead log short.
extension Store {
    /// The pages that SQLite itself would let gather in the log before it checkpoints: 4 MB.
    private static let worthwhile = 4 << 20

    /// Copies the log into the database once it is worth it, and cuts it once it is long.
    ///
    /// Failing loses nothing: everything is on disk, in the log, and the next transaction tries again. It is told, though:
    /// the log grows, and is all that there is of what was stored since.
    func keepLogShort(now: Instant) {
        let bytes = logPages.bytes
        guard bytes >= Self.worthwhile else { return }
        // The transaction is on disk: its caller need not wait for this.
        writer.useLater { [self] db in
            do {
                if bytes > options.logLimit { try emptyLog(db) } else { try db.checkpoint(.passive) }
                memory.withLock { ($0.lastCheckpoint, $0.copyFault) = (now, nil) }
            } catch {
                noteCopyFault(error)
            }
            if db.isOpen { look() }
            // A large transaction leaves a full cache behind.
            db.releaseMemory()
        }
    }

    /// Why what was stored does not get from the log into the database, since the last attempt; `nil` where it does.
    package var copyFault: StoreError? { memory.withLock { $0.copyFault } }

    private func noteCopyFault(_ error: any Error) {
        let fault = noted(StoreError(error, path))
        // Whoever reads for long keeps the log from being cut, and nothing is wrong with the disk: its length tells of it.
        let isHeldUp = if case .busy = fault { true } else { false }
        memory.withLock { $0.copyFault = fault.isFaultOfDisk && !isHeldUp ? fault : nil }
    }

    func truncateLog() throws {
        try writer.use { db in
            if db.isOpen { try emptyLog(db) }
        }
    }

    /// Copies the log into the database and cuts it. The file is marked as whole before: an empty log beside one that is
    /// not so has lost what was in it.
    private func emptyLog(_ db: Database) throws {
        // What is copied already need not be written twice.
        try db.checkpoint(.passive)
        try markWhole(db)
        try db.checkpoint(.truncate)
    }

    var logBytes: Int {
        SystemCalls.bytes(of: path + "-wal")
    }
}
