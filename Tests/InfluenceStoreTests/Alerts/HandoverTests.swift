import InfluenceModel
import Testing

@testable import InfluenceStore

/// What was begun, and groups.
@Suite struct HandoverTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
        try store.recordAlerts(
            .of([.firing("a"), .of("b", .resolved, incident: "a"), .firing("c", key: .of("other"))], hooks: ["mail"]),
            run: nil,
            at: .at(10)
        )
    }

    /// What is due, as `a+c` for a group.
    private func due(_ store: Store, grouped: Set<String> = ["mail"], at seconds: Int = 100) throws -> [String] {
        try store.dueHandovers(at: .at(seconds), except: [AlertDelivery.journal], grouped: grouped).map {
            $0.events.map(\.id).joined(separator: "+") + ($0.group.map { " in \($0.id)" } ?? "")
        }
    }

    private func waiting(_ store: Store, limit: Int = 100) throws -> [Int64] {
        try store.waitingDeliveries(for: "mail", at: .at(100), limit: limit).map(\.id)
    }

    private func deliveries(_ events: [String]) throws -> [AlertDelivery] {
        let all = try store.deliveries(hook: "mail")
        return events.compactMap { id in all.first { $0.event.id == id } }
    }

    private func begin(_ events: [String], as id: String?) throws {
        let group = id.map { DeliveryGroup(id: $0, by: [.rule, .country]) }
        try store.begin([Handover(try deliveries(events), group: group)], at: .at(20))
    }

    private func record(_ events: [String], _ outcome: DeliveryResult.Outcome) throws {
        try store.record(try deliveries(events).map { DeliveryResult(id: $0.id, outcome: outcome) }, at: .at(30))
    }

    @Test func `Of a hook that gets groups only what was begun is due, of the others everything`() throws {
        #expect(try due(store) == [])
        #expect(try due(store, grouped: []) == ["a", "c"])
        let waiting = try store.waitingDeliveries(for: "mail", at: .at(100), limit: 100)
        #expect(try waiting.map(\.id) == deliveries(["a", "b", "c"]).map(\.id))
        #expect(waiting.map(\.key) == [.of("high"), .of("high"), .of("other")])
        #expect(waiting.allSatisfy { $0.severity == .warning && $0.createdAt == .at(10) })
        #expect(try self.waiting(store, limit: 2).count == 2)
        #expect(try store.waitingDeliveries(for: "mail", at: .at(9), limit: 100) == [])
        #expect(try store.waitingDeliveries(for: "unknown", at: .at(100), limit: 100) == [])
    }

    @Test func `A group that was begun stays as it is, also for who finds the database after a crash`() throws {
        try begin(["a", "b"], as: "g")
        try store.recordAlerts(.of([.of("d", .firing, incident: "d")]), run: nil, at: .at(25))
        let crashed = try TemporaryDirectory()
        for suffix in ["", "-wal"] {
            try TemporaryDirectory.write(
                try TemporaryDirectory.bytes(directory.database + suffix),
                to: crashed.database + suffix
            )
        }
        let next = try Store(opening: crashed.database)
        #expect(try due(next) == ["a+b in g"])
        let handover = try #require(try next.dueHandovers(at: .at(100), grouped: ["mail"]).first { $0.hook == "mail" })
        #expect(handover.isBegun && handover.group?.by == [.rule, .country] && handover.key == "g")
        // What comes after it in its line waits for it; what was begun is not brought into another group.
        #expect(try waiting(next) == deliveries(["c"]).map(\.id))
        next.close()
        try record(["a", "b"], .delivered)
        #expect(try due(store) == [] && waiting(store) == deliveries(["d", "c"]).map(\.id).sorted())
        #expect(try store.violations == [])
    }

    @Test func `A group that failed is due again whole at its time, and what waits behind it then`() throws {
        try begin(["a", "c"], as: "g")
        try record(["a", "c"], .failed(error: "no", retryAt: .at(200)))
        #expect(try due(store, at: 199) == [] && due(store, at: 200) == ["a+c in g"])
        #expect(try store.nextDelivery() == .at(10))
        #expect(try deliveries(["a", "c"]).allSatisfy { $0.attempts == 1 && $0.group == "g" && $0.isBegun })
        try record(["a", "c"], .dead(error: "no", fallback: "pager"))
        #expect(try store.deliveries(hook: "pager").map(\.event.id) == ["c", "a"])
        #expect(
            try store.deliveries(hook: "pager").allSatisfy { !$0.isBegun && $0.group == nil && $0.origin == "mail" }
        )
        #expect(try waiting(store) == deliveries(["b"]).map(\.id))
    }

    @Test func `What was given up and is tried again goes before a group that was begun, in one of its own`() throws {
        try begin(["a"], as: "g")
        try record(["a"], .dead(error: "no", fallback: nil))
        try begin(["b", "c"], as: "h")
        #expect(try due(store) == ["b+c in h"])
        #expect(try store.requeueDead(at: .at(40)) == 1)
        // Its group is no more: it may be brought into another one.
        #expect(try due(store) == [] && waiting(store) == deliveries(["a"]).map(\.id))
        #expect(try deliveries(["a"]).allSatisfy { !$0.isBegun && $0.group == nil })
        // The same events in a group again have the same id.
        try begin(["a"], as: "g")
        #expect(try due(store) == ["a in g"])
        try record(["a"], .delivered)
        #expect(try due(store) == ["b+c in h"])
        #expect(try store.violations == [])
    }

    @Test func `An attempt of one event is known to have begun before it ends`() throws {
        try begin(["a"], as: nil)
        let one = try #require(try store.dueHandovers(at: .at(100), grouped: ["mail"]).first { $0.hook == "mail" })
        #expect(one.isBegun && one.group == nil && one.key == "a" && one.attempts == 0)
        // What does not wait any more is left as it is.
        try record(["a"], .delivered)
        try begin(["a"], as: "late")
        #expect(try deliveries(["a"]).allSatisfy { $0.group == nil })
    }

    @Test func `A group that cannot be read is damage`() throws {
        try begin(["a"], as: "g")
        try store.writer.use { db in try db.execute(sql: "UPDATE delivery_group SET keys = 'rule colour'") }
        #expect(throws: StoreError.self) { try store.dueHandovers(at: .at(100)) }
    }

    // MARK: Format 8

    /// A database of two formats before, as its daemon left it: with open alerts.
    private func formatEight(_ sql: String) throws -> Store {
        let path = directory.database + "-8"
        let queue = try DatabaseQueue(path)
        try queue.use { db in
            for migration in Schema.migrations.prefix(8) { try db.execute(sql: migration.sql) }
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 8")
            try db.execute(
                sql: """
                    INSERT INTO name (id, text) VALUES (1, 'journal'), (2, 'mail'), (4, 'hash');
                    INSERT INTO alert_key VALUES (1, 'high', 'KAZ', 'CHN', '', 'index', ''),
                        (2, 'old', '', '', '', '', '/srv/a: b.csv'), (3, 'over', 'KAZ', 'CHN', 'RUS', 'trade', ''),
                        (4, 'flap', 'KAZ', '', '', 'bases', '');
                    """
            )
            try db.execute(sql: sql)
        }
        queue.close()
        return try Store(opening: path)
    }

    private func open(_ key: Int, _ value: Double, _ summary: String?, delivery: String = "delivered") -> String {
        let id = summary == nil ? "made up" : "o\(key)"
        let event = summary.map {
            """
            INSERT INTO alert_event (number, id, key, kind, sequence, at, state, opening, severity, value, model, summary)
            VALUES (\(key), '\(id)', \(key), 'firing', 1, 10, 'firing', '\(id)', 'critical', 60, 4, '\($0)');
            INSERT INTO delivery (event, key, hook, state, is_next, attempts, created_at, not_before)
            VALUES (\(key), \(key), 2, '\(delivery)', \(delivery == "waiting" ? 1 : 0), 3, 1, 1);
            """
        }
        return """
            \(event ?? "")
            INSERT INTO alert (key, fingerprint, state, since, opening, notified_at, data_periods, is_armed, is_announced,
                transitions, is_flapping, baseline_value, baseline_coverage, baseline_basis, sequence)
            VALUES (\(key), 'f', 'firing', 50, '\(id)', 60, 1, 1, 1, '', 0, \(value), 1, 'b', 4);

            """
    }

    @Test func `Open alerts of a database of format 8 become incidents that say what they said`() throws {
        let store = try formatEight(
            open(1, 60, "index of CHN in KAZ is above 55: 60 (was 59), 2024-03, flags B")
                + open(2, 60, "/srv/a: b.csv has brought nothing new for 7d: 60 days", delivery: "waiting")
                + open(3, 2.5, "CHN is ahead of RUS on trade in KAZ: +2 points, 2024-03") + open(4, 1, nil)
        )
        let incidents = try store.incidents()
        #expect(
            incidents.map(\.phrase) == [
                "index of CHN in KAZ is above 55", "/srv/a: b.csv has brought nothing new for 7d",
                "CHN is ahead of RUS on trade in KAZ", "the alert flap KAZ bases",
            ]
        )
        // The figure of the third is another one by now.
        #expect(incidents.map(\.figure) == ["60", "60 days", nil, nil])
        #expect(incidents.allSatisfy { $0.truth == .firing && $0.isOpen })
        #expect(try store.toldHooks(of: "o1").map(\.picture) == [.nothing, .firing])
        // What was attempted may have arrived.
        #expect(try store.deliveries(state: .waiting).map(\.isBegun) == [true])
        #expect(try store.violations == [] && store.integrityProblems() == [])
    }

    @Test func `A restored backup of a format without epochs arms, and one of format 8`() throws {
        for version in [5, 8] {
            let path = directory.path + "/old-\(version).db"
            let queue = try DatabaseQueue(path)
            try queue.use { db in
                for migration in Schema.migrations.prefix(version) { try db.execute(sql: migration.sql) }
                try db.execute(
                    sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)"
                )
                try db.execute(sql: "INSERT INTO alert_key VALUES (1, 'high', 'KAZ', 'CHN', '', 'index', '')")
                try db.execute(
                    sql: """
                        INSERT INTO name (id, text) VALUES (1, 'journal'), (2, 'mail'), (4, 'hash');
                        """ + open(1, 60, "index of CHN in KAZ is above 55: 60")
                )
            }
            queue.close()
            let target = directory.path + "/new-\(version).db"
            _ = try Restore.restore(path, to: target, owner: nil, floor: 0, now: .at(100))
            let restored = try Store(opening: target)
            #expect(try restored.armAfterRestore(at: .at(101)), "format \(version)")
            #expect(try restored.toldHooks(of: "o1").map(\.debt) == [nil, .restore])
            #expect(try !restored.armAfterRestore(at: .at(102)))
            restored.close()
        }
    }
}
