import Dispatch
import InfluenceModel
import Synchronization

/// The daemon's memory: every observation and every score with its history, in one SQLite file.
///
/// What holds, whatever happens to the process or the machine:
/// * A call that changes something is one transaction, on disk (synchronous = FULL) when the call returns. A crash at
///   any instruction leaves all of it or nothing.
/// * Nothing is overwritten: observations have vintages, scores have runs. Every query takes `asOf` and answers then,
///   bit for bit, what it would have answered at that time. `recorded_at` rises strictly over vintages and runs
///   together, even where the wall clock steps back.
/// * One connection writes, and it alone checkpoints. Readers are read-only, see whole transactions, and hold a
///   snapshot only for the length of one call: long answers come in pages.
/// * When the disk is full or fails, the call throws, nothing is changed, reading goes on, and writing works again as
///   soon as the disk does.
///
/// All calls block and may be made from any thread.
package final class Store: Sendable {
    package let path: String
    let options: StoreOptions
    let writer: DatabaseQueue
    let reserve: ReserveFile
    private let lock: DatabaseLock
    let files: OpenedFiles
    /// What ``look()`` found last.
    package let report: StoreReport
    /// How many pages of the log hold what is not in the database yet.
    let logPages = LogPages()
    private let readers: [DatabaseQueue]
    /// Those that nobody reads with, the last used last: what is read often stays in few caches.
    private let idleReaders: Mutex<[Int]>
    private let idleReaderCount: DispatchSemaphore
    /// Whether reading ends when the task that reads is cancelled.
    @TaskLocal static var endsWithTask = false
    let memory = Mutex(WriterMemory())
    let gate = CommitGate()
    let tally = OutboxTally()

    /// Opens the database at `path`, or makes one. An older format is brought up to date.
    /// - Throws: ``StoreError``; the file is then unchanged.
    package init(opening name: String, options: StoreOptions = StoreOptions()) throws(StoreError) {
        // Where SQLite looks for the log, and whoever comes by the other name for the lock.
        let path = SystemCalls.target(of: name)
        self.path = path
        self.options = options
        try Probe.recognise(path)
        reserve = try ReserveFile(of: path, bytes: options.reserveBytes)
        do throws(StoreError) {
            // Before it is looked at whole: nobody else can change it now.
            var held = try DatabaseLock.take(of: path)
            switch try Probe.examine(path) {
            case .absent:
                try Connections.create(path)
                held = try DatabaseLock.take(of: path)
            case .ours(let version) where version < Schema.version:
                try reserve.withRoom { () throws(StoreError) in try Connections.migrate(path, from: version) }
            case .ours: break
            }
            guard let held, held.isOf(path) else {
                throw .cannotOpen(path: path, reason: "it was replaced while it was opened; start again")
            }
            lock = held
        } catch {
            reserve.removeIfNew()
            throw error
        }
        report = StoreReport(path)
        // Reading wants a log and its index, on a full disk too.
        let logPages = logPages
        writer = try reserve.withRoom { () throws(StoreError) in try Connections.writer(path, logPages) }
        files = OpenedFiles(path)
        readers = try Connections.readers(path, options)
        idleReaders = Mutex(Array(readers.indices.reversed()))
        idleReaderCount = DispatchSemaphore(value: readers.count)
        reserve.restore(free: SystemCalls.freeBytes(path), floor: options.freeSpaceFloor)
        // What cannot be read is met again by whoever asks for it.
        let known = try? read { db in (try Moments.last(db), try Self.epoch(db)) }
        memory.withLock { ($0.lastCommit, $0.epoch) = (known?.0, known?.1) }
    }

    /// Moves the log into the database and closes. Calls after it throw `closed`; not calling it loses nothing.
    /// - Returns: what kept the log from being moved: it stays, and holds what was stored last.
    @discardableResult
    package func close() -> StoreError? {
        let isTaken = files.missing != nil
        var isWhole = false
        var fault: StoreError?
        do {
            let isMarked = try markClosed()
            if isMarked { try truncateLog() }
            isWhole = isMarked && !isTaken
        } catch {
            fault = StoreError(error, path)
        }
        if isTaken { keepWhatWasTaken() }
        // Readers first: the last connection to close, the writer, removes the log.
        for reader in readers { reader.close() }
        writer.use { db in Connections.keepLog(!isWhole, db) }
        writer.close()
        lock.release()
        reserve.unlock()
        return fault
    }

    // MARK: Reading and writing

    /// Runs `body` on one snapshot. It must be short: a snapshot keeps the log from being reused.
    func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        idleReaderCount.wait()
        // As many as the semaphore has let through.
        let index = idleReaders.withLock { $0.popLast() } ?? 0
        defer {
            idleReaders.withLock { $0.append(index) }
            idleReaderCount.signal()
        }
        do {
            return try readers[index].use { db in
                if db.isInsideTransaction { try db.rollback() }
                try db.execute(sql: "BEGIN DEFERRED")
                defer { try? db.execute(sql: "COMMIT") }
                return try body(db)
            }
        } catch {
            throw noted(StoreError(error, path))
        }
    }

    /// Remembers damage: nothing is written to a damaged database.
    func noted(_ error: StoreError) -> StoreError {
        guard case .corrupt = error else { return error }
        memory.withLock { $0.damage = $0.damage ?? error }
        look()
        return error
    }

    /// Runs `body`, whose reading fails soon after its task was cancelled: for calls that nobody waits for any more. What
    /// writes, or is to be done to its end, must not run in it.
    package func endingWithTask<T>(_ body: () throws -> T) rethrows -> T {
        try Self.$endsWithTask.withValue(true, operation: body)
    }

    /// Between two pieces of what may end with its task.
    static func checkIfWanted() throws {
        if endsWithTask { try Task.checkCancellation() }
    }

    /// Nothing is stored, and acknowledged, in a file that is found no more. It passes with the file put back.
    private func refuseIfTaken() throws(StoreError) {
        if let file = files.missing { throw .takenAway(path: path, file: file) }
    }

    /// Runs `body` in one transaction, then keeps the log short.
    /// - Parameters:
    ///   - now: the time of the caller's clock, for the bookkeeping in ``status()``.
    ///   - grows: whether it adds to the database, and is refused where space is short.
    ///   - touching: what of the counts of ``status()`` it may change.
    func write<T>(
        now: Instant,
        grows: Bool = true,
        touching: Touched = .everything,
        _ body: (Database) throws -> T
    ) throws(StoreError) -> T {
        if let damage = memory.withLock({ $0.damage }) { throw damage }
        if grows { try refuseBelowFloor() }
        do {
            let result = try writer.use { db in
                if db.isOpen { try refuseIfTaken() }
                if db.isInsideTransaction { try db.rollback() }
                try markOpen(db)
                // Here, in the order of the transactions.
                defer { gate.end() }
                tally.begin()
                var result: T?
                try db.inTransaction(.immediate) {
                    try Self.countCommit(db)
                    result = try body(db)
                    try refuseIfTaken()
                    return .commit
                }
                guard let result else { throw Damage("a transaction without a result") }
                if let last = try? Self.commitNote(db) { reserve.note(last) }
                keepCounts(touching, db)
                return result
            }
            keepLogShort(now: now)
            look()
            return result
        } catch {
            let failure = noted(StoreError(error, path))
            if failure.isLackOfSpace { makeRoom() }
            if failure.isFaultOfDisk { memory.withLock { $0.lastFault = failure } }
            look()
            throw failure
        }
    }
}

