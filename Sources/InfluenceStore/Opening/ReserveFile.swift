import Glibc

/// A file beside the database with three duties: it is locked by the one process that may write, it holds some space that is
/// given up when the disk is full, so that the database can tidy up, and its head says what was acknowledged last.
final class ReserveFile: Sendable {
    private let descriptor: Int32
    private let bytes: Int
    private let path: String
    private let isNew: Bool

    /// - Throws: `inUse` if another process holds it.
    init(of database: String, bytes: Int) throws(StoreError) {
        path = database + "-reserve"
        isNew = !SystemCalls.exists(path)
        // Closed on exec: a hook must not keep the lock of a daemon that has ended.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        self.bytes = bytes
        guard descriptor >= 0 else {
            let failure = SystemCalls.Failure()
            throw StoreError(opening: path, of: database, failure)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = SystemCalls.Failure()
            close(descriptor)
            if failure.code == EWOULDBLOCK { throw .inUse(path: database) }
            throw .cannotOpen(path: path, reason: failure.reason)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Lets another process have the database.
    func unlock() {
        flock(descriptor, LOCK_UN)
    }

    /// Leaves nothing beside a database that was refused.
    func removeIfNew() {
        if isNew { unlink(path) }
    }

    var isHeld: Bool {
        var info = stat()
        return fstat(descriptor, &info) == 0 && Int(info.st_size) >= bytes
    }

    /// Gives the space up, but for the head.
    func release() {
        ftruncate(descriptor, off_t(min(SystemCalls.bytes(of: path), CommitNote.size)))
    }

    /// Notes what is on disk. Failing is harmless: an older note is true as well.
    func note(_ note: CommitNote) {
        let bytes = note.bytes
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

    /// Whether a process has the database open for writing. Nothing is made or changed.
    static func isLocked(of database: String) -> Bool {
        let descriptor = open(database + "-reserve", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// Runs `body`, and where the disk is full once more with the space given up.
    func withRoom<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
        do throws(StoreError) { return try body() } catch {
            guard error.isLackOfSpace, isHeld, bytes > 0 else { throw error }
            release()
            return try body()
        }
    }

    /// Takes the space again, if there is as much beyond `floor`.
    func restore(free: Int?, floor: Int) {
        guard bytes > 0, !isHeld, let free, free >= floor + 2 * bytes else { return }
        if posix_fallocate(descriptor, 0, off_t(bytes)) != 0 { release() }
    }
}
