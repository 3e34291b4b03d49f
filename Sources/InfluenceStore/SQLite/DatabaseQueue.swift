import Dispatch

/// One connection, used by one caller at a time, in the order in which they came.
final class DatabaseQueue: Sendable {
    private let queue: DispatchQueue
    // Safe: touched on the queue alone, which is serial; before that by `init`, of which nobody else has it yet.
    private nonisolated(unsafe) let database: Database

    /// - Parameters:
    ///   - label: of the queue, for debuggers.
    ///   - prepare: sets the connection up before anybody uses it.
    init(
        _ path: String,
        _ access: Database.Access = .readingAndWriting,
        label: String = "influenced.store",
        prepare: (Database) throws -> Void = { _ in }
    ) throws {
        database = try Database(path, access)
        queue = DispatchQueue(label: label)
        try prepare(database)
    }

    /// Runs `body` on the caller's thread, when its turn comes. Not to be called from within another `use`.
    func use<T>(_ body: (Database) throws -> T) rethrows -> T {
        try queue.sync { try body(database) }
    }

    /// Runs `body` on a thread of the system's, when its turn comes.
    func useLater(_ body: @escaping @Sendable (Database) -> Void) {
        queue.async { [self] in body(database) }
    }

    /// Calls after it throw `SQLITE_MISUSE`.
    func close() {
        use { $0.close() }
    }
}
