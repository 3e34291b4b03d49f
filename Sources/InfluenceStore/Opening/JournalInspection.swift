import Glibc

/// What a rollback journal would put back into the database, read without SQLite, which would do so at once.
///
/// Source of the layout: https://sqlite.org/fileformat2.html, "The Rollback Journal".
struct JournalInspection: Hashable {
    let pageSize: Int
    /// The header of the database, as the first page is to be put back; `nil` where that page is not among them. Every
    /// transaction changes it.
    let firstPage: [UInt8]?
    /// Whether any other page is to be put back.
    let hasOtherPages: Bool

    enum Finding: Hashable {
        /// There is none, or its header was never written: SQLite takes nothing from it.
        case nothing
        /// Not the beginning of a journal.
        case unknown
        case journal(JournalInspection)
    }

    static func examine(_ path: String) throws(SystemCalls.Failure) -> Finding {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            let failure = SystemCalls.Failure()
            if failure.isMissing { return .nothing }
            throw failure
        }
        defer { close(file) }
        let head = try read(file, headerSize, at: 0)
        if head.allSatisfy({ $0 == 0 }) { return .nothing }
        guard let first = Segment(head) else { return .unknown }
        var firstPage: [UInt8]?
        var hasOtherPages = false
        var (segment, offset) = (Segment?.some(first), 0)
        while let current = segment, current.pageSize == first.pageSize {
            offset += current.sectorSize
            var left = current.records
            while left > 0, let record = Optional(try read(file, 4 + databaseHeader, at: offset)), record.count > 4 {
                if Probe.number(record, at: 0) == 1 {
                    firstPage = firstPage ?? Array(record.dropFirst(4))
                } else {
                    hasOtherPages = true
                }
                offset += 4 + current.pageSize + 4
                left -= 1
            }
            // The next one begins with a sector.
            offset = (offset + current.sectorSize - 1) / current.sectorSize * current.sectorSize
            segment = left == 0 ? Segment(try read(file, headerSize, at: offset)) : nil
        }
        return .journal(
            JournalInspection(pageSize: first.pageSize, firstPage: firstPage, hasOtherPages: hasOtherPages)
        )
    }

    private static let headerSize = 28
    private static let databaseHeader = 100

    private static func read(_ file: Int32, _ count: Int, at offset: Int) throws(SystemCalls.Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw SystemCalls.Failure() }
        return Array(bytes.prefix(got))
    }

    private struct Segment {
        /// As many as there are where the header does not say.
        let records: UInt32
        let sectorSize: Int
        let pageSize: Int

        init?(_ bytes: [UInt8]) {
            guard bytes.count == headerSize, bytes.starts(with: [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7])
            else { return nil }
            records = Probe.number(bytes, at: 8)
            sectorSize = Int(Probe.number(bytes, at: 20))
            pageSize = Int(Probe.number(bytes, at: 24))
            guard (32...65_536).contains(sectorSize), (512...65_536).contains(pageSize) else { return nil }
        }
    }
}
