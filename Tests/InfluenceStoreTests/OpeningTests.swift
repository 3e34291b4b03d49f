import Glibc
import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct OpeningTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A closed database with some content.
    private func makeDatabase() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        store.close()
    }

    private func patch(_ offset: Int, _ bytes: [UInt8]) throws {
        var content = try TemporaryDirectory.bytes(directory.database)
        content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        try TemporaryDirectory.write(content, to: directory.database)
    }

    /// Opens and expects a refusal that leaves every file as it was.
    private func refusal(_ comment: Comment? = nil) throws -> StoreError? {
        let before = try directory.contents
        let error = #expect(throws: StoreError.self, comment) {
            try Store(opening: directory.database)
        }
        #expect(try directory.contents == before, comment)
        #expect(error?.description.contains(directory.database) ?? true)
        return error
    }

    @Test func `A new database is ours, strict, in WAL mode and fully synchronous`() throws {
        let store = try Store(opening: directory.database)
        let (mode, synchronous, id, version) = try store.writer.use { db in
            (
                try db.text("PRAGMA journal_mode"), try db.integer("PRAGMA synchronous"),
                try db.integer("PRAGMA application_id"), try db.integer("PRAGMA user_version")
            )
        }
        #expect(mode == "wal")
        #expect(synchronous == 2)
        #expect(id == 0x696e_666c)
        #expect(version == Schema.version)
        let loose = try store.writer.use { db in
            try db.texts("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
        }
        #expect(loose.filter { !$0.hasPrefix("sqlite_") } == [])
        #expect(try store.violations == [])
    }

    @Test func `A database that was closed is one file, and opens with all it had`() throws {
        try makeDatabase()
        #expect(directory.names == ["test.db", "test.db-reserve"])
        let store = try Store(opening: directory.database)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test func `An empty file becomes a database`() throws {
        try TemporaryDirectory.write([], to: directory.database)
        let store = try Store(opening: directory.database)
        #expect(try store.observations() == [])
    }

    @Test func `What a crash leaves opens with all that was acknowledged`() throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        let crashed = try TemporaryDirectory()
        for name in ["test.db", "test.db-wal"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.path + "/" + name),
                to: crashed.path + "/" + name
            )
        }
        let reopened = try Store(opening: crashed.database)
        #expect(try reopened.observations() == [.trade()])
        #expect(try reopened.violations == [])
    }

    @Test func `A creation that was interrupted is begun anew`() throws {
        try TemporaryDirectory.write(Array("half".utf8), to: directory.database + "-new")
        let store = try Store(opening: directory.database)
        #expect(try store.observations() == [])
        #expect(!directory.names.contains("test.db-new"))
    }

    @Test(arguments: ["a text\n", "SQLite format 3", "SQLite format 3\0 and nothing more"])
    func `A file that is no database is refused and not touched`(text: String) throws {
        try TemporaryDirectory.write(Array(text.utf8), to: directory.database)
        #expect(try refusal() == .notADatabase(path: directory.database))
        #expect(directory.names == ["test.db"])
    }

    @Test(arguments: ["", "PRAGMA application_id = 1196444487;"])
    func `Another program's database is refused and not touched`(pragma: String) throws {
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in
            try db.execute(sql: pragma + "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        }
        queue.close()
        let applicationID: UInt32 = pragma.isEmpty ? 0 : 1_196_444_487
        let error = try refusal()
        #expect(error == .foreignDatabase(path: directory.database, applicationID: applicationID))
        #expect(directory.names == ["test.db"])
    }

    @Test func `Another program's database with a log is refused, log and all`() throws {
        let other = try DatabaseQueue(directory.database)
        try other.use { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
        }
        #expect(try refusal() == .foreignDatabase(path: directory.database, applicationID: 0))
        #expect(directory.names == ["test.db", "test.db-shm", "test.db-wal"])
        other.close()
    }

    @Test func `A newer version's database is refused and not touched`() throws {
        try makeDatabase()
        try patch(60, [0, 0, 0, 99])
        let known = Schema.version
        #expect(try refusal() == .newerDatabase(path: directory.database, version: 99, known: known))
    }

    @Test func `A database that is cut short is refused and not touched`() throws {
        try makeDatabase()
        let whole = try TemporaryDirectory.bytes(directory.database)
        for size in stride(from: 100, to: whole.count, by: 1777) {
            try TemporaryDirectory.write(Array(whole.prefix(size)), to: directory.database)
            let error = try refusal("\(size) bytes")
            guard case .corrupt = error else {
                Issue.record("\(size) bytes: \(String(describing: error))")
                continue
            }
        }
    }

    @Test func `A database whose first page is overwritten is refused and not touched`() throws {
        try makeDatabase()
        try patch(100, [UInt8](repeating: 0x5a, count: 3000))
        guard case .corrupt = try refusal() else {
            Issue.record("not seen as damaged")
            return
        }
    }

    @Test func `Damage further inside is found by the check, and reported by name when met`() throws {
        let store = try Store(opening: directory.database)
        let many = (0..<5000).map { Observation.trade("CHN", "KAZ", .month($0), Double($0)) }
        _ = try store.importObservations(many, recordedAt: .at(1), origin: "test")
        store.close()
        let size = try TemporaryDirectory.bytes(directory.database).count
        // The later pages are those of the observations.
        try patch(size / 4096 * 3 / 4 * 4096, [UInt8](repeating: 0xa5, count: 4096))
        let damaged = try Store(opening: directory.database)
        #expect(try damaged.integrityProblems() != [])
        let error = #expect(throws: StoreError.self) { try damaged.observations() }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// Opening a pipe waits until somebody writes to it: for ever.
    @Test(arguments: ["", "-wal", "-shm", "-journal", "-reserve"], ["pipe", "folder", "device", "dangling link"])
    func `What is no file under a name of the database's is refused at once, and left alone`(
        suffix: String,
        kind: String
    ) throws {
        try makeDatabase()
        let path = directory.database + suffix
        unlink(path)
        switch kind {
        case "pipe": #expect(mkfifo(path, 0o600) == 0)
        case "folder": #expect(mkdir(path, 0o700) == 0)
        case "device": #expect(symlink("/dev/zero", path) == 0)
        default: #expect(symlink(directory.path + "/elsewhere/x.db", path) == 0)
        }
        let reason =
            kind == "dangling link"
            ? "it is a link to a file that is not there; is its disk mounted?" : "not a regular file"
        let names = directory.names
        #expect(throws: StoreError.cannotOpen(path: path, reason: reason)) { try Store(opening: directory.database) }
        #expect(directory.names == names)
    }

    @Test func `A link to a database is a database`() throws {
        try makeDatabase()
        let link = directory.path + "/link.db"
        #expect(symlink(directory.database, link) == 0)
        let store = try Store(opening: link)
        #expect(try store.observations().count == 1)
        store.close()
    }

    @Test func `A directory, a missing directory and a missing table are named`() throws {
        #expect(throws: StoreError.cannotOpen(path: directory.path, reason: "not a regular file")) {
            try Store(opening: directory.path)
        }
        #expect(throws: StoreError.self) { try Store(opening: directory.path + "/none/test.db") }
        try makeDatabase()
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; DROP TABLE score")
        }
        queue.close()
        #expect(try refusal() == .corrupt(path: directory.database, detail: "its table 'score' is missing"))
    }

    @Test func `Two cannot have it at once, and the second comes in when the first has gone`() throws {
        let first = try Store(opening: directory.database)
        #expect(throws: StoreError.inUse(path: directory.database)) { try Store(opening: directory.database) }
        first.close()
        #expect(throws: StoreError.closed(path: directory.database)) { try first.observations() }
        #expect(throws: StoreError.closed(path: directory.database)) {
            try first.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        }
        let second = try Store(opening: directory.database)
        #expect(try second.observations() == [])
    }

    @Test func `A path with characters that mean something in a URI is a path`() throws {
        let odd = directory.path + "/50% #1?.db"
        try Store(opening: odd).close()
        let store = try Store(opening: odd)
        #expect(try store.observations() == [])
        store.close()
    }

    @Test func `A migration leaves the version in the file's header, and no log`() throws {
        try makeDatabase()
        try Connections.migrate(directory.database, from: Schema.version)
        #expect(directory.names == ["test.db", "test.db-reserve"])
        #expect(try Probe.examine(directory.database) == .ours(version: Schema.version))
        let header = try SystemCalls.head(directory.database, 20)
        #expect(header[18...19] == [1, 1], "rollback-journal mode")
        let store = try Store(opening: directory.database)
        #expect(try store.observations() == [.trade()])
        store.close()
    }

    @Test func `A database of the first format is brought up to date with all it had`() throws {
        // As version 1 made it: its schema, a vintage with an observation, a model, and two runs with scores.
        let queue = try DatabaseQueue(directory.database)
        let month = PeriodCode.encode(.month(600))
        try queue.use { db in
            try db.execute(sql: Schema.migrations[0].sql)
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 1;
                    INSERT INTO name VALUES (1, 'trade_turnover'), (2, 'CHN'), (3, 'KAZ'), (4, 'UN Comtrade'),
                        (5, 'USD'), (6, 'https://comtradeplus.un.org'), (7, 'index');
                    INSERT INTO vintage VALUES (1, 1000000, 'test', 1, 0);
                    INSERT INTO observation_series VALUES (1, 1, 2, 3, 4);
                    INSERT INTO observation VALUES (1, \(month), 1, 1.0, 65, 5, NULL, 6, 0);
                    INSERT INTO model VALUES (1, 'a', 'model-a', 'Model a');
                    INSERT INTO model_file VALUES (1, 0, 'a.yaml', 'id: a');
                    INSERT INTO run VALUES (1, 2000000, 'start', 1, 'x', 1000000, \(month), 5, 1, 1, 3, 2500000),
                        (2, 3000000, 'request', 1, 'y', 1000000, \(month), 5, 1, 1, 0, NULL);
                    INSERT INTO score_series VALUES (1, 1, 3, 2, 7);
                    INSERT INTO score VALUES (1, \(month), 1, 17.5, 1.0, 0.5), (1, \(month), 2, NULL, 0.0, 0.0);
                    PRAGMA journal_mode = WAL;
                    """
            )
        }
        queue.close()
        #expect(try Probe.examine(directory.database) == .ours(version: 1))
        let store = try Store(opening: directory.database)
        #expect(try store.writer.use { try $0.integer("PRAGMA user_version") } == Schema.version)
        #expect(try store.observations() == [.trade()])
        #expect(try store.runs().map(\.id) == [2, 1])
        let before = try #require(try store.scores(asOf: .at(2)))
        #expect(before.scores.map(\.score) == [Score(value: 17.5, coverage: 1, confidence: 0.5)])
        #expect(before.scores.map(\.interval) == [nil])
        #expect(try store.scores()?.scores.map(\.score.value) == [nil])
        #expect(try store.violations == [])
        // And it goes on where it was.
        let series = ScoreSeries(node: "index", power: "CHN", country: "KAZ")
        var commit = RunCommit.of(periods: [.month(600)], series: [series]) { _, _ in 18 }
        let interval = ScoreInterval(low: 17, median: 18, high: 19, rankLow: 1, rankHigh: 1, isRankStable: true)
        commit.intervals = [SeriesInterval(series: series, interval: interval)]
        #expect(try store.commit(commit, recordedAt: .at(4)).run.id == 3)
        #expect(try store.scores()?.scores.map(\.interval) == [interval])
        store.close()
        #expect(try Probe.examine(directory.database) == .ours(version: Schema.version))
    }

    @Test func `A database of the second format is brought up to date with all it had`() throws {
        // As version 2 made it: a model, and a run with a score and its interval.
        let queue = try DatabaseQueue(directory.database)
        let month = PeriodCode.encode(.month(600))
        try queue.use { db in
            for migration in Schema.migrations.prefix(2) { try db.execute(sql: migration.sql) }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 2;
                    INSERT INTO name VALUES (1, 'CHN'), (2, 'KAZ'), (3, 'index');
                    INSERT INTO model VALUES (1, 'a', 'model-a', 'Model a');
                    INSERT INTO model_file VALUES (1, 0, 'a.yaml', 'id: a');
                    INSERT INTO run VALUES (1, 2000000, 'start', 1, 'x', NULL, \(month), 5, 1, 1, 0, NULL);
                    INSERT INTO score_series VALUES (1, 1, 2, 1, 3);
                    INSERT INTO score VALUES (1, \(month), 1, 17.5, 1.0, 0.5);
                    INSERT INTO score_interval VALUES (1, \(month), 1, 17.0, 17.5, 18.0, 1, 1, 1, NULL, NULL);
                    PRAGMA journal_mode = WAL;
                    """
            )
        }
        queue.close()
        #expect(try Probe.examine(directory.database) == .ours(version: 2))
        let store = try Store(opening: directory.database)
        let interval = ScoreInterval(low: 17, median: 17.5, high: 18, rankLow: 1, rankHigh: 1, isRankStable: true)
        let scores = try #require(try store.scores()).scores
        #expect(scores.map(\.score) == [Score(value: 17.5, coverage: 1, confidence: 0.5)])
        #expect(scores.map(\.interval) == [interval])
        #expect(try store.alertRecords() == [])
        #expect(try store.alertEvents() == [])
        #expect(try store.deliveryCounts() == DeliveryCounts(waiting: 0, dead: 0, waitingSince: nil))
        // And it goes on where it was.
        var commit = RunCommit.of(periods: [.month(600)], series: [scores[0].series]) { _, _ in 18 }
        commit.alerts = .of([.firing("a")])
        #expect(try store.commit(commit, recordedAt: .at(4)).events.map(\.run) == [2])
        #expect(try store.violations == [])
        store.close()
        #expect(try Probe.examine(directory.database) == .ours(version: Schema.version))
    }

    @Test func `Released migrations do not change`() {
        // A migration that was released is in databases out there: append another one instead.
        let fingerprints = Schema.migrations.map { migration in
            "\(migration.name) \(String(fingerprint(migration.sql), radix: 16))"
        }
        #expect(
            fingerprints == [
                "observations and scores 678cff7834b59656", "intervals a76e5ba48ce7a3c2", "alerts 6186e4fb72ab4d9d",
                "editions of methods fe243c257d66c020", "editions and provenance b9016ec26d553168",
                "identity 7a4c17ba76738cd", "what alert events stand on 7ad7c99ed564f8d1",
                "clock repairs 30f43d96f23077e7",
                "incidents 8a451cb6ebaf693b", "what was begun, and groups 8710d38a3888d26",
                "when incidents were over for a while 67821150de1681f7",
                "the clock that what waits is written by 591b7af3f21a2de4",
            ]
        )
    }

    /// Source: FNV-1a, 64 bits.
    private func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
