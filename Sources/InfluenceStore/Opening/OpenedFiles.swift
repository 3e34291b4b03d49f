import Glibc

/// The database and its log as they were opened: what stands under their names later may be another file, or none, and a
/// transaction then goes to a file that nobody finds again.
struct OpenedFiles: Hashable, Sendable {
    private let files: [String: FileNumber]

    /// - Parameter path: of the database, which is open for writing.
    init(_ path: String) {
        var files: [String: FileNumber] = [:]
        for name in [path, path + "-wal"] { files[name] = try? FileNumber(name) }
        self.files = files
    }

    /// The first whose name leads elsewhere, or nowhere. What cannot be looked at counts as being there.
    var missing: String? {
        files.keys.sorted().first { name in
            do throws(SystemCalls.Failure) {
                return try FileNumber(name) != files[name]
            } catch {
                return error.code == ENOENT || error.code == ENOTDIR
            }
        }
    }
}

/// Which file it is, whatever its names.
private struct FileNumber: Hashable, Sendable {
    private let device: dev_t
    private let number: ino_t

    init(_ path: String) throws(SystemCalls.Failure) {
        var info = stat()
        guard stat(path, &info) == 0 else { throw SystemCalls.Failure() }
        (device, number) = (info.st_dev, info.st_ino)
    }
}
