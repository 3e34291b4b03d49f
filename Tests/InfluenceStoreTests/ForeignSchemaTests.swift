import InfluenceModel
import Testing

@testable import InfluenceStore

/// A file of ours with something in it that is not: no check of pages would tell.
@Suite struct ForeignSchemaTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        store.close()
    }

    private func change(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path)
        try queue.use { db in try db.execute(sql: "PRAGMA journal_mode = DELETE; " + sql) }
        queue.close()
    }

    private static let additions = [
        (
            "CREATE TRIGGER zz AFTER INSERT ON run BEGIN DELETE FROM name; END", "the trigger 'zz' on 'run'",
            "TRIGGER zz"
        ),
        ("CREATE VIEW v AS SELECT 1", "the view 'v'", "VIEW v"),
        ("CREATE TABLE notes (text)", "the table 'notes'", "TABLE notes"),
        ("CREATE INDEX mine ON run (id, model)", "the index 'mine' on 'run'", "INDEX mine"),
    ]

    /// Before: taken without a word, and whatever was in it happened.
    @Test(arguments: additions)
    func `What influenced did not make is refused by name with what takes it away, and nothing changes`(
        sql: String,
        title: String,
        name: String
    ) throws {
        let path = directory.database
        try change(path, sql)
        let removal = "sqlite3 \(path) 'DROP \(name)'"
        let expected = StoreError.foreignSchema(
            path: path,
            problem: title + ", which influenced did not make",
            removal: removal
        )
        #expect(try directory.refusal() == expected)
        // The check says what a start would.
        #expect(Store.refusal(opening: path) == expected)
        try change(path, "DROP \(name)")
        let store = try Store(opening: path)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test(arguments: additions)
    func `A backup with it is not restored, and the database stays`(sql: String, title: String, name: String) throws {
        let backup = directory.path + "/monday.db"
        let store = try Store(opening: directory.database)
        _ = try store.backup(to: backup)
        store.close()
        let before = try TemporaryDirectory.bytes(directory.database)
        try change(backup, sql)
        let error = #expect(throws: StoreError.self) {
            try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(9))
        }
        let message = error?.description ?? ""
        #expect(message.contains(title) && message.contains("'DROP \(name)'"), "\(message)")
        #expect(try TemporaryDirectory.bytes(directory.database) == before)
        try change(backup, "DROP \(name)")
        _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(9))
    }

    @Test(arguments: [
        ("ALTER TABLE run ADD COLUMN odd TEXT", "the table 'run', which is not as influenced made it"),
        ("DROP INDEX run_by_model", "its index 'run_by_model' is missing"),
        (
            "DROP INDEX run_by_model; CREATE INDEX run_by_model ON run (id)",
            "the index 'run_by_model' on 'run', which is not as influenced made it"
        ),
        (
            "CREATE VIEW a AS SELECT 1; CREATE VIEW b AS SELECT 2",
            "the view 'a', and 1 more, which influenced did not make"
        ),
        ("PRAGMA user_version = 9", "which format 9, that it says it has, does not know"),
    ])
    func `What was changed, is missing or is several is named too`(sql: String, words: String) throws {
        try change(directory.database, sql)
        let message = try directory.refusal()?.description ?? ""
        #expect(message.contains(words) && message.contains("restore"), "\(message)")
    }

    @Test func `A name made to be read by a shell is not given to one`() throws {
        try change(directory.database, "CREATE VIEW \"a'; rm -rf x\" AS SELECT 1")
        let message = try directory.refusal()?.description ?? ""
        #expect(message.contains("the view 'a'; rm -rf x'") && !message.contains("sqlite3"), "\(message)")
        try change(
            directory.database,
            "DROP VIEW \"a'; rm -rf x\"; CREATE VIEW \(String(repeating: "v", count: 9_000)) AS SELECT 1"
        )
        #expect(try directory.refusal()?.description.utf8.count ?? 9_000 < 600)
    }

    @Test func `What somebody put there while it was open is found at the next start, and goes into no backup`() throws
    {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade("RUS")], recordedAt: .at(2), origin: "test")
        let other = try DatabaseQueue(directory.database)
        try other.use { db in try db.execute(sql: "CREATE VIEW v AS SELECT 1") }
        let error = #expect(throws: StoreError.self) { try store.backup(to: directory.path + "/b.db") }
        #expect(error?.description.contains("the view 'v'") == true, "\(String(describing: error))")
        #expect(!SystemCalls.exists(directory.path + "/b.db"))
        other.close()
        // A daemon that ends in order has it in its file.
        store.close()
        #expect(try directory.refusal()?.description.contains("the view 'v'") == true)
    }

    @Test func `What SQLite has counted is nothing foreign`() throws {
        try change(directory.database, "ANALYZE")
        let store = try Store(opening: directory.database)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test func `A start needs no other database to compare with, whatever the version`() throws {
        let made = SchemaInspection.digest(try SchemaInspection.parts(ofVersion: Schema.version))
        #expect(made == Schema.digest)
        for version in 1...Schema.version {
            let path = directory.path + "/\(version).db"
            let queue = try DatabaseQueue(path)
            try queue.use { db in
                for migration in Schema.migrations.prefix(version) { try db.execute(sql: migration.sql) }
                try SchemaInspection.check(db, version: version, path)
            }
            queue.close()
        }
    }
}
