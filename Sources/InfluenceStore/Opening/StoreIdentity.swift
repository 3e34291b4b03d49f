/// Which database a file or a log is of, and how far it has come: the one row of the table `store`.
///
/// Every transaction counts it up, so the page that it stands on is in every log, and a log that is not the file's own
/// is told before SQLite mixes the two: neither `quick_check` nor the salts of the log would tell.
struct StoreIdentity: Hashable, Sendable {
    /// 16 random bytes. A backup gets others.
    let identity: [UInt8]
    /// 1 for a database that began empty; a backup, and putting one back, raise it.
    let epoch: Int64
    /// The transactions so far.
    let commits: Int64
    /// Whether transactions have gone to the log since the file was whole: since a daemon began to use it, or emptied the log.
    let isOpen: Bool
}

extension StoreIdentity {
    /// Reads it from the bytes of its page, without SQLite; `nil` if that is not a leaf page with exactly this row.
    ///
    /// Source of the layout: https://sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format".
    init?(page: [UInt8]) {
        var cursor = PageCursor(page)
        guard cursor.byte() == 0x0d, cursor.skip(2), cursor.integer(2) == 1, cursor.skip(3),
            let cell = cursor.integer(2), cursor.move(to: Int(cell)),
            cursor.varint() != nil, cursor.varint() == 1
        else { return nil }
        // The header: its own length, then a type for each column. The first is the row's number, kept elsewhere.
        guard cursor.varint() == 6, cursor.varint() == 0, cursor.varint() == 44,
            let epochType = cursor.varint(), let commitsType = cursor.varint(), let openType = cursor.varint(),
            let identity = cursor.bytes(16), let epoch = cursor.number(ofType: epochType),
            let commits = cursor.number(ofType: commitsType), let isOpen = cursor.number(ofType: openType)
        else { return nil }
        self.init(identity: identity, epoch: epoch, commits: commits, isOpen: isOpen != 0)
    }
}

/// Reads numbers from a page, and nothing beyond its end.
private struct PageCursor {
    private let page: [UInt8]
    private var position = 0

    init(_ page: [UInt8]) {
        self.page = page
    }

    mutating func move(to offset: Int) -> Bool {
        position = offset
        return offset <= page.count
    }

    mutating func skip(_ count: Int) -> Bool {
        move(to: position + count)
    }

    mutating func byte() -> UInt8? {
        guard position < page.count else { return nil }
        defer { position += 1 }
        return page[position]
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count <= page.count - position else { return nil }
        defer { position += count }
        return Array(page[position..<position + count])
    }

    /// A signed number of that many bytes, the most significant first.
    mutating func integer(_ count: Int) -> Int64? {
        guard let bytes = bytes(count), let first = bytes.first else { return nil }
        // Two bytes are offsets and counts, which have no sign.
        let start: Int64 = count > 2 && first >= 0x80 ? -1 : 0
        return bytes.reduce(start) { $0 << 8 | Int64($1) }
    }

    mutating func varint() -> Int64? {
        var result: Int64 = 0
        for _ in 0..<8 {
            guard let byte = byte() else { return nil }
            result = result << 7 | Int64(byte & 0x7f)
            if byte < 0x80 { return result }
        }
        return byte().map { result << 8 | Int64($0) }
    }

    /// The number of a column of this type; negative ones do not occur in this table.
    mutating func number(ofType type: Int64) -> Int64? {
        switch type {
        case 8: 0
        case 9: 1
        case 1...4: integer(Int(type))
        case 5: integer(6)
        case 6: integer(8)
        default: nil
        }
    }
}
