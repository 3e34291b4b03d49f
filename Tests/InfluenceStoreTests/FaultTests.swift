import Dispatch
import Glibc
import InfluenceModel
import Synchronization
import Testing

@testable import InfluenceStore

@Suite struct FaultTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func observations(_ count: Int, _ value: Double) -> [Observation] {
        (0..<count).map { Observation.trade("CHN", "KAZ", .month($0), value + Double($0)) }
    }

    @Test func `Readers can neither write nor checkpoint`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        #expect(throws: StoreError.readOnly(path: directory.database)) {
            try store.read { db in try db.execute(sql: "DELETE FROM vintage") }
        }
        let frames = store.logBytes
        #expect(throws: (any Error).self) {
            let reader = try Connections.reader(directory.database, label: "test")
            _ = try reader.use { db in try db.checkpoint(.truncate) }
        }
        #expect(store.logBytes == frames)
    }

    @Test func `Readers meanwhile see whole runs only`() throws {
        let store = try Store(opening: directory.database)
        let months = (0..<40).map { Period.month($0) }
        _ = try store.commit(.of(periods: months) { _, _ in 1 }, recordedAt: .at(1))
        let isDone = Atomic<Bool>(false)
        let torn = Atomic<Int>(0)
        let failures = Atomic<Int>(0)
        let reads = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            do {
                if thread == 0 {
                    for run in 2...60 {
                        _ = try store.commit(.of(periods: months) { _, _ in Double(run) }, recordedAt: .at(run))
                    }
                    isDone.store(true, ordering: .releasing)
                }
                while !isDone.load(ordering: .acquiring) {
                    guard let table = try store.scores() else { continue }
                    let expected = Double(table.run.id)
                    let history = try store.history(of: ScoreSeries.all[thread], view: .revised)
                    let run = Double(history?.run.id ?? 0)
                    if !table.scores.allSatisfy({ $0.score.value == expected }) || table.scores.count != 8
                        || !(history?.points.allSatisfy { $0.score.value == run } ?? false)
                    {
                        torn.add(1, ordering: .relaxed)
                    }
                    reads.add(1, ordering: .relaxed)
                }
            } catch {
                failures.add(1, ordering: .relaxed)
                isDone.store(true, ordering: .releasing)
            }
        }
        #expect(torn.load(ordering: .relaxed) == 0)
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(try store.lastRun()?.id == 60)
        #expect(try store.violations == [])
    }

    @Test func `Concurrent writers take turns`() throws {
        let store = try Store(opening: directory.database)
        let failures = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            do {
                for index in 0..<20 {
                    let value = Double(thread * 100 + index)
                    _ = try store.commit(.of { _, _ in value }, recordedAt: .at(1))
                    _ = try store.importObservations(
                        [.trade("CHN", "KAZ", .month(thread), value)],
                        recordedAt: .at(1),
                        origin: "test"
                    )
                }
            } catch {
                failures.add(1, ordering: .relaxed)
            }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(try store.runs().count == 80)
        #expect(try store.runs().allSatisfy { $0.changed == 16 })
        #expect(try store.status().counts.observationVersions == 80)
        #expect(try store.violations == [])
    }

    @Test func `The log stays short however much is written`() throws {
        let options = StoreOptions(logLimit: 6 << 20)
        let store = try Store(opening: directory.database, options: options)
        for round in 0..<12 {
            _ = try store.importObservations(observations(40_000, Double(round)), recordedAt: .at(round), origin: "a")
            store.settle()
            // What one transaction writes may come on top.
            #expect(store.logBytes <= 6 << 20)
        }
        #expect(try store.status().lastCheckpoint != nil)
    }

    @Test func `A log that was long once is not copied again by every small transaction`() throws {
        let store = try Store(opening: directory.database)
        for round in 0..<20 {
            if try store.status().lastCheckpoint != nil { break }
            _ = try store.importObservations(observations(20_000, Double(round)), recordedAt: .at(round), origin: "a")
            store.settle()
        }
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(30))
        store.settle()
        let last = try #require(try store.status().lastCheckpoint)
        // The file keeps its length, which says nothing.
        #expect(store.logBytes >= 4 << 20)
        for second in 31..<37 {
            try store.heartbeat(run: 1, at: .at(second))
            store.settle()
        }
        #expect(try store.status().lastCheckpoint == last)
    }

    @Test func `What is published after each transaction is what counting finds`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.status()
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        #expect(store.report.current.status.counts.observations == 1)
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(2))
        #expect(try store.report.current.status.counts == store.read { try Store.count($0) })
        #expect(store.report.current.status.databaseBytes > 0)
        for second in 3..<5 { try store.heartbeat(run: 1, at: .at(second)) }
        #expect(try store.report.current.status.counts == store.read { try Store.count($0) })
        #expect(try store.lastRun()?.heartbeats == Heartbeats(count: 2, last: .at(4)))
        #expect(store.report.current.deliveries == DeliveryCounts(waiting: 0, dead: 0, waitingSince: nil))
    }

    @Test func `Below the floor writing is refused early, reading goes on, heartbeats too`() throws {
        let first = try Store(opening: directory.database)
        _ = try first.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        _ = try first.commit(.of { _, _ in 1 }, recordedAt: .at(2))
        first.close()
        let store = try Store(opening: directory.database, options: StoreOptions(freeSpaceFloor: .max / 4))
        let error = #expect(throws: StoreError.self) {
            try store.importObservations([.trade("RUS")], recordedAt: .at(3), origin: "test")
        }
        guard case .full(_, .some, .some(.max / 4)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: StoreError.self) { try store.commit(.of { _, _ in 2 }, recordedAt: .at(3)) }
        #expect(try store.status().fault != nil)
        #expect(try store.status().hasSpace == false)
        #expect(try store.observations() == [.trade()])
        try store.heartbeat(run: 1, at: .at(4))
    }

    @Test func `A database locked by another program is busy, and then no more`() throws {
        let store = try Store(opening: directory.database)
        let shell = try DatabaseQueue(directory.database)
        try shell.use { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        #expect(throws: StoreError.busy(path: directory.database)) {
            try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        }
        #expect(try store.observations() == [])
        try shell.use { db in try db.execute(sql: "ROLLBACK") }
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        #expect(try store.status().fault == nil)
    }

    @Test(arguments: [1, 17, 200, 1000])
    func `A process killed within a run leaves the last whole run`(scores: Int) async throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(2))
        store.close()
        let path = directory.database
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, scores = scores as Int] in
            try killDuringRun(path, after: scores)
        }
        let reopened = try Store(opening: directory.database)
        #expect(try reopened.observations() == [.trade(), .trade("RUS")])
        #expect(try reopened.runs().map(\.id) == [1])
        #expect(try reopened.scores()?.scores.allSatisfy { $0.score.value == 1 } == true)
        #expect(try reopened.violations == [])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
    func `On a full disk nothing is lost, reading goes on, and writing comes back by itself`() throws {
        let disk = try SmallDisk(directory.path + "/disk", bytes: 8 << 20)
        let options = StoreOptions(freeSpaceFloor: 0, reserveBytes: 1 << 20)
        let store = try Store(opening: disk.path + "/test.db", options: options)
        #expect(try store.status().hasReserve)
        _ = try store.importObservations(observations(5000, 0), recordedAt: .at(1), origin: "first")
        let stored = try store.observations()
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(2))

        let ballast = disk.path + "/ballast"
        try disk.fill(ballast)
        var refused: StoreError?
        for round in 1..<200 where refused == nil {
            do {
                let outcome = try store.importObservations(
                    observations(5000, Double(round) / 7),
                    recordedAt: .at(3),
                    origin: "more"
                )
                #expect(outcome.revised == 5000)
            } catch {
                refused = error
            }
        }
        guard case .full = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        let vintage = try #require(try store.lastVintage())
        #expect(try store.observations(asOf: .at(1)) == stored)
        #expect(try store.scores()?.scores.count == 8)
        let status = try store.status()
        #expect(status.fault != nil)
        #expect(!status.hasReserve)

        unlink(ballast)
        let after = try store.importObservations(observations(5000, 0.5), recordedAt: .at(4), origin: "after")
        #expect(after.vintage?.id == vintage.id + 1)
        #expect(after.revised == 5000)
        _ = try store.commit(.of { _, _ in 2 }, recordedAt: .at(5))
        #expect(try store.status().fault == nil)
        #expect(try store.status().hasReserve)
        #expect(try store.violations == [])
        store.close()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
    func `A start on a full disk reads with what the reserve held, and without a reserve says that the disk is full`()
        throws
    {
        let disk = try SmallDisk(directory.path + "/disk", bytes: 8 << 20)
        let path = disk.path + "/test.db"
        let options = StoreOptions(freeSpaceFloor: 0, reserveBytes: 1 << 20)
        var store = try Store(opening: path, options: options)
        _ = try store.importObservations(observations(500, 0), recordedAt: .at(1), origin: "first")
        let stored = try store.observations()
        store.close()
        let ballast = disk.path + "/ballast"
        try disk.fill(ballast, leaving: 0)
        store = try Store(opening: path, options: options)
        #expect(try store.observations() == stored)
        #expect(try !store.status().hasReserve)
        store.close()

        // What the reserve has given up has been used for something else.
        unlink(ballast)
        try disk.fill(ballast, leaving: 0)
        let error = #expect(throws: StoreError.self) { try Store(opening: path, options: options) }
        guard case .full = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        unlink(ballast)
        store = try Store(opening: path, options: options)
        #expect(try store.observations() == stored && store.status().hasReserve)
        store.close()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
    func `On a disk that turned read-only reading goes on`() throws {
        let disk = try SmallDisk(directory.path + "/disk", bytes: 8 << 20)
        let path = disk.path + "/test.db"
        do {
            let store = try Store(opening: path, options: StoreOptions(freeSpaceFloor: 0))
            _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
            store.close()
        }
        #expect(disk.remount(readOnly: true))
        #expect(throws: StoreError.readOnlyDisk(path: path)) { try Store(opening: path) }
        #expect(disk.remount(readOnly: false))
        let reopened = try Store(opening: path, options: StoreOptions(freeSpaceFloor: 0))
        #expect(try reopened.observations() == [.trade()])
        reopened.close()
    }
}

