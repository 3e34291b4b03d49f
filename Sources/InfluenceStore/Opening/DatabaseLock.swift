import Glibc

/// Held on the database itself by the one process that may write to it, from before it is looked at until it is closed. The
/// reserve beside it is locked as well, since that is there before the database is; but a name beside it can be removed,
/// renamed and put back, and whoever comes then would lock another file.
///
/// SQLite's own locks are of a process, and end with the first descriptor of the file that it closes. This one is of an open
/// file description (fcntl(2)), and of a byte that SQLite neither locks nor writes: neither meets the other, on network file
/// systems either.
final class DatabaseLock: Sendable {
    private let descriptor: Int32

    /// - Returns: `nil` where there is no file.
    /// - Throws: `inUse` if another process holds it.
    static func take(of database: String) throws(StoreError) -> DatabaseLock? {
        var kind = F_WRLCK
        var descriptor = open(database, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0, errno != ENOENT {
            // Who cannot write to it can tell all the same whether somebody does.
            kind = F_RDLCK
            descriptor = open(database, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        }
        guard descriptor >= 0 else {
            let failure = SystemCalls.Failure()
            if failure.isMissing { return nil }
            throw StoreError(opening: database, of: database, failure)
        }
        let lock = DatabaseLock(descriptor)
        var range = Self.range(kind)
        guard fcntl(descriptor, Self.set, &range) == 0 else {
            let failure = SystemCalls.Failure()
            if failure.code == EAGAIN || failure.code == EACCES { throw .inUse(path: database) }
            throw .cannotOpen(path: database, reason: "it cannot be locked: \(failure.reason)")
        }
        return lock
    }

    /// Whether a process holds it. Nothing is changed, nor is anybody kept out for a moment.
    static func isHeld(of database: String) -> Bool {
        let descriptor = open(database, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var range = Self.range(F_RDLCK)
        return fcntl(descriptor, Self.get, &range) == 0 && Int32(range.l_type) != F_UNLCK
    }

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Lets another process have the database.
    func release() {
        var range = Self.range(F_UNLCK)
        _ = fcntl(descriptor, Self.set, &range)
    }

    /// Whether it is the lock of the file of that name by now.
    func isOf(_ path: String) -> Bool { SystemCalls.isFile(descriptor, named: path) }

    // F_OFD_GETLK and F_OFD_SETLK of <fcntl.h>, which shows them to programs in GNU's dialect of C alone.
    private static let get: Int32 = 36
    private static let set: Int32 = 37

    /// A byte of the page that SQLite keeps for its locks, behind the 512 that it uses.
    /// Source: https://sqlite.org/fileformat2.html#the_lock_byte_page
    private static func range(_ kind: Int32) -> flock {
        flock(l_type: Int16(kind), l_whence: Int16(SEEK_SET), l_start: 0x4000_0000 + 1024, l_len: 1, l_pid: 0)
    }
}
