extension Probe {
    /// Compares the file with the rollback journal beside it, which SQLite would write into it. Ours leaves one only where a
    /// migration, or the step out of and into WAL mode around it, was killed.
    /// - Returns: whether one waits to be put back, so that the file alone is not the truth.
    static func checkJournal(_ header: [UInt8], _ path: String) throws(StoreError) -> Bool {
        let name = path + "-journal"
        let finding: JournalInspection.Finding
        do {
            finding = try JournalInspection.examine(name)
        } catch {
            throw .cannotOpen(path: name, reason: error.reason)
        }
        switch finding {
        case .nothing: return false
        case .unknown: throw .foreignJournal(path: path, detail: "it is no journal at all")
        case .journal(let journal):
            try check(journal, header, path)
            return true
        }
    }

    private static func check(
        _ journal: JournalInspection,
        _ header: [UInt8],
        _ path: String
    ) throws(StoreError) {
        guard journal.pageSize == pageSize(header) else {
            throw .foreignJournal(path: path, detail: "its pages have another size")
        }
        guard let first = journal.firstPage, first.count == header.count else {
            throw .foreignJournal(path: path, detail: "the first page, which every transaction changes, is not in it")
        }
        guard number(first, at: 68) == number(header, at: 68), Int(number(first, at: 60)) <= Schema.version else {
            throw .foreignJournal(path: path, detail: "it was written for another program's database")
        }
        // A transaction counts the header's counter up by one, at its end.
        guard number(header, at: 24) &- number(first, at: 24) <= 1 else {
            throw .foreignJournal(path: path, detail: "it is of another time, or of another database")
        }
        // In WAL mode pages go to the log; what is journalled is the step out of it, in the first page.
        guard header[18] < 2 || !journal.hasOtherPages else {
            throw .foreignJournal(path: path, detail: "the database is written through its log")
        }
    }

    static func pageSize(_ header: [UInt8]) -> Int {
        let stated = Int(header[16]) << 8 | Int(header[17])
        return stated == 1 ? 65_536 : stated
    }
}
