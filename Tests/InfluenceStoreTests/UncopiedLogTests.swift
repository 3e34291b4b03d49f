import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// A disk that takes the log, and not the database that the log is to be copied into.
@Suite struct UncopiedLogTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database, options: StoreOptions(logLimit: 4 << 20))
    }

    private func add(_ round: Int, rows: Int = 40_000) throws {
        let rows = (0..<rows).map { Observation.trade("CHN", "KAZ", .month($0), Double($0 + round)) }
        _ = try store.importObservations(rows, recordedAt: .at(round), origin: "test")
        store.settle()
    }

    /// Has every write to the database's file fail from here on.
    /// - Returns: what ends that; not to be called once the store is closed.
    private func refuseWrites() throws -> () -> Void {
        let refusing = open(directory.database, O_RDONLY | O_CLOEXEC)
        let descriptors = SystemCalls.names(in: "/proc/self/fd").compactMap { Int32($0) }.filter { descriptor in
            // The lock on the file, which writes nothing, does not wait.
            fcntl(descriptor, F_GETFL) & (O_ACCMODE | O_NONBLOCK) == O_RDWR
                && SystemCalls.target(of: "/proc/self/fd/\(descriptor)") == directory.database
        }
        #expect(!descriptors.isEmpty)
        let kept = descriptors.map { (descriptor: $0, copy: fcntl($0, F_DUPFD_CLOEXEC, 0)) }
        for descriptor in descriptors { dup2(refusing, descriptor) }
        close(refusing)
        return {
            for (descriptor, copy) in kept {
                dup2(copy, descriptor)
                close(copy)
            }
        }
    }

    /// Adds until the log is worth being copied, which fails.
    private func fault(from first: Int) throws -> StoreError? {
        for round in first..<first + 10 where store.copyFault == nil { try add(round) }
        return store.copyFault
    }

    /// Before: four imports and their runs acknowledged, none of them in the database, and the status content.
    @Test func `It is told until it has been copied, though each transaction succeeds`() throws {
        try add(1, rows: 10)
        #expect(store.report.current.status.fault == nil)
        let end = try refuseWrites()
        let fault = try fault(from: 2)
        guard case .inputOutput(directory.database, _)? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(store.report.current.status.fault == fault)
        try add(20, rows: 1)
        #expect(store.report.current.status.fault == fault)
        end()
        try add(21, rows: 1)
        #expect(store.copyFault == nil)
        #expect(store.report.current.status.fault == nil)
        #expect(store.close() == nil)
    }

    @Test func `A close that cannot copy it says so, and the next start has all of it`() throws {
        try add(1, rows: 10)
        _ = try refuseWrites()
        try add(2, rows: 10)
        let known = try store.observations()
        let fault = try #require(store.close())
        guard case .inputOutput = fault else {
            Issue.record("\(fault)")
            return
        }
        let next = try Store(opening: directory.database)
        #expect(try next.observations() == known)
        #expect(next.close() == nil)
    }

    @Test func `One that another program holds up is no fault of the disk`() throws {
        try add(1)
        let reader = try DatabaseQueue(directory.database, .reading)
        try reader.use { db in
            try db.execute(sql: "BEGIN; SELECT count(*) FROM vintage")
            for round in 2..<4 { try add(round) }
            #expect(store.copyFault == nil)
            #expect(store.report.current.status.fault == nil)
            try db.execute(sql: "COMMIT")
        }
        reader.close()
        #expect(store.close() == nil)
    }
}
