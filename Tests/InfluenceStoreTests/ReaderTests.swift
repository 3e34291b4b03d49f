import Dispatch
import Testing

@testable import InfluenceStore

/// How several calls read at one time.
@Suite(.timeLimit(.minutes(5))) struct ReaderTests {
    @Test func `A call that reads long keeps no other from reading`() async throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database, options: StoreOptions(readerCount: 2))
        defer { store.close() }
        let (begun, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let reading = Thread(store, begun, gate)
        begun.wait()
        // Whichever the number of calls, none goes to the reader that is taken.
        for _ in 0..<10 { #expect(try store.lastRun() == nil) }
        gate.signal()
        reading.join()
    }

    @Test func `A cancelled task ends its reading only where it was said to`() async throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        defer { store.close() }
        let count = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT sum(i) FROM n
            """
        @Sendable func sum() throws -> Int? { try store.read { db in try db.integer(count) } }
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return (try? sum(), try? store.endingWithTask { try sum() })
        }
        task.cancel()
        let (whole, ended) = await task.value
        #expect(whole == 4_500_001_500_000)
        #expect(ended == nil)
        // The connection serves the next call.
        #expect(try store.endingWithTask { try sum() } == 4_500_001_500_000)
    }
}

/// Keeps a reader until the gate opens.
private final class Thread: Sendable {
    private let done = DispatchSemaphore(value: 0)

    init(_ store: Store, _ begun: DispatchSemaphore, _ gate: DispatchSemaphore) {
        let done = done
        DispatchQueue(label: "reader").async {
            try? store.read { _ in
                begun.signal()
                gate.wait()
            }
            done.signal()
        }
    }

    func join() { done.wait() }
}
