extension Probe {
    /// Compares the file with the rollback journal beside it: one that an upgrade or a first start left unfinished is the
    /// database's own.
    /// - Returns: the version of the format to which it takes the database back; `nil` where none waits to be rolled back, so
    ///   that the file alone is the truth.
    static func checkJournal(_ size: Int, _ header: [UInt8], _ path: String) throws(StoreError) -> Int? {
        let journal: JournalInspection?
        do {
            journal = try JournalInspection(path + "-journal")
        } catch {
            throw StoreError(opening: path + "-journal", of: path, error)
        }
        guard let journal else { return nil }
        func foreign(_ detail: String) -> StoreError { .foreignJournal(path: path, detail: detail) }
        let another = foreign("it was written for another database, or for another state of this one")
        guard journal.pageSize > 0 else { throw foreign("it is no journal of SQLite") }
        guard journal.pageSize == pageSize(header) else { throw foreign("its pages have another size") }
        // Whoever has a log has no journal.
        guard SystemCalls.bytes(of: path + "-wal") == 0 else {
            throw foreign("the database has a log, \(path)-wal")
        }
        if journal.isEmpty {
            // Nothing was changed yet.
            guard journal.pages == size / journal.pageSize else { throw another }
            return Int(number(header, at: 60))
        }
        // In WAL mode pages go to the log; what is journalled is the step into it and out of it, in the first page.
        guard header[18] < 2 || !journal.hasOtherPages else {
            throw foreign("the database is written through its log")
        }
        guard let first = journal.firstPage else {
            // Pages may have been written, but neither their number nor the counters.
            guard try isOwn(journal, path) == true, journal.pages == Int(number(header, at: 28)),
                size / journal.pageSize >= journal.pages
            else { throw another }
            return Int(number(header, at: 60))
        }
        let before = number(first, at: 24)
        let now = number(header, at: 24)
        let version = Int(number(first, at: 60))
        guard version > 0, Array(first.prefix(16)) == Array(header.prefix(16)),
            number(first, at: 68) == number(header, at: 68),
            number(first, at: 92) != before || Int(number(first, at: 28)) == journal.pages,
            size / journal.pageSize >= journal.pages,
            // Both numbers are written with the first page, when all of it is on disk.
            now == before &+ 1 || (now == before && Int(number(header, at: 28)) == journal.pages)
        else { throw another }
        if !journal.hasOtherPages {
            guard try isStep(first, path) else { throw another }
        } else if version >= Schema.identified {
            guard try isOwn(journal, path) == true else { throw another }
        }
        return version
    }

    /// Whether the row of `store` in the file is that of the journal, as it was or with the journal's own transaction counted,
    /// which changes it before anything else; `nil` where the journal has no such row.
    private static func isOwn(_ journal: JournalInspection, _ path: String) throws(StoreError) -> Bool? {
        guard let own = journal.own else { return nil }
        let page = try bytes(path, journal.pageSize, at: (own.page - 1) * journal.pageSize)
        guard let found = StoreIdentity(page: page), found.identity == own.identity.identity else { return false }
        let (counted, overflow) = found.commits.subtractingReportingOverflow(own.identity.commits)
        return !overflow && (0...1).contains(counted)
    }

    /// Whether the first page of the file is that one but for what the step into WAL mode or out of it changes.
    private static func isStep(_ first: [UInt8], _ path: String) throws(StoreError) -> Bool {
        // The versions of the format, the counter, and who counted it last.
        let changed = [18..<20, 24..<28, 92..<100]
        let now = try bytes(path, first.count, at: 0)
        return now.count == first.count
            && first.indices.allSatisfy { index in
                first[index] == now[index] || changed.contains { $0.contains(index) }
            }
    }

    private static func bytes(_ path: String, _ count: Int, at offset: Int) throws(StoreError) -> [UInt8] {
        do {
            return try SystemCalls.head(path, count, at: offset)
        } catch {
            throw StoreError(opening: path, of: path, error)
        }
    }
}
