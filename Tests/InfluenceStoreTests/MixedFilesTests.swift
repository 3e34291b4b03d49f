import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

/// Files that do not belong together, as restores by hand, copies of a running service and full disks leave them.
@Suite struct MixedFilesTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// What a crash would leave of a store at work: the file and its log.
    private func crash(_ store: Store, into target: TemporaryDirectory, _ suffixes: [String] = ["", "-wal"]) throws {
        store.settle()
        for suffix in suffixes {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(store.path + suffix),
                to: target.database + suffix
            )
        }
    }

    private func content(_ directory: TemporaryDirectory, _ rows: Int) throws -> Store {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations(
            (0..<rows).map { .trade("CHN", "KAZ", .month($0), Double($0)) },
            recordedAt: .at(1),
            origin: "test"
        )
        return store
    }

    /// Opens and expects a refusal that leaves every file as it was.
    private func refusal(_ directory: TemporaryDirectory) throws -> StoreError? {
        let before = try directory.contents
        let error = #expect(throws: StoreError.self) { try Store(opening: directory.database) }
        #expect(try directory.contents == before)
        return error
    }

    private func isForeignLog(_ error: StoreError?) -> Bool {
        if case .foreignLog = error { true } else { false }
    }

    @Test func `A backup put beside the log of the crashed database is refused, and both stay`() throws {
        let store = try content(directory, 300)
        let crashed = try TemporaryDirectory()
        _ = try store.backup(to: directory.path + "/backup.db")
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "later")
        try crash(store, into: crashed)
        try TemporaryDirectory.write(
            try TemporaryDirectory.bytes(directory.path + "/backup.db"),
            to: crashed.database
        )
        let error = try refusal(crashed)
        #expect(isForeignLog(error))
        #expect(error?.description.contains("influenced restore") == true)
        store.close()
    }

    @Test func `A log that holds every page does not bring the old database back`() throws {
        // Everything since the creation is in the log: nothing was checkpointed.
        let store = try content(directory, 5)
        let other = try TemporaryDirectory()
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        try content(other, 3).close()
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(other.database), to: crashed.database)
        #expect(isForeignLog(try refusal(crashed)))
        store.close()
    }

    @Test func `The file of one folder with the log of another is refused, whichever way round`() throws {
        let other = try TemporaryDirectory()
        let (here, there) = (try content(directory, 400), try content(other, 40))
        for (file, log) in [(here, there), (there, here)] {
            let mixed = try TemporaryDirectory()
            try crash(file, into: mixed, [""])
            try crash(log, into: mixed, ["-wal"])
            #expect(isForeignLog(try refusal(mixed)))
        }
        here.close()
        there.close()
    }

    @Test func `An older copy of the same file with a newer log is refused`() throws {
        try content(directory, 10).close()
        let old = try TemporaryDirectory.bytes(directory.database)
        var store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "two")
        store.close()
        store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(3), origin: "three")
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        try TemporaryDirectory.write(old, to: crashed.database)
        #expect(isForeignLog(try refusal(crashed)))
        store.close()
    }

    @Test func `A log that ends before the file does is refused`() throws {
        let store = try content(directory, 10)
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed, ["-wal"])
        for second in 2..<6 {
            _ = try store.importObservations(
                [.trade("RUS", "UZB", .month(second))],
                recordedAt: .at(second),
                origin: "on"
            )
        }
        store.close()
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(directory.database), to: crashed.database)
        #expect(isForeignLog(try refusal(crashed)))
    }

    @Test(arguments: [nil, [UInt8]()])
    func `A log without its database is refused and becomes no new one`(main: [UInt8]?) throws {
        let store = try content(directory, 10)
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed, ["-wal"])
        if let main { try TemporaryDirectory.write(main, to: crashed.database) }
        let expected = StoreError.databaseMissing(path: crashed.database, log: crashed.database + "-wal")
        #expect(try refusal(crashed) == expected)
        store.close()
    }

    @Test func `A start after a crash that writes nothing ends in order, and the next one opens`() throws {
        let store = try content(directory, 10)
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        for _ in 0..<3 {
            let opened = try Store(opening: crashed.database)
            #expect(try opened.observations() == store.observations())
            opened.close()
        }
        store.close()
    }

    @Test func `The file of a database in use copied alone is refused; copied with its log it opens`() throws {
        let store = try content(directory, 10)
        let copied = try TemporaryDirectory()
        try crash(store, into: copied, [""])
        #expect(try refusal(copied) == .logMissing(path: copied.database))
        try crash(store, into: copied, ["-wal"])
        let opened = try Store(opening: copied.database)
        #expect(try opened.observations() == store.observations())
        opened.close()
        store.close()
        // Once it has ended in order, the file is all there is.
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(directory.database), to: copied.database)
        #expect(try Store(opening: copied.database).observations().count == 10)
    }

    @Test func `A file cut short beside its own log is refused`() throws {
        try content(directory, 4000).close()
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "two")
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        let whole = try TemporaryDirectory.bytes(crashed.database)
        try TemporaryDirectory.write(Array(whole.prefix(whole.count - 5 * 4096)), to: crashed.database)
        let error = try refusal(crashed)
        guard case .corrupt(_, let detail) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("cut short"))
        store.close()
    }

    @Test func `Any moment of a checkpoint that was interrupted opens with all that was acknowledged`() throws {
        try content(directory, 50).close()
        let store = try Store(opening: directory.database)
        for second in 2..<9 {
            let rows = (0..<200).map { Observation.trade("RUS", "UZB", .month($0 + second), Double(second)) }
            _ = try store.importObservations(rows, recordedAt: .at(second), origin: "on")
        }
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        let (before, log) = (
            try TemporaryDirectory.bytes(crashed.database), try TemporaryDirectory.bytes(crashed.database + "-wal")
        )
        try store.writer.use { db in try db.checkpoint(.passive) }
        let after = try TemporaryDirectory.bytes(store.path)
        let expected = try store.observations()
        let pages = after.count / 4096
        for count in stride(from: 0, through: pages, by: 3) {
            // A checkpoint writes the pages in their order.
            var main = Array(after.prefix(count * 4096))
            if main.count < before.count { main += before[main.count...] }
            try TemporaryDirectory.write(main, to: crashed.database)
            try TemporaryDirectory.write(log, to: crashed.database + "-wal")
            let opened = try Store(opening: crashed.database)
            #expect(try opened.observations() == expected, "after \(count) pages")
            opened.close()
        }
        store.close()
    }

    @Test func `A log of whatever bytes is none, and takes nothing away`() throws {
        try content(directory, 10).close()
        for bytes in [[UInt8](repeating: 0, count: 5000), Array("not a log, but long enough to be taken for one".utf8)]
        {
            try TemporaryDirectory.write(bytes, to: directory.database + "-wal")
            let store = try Store(opening: directory.database)
            #expect(try store.observations().count == 10)
            store.close()
        }
    }

    // MARK: Rollback journals

    /// The journal of a transaction under way, long enough to be on disk; `then` sees the files as they are meanwhile.
    private func interrupted(_ path: String, _ setup: String, first: String = "", then: () throws -> Void) throws {
        let queue = try DatabaseQueue(path)
        try queue.use { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2; \(setup)")
            try db.execute(
                sql: """
                    BEGIN; \(first) CREATE TABLE filler (a); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                    INSERT INTO filler SELECT randomblob(200) FROM n;
                    """
            )
            try then()
            try db.rollback()
        }
        queue.close()
    }

    /// As each step of an upgrade begins.
    private static let counting = "UPDATE store SET commits = commits + 1;"

    private func isForeignJournal(_ error: StoreError?) -> Bool {
        if case .foreignJournal = error { true } else { false }
    }

    @Test func `The journal of another program's database is refused, and both files stay`() throws {
        try content(directory, 400).close()
        let other = directory.path + "/other.db"
        try interrupted(other, "CREATE TABLE t (a); INSERT INTO t VALUES (1);") {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(other + "-journal"),
                to: directory.database + "-journal"
            )
        }
        let error = try refusal(directory)
        #expect(isForeignJournal(error))
        #expect(error?.description.contains("influenced restore") == true)
        // It is gone, and the database is as it was.
        #expect(unlink(directory.database + "-journal") == 0)
        let store = try Store(opening: directory.database)
        #expect(try store.observations().count == 400)
        store.close()
    }

    @Test func `The journal of another database of influenced, or of an older state of this one, is refused`() throws {
        let other = try TemporaryDirectory()
        try content(other, 30).close()
        let old = try TemporaryDirectory()
        try content(directory, 10).close()
        try TemporaryDirectory.write(try TemporaryDirectory.bytes(directory.database), to: old.database)
        let store = try Store(opening: directory.database)
        for second in 2..<6 {
            let rows = (0..<200).map { Observation.trade("RUS", "UZB", .month($0), Double(second)) }
            _ = try store.importObservations(rows, recordedAt: .at(second), origin: "on")
        }
        store.close()
        for source in [other, old] {
            try interrupted(source.database, "", first: Self.counting) {
                try TemporaryDirectory.write(
                    try TemporaryDirectory.bytes(source.database + "-journal"),
                    to: directory.database + "-journal"
                )
            }
            #expect(isForeignJournal(try refusal(directory)))
        }
    }

    @Test func `A database with its own journal, as an interrupted upgrade leaves it, opens with all it had`() throws {
        try content(directory, 400).close()
        let crashed = try TemporaryDirectory()
        try interrupted(directory.database, "", first: Self.counting) {
            for suffix in ["", "-journal"] {
                try TemporaryDirectory.write(
                    try TemporaryDirectory.bytes(directory.database + suffix),
                    to: crashed.database + suffix
                )
            }
        }
        #expect(try TemporaryDirectory.bytes(crashed.database + "-journal").count > 100)
        let store = try Store(opening: crashed.database)
        #expect(try store.observations().count == 400)
        store.close()
    }

    @Test func `Bytes in the place of a journal that are none are refused; zeros are no journal`() throws {
        try content(directory, 10).close()
        let bytes = Array("notes of somebody, and long enough to be taken for more than that".utf8)
        try TemporaryDirectory.write(bytes, to: directory.database + "-journal")
        #expect(isForeignJournal(try refusal(directory)))
        try TemporaryDirectory.write([UInt8](repeating: 0, count: 5000), to: directory.database + "-journal")
        let store = try Store(opening: directory.database)
        #expect(try store.observations().count == 10)
        store.close()
    }

    @Test func `A crashed database with its log and somebody's journal is refused`() throws {
        let store = try content(directory, 10)
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        let other = directory.path + "/other.db"
        try interrupted(other, "") {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(other + "-journal"),
                to: crashed.database + "-journal"
            )
        }
        #expect(isForeignJournal(try refusal(crashed)))
        store.close()
    }

    // MARK: Links

    @Test func `A link to a database opens after a crash, and is held against the log beside its target`() throws {
        let store = try content(directory, 40)
        let (crashed, mixed, links) = (try TemporaryDirectory(), try TemporaryDirectory(), try TemporaryDirectory())
        try crash(store, into: crashed)
        try content(mixed, 300).close()
        try TemporaryDirectory.write(
            try TemporaryDirectory.bytes(crashed.database + "-wal"),
            to: mixed.database + "-wal"
        )
        #expect(symlink(crashed.database, links.path + "/one.db") == 0)
        #expect(symlink(links.path + "/one.db", links.path + "/two.db") == 0)
        #expect(symlink(mixed.database, links.path + "/mixed.db") == 0)
        let opened = try Store(opening: links.path + "/two.db")
        #expect(try opened.observations() == store.observations())
        // By either name it is in use.
        #expect(throws: StoreError.self) { try Store(opening: crashed.database) }
        #expect(throws: StoreError.self) { try Store(opening: links.path + "/one.db") }
        opened.close()
        #expect(links.names.sorted() == ["mixed.db", "one.db", "two.db"])
        let error = #expect(throws: StoreError.self) { try Store(opening: links.path + "/mixed.db") }
        #expect(isForeignLog(error))
        store.close()
    }

    // MARK: Damaged logs

    @Test(arguments: [9, 13, 20, 40, 60, 500, 32 + 24 + 4096 + 30, 32 + 3 * (24 + 4096) + 200])
    func `A log that is damaged before what was acknowledged last is refused, and stays`(byte: Int) throws {
        try content(directory, 50).close()
        let store = try Store(opening: directory.database)
        for second in 2..<9 {
            _ = try store.importObservations(
                [.trade("RUS", "UZB", .month(second))],
                recordedAt: .at(second),
                origin: "on"
            )
        }
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        var log = try TemporaryDirectory.bytes(crashed.database + "-wal")
        log[byte] ^= 0x55
        try TemporaryDirectory.write(log, to: crashed.database + "-wal")
        guard case .logDamaged(_, let whole, let last) = try refusal(crashed) else {
            Issue.record("it is not refused")
            return
        }
        #expect(whole + 1 < last)
        store.close()
    }

    @Test func `What a power cut leaves of the last transaction is no damage`() throws {
        let store = try content(directory, 50)
        for second in 2..<9 {
            _ = try store.importObservations(
                [.trade("RUS", "UZB", .month(second))],
                recordedAt: .at(second),
                origin: "on"
            )
        }
        let crashed = try TemporaryDirectory()
        try crash(store, into: crashed)
        let log = try TemporaryDirectory.bytes(crashed.database + "-wal")
        for torn in 1...3 {
            var bytes = log
            bytes[log.count - torn * 1000] ^= 0x55
            try TemporaryDirectory.write(bytes, to: crashed.database + "-wal")
            let opened = try Store(opening: crashed.database)
            #expect(try opened.observations().count == 56)
            opened.close()
            try crash(store, into: crashed)
        }
        store.close()
    }

    @Test func `A crashed database of the format before is brought up to date with its log`() throws {
        // As version 5 left it after a crash: WAL mode, and the last rows in the log alone.
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in
            for migration in Schema.migrations.prefix(5) { try db.execute(sql: migration.sql) }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 5;
                    PRAGMA journal_mode = WAL;
                    PRAGMA wal_autocheckpoint = 0;
                    INSERT INTO vintage (id, recorded_at, origin, added, revised) VALUES (1, 1000000, 'test', 0, 0);
                    """
            )
        }
        let crashed = try TemporaryDirectory()
        for suffix in ["", "-wal"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + suffix),
                to: crashed.database + suffix
            )
        }
        queue.close()
        let store = try Store(opening: crashed.database)
        #expect(try store.lastVintage()?.id == 1)
        store.close()
        #expect(try Probe.examine(crashed.database) == .ours(version: Schema.version))
    }

    @Test func `Every transaction is counted, and a copy in use is marked`() throws {
        func row(_ store: Store) throws -> [Int] {
            try store.writer.use { db in
                let row = try RawStatement(db, "SELECT commits, is_open, epoch FROM store")
                return try row.firstRow { (0..<3).map { Int(row.int($0)) } } ?? []
            }
        }
        var store = try content(directory, 1)
        #expect(try row(store) == [2, 1, 1])
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "two")
        #expect(try row(store) == [3, 1, 1])
        store.close()
        store = try Store(opening: directory.database)
        // Its end counts too; nothing was written since the start.
        #expect(try row(store) == [4, 0, 1])
        _ = try store.importObservations([.trade("TUR")], recordedAt: .at(3), origin: "three")
        #expect(try row(store) == [6, 1, 1])
        store.close()
    }

    @Test func `Damage that was met stops all writing, and reading what is whole goes on`() throws {
        try content(directory, 5000).close()
        var bytes = try TemporaryDirectory.bytes(directory.database)
        let page = bytes.count / 4096 * 3 / 4 * 4096
        bytes.replaceSubrange(page..<page + 4096, with: [UInt8](repeating: 0xa5, count: 4096))
        try TemporaryDirectory.write(bytes, to: directory.database)
        let store = try Store(opening: directory.database)
        // Not met yet.
        _ = try store.importObservations([.trade("RUS", "UZB", .month(1))], recordedAt: .at(2), origin: "two")
        #expect(throws: StoreError.self) { try store.observations() }
        let error = #expect(throws: StoreError.self) {
            try store.importObservations([.trade("TUR", "UZB", .month(1))], recordedAt: .at(3), origin: "three")
        }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try store.lastVintage()?.id == 2)
        store.close()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
    func `A close that cannot mark the file as whole leaves its log, and it opens again`() throws {
        let disk = try SmallDisk(directory.path + "/disk", bytes: 8 << 20)
        let path = disk.path + "/small.db"
        let options = StoreOptions(freeSpaceFloor: 0, reserveBytes: 0)
        let store = try Store(opening: path, options: options)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        // Not a byte is left for the mark.
        let filler = open(disk.path + "/filler", O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 0, count: 512)
        while write(filler, block, block.count) > 0 {}
        close(filler)
        store.close()
        unlink(disk.path + "/filler")
        let again = try Store(opening: path, options: options)
        #expect(try again.observations() == [.trade()])
        again.close()
    }
}
