extension Probe {
    /// A log beside nothing: SQLite would make a new database and copy the log into it, silently.
    static func checkNoLog(_ path: String) throws(StoreError) {
        for suffix in ["-wal", "-journal"] where SystemCalls.bytes(of: path + suffix) > 0 {
            throw .databaseMissing(path: path, log: path + suffix)
        }
    }

    /// Compares the file with the log beside it.
    /// - Returns: whether a log with transactions waits to be copied into it, so that the file alone is not the truth.
    static func checkLog(_ size: Int, _ header: [UInt8], _ version: Int, _ path: String) throws(StoreError) -> Bool {
        let pageSize = max(512, pageSize(header))
        let log = path + "-wal"
        let exists = SystemCalls.exists(log)
        guard exists || version >= Schema.identified else { return false }
        let own = try version >= Schema.identified ? identity(path) : nil
        let inspection: LogInspection?
        do {
            inspection = try LogInspection(log, own, pageSize: pageSize, known: size / pageSize)
        } catch {
            throw StoreError(opening: log, of: path, error)
        }
        // A log is emptied only when all of it is in the file, which is marked as whole before.
        if let own, own.identity.isOpen {
            guard let inspection else { throw .logMissing(path: path) }
            if let lost = inspection.lost {
                throw .logDamaged(path: path, whole: inspection.last?.commits ?? own.identity.commits, last: lost)
            }
            if inspection.isHeaderDamaged { throw .corrupt(path: log, detail: "its header is not as it was written") }
        }
        guard let inspection, inspection.hasTransactions else {
            if let own, own.identity.isOpen { try checkEnd(own.identity, path) }
            return false
        }
        guard inspection.pageSize == pageSize else {
            throw .foreignLog(path: path, detail: "its pages have another size")
        }
        if let own {
            guard let first = inspection.first, let last = inspection.last else {
                throw .foreignLog(path: path, detail: "no transaction of influenced is in it")
            }
            guard last.identity == own.identity.identity, first.identity == own.identity.identity else {
                throw .foreignLog(
                    path: path,
                    detail: "it was written for another database, or for the one before a restore"
                )
            }
            // The first transaction of a log follows on what the file has, or the file has some of the log already.
            let (before, overflow) = first.commits.subtractingReportingOverflow(1)
            guard !overflow, before <= own.identity.commits, own.identity.commits <= last.commits else {
                throw .foreignLog(
                    path: path,
                    detail: "it goes from transaction \(first.commits) to \(last.commits), "
                        + "and the database stands at \(own.identity.commits)"
                )
            }
        }
        if let last = inspection.last { try checkEnd(last, path) }
        let missing = inspection.pages - size / pageSize - inspection.pagesBeyond
        // One page in each gigabyte is never written, for the locks of other systems.
        guard missing <= (inspection.pages > lockPage(pageSize) ? 1 : 0) else {
            throw .corrupt(path: path, detail: "it is cut short: \(missing) pages are neither in it nor in its log")
        }
        return true
    }

    /// - Parameter last: how far the file and its log go together.
    private static func checkEnd(_ last: StoreIdentity, _ path: String) throws(StoreError) {
        guard let acknowledged = CommitNote.read(beside: path), acknowledged.isOf(last),
            acknowledged.commits > last.commits
        else { return }
        throw .logCutShort(path: path, whole: last.commits, last: acknowledged.commits)
    }

    /// Source: https://sqlite.org/fileformat2.html, "The Lock-Byte Page".
    private static func lockPage(_ pageSize: Int) -> Int {
        (1 << 30) / pageSize + 1
    }

    /// The row of `store` in the main file alone, and the page that it stands on.
    static func identity(_ path: String) throws(StoreError) -> StoredIdentity {
        let database = try UntouchedDatabase(path)
        database.allowMissingEnd()
        let roots = try database.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'store' AND type = 'table'") {
            Int(clamping: $0.int(0))
        }
        guard let page = roots.first else { throw .corrupt(path: path, detail: "its table 'store' is missing") }
        let found = try database.rows("SELECT identity, epoch, commits, is_open FROM store") { row in
            StoreIdentity(
                identity: row.bytes(0),
                epoch: row.int(1),
                commits: row.int(2),
                isOpen: row.int(3) != 0
            )
        }
        guard let identity = found.first, found.count == 1 else {
            throw .corrupt(path: path, detail: "its table 'store' has \(found.count) rows instead of one")
        }
        return StoredIdentity(identity: identity, page: page)
    }
}

/// The row of `store` in the main file, and the page that it stands on.
struct StoredIdentity: Hashable {
    let identity: StoreIdentity
    let page: Int
}
