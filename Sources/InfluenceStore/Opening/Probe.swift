import GRDBSQLite

/// Looks at a file without changing a byte of it or beside it, and says what it is.
///
/// The header tells whose file it is and which version of the format it has; where no log is left over from a crash,
/// the size and the tables are compared with what the header promises. A full check of the pages takes 3 ms a megabyte:
/// too long for a start, see ``Store/integrityProblems()``.
enum Probe {
    enum Finding: Hashable {
        case absent
        /// A database of ours, in that version of the format.
        case ours(version: Int)
    }

    /// - Throws: any of the opening errors of ``StoreError``, and `corrupt`.
    static func examine(_ path: String) throws(StoreError) -> Finding {
        let header: [UInt8]
        let size: Int
        do {
            guard let found = try SystemCalls.size(path) else { return .absent }
            guard SystemCalls.isRegularFile(path) else {
                throw StoreError.cannotOpen(path: path, reason: "not a regular file")
            }
            size = found
            header = try SystemCalls.head(path, headerSize)
        } catch let failure as SystemCalls.Failure {
            throw .cannotOpen(path: path, reason: failure.reason)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unexpected(path: path, detail: "\(error)")
        }
        if header.isEmpty { return .absent }
        let version = try checkHeader(header, path)
        if !isLeftFromCrash(path) {
            try checkSize(size, header, path)
            try checkTables(path)
        }
        return .ours(version: version)
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
        let stated = Int(header[16]) << 8 | Int(header[17])
        let pageSize = stated == 1 ? 65_536 : stated
        let pages = Int(number(header, at: 28))
        // The page count holds only if the change counter stands beside it.
        guard number(header, at: 24) == number(header, at: 92), pageSize >= 512 else {
            throw .corrupt(path: path, detail: "its header contradicts itself")
        }
        guard size >= pages * pageSize else {
            throw .corrupt(path: path, detail: "it is cut short: \(size) of \(pages * pageSize) bytes")
        }
    }

    /// Every version of the format has these.
    private static let tables: Set<String> = ["name", "vintage", "observation", "model", "run", "score"]

    private static func checkTables(_ path: String) throws(StoreError) {
        var connection: OpaquePointer?
        // Immutable: SQLite takes no lock and makes neither a log nor an index of it.
        let code = sqlite3_open_v2(
            "file:\(escaped(path))?immutable=1",
            &connection,
            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
            nil
        )
        defer { sqlite3_close_v2(connection) }
        guard code == SQLITE_OK else {
            throw .cannotOpen(path: path, reason: String(cString: sqlite3_errstr(code)))
        }
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var result = sqlite3_prepare_v2(
            connection,
            "SELECT name FROM sqlite_schema WHERE type = 'table'",
            -1,
            &statement,
            nil
        )
        var found = Set<String>()
        if result == SQLITE_OK {
            result = sqlite3_step(statement)
            while result == SQLITE_ROW {
                if let name = sqlite3_column_text(statement, 0) { found.insert(String(cString: name)) }
                result = sqlite3_step(statement)
            }
        }
        guard result == SQLITE_DONE else {
            throw .corrupt(path: path, detail: String(cString: sqlite3_errmsg(connection)))
        }
        if let missing = tables.subtracting(found).min() {
            throw .corrupt(path: path, detail: "its table '\(missing)' is missing")
        }
    }

    /// Whether a log waits to be applied, so that the file alone is not the whole truth.
    private static func isLeftFromCrash(_ path: String) -> Bool {
        [path + "-wal", path + "-journal"].contains { ((try? SystemCalls.size($0)) ?? nil) ?? 0 > 0 }
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A path as SQLite's URI file names want it.
    private static func escaped(_ path: String) -> String {
        path.reduce(into: "") { result, character in
            switch character {
            case "%": result += "%25"
            case "?": result += "%3f"
            case "#": result += "%23"
            default: result.append(character)
            }
        }
    }
}
