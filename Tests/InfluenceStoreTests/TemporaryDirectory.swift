import Glibc
import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

/// A directory that goes with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/influenced-store-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template).map({ String(cString: $0) }) else { throw SystemCalls.Failure() }
        self.path = path
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    /// The path of the database that most tests use.
    var database: String { path + "/test.db" }

    /// The names in it, sorted.
    var names: [String] {
        SystemCalls.names(in: path).filter { ![".", ".."].contains($0) }.sorted()
    }

    /// Every file with its bytes: what must not change.
    var contents: [String: [UInt8]] {
        get throws {
            var result: [String: [UInt8]] = [:]
            for name in names { result[name] = try Self.bytes(path + "/" + name) }
            return result
        }
    }

    /// Takes over what a crash now would leave of another's database.
    func copyCrashed(_ other: TemporaryDirectory) throws {
        for suffix in ["", "-wal"] { try Self.write(try Self.bytes(other.database + suffix), to: database + suffix) }
    }

    /// Why its database is not opened; nothing in it may change.
    func refusal() throws -> StoreError? {
        let before = try contents
        let error = #expect(throws: StoreError.self) { try Store(opening: database) }
        #expect(try contents == before)
        return error
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        try SystemCalls.head(path, try SystemCalls.size(path) ?? 0)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw SystemCalls.Failure() }
        defer { close(file) }
        guard pwrite(file, bytes, bytes.count, 0) == bytes.count else { throw SystemCalls.Failure() }
    }
}

extension SplitMix {
    /// 0..<bound
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

extension Instant {
    static func at(_ seconds: Int) -> Instant {
        Instant(seconds: seconds)
    }
}

extension Period {
    static func month(_ number: Int) -> Period {
        Frequency.month.period(containing: Day(clamping: 0).adding(months: number))
    }
}

extension Observation {
    static func trade(
        _ power: PowerID = "CHN",
        _ country: CountryID = "KAZ",
        _ period: Period = .month(600),
        _ value: Double? = 1,
        status: ObservationStatus = .normal,
        note: String = ""
    ) -> Observation {
        Observation(
            series: SeriesKey(indicator: "trade_turnover", power: power, country: country, reporter: "UN Comtrade"),
            period: period,
            value: value,
            unit: "USD",
            status: status,
            source: "https://comtradeplus.un.org",
            note: note
        )
    }
}

extension StoredModel {
    static func named(_ hash: String) -> StoredModel {
        StoredModel(
            hash: hash,
            id: "model-\(hash)",
            title: "Model \(hash)",
            files: [
                ModelFile(name: "\(hash).yaml", text: "extends: base.yaml # \(hash)"),
                ModelFile(name: "base.yaml", text: "id: base"),
            ]
        )
    }
}

extension ScoreSeries {
    static let all: [ScoreSeries] = ["KAZ", "UZB"].flatMap { country in
        ["CHN", "RUS"].flatMap { power in
            ["index", "economic"].map { ScoreSeries(node: $0, power: power, country: country) }
        }
    }
}

extension RunCommit {
    /// A run whose scores are all the same, or as `value` says.
    static func of(
        _ model: String = "a",
        periods: [Period] = [.month(600), .month(601)],
        series: [ScoreSeries] = ScoreSeries.all,
        input: String = "input",
        value: @escaping (Int, Int) -> Double?
    ) -> RunCommit {
        RunCommit(
            reason: .request,
            model: .named(model),
            inputHash: input,
            inputsKnownAt: nil,
            gridThrough: periods.last ?? .month(0),
            duration: 1234,
            grids: [
                ScoreGrid(series: series, periods: periods) { series, period in
                    Score(value: value(series, period), coverage: 1, confidence: 0.5)
                }
            ]
        )
    }
}

extension Store {
    /// What must hold of every database: SQLite's own full check, and that everything referred to exists.
    var violations: [String] {
        get throws {
            try read { db in
                let orphans = [
                    ("observation", "series", "observation_series"), ("observation", "vintage", "vintage"),
                    ("observation", "unit", "name"), ("observation", "source", "name"), ("observation", "note", "name"),
                    ("provenance", "series", "observation_series"), ("provenance", "vintage", "vintage"),
                    ("provenance", "at", "vintage"), ("provenance", "source", "name"), ("provenance", "note", "name"),
                    ("withdrawal", "series", "observation_series"), ("withdrawal", "vintage", "vintage"),
                    ("withdrawal", "at", "vintage"), ("feed_row", "series", "observation_series"),
                    ("feed_row", "feed", "name"), ("feed_row", "unit", "name"), ("feed_row", "source", "name"),
                    ("feed_row", "note", "name"), ("observation_series", "indicator", "name"),
                    ("observation_series", "power", "name"),
                    ("observation_series", "country", "name"), ("observation_series", "reporter", "name"),
                    ("score_interval", "series", "score_series"), ("score_interval", "run", "run"),
                    ("score", "series", "score_series"), ("score", "run", "run"), ("score_series", "model", "model"),
                    ("score_series", "power", "name"), ("score_series", "country", "name"),
                    ("score_series", "node", "name"), ("run", "model", "model"), ("model_file", "model", "model"),
                    ("alert", "key", "alert_key"), ("alert_event", "key", "alert_key"), ("alert_event", "run", "run"),
                    ("alert_event", "model", "name"), ("delivery", "key", "alert_key"), ("delivery", "hook", "name"),
                    ("silence_label", "silence", "silence"), ("acknowledgement", "key", "alert_key"),
                ]
                var result = try Integrity.problems(db, quick: false)
                for (table, column, target) in orphans {
                    let zero = target == "name" ? "AND \(column) <> 0" : ""
                    let count = try RawStatement(
                        db,
                        "SELECT count(*) FROM \(table) WHERE \(column) IS NOT NULL AND \(column) NOT IN (SELECT id FROM \(target)) \(zero)"
                    )
                    let found = try count.firstRow { count.int(0) } ?? -1
                    if found != 0 { result.append("\(found) rows of \(table) with an unknown \(column)") }
                }
                for table in ["delivery", "alert_event_label", "alert_event_contribution"] {
                    let count = try RawStatement(
                        db,
                        "SELECT count(*) FROM \(table) WHERE event NOT IN (SELECT number FROM alert_event)"
                    )
                    let found = try count.firstRow { count.int(0) } ?? -1
                    if found != 0 { result.append("\(found) rows of \(table) with an unknown event") }
                }
                let outOfLine = try RawStatement(
                    db,
                    """
                    SELECT count(*) FROM delivery AS one WHERE is_next <> (state = 'waiting' AND NOT EXISTS
                        (SELECT 1 FROM delivery AS other WHERE other.hook = one.hook AND other.key = one.key
                            AND other.state = 'waiting' AND other.id < one.id))
                    """
                )
                let found = try outOfLine.firstRow { outOfLine.int(0) } ?? -1
                if found != 0 { result.append("\(found) deliveries out of line") }
                return result
            }
        }
    }

    /// Waits until the checkpoint in the background is done.
    func settle() {
        writer.use { _ in }
    }
}

extension Database {
    /// The first column of the first row.
    func integer(_ sql: String) throws -> Int? {
        let statement = try RawStatement(self, sql)
        return try statement.firstRow { Int(statement.int(0)) }
    }

    func text(_ sql: String) throws -> String? {
        try texts(sql).first
    }

    /// The first column of each row.
    func texts(_ sql: String) throws -> [String] {
        let statement = try RawStatement(self, sql)
        var result: [String] = []
        try statement.forEachRow {
            result.append(statement.text(0))
            return true
        }
        return result
    }
}
