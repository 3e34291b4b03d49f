import InfluenceModel
import Testing

@testable import InfluenceStore

/// A rollback journal beside the file: its own, as a killed upgrade leaves it, or somebody's, which SQLite would write into the
/// database without a word.
@Suite struct ForeignJournalTests {
    let directory: TemporaryDirectory
    let crashed: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        crashed = try TemporaryDirectory()
    }

    private static let pageSize = 4096

    /// A transaction under way in rollback mode, with pages written already, as a killed migration leaves it.
    private func leaveJournal(of path: String, as name: String) throws {
        let queue = try DatabaseQueue(path)
        try queue.use { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = DELETE;
                    PRAGMA cache_size = 5;
                    BEGIN;
                    UPDATE store SET commits = commits + 1;
                    CREATE TABLE half (x);
                    INSERT INTO half SELECT randomblob(1000) FROM observation, observation;
                    UPDATE observation SET value = 77;
                    """
            )
            try TemporaryDirectory.write(try TemporaryDirectory.bytes(path), to: name)
            try TemporaryDirectory.write(try TemporaryDirectory.bytes(path + "-journal"), to: name + "-journal")
            try db.rollback()
        }
        queue.close()
    }

    private func content(_ directory: TemporaryDirectory, _ rows: Int) throws {
        let store = try Store(opening: directory.database)
        let observations = (0..<rows).map { Observation.trade("CHN", "KAZ", .month($0), Double($0)) }
        _ = try store.importObservations(observations, recordedAt: .at(1), origin: "test")
        store.close()
    }

    private func isForeign(_ error: StoreError?) -> Bool {
        if case .foreignJournal = error { true } else { false }
    }

    @Test func `What a killed migration left is taken back`() throws {
        try content(directory, 40)
        try leaveJournal(of: directory.database, as: crashed.database)
        #expect(try SystemCalls.size(crashed.database + "-journal") ?? 0 > 4096)
        let store = try Store(opening: crashed.database)
        #expect(try store.observations().map(\.value) == (0..<40).map { Double($0) })
        store.close()
    }

    /// Before: SQLite wrote it into the database, cut that to the other's length, and removed the journal.
    @Test func `The journal of another database of ours is refused`() throws {
        let (other, draft) = (try TemporaryDirectory(), try TemporaryDirectory())
        try content(other, 30)
        let again = try Store(opening: other.database)
        _ = try again.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "on")
        again.close()
        try leaveJournal(of: other.database, as: draft.database)
        try content(directory, 60)
        try copyMain()
        let journal = try TemporaryDirectory.bytes(draft.database + "-journal")
        try TemporaryDirectory.write(journal, to: crashed.database + "-journal")
        #expect(isForeign(try crashed.refusal()))
    }

    /// Same imports, same pages, same counters; the values are others.
    private func twins() throws -> TemporaryDirectory {
        let twin = try TemporaryDirectory()
        for (place, sign) in [(directory, 1.0), (twin, -1.0)] {
            let store = try Store(opening: place.database)
            for second in 1..<4 {
                let rows = (0..<40).map { Observation.trade("CHN", "KAZ", .month($0), sign * Double($0 + second)) }
                _ = try store.importObservations(rows, recordedAt: .at(second), origin: "test")
            }
            store.close()
        }
        let (here, there) = (
            try TemporaryDirectory.bytes(directory.database), try TemporaryDirectory.bytes(twin.database)
        )
        #expect(here.count == there.count && here.prefix(Self.pageSize) == there.prefix(Self.pageSize))
        return twin
    }

    /// Before: the counters of both stand at the same, so SQLite mixed the two.
    @Test func `The journal of another database of ours is refused, be it in the same state, whatever of it is there`()
        throws
    {
        let (twin, other, own) = (try twins(), try TemporaryDirectory(), try TemporaryDirectory())
        try leaveJournal(of: twin.database, as: other.database)
        try leaveJournal(of: directory.database, as: own.database)
        let whole = try TemporaryDirectory.bytes(other.database + "-journal")
        let mine = try TemporaryDirectory.bytes(own.database + "-journal")
        let sector = Int(whole[22]) << 8 | Int(whole[23])
        // From the first page on, which is that of the row that every transaction changes first.
        for pages in [1, 2, 5, .max] {
            let length = pages == .max ? whole.count : sector + pages * (Self.pageSize + 8)
            try copyMain()
            try TemporaryDirectory.write(Array(whole.prefix(length)), to: crashed.database + "-journal")
            #expect(isForeign(try crashed.refusal()), "\(pages) pages")
            try TemporaryDirectory.write(Array(mine.prefix(length)), to: crashed.database + "-journal")
            try expectOwn()
        }
        // With pages in the file that the transaction has changed.
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(own.database), to: crashed.database)
        try TemporaryDirectory.write(whole, to: crashed.database + "-journal")
        #expect(isForeign(try crashed.refusal()))
        try TemporaryDirectory.write(mine, to: crashed.database + "-journal")
        try expectOwn()
    }

    private func expectOwn() throws {
        let store = try Store(opening: crashed.database)
        #expect(try store.observations().map(\.value) == (0..<40).map { Double($0 + 3) })
        store.close()
    }

    /// As the files are while an upgrade is under way.
    private func rollbackMode(_ path: String) throws {
        let queue = try DatabaseQueue(path)
        try queue.use { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
        queue.close()
    }

    /// The step into WAL mode, which journals the first page alone: it may bring back nothing else.
    @Test func `A journal of the first page alone is refused where that says more than the mode`() throws {
        try content(directory, 40)
        try rollbackMode(directory.database)
        let queue = try DatabaseQueue(directory.database)
        var journal: [UInt8] = []
        try queue.use { db in
            try db.execute(
                sql: "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE; PRAGMA user_version = \(Schema.version)"
            )
            try copyMain()
            journal = try TemporaryDirectory.bytes(directory.database + "-journal")
            try db.rollback()
        }
        queue.close()
        let sector = Int(journal[22]) << 8 | Int(journal[23])
        #expect(journal.count == sector + Self.pageSize + 8)
        // What makes it one, and the number of its pages, are written when it is on disk, just before the database is.
        journal.replaceSubrange(0..<12, with: [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0, 0, 1])
        // The first of the free pages, their number, the cookie of the schema, somewhere in the schema.
        for place in [35, 39, 43, 120, 1001, 4095] {
            var changed = journal
            changed[sector + 4 + place] ^= 1
            try TemporaryDirectory.write(changed, to: crashed.database + "-journal")
            #expect(isForeign(try crashed.refusal()), "byte \(place)")
        }
        try TemporaryDirectory.write(journal, to: crashed.database + "-journal")
        let store = try Store(opening: crashed.database)
        #expect(try store.observations().count == 40)
        store.close()
    }

    /// Before: the upgrade of a crashed database took its log away and left the mark, so a kill before the daemon's first
    /// transaction made of it "a copy of a database in use".
    @Test func `An upgrade after a crash may itself be killed between any two of its steps`() throws {
        let version = Schema.version - 1
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in
            for migration in Schema.migrations.prefix(version) { try db.execute(sql: migration.sql) }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = \(version);
                    PRAGMA journal_mode = WAL;
                    PRAGMA wal_autocheckpoint = 0;
                    UPDATE store SET commits = commits + 1, is_open = 1;
                    PRAGMA wal_checkpoint;
                    UPDATE store SET commits = commits + 1;
                    INSERT INTO vintage (id, recorded_at, origin, added, revised) VALUES (1, 1000000, 'test', 0, 0);
                    """
            )
            try crashed.copyCrashed(directory)
        }
        let (main, log) = (
            try TemporaryDirectory.bytes(crashed.database), try TemporaryDirectory.bytes(crashed.database + "-wal")
        )
        queue.close()
        let steps: [(Database) throws -> Void] = [
            { try Store.markWhole($0) },
            { try $0.execute(sql: "PRAGMA journal_mode = DELETE") },
            { try Schema.migrate($0, from: version) },
        ]
        for taken in 0...steps.count {
            try TemporaryDirectory.write(main, to: crashed.database)
            try TemporaryDirectory.write(log, to: crashed.database + "-wal")
            let interrupted = try DatabaseQueue(crashed.database)
            try interrupted.use { db in
                for step in steps.prefix(taken) { try step(db) }
                Connections.keepLog(true, db)
            }
            interrupted.close()
            let store = try Store(opening: crashed.database)
            #expect(try store.lastVintage()?.id == 1, "after \(taken) steps")
            store.close()
            #expect(try Probe.examine(crashed.database) == .ours(version: Schema.version))
        }
    }

    /// Killed when the new version stood in the header already, and the journal was there still. Before: "its version changed
    /// while it was opened", once.
    @Test func `A step of an upgrade that was killed at its end is taken back and taken anew`() throws {
        let version = Schema.version - 1
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in
            for migration in Schema.migrations.prefix(version) { try db.execute(sql: migration.sql) }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = \(version);
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                    INSERT INTO vintage (id, recorded_at, origin, added, revised) SELECT i, i, 'test', 0, 0 FROM n;
                    PRAGMA cache_size = 5;
                    BEGIN;
                    UPDATE store SET commits = commits + 1;
                    CREATE TABLE half (x);
                    INSERT INTO half SELECT randomblob(1000) FROM vintage, vintage;
                    """
            )
            try copyMain()
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + "-journal"),
                to: crashed.database + "-journal"
            )
            try db.rollback()
        }
        queue.close()
        var main = try TemporaryDirectory.bytes(crashed.database)
        main[27] += 1
        main[95] += 1
        main[63] = UInt8(Schema.version)
        try TemporaryDirectory.write(main, to: crashed.database)
        #expect(try Probe.examine(crashed.database) == .ours(version: version))
        let store = try Store(opening: crashed.database)
        #expect(try store.lastVintage()?.id == 40)
        store.close()
        #expect(try Probe.examine(crashed.database) == .ours(version: Schema.version))
    }

    @Test func `The journal of an older copy of the same database is refused`() throws {
        try content(directory, 40)
        let draft = try TemporaryDirectory()
        try leaveJournal(of: directory.database, as: draft.database)
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "on")
        store.close()
        try copyMain()
        try TemporaryDirectory.write(
            try TemporaryDirectory.bytes(draft.database + "-journal"),
            to: crashed.database + "-journal"
        )
        #expect(isForeign(try crashed.refusal()))
    }

    @Test func `Another program's journal, and what is none, are refused; one that was never begun is nothing`() throws
    {
        try content(directory, 10)
        let foreign = try TemporaryDirectory()
        let queue = try DatabaseQueue(foreign.database)
        try queue.use { db in
            try db.execute(
                sql: """
                    CREATE TABLE t (x);
                    PRAGMA cache_size = 5;
                    BEGIN;
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
                    INSERT INTO t SELECT randomblob(1000) FROM n;
                    """
            )
        }
        let journal = try TemporaryDirectory.bytes(foreign.database + "-journal")
        try queue.use { db in try db.rollback() }
        queue.close()
        try copyMain()
        for bytes in [journal, Array("no journal at all, but long enough".utf8), [0xd9, 0xd5]] as [[UInt8]] {
            try TemporaryDirectory.write(bytes, to: crashed.database + "-journal")
            #expect(isForeign(try crashed.refusal()))
        }
        for bytes in [[UInt8](repeating: 0, count: 512), []] {
            try TemporaryDirectory.write(bytes, to: crashed.database + "-journal")
            let store = try Store(opening: crashed.database)
            #expect(try store.observations().count == 10)
            store.close()
        }
    }

    private func copyMain() throws {
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(directory.database), to: crashed.database)
    }
}