/// In the child process: kills it while the scores of a run are being computed and stored.
private func killDuringRun(_ path: String, after scores: Int) throws {
    let store = try Store(opening: path)
    _ = try store.importObservations([.trade("RUS")], recordedAt: .at(3), origin: "test")
    let months = (0..<200).map { Period.month($0) }
    let count = Mutex(0)
    let commit = RunCommit.of(periods: months) { _, _ in
        let reached = count.withLock { count in
            count += 1
            return count
        }
        if reached > scores { kill(getpid(), SIGKILL) }
        return 2
    }
    _ = try store.commit(commit, recordedAt: .at(4))
}

/// A file system of a few megabytes in memory.
final class SmallDisk {
    let path: String

    static var isPossible: Bool {
        guard geteuid() == 0, let directory = try? TemporaryDirectory() else { return false }
        return (try? SmallDisk(directory.path + "/disk", bytes: 1 << 20)) != nil
    }

    init(_ path: String, bytes: Int) throws {
        self.path = path
        guard mkdir(path, 0o700) == 0 else { throw SystemCalls.Failure() }
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else {
            let failure = SystemCalls.Failure()
            rmdir(path)
            throw failure
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    func remount(readOnly: Bool) -> Bool {
        let flags = MS_REMOUNT | (readOnly ? MS_RDONLY : 0)
        return mount("tmpfs", path, "tmpfs", UInt(flags), nil) == 0
    }

    /// Takes all space but some of the file system's own unit.
    func fill(_ file: String, leaving room: Int = 200 * 1024) throws {
        let free = SystemCalls.freeBytes(path) ?? 0
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        guard posix_fallocate(descriptor, 0, off_t(max(4096, free - room))) == 0 else {
            throw SystemCalls.Failure()
        }
    }
}
