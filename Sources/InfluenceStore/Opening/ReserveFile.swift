import Glibc
import Synchronization

/// A file beside the database with three duties: it is locked by the one process that may write, also while there is no
/// database yet; it holds some space that is given up when the disk is full, so that the database can tidy up; and its head
/// says what was acknowledged last. It looks like what one may remove to make room: then it is made anew.
final class ReserveFile: Sendable {
    private let bytes: Int
    private let database: String
    private let path: String
    private let isNew: Bool
    /// Open and locked.
    private let descriptor: Mutex<Int32>

    /// - Throws: `inUse` if another process holds it.
    init(of database: String, bytes: Int) throws(StoreError) {
        self.database = database
        path = database + "-reserve"
        isNew = !SystemCalls.exists(path)
        self.bytes = bytes
        descriptor = Mutex(try Self.take(path, of: database))
    }

    private static func take(_ path: String, of database: String) throws(StoreError) -> Int32 {
        // Closed on exec: a hook must not keep the lock of a daemon that has ended.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
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
        return descriptor
    }

    deinit {
        descriptor.withLock { _ = close($0) }
    }

    /// Lets another process have the database.
    func unlock() {
        descriptor.withLock { _ = flock($0, LOCK_UN) }
    }

    /// Leaves nothing beside a database that was refused.
    func removeIfNew() {
        if isNew { unlink(path) }
    }

    var isHeld: Bool { descriptor.withLock { isHeld($0) } }

    private func isHeld(_ descriptor: Int32) -> Bool {
        SystemCalls.isFile(descriptor, named: path) && size(descriptor) >= bytes
    }

    private func size(_ descriptor: Int32) -> Int {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? Int(info.st_size) : 0
    }

    /// Gives the space up, but for the head.
    func release() {
        descriptor.withLock { release($0) }
    }

    private func release(_ descriptor: Int32) {
        ftruncate(descriptor, off_t(min(size(descriptor), CommitNote.size)))
    }

    /// Notes what is on disk. Failing is harmless: an older note is true as well.
    func note(_ note: CommitNote) {
        let bytes = note.bytes
        descriptor.withLock { _ = pwrite($0, bytes, bytes.count, 0) }
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
        descriptor.withLock { restore($0, free: free, floor: floor) }
    }

    private func restore(_ descriptor: Int32, free: Int?, floor: Int) {
        guard bytes > 0, !isHeld(descriptor), let free, free >= floor + 2 * bytes else { return }
        if posix_fallocate(descriptor, 0, off_t(bytes)) != 0 { release(descriptor) }
    }

    /// Where its name leads elsewhere by now, or nowhere: makes it anew, with its note and its lock. Who holds what stands
    /// there, for the moment that it takes to be refused, is let be until the next time.
    func renew(free: Int?, floor: Int) {
        descriptor.withLock { descriptor in
            guard !SystemCalls.isFile(descriptor, named: path), let new = try? Self.take(path, of: database) else {
                return
            }
            var head = [UInt8](repeating: 0, count: CommitNote.size)
            if pread(descriptor, &head, head.count, 0) == head.count { _ = pwrite(new, head, head.count, 0) }
            close(descriptor)
            descriptor = new
            restore(new, free: free, floor: floor)
        }
    }
}
