import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

@Suite struct AlertStorageTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    @Test func `Records and events come back exactly as they were stored, over a restart too`() throws {
        var random = SplitMix(41)
        var records: [AlertKey: AlertRecord] = [:]
        var events: [AlertEvent] = []
        for round in 0..<20 {
            var changes = AlertChanges.none
            let removed = records.keys.filter { _ in random.below(9) == 0 }
            for key in removed { records[key] = nil }
            changes.removed = Array(removed)
            for _ in 0..<20 {
                let record = random.record()
                records[record.key] = record
                changes.records.append(record)
            }
            changes.events = (0..<10).map { random.event("event-\(round)-\($0)") }
            events += try store.recordAlerts(changes, run: nil, at: .at(round))
        }
        #expect(try Set(store.alertRecords()) == Set(records.values))
        #expect(try store.alertEvents(limit: 1000) == events.reversed())
        #expect(try store.alertEvent("event-3-4") == events[34])
        #expect(try store.alertEvent("nothing") == nil)
        #expect(try store.status().counts.alertEvents == 200)
        let before = try store.alertRecords()
        store.close()
        let reopened = try Store(opening: directory.database)
        #expect(try reopened.alertRecords() == before)
        #expect(try reopened.alertEvents(limit: 1000) == events.reversed())
        #expect(try reopened.status().counts.alertEvents == 200)
        #expect(try reopened.violations == [])
    }

    @Test func `A run, a heartbeat and an evaluation between them write events with their run`() throws {
        var commit = RunCommit.of { _, _ in 1 }
        commit.alerts = .of([.firing("a"), .firing("b")])
        #expect(try store.commit(commit, recordedAt: .at(1)).events.map(\.run) == [1, 1])
        #expect(try store.heartbeat(run: 1, at: .at(2), alerts: .of([.firing("c")])).map(\.run) == [1])
        #expect(try store.recordAlerts(.of([.firing("d")]), run: nil, at: .at(3)).map(\.run) == [nil])
        #expect(try store.recordAlerts(.of([.firing("e")]), run: 1, at: .at(3)).map(\.run) == [1])
        #expect(try store.alertEvents().map(\.id) == ["e", "d", "c", "b", "a"])
        #expect(try store.alertEvents().map(\.run) == [1, nil, 1, 1, 1])
        #expect(try store.violations == [])
    }

    @Test func `What fails leaves nothing of it`() throws {
        var record = AlertRecord(key: .of("high"), fingerprint: "f", since: .at(1))
        var changes = AlertChanges.of([.firing("a")])
        changes.records = [record]
        var commit = RunCommit.of(series: [ScoreSeries.all[0], ScoreSeries.all[0]]) { _, _ in 1 }
        commit.alerts = changes
        #expect(throws: StoreError.self) { try store.commit(commit, recordedAt: .at(1)) }
        #expect(throws: StoreError.notTheLastRun(run: 1, last: nil)) {
            try store.heartbeat(run: 1, at: .at(1), alerts: changes)
        }
        // An event that stands twice takes the run with it.
        commit = .of { _, _ in 1 }
        commit.alerts = .of([.firing("a"), .firing("a")])
        commit.alerts.records = [record]
        #expect(
            throws: StoreError.invalidAlerts(reason: "the event a of high KAZ CHN index is stored already")
        ) { try store.commit(commit, recordedAt: .at(1)) }
        record.baseline = AlertBaseline(value: .nan, coverage: 1, counterCoverage: nil, basis: "")
        changes.records = [record]
        #expect(throws: StoreError.self) { try store.recordAlerts(changes, run: nil, at: .at(1)) }
        #expect(try store.alertEvents() == [])
        #expect(try store.alertRecords() == [])
        #expect(try store.deliveries() == [])
        #expect(try store.lastRun() == nil)
        #expect(try store.violations == [])
    }

    @Test func `Events are selected by patterns, newest first, page by page`() throws {
        let keys = ["KAZ", "UZB", "K[Z"].flatMap { country in
            ["CHN", "RUS"].map { AlertKey.of("rule*", CountryID(country), PowerID($0)) }
        }
        let rival = AlertKey(rule: "pass", subject: AlertSubject(country: "KAZ", power: "CHN", counterpart: "RUS"))
        let events = (0..<70).map { AlertEvent.firing("e\($0)", key: (keys + [rival])[$0 % 7]) }
        try store.recordAlerts(.of(events), run: nil, at: .at(1))
        func ids(_ filter: AlertEventFilter, before: String? = nil, limit: Int = 100) throws -> [String] {
            try store.alertEvents(matching: filter, before: before, limit: limit).map(\.id)
        }
        func expected(_ accepts: (AlertKey) -> Bool) -> [String] {
            events.reversed().filter { accepts($0.key) }.map(\.id)
        }
        #expect(try ids(.all) == expected { _ in true })
        #expect(try ids(AlertEventFilter(country: "K?Z")) == expected { $0.subject.country != "UZB" })
        #expect(try ids(AlertEventFilter(country: "K[Z")) == expected { $0.subject.country == "K[Z" })
        #expect(try ids(AlertEventFilter(rule: "rule\\*")) == [])
        #expect(
            try ids(AlertEventFilter(power: "RUS"))
                == expected { $0.subject.power == "RUS" || $0.subject.counterpart == "RUS" }
        )
        #expect(try ids(AlertEventFilter(node: "*")) == expected { $0.subject.node != nil })
        #expect(try ids(AlertEventFilter(rule: "pass", country: "UZB")) == [])
        #expect(try ids(.all, before: "e5") == ["e4", "e3", "e2", "e1", "e0"])
        #expect(try ids(.all, before: "e5", limit: 2) == ["e4", "e3"])
        #expect(try ids(.all, before: "unknown") == [])
        #expect(try ids(.all, limit: 0) == [])
    }

    @Test func `Many alerts are selected as few are`() throws {
        let events = (0..<120).map { AlertEvent.firing("e\($0)", key: .of("r\($0 % 40)", $0 % 2 == 0 ? "KAZ" : "UZB")) }
        try store.recordAlerts(.of(events), run: nil, at: .at(1))
        let many = try store.alertEvents(matching: AlertEventFilter(rule: "r*"), limit: 7)
        #expect(many.map(\.id) == (113..<120).reversed().map { "e\($0)" })
        let few = try store.alertEvents(matching: AlertEventFilter(rule: "r*", country: "UZB"), limit: 3)
        #expect(few.map(\.id) == ["e119", "e117", "e115"])
    }

    @Test(
        arguments: [
            "UPDATE alert SET state = 'odd'", "UPDATE alert SET transitions = '1 x'",
            "UPDATE alert SET hold_cause = 'x'",
            "UPDATE alert SET data_period = -5", "DELETE FROM alert_key",
        ]
    )
    func `A record that is not readable is reported as damage`(sql: String) throws {
        var record = AlertRecord(key: .of("high"), fingerprint: "f", since: .at(1))
        record.state = .firing
        try store.recordAlerts(
            AlertChanges(records: [record], removed: [], events: [], hooks: [:]),
            run: nil,
            at: .at(1)
        )
        try store.writer.use { try $0.execute(sql: sql) }
        let error = #expect(throws: StoreError.self) { try store.alertRecords() }
        guard case .corrupt = error else { throw try #require(error) }
    }

    @Test(
        arguments: [
            "UPDATE alert_event SET kind = 'odd'", "UPDATE alert_event SET state = ''",
            "UPDATE alert_event SET severity = 'x'", "UPDATE alert_event SET period = -5",
            "UPDATE alert_event SET model = 999", "UPDATE delivery SET event = 999",
            "UPDATE delivery SET attempts = 9223372036854775807", "UPDATE delivery SET attempts = -1",
            "DELETE FROM alert_key",
        ]
    )
    func `An event that is not readable is reported as damage`(sql: String) throws {
        try store.recordAlerts(.of([.firing("a")]), run: nil, at: .at(1))
        try store.writer.use { try $0.execute(sql: sql) }
        let error = #expect(throws: StoreError.self) { try store.dueDeliveries(at: .at(10)) }
        guard case .corrupt = error else { throw try #require(error) }
    }

    @Test func `Where space is short events are refused, records and results of deliveries are not`() throws {
        try store.recordAlerts(.of([.firing("a")]), run: nil, at: .at(1))
        _ = try store.commit(.of { _, _ in 1 }, recordedAt: .at(1))
        store.close()
        let short = try Store(opening: directory.database, options: StoreOptions(freeSpaceFloor: .max / 4))
        let record = AlertRecord(key: .of("high"), fingerprint: "f", since: .at(1))
        let quiet = AlertChanges(records: [record], removed: [], events: [], hooks: [:])
        try short.heartbeat(run: 1, at: .at(2), alerts: quiet)
        #expect(try short.alertRecords() == [record])
        #expect(throws: StoreError.self) { try short.heartbeat(run: 1, at: .at(3), alerts: .of([.firing("b")])) }
        #expect(throws: StoreError.self) { try short.recordAlerts(.of([.firing("b")]), run: 1, at: .at(3)) }
        let due = try short.dueDeliveries(at: .at(10))
        #expect(due.map(\.hook) == ["journal", "mail"])
        try short.record(
            [
                DeliveryResult(id: due[0].id, outcome: .delivered),
                DeliveryResult(id: due[1].id, outcome: .dead(error: "gone", fallback: "pager")),
            ],
            at: .at(11)
        )
        #expect(try short.dueDeliveries(at: .at(11)).map(\.hook) == ["pager"])
        #expect(try short.requeueDead(at: .at(12)) == 1)
        try short.recordFeedFailure("feed", error: "no such file", at: .at(12))
        #expect(try short.violations == [])
    }

    @Test func `Failures of a feed are counted until it succeeds`() throws {
        #expect(try store.recordFeedFailure("b.csv", error: "first", at: .at(5)) == 1)
        #expect(try store.recordFeedFailure("a.csv", error: "other", at: .at(6)) == 1)
        #expect(try store.recordFeedFailure("b.csv", error: "second", at: .at(7)) == 2)
        let trouble = FeedTrouble(name: "b.csv", failures: 2, since: .at(5), error: "second")
        #expect(
            try store.feedTroubles() == [
                FeedTrouble(name: "a.csv", failures: 1, since: .at(6), error: "other"), trouble,
            ]
        )
        try store.clearFeedFailures("a.csv", at: .at(8))
        try store.clearFeedFailures("none", at: .at(8))
        #expect(try store.feedTroubles() == [trouble])
    }
}
