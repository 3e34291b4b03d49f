import Glibc

/// What a write-ahead log holds that SQLite would copy into the database: read without SQLite, which would do so.
///
/// Source of the layout and of the checksum: https://sqlite.org/fileformat2.html, "The Write-Ahead Log".
struct LogInspection: Hashable {
    /// Whether whole transactions are in it; nothing else in a log counts.
    let hasTransactions: Bool
    let pageSize: Int
    /// The pages of the database after the last transaction.
    let pages: Int
    /// How many pages beyond `known`, up to `pages`, the log has.
    let pagesBeyond: Int
    /// The row of `store` as the first and the last transaction that have it in the log left it.
    let first: StoreIdentity?
    let last: StoreIdentity?
    /// A later transaction of the same database that stands behind what SQLite would read: the log is damaged before it, for
    /// each is on disk before the next begins. `nil`: none does. One more than the last may be one that never ended.
    let lost: Int64?
    /// Whether its first bytes are there and no header: a power cut leaves nothing of it, or zeros.
    let isHeaderDamaged: Bool

    /// - Parameters:
    ///   - path: of the log.
    ///   - own: the row of the table `store` in the main file; `nil` if the database has none.
    ///   - pageSize: of the main file.
    ///   - known: the pages that the main file has.
    /// - Returns: `nil` if there is no log, or an empty one.
    init?(_ path: String, _ own: StoredIdentity?, pageSize stated: Int, known: Int) throws(SystemCalls.Failure) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            let failure = SystemCalls.Failure()
            if failure.isMissing { return nil }
            throw failure
        }
        defer { close(file) }
        let head = try Self.read(file, count: Self.headerSize, at: 0)
        if head.isEmpty { return nil }
        var state = Scan(identityPage: own?.page, known: known)
        var end = Self.headerSize
        if let header = Header(head) {
            var checksum = header.checksum
            let frameSize = Self.frameHeaderSize + header.pageSize
            var offset = Self.headerSize
            scanning: while true {
                let block = try Self.read(file, count: frameSize * Self.framesAtOnce, at: offset)
                for start in stride(from: 0, through: block.count - frameSize, by: frameSize) {
                    let frame = block[start..<start + frameSize]
                    guard let next = header.checksum(after: checksum, frame: frame) else { break scanning }
                    checksum = next
                    state.add(frame)
                    end += frameSize
                }
                guard block.count == frameSize * Self.framesAtOnce else { break }
                offset += block.count
            }
            pageSize = header.pageSize
            isHeaderDamaged = false
        } else {
            pageSize = 0
            isHeaderDamaged = head.count == Self.headerSize && !head.allSatisfy { $0 == 0 }
        }
        hasTransactions = state.pages > 0
        pages = state.pages
        pagesBeyond = state.beyond.count { $0 <= state.pages }
        first = state.first
        last = state.last
        var lost: Int64?
        if let own, let behind = try Self.newest(file, from: end, own, pageSize: stated) {
            let whole = max(own.identity.commits, state.last?.commits ?? 0)
            if behind > whole, behind - whole > 1 { lost = behind }
        }
        self.lost = lost
    }

    /// The newest transaction of a database in the frames from an offset on, whether they belong to the log or not.
    private static func newest(
        _ file: Int32,
        from start: Int,
        _ own: StoredIdentity,
        pageSize: Int
    ) throws(SystemCalls.Failure) -> Int64? {
        let frameSize = frameHeaderSize + pageSize
        var newest: Int64?
        var offset = start
        while true {
            let block = try read(file, count: frameSize * framesAtOnce, at: offset)
            for start in stride(from: 0, through: block.count - frameSize, by: frameSize) {
                let frame = block[start..<start + frameSize]
                guard Int(Scan.number(frame, 0)) == own.page,
                    let found = StoreIdentity(page: Array(frame.dropFirst(frameHeaderSize))),
                    found.identity == own.identity.identity
                else { continue }
                newest = max(newest ?? found.commits, found.commits)
            }
            guard block.count == frameSize * framesAtOnce else { return newest }
            offset += block.count
        }
    }

    private static let headerSize = 32
    private static let frameHeaderSize = 24
    /// About half a megabyte.
    private static let framesAtOnce = 128

    private static func read(_ file: Int32, count: Int, at offset: Int) throws(SystemCalls.Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw SystemCalls.Failure() }
        return Array(bytes.prefix(got))
    }

    /// What is known after some frames. A transaction counts from the frame that ends it.
    private struct Scan {
        let identityPage: Int?
        let known: Int
        var pages = 0
        var beyond: Set<Int> = []
        var first: StoreIdentity?
        var last: StoreIdentity?
        private var pending: StoreIdentity?
        private var pendingBeyond: Set<Int> = []

        init(identityPage: Int?, known: Int) {
            self.identityPage = identityPage
            self.known = known
        }

        mutating func add(_ frame: ArraySlice<UInt8>) {
            let page = Int(Self.number(frame, 0))
            if page > known { pendingBeyond.insert(page) }
            if page == identityPage {
                pending = StoreIdentity(page: Array(frame.dropFirst(frameHeaderSize))) ?? pending
            }
            let size = Int(Self.number(frame, 4))
            guard size > 0 else { return }
            pages = size
            beyond.formUnion(pendingBeyond)
            pendingBeyond = []
            if let pending {
                first = first ?? pending
                last = pending
            }
            pending = nil
        }

        static func number(_ frame: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
            frame.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    private struct Checksum: Hashable {
        var first: UInt32 = 0
        var second: UInt32 = 0
    }

    private struct Header {
        let pageSize: Int
        let checksum: Checksum
        private let isBigEndian: Bool
        private let salts: ArraySlice<UInt8>

        /// `nil` for what SQLite takes for an empty log.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == headerSize else { return nil }
            let magic = Scan.number(bytes[...], 0)
            guard magic | 1 == 0x377f_0683, Scan.number(bytes[...], 4) == 3_007_000 else { return nil }
            let size = Int(Scan.number(bytes[...], 8))
            guard (512...65_536).contains(size), size & (size - 1) == 0 else { return nil }
            isBigEndian = magic & 1 == 1
            pageSize = size
            salts = bytes[16..<24]
            checksum = Self.sum(bytes[0..<24], after: Checksum(), isBigEndian)
            guard checksum.first == Scan.number(bytes[...], 24), checksum.second == Scan.number(bytes[...], 28) else {
                return nil
            }
        }

        /// The checksum with this frame; `nil` if the frame is not one of this log any more.
        func checksum(after checksum: Checksum, frame: ArraySlice<UInt8>) -> Checksum? {
            let head = frame.prefix(8)
            guard Scan.number(frame, 0) > 0, frame.dropFirst(8).prefix(8).elementsEqual(salts) else { return nil }
            let headed = Self.sum(head, after: checksum, isBigEndian)
            let sum = Self.sum(frame.dropFirst(frameHeaderSize), after: headed, isBigEndian)
            guard sum.first == Scan.number(frame, 16), sum.second == Scan.number(frame, 20) else { return nil }
            return sum
        }

        private static func sum(_ bytes: ArraySlice<UInt8>, after start: Checksum, _ isBigEndian: Bool) -> Checksum {
            var sum = start
            bytes.withUnsafeBytes { buffer in
                for offset in stride(from: 0, to: buffer.count - 7, by: 8) {
                    let one = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                    let two = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                    sum.first &+= (isBigEndian ? one.bigEndian : one.littleEndian) &+ sum.second
                    sum.second &+= (isBigEndian ? two.bigEndian : two.littleEndian) &+ sum.first
                }
            }
            return sum
        }
    }
}
