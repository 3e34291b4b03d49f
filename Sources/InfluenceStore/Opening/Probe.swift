/// Looks at a file without changing a byte of it or beside it, and says what it is.
///
/// The header tells whose file it is and which version of the format it has; where no log is left over from a crash,
/// the size and the tables are compared with what the header promises. A log has to be the file's own. A full check of
/// the pages takes 3 ms a megabyte: too long for a start, see ``Store/integrityProblems()``.
enum Probe {
    enum Finding: Hashable {
        case absent
        /// A database of ours, in that version of the format.
        case ours(version: Int)
    }

    /// Looks at the header alone, which no writer changes: whose file it is, while somebody may be using it.
    /// - Throws: any of the opening errors of ``StoreError``
    static func recognise(_ path: String) throws(StoreError) {
        try checkKinds(path)
        _ = try read(path).map { (_, header) throws(StoreError) in try checkHeader(header, path) }
    }

    /// Nothing but a file has the names that SQLite and the daemon look for: opening a pipe would wait for ever, and a folder
    /// in the place of the log is met by the first run.
    private static func checkKinds(_ path: String) throws(StoreError) {
        for suffix in ["", "-wal", "-shm", "-journal", "-reserve"] {
            let name = path + suffix
            guard SystemCalls.exists(name), !SystemCalls.isRegularFile(name) else { continue }
            let isMissing = ((try? SystemCalls.size(name)) ?? nil) == nil
            throw .cannotOpen(
                path: name,
                reason: isMissing
                    ? "it is a link to a file that is not there; is its disk mounted?" : "not a regular file"
            )
        }
    }

    /// Looks at the file and its log, which nobody else may be changing.
    /// - Throws: any of the opening errors of ``StoreError``, and `corrupt`.
    static func examine(_ path: String) throws(StoreError) -> Finding {
        guard let (size, header) = try read(path) else {
            try checkNoLog(path)
            try checkNoTrace(path)
            return .absent
        }
        let version = try checkHeader(header, path)
        if let former = try checkJournal(size, header, path) { return .ours(version: former) }
        let hasLog = try checkLog(size, header, version, path)
        if !hasLog { try checkSize(size, header, path) }
        // What is in the log does not change what it is made of: migrations go past it. What somebody else has put there is
        // found when it is opened.
        let database = try UntouchedDatabase(path)
        if hasLog { database.allowMissingEnd() }
        try SchemaInspection.check(database, version: version, path)
        return .ours(version: version)
    }

    /// Looks at the database and beside it, without writing anything or waiting for anybody.
    /// - Returns: why a start would refuse it; `nil` where it would not, or a daemon is at work on it.
    static func refusal(_ path: String) -> StoreError? {
        do throws(StoreError) {
            try recognise(path)
            if isInUse(path) { return nil }
            _ = try examine(path)
            return nil
        } catch {
            // One may have begun meanwhile, and what it writes was looked at half done.
            return isInUse(path) ? nil : error
        }
    }

    private static func isInUse(_ path: String) -> Bool {
        ReserveFile.isLocked(of: path) || DatabaseLock.isHeld(of: path)
    }

    /// The size and the header; `nil` for no file, or an empty one.
    private static func read(_ path: String) throws(StoreError) -> (size: Int, header: [UInt8])? {
        do {
            guard let size = try SystemCalls.size(path) else { return nil }
            guard SystemCalls.isRegularFile(path) else {
                throw StoreError.cannotOpen(path: path, reason: "not a regular file")
            }
            let header = try SystemCalls.head(path, headerSize)
            return header.isEmpty ? nil : (size, header)
        } catch let failure as SystemCalls.Failure {
            throw StoreError(opening: path, of: path, failure)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unexpected(path: path, detail: "\(error)")
        }
    }

    // Source of the offsets: https://sqlite.org/fileformat2.html#the_database_header
    private static let headerSize = 100

    private static func checkHeader(_ header: [UInt8], _ path: String) throws(StoreError) -> Int {
        let magic = Array("SQLite format 3\0".utf8)
        guard header.count == headerSize, Array(header.prefix(magic.count)) == magic else {
            throw .notADatabase(path: path)
        }
        let applicationID = number(header, at: 68)
        guard applicationID == UInt32(bitPattern: Schema.applicationID) else {
            throw .foreignDatabase(path: path, applicationID: applicationID)
        }
        let version = Int(number(header, at: 60))
        guard version <= Schema.version else {
            throw .newerDatabase(path: path, version: version, known: Schema.version)
        }
        guard version > 0 else {
            throw .corrupt(path: path, detail: "its header names no version of the format")
        }
        return version
    }

    private static func checkSize(_ size: Int, _ header: [UInt8], _ path: String) throws(StoreError) {
        let pageSize = pageSize(header)
        let pages = Int(number(header, at: 28))
        // The page count holds only if the change counter stands beside it.
        guard number(header, at: 24) == number(header, at: 92), pageSize >= 512 else {
            throw .corrupt(path: path, detail: "its header contradicts itself")
        }
        guard size >= pages * pageSize else {
            throw .corrupt(path: path, detail: "it is cut short: \(size) of \(pages * pageSize) bytes")
        }
    }

    /// Whatever the header says.
    static func pageSize(_ header: [UInt8]) -> Int {
        let stated = Int(header[16]) << 8 | Int(header[17])
        return stated == 1 ? 65_536 : stated
    }

    static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
