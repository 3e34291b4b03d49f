import Glibc

/// What a rollback journal would put back into the database beside it, and cut the database to: read without SQLite, which
/// would do so for a journal of whatever database.
///
/// Source of the layout and of the checksum: https://sqlite.org/fileformat2.html, "The Rollback Journal".
struct JournalInspection: Hashable {
    /// 0 where it is none of SQLite's.
    let pageSize: Int
    /// Of the database before the transaction.
    let pages: Int
    /// The first page as it was before the transaction, which each transaction changes; `nil` where it is not in the journal.
    let firstPage: [UInt8]?
    /// The row of `store` as it was before the transaction; `nil` where it is not in the journal.
    let own: StoredIdentity?
    /// Whether any other page is in it.
    let hasOtherPages: Bool
    /// Whether the journal was cut off before anything was written to the database.
    let isEmpty: Bool

    /// - Returns: `nil` where SQLite sees none: there is no file, or an empty one, or its beginning is zeroed.
    init?(_ path: String) throws(SystemCalls.Failure) {
        let head = try SystemCalls.exists(path) ? SystemCalls.head(path, Self.headerSize) : []
        guard let first = head.first, first != 0 else { return nil }
        let sector = head.count == Self.headerSize ? Int(Probe.number(head, at: 20)) : 0
        let size = head.count == Self.headerSize ? Int(Probe.number(head, at: 24)) : 0
        guard Array(head.prefix(8)) == Self.magic, Self.isPowerOfTwo(size, 512...65_536),
            Self.isPowerOfTwo(sector, 32...65_536)
        else {
            (pageSize, pages, firstPage, own, hasOtherPages, isEmpty) = (0, 0, nil, nil, false, false)
            return
        }
        pageSize = size
        pages = Int(Probe.number(head, at: 16))
        var nonce = Probe.number(head, at: 12)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemCalls.Failure() }
        defer { close(file) }
        var found: [UInt8]?
        var own: StoredIdentity?
        var others = false
        var records = 0
        var offset = sector
        while found == nil || own == nil {
            let record = try Self.read(file, count: size + 8, at: offset)
            let number = record.count == size + 8 ? Int(Probe.number(record, at: 0)) : 0
            if number > 0, Self.sum(record[4..<size + 4], nonce) == Probe.number(record, at: size + 4) {
                records += 1
                let page = Array(record[4..<size + 4])
                if number == 1 {
                    found = page
                } else {
                    others = true
                    own = own ?? StoreIdentity(page: page).map { StoredIdentity(identity: $0, page: number) }
                }
                offset += record.count
            } else {
                // A long transaction has several parts, each with a header at the next sector.
                offset = (offset + sector - 1) / sector * sector
                let header = try Self.read(file, count: Self.headerSize, at: offset)
                guard header.count == Self.headerSize, Array(header.prefix(8)) == Self.magic else { break }
                nonce = Probe.number(header, at: 12)
                offset += sector
            }
        }
        firstPage = found
        self.own = own
        hasOtherPages = others
        isEmpty = records == 0
    }

    private static let headerSize = 28
    private static let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]

    private static func read(_ file: Int32, count: Int, at offset: Int) throws(SystemCalls.Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw SystemCalls.Failure() }
        return Array(bytes.prefix(got))
    }

    private static func isPowerOfTwo(_ number: Int, _ range: ClosedRange<Int>) -> Bool {
        range.contains(number) && number & (number - 1) == 0
    }

    /// Of each two hundredth byte, from the end.
    private static func sum(_ page: ArraySlice<UInt8>, _ nonce: UInt32) -> UInt32 {
        stride(from: page.count - 200, to: 0, by: -200).reduce(nonce) { $0 &+ UInt32(page[page.startIndex + $1]) }
    }
}