extension Store {
    /// Looks at what a start would find, without writing anything or waiting for anybody.
    /// - Returns: why a start would refuse it; `nil` where it would not, or a daemon is at work on it.
    package static func refusal(opening name: String) -> StoreError? {
        Probe.refusal(SystemCalls.target(of: name))
    }

    /// What a transaction may change of what is counted.
    enum Touched {
        case everything
        /// Deliveries alone.
        case outbox
        /// Nothing: it notes a time.
        case nothing
    }

    /// Here, in the order of the transactions, so that whoever asks for the status waits for no reader. What a transaction
    /// does not touch is not counted again.
    private func keepCounts(_ touched: Touched, _ db: Database) {
        let counts = touched == .everything ? try? Self.count(db) : nil
        let change = tally.change
        let known = memory.withLock { $0.deliveries }
        // The first waiting one stands first in an index of its own; the others are never counted again.
        let deliveries =
            known == nil || (touched != .nothing && !change.isNone)
            ? try? known.map { try $0.after(change, db) } ?? Self.countDeliveries(db) : known
        let lastCommit = touched == .everything ? try? Moments.last(db) : nil
        let epoch = touched == .everything ? try? Self.epoch(db) : nil
        memory.withLock {
            $0.changes += 1
            if touched == .everything {
                $0.counts = counts
                $0.lastCommit = lastCommit ?? $0.lastCommit
                $0.epoch = epoch ?? $0.epoch
            }
            $0.deliveries = deliveries
            $0.lastFault = nil
            $0.kept.forget(after: touched)
        }
    }

    /// Runs `body` in a transaction of which nothing is kept, and gives it up where its task is cancelled.
    func rehearse<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        do {
            return try endingWithTask {
                try writer.use { db in
                    if db.isInsideTransaction { try db.rollback() }
                    var result: T?
                    try db.inTransaction(.immediate) {
                        result = try body(db)
                        return .rollback
                    }
                    guard let result else { throw Damage("a transaction without a result") }
                    return result
                }
            }
        } catch {
            throw StoreError(error, path)
        }
    }
}
