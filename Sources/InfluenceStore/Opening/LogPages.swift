import CSQLite
import Synchronization

/// How long the log is that is not in the database yet. Its file does not say: it keeps the length that it once had.
final class LogPages: Sendable {
    private let pages = Atomic<Int>(0)

    /// Bytes of a page with its header in the log.
    private static let pageBytes = 4096 + 24

    var bytes: Int { pages.load(ordering: .relaxed) * Self.pageBytes }

    /// Has the writing connection tell the length after each transaction. The connection must not outlive this.
    func watch(_ db: Database) {
        sqlite3_wal_hook(
            db.handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogPages>.fromOpaque(context).takeUnretainedValue().pages
                    .store(Int(pages), ordering: .relaxed)
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }
}
