extension Probe {
    /// Compares the file with the rollback journal beside it: one that an upgrade or a first start left unfinished is the
    /// database's own.
    /// - Returns: whether one waits to be rolled back, so that the file alone is not the truth.
    static func checkJournal(_ size: Int, _ header: [UInt8], _ path: String) throws(StoreError) -> Bool {
        let journal: JournalInspection?
        do {
            journal = try JournalInspection(path + "-journal")
        } catch {
            throw .cannotOpen(path: path + "-journal", reason: error.reason)
        }
        guard let journal else { return false }
        func foreign(_ detail: String) -> StoreError { .foreignJournal(path: path, detail: detail) }
        guard journal.pageSize > 0 else { throw foreign("it is no journal of SQLite") }
        guard journal.pageSize == pageSize(header) else { throw foreign("its pages have another size") }
        // Whoever has a log has no journal.
        guard SystemCalls.bytes(of: path + "-wal") == 0 else {
            throw foreign("the database has a log, \(path)-wal")
        }
        guard let first = journal.firstPage else {
            // Nothing was changed yet.
            guard journal.isEmpty, journal.pages == size / journal.pageSize else {
                throw foreign("the beginning of the database is not in it")
            }
            return true
        }
        // In WAL mode pages go to the log; what is journalled is the step into it and out of it, in the first page.
        guard header[18] < 2 || !journal.hasOtherPages else {
            throw foreign("the database is written through its log")
        }
        let before = number(first, at: 24)
        let now = number(header, at: 24)
        guard Array(first.prefix(16)) == Array(header.prefix(16)), number(first, at: 68) == number(header, at: 68),
            number(first, at: 92) != before || Int(number(first, at: 28)) == journal.pages,
            size / journal.pageSize >= journal.pages,
            // Both numbers are written with the first page, when all of it is on disk.
            now == before &+ 1 || (now == before && Int(number(header, at: 28)) == journal.pages)
        else { throw foreign("it was written for another database, or for another state of this one") }
        return true
    }
}
