import InfluenceModel
import Testing

@testable import InfluenceStore

/// Another program that reads the database for as long as it likes, so that its log cannot be used anew.
@Suite struct PinnedLogTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database, options: StoreOptions(logLimit: 4 << 20))
    }

    private func add(_ round: Int) throws {
        let rows = (0..<30_000).map { Observation.trade("CHN", "KAZ", .month($0), Double($0 + round)) }
        _ = try store.importObservations(rows, recordedAt: .at(round), origin: "test")
        store.settle()
    }

    private func pinned(_ body: () throws -> Void) throws {
        let reader = try DatabaseQueue(directory.database, .reading)
        try reader.use { db in
            try db.execute(sql: "BEGIN; SELECT count(*) FROM vintage")
            try body()
            try db.execute(sql: "COMMIT")
        }
        reader.close()
    }

    @Test func `It grows, is told with its length, holds no writer up, and is short again when the reader has gone`()
        throws
    {
        try add(1)
        try pinned {
            for round in 2..<7 { try add(round) }
            #expect(store.logBytes > 8 << 20)
            #expect(store.report.current.status.logBytes > 8 << 20)
        }
        try add(7)
        try add(8)
        #expect(store.logBytes <= 8 << 20)
        #expect(try store.observations().count == 30_000)
        store.close()
    }

    @Test func `A close while it is pinned loses nothing, and the next start opens`() throws {
        try add(1)
        try pinned {
            try add(2)
            store.close()
        }
        let again = try Store(opening: directory.database)
        #expect(try again.observations().first?.value == 2)
        again.close()
    }

    @Test func `A process that is killed beside the reader leaves what it acknowledged`() throws {
        try add(1)
        let crashed = try TemporaryDirectory()
        try pinned {
            for round in 2..<4 { try add(round) }
            for suffix in ["", "-wal"] {
                try TemporaryDirectory.write(
                    try TemporaryDirectory.bytes(store.path + suffix),
                    to: crashed.database + suffix
                )
            }
        }
        let opened = try Store(opening: crashed.database)
        #expect(try opened.observations() == store.observations())
        opened.close()
        store.close()
    }
}
