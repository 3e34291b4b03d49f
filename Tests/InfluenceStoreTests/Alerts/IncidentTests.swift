import InfluenceModel
import Testing

@testable import InfluenceStore

/// What is stored of incidents, and what each hook was told.
@Suite struct IncidentTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    private func incident(_ id: String, _ truth: Incident.Truth = .firing) -> Incident {
        var incident = Incident.of(id, "high", truth)
        (incident.value, incident.figure, incident.period) = (61.5, "61.50", .month(600))
        if truth == .ended { incident.reason = "over" }
        return incident
    }

    private func open(_ id: String, hooks: [String]) throws {
        var changes = AlertChanges.of([.firing(id)], hooks: hooks)
        changes.incidents = [incident(id)]
        changes.addressed = [id: [AlertDelivery.journal] + hooks]
        try store.recordAlerts(changes, run: nil, at: .at(10))
    }

    private func raise(_ event: AlertEvent, hooks: [String], _ truth: Incident.Truth? = nil) throws {
        var changes = AlertChanges.of([event], hooks: hooks)
        if let truth, let id = event.incident { changes.incidents = [incident(id, truth)] }
        try store.recordAlerts(changes, run: nil, at: .at(12))
    }

    private func end(_ delivery: String, _ outcome: DeliveryResult.Outcome) throws {
        let found = try #require(
            try store.deliveries(limit: 1000).first { "\($0.event.id)>\($0.hook)" == delivery && $0.state == .waiting }
        )
        try store.record([DeliveryResult(id: found.id, outcome: outcome)], at: .at(30))
    }

    private func pictures(_ id: String) throws -> [String: ToldHook.Picture] {
        Dictionary(uniqueKeysWithValues: try store.toldHooks(of: id).map { ($0.hook, $0.picture) })
    }

    @Test func `An incident comes back as it was stored, and is there as long as somebody may be told of it`() throws {
        try open("a", hooks: ["mail"])
        #expect(try store.incidents() == [incident("a")])
        try raise(.of("b", .resolved, incident: "a"), hooks: ["mail"], .ended)
        // All know, and no alert refers to it.
        #expect(try store.incidents() == [])
        #expect(try store.incidents(beginningWith: "a") == [incident("a", .ended)])
        #expect(try store.deliveries(ofIncident: "a", limit: 10).count == 4)
        #expect(try store.violations == [])
    }

    /// Before: one that was opened again was taken for open ever since it was opened first.
    @Test func `Of an incident that was opened again it is known when it was over`() throws {
        var again = incident("a", .ended)
        again.reopen(at: .at(30))
        #expect(again.isOpen && again.openedAt == .at(10) && again.reason == nil)
        for (moment, isOpen) in [(10, false), (11, true), (20, true), (21, false), (30, false), (31, true), (90, true)]
        {
            #expect(again.wasOpen(before: .at(moment)) == isOpen, "\(moment)")
        }
        (again.truth, again.endedAt) = (.ended, .at(40))
        again.reopen(at: .at(50))
        #expect(!again.wasOpen(before: .at(25)) && again.wasOpen(before: .at(35)) && !again.wasOpen(before: .at(45)))
        var changes = AlertChanges.of([], hooks: [])
        changes.incidents = [again]
        try store.recordAlerts(changes, run: nil, at: .at(60))
        #expect(try store.incidents(["a"]) == [again])
        // It moves with a clock that was wrong, and many are not kept.
        let moved = again.movingMoments { $0.adding(seconds: 7) }
        #expect(moved.gaps.map(\.from) == [.at(27), .at(47)])
        for second in 60..<100 {
            (again.truth, again.endedAt) = (.ended, .at(second))
            again.reopen(at: .at(second))
        }
        #expect(again.gaps.count == Incident.mostGaps)
    }

    @Test func `What a hook was told is what its deliveries say that were not kept back`() throws {
        try open("a", hooks: ["mail", "pager"])
        #expect(try pictures("a") == ["journal": .firing, "mail": .firing, "pager": .firing])
        try end("a>mail", .silenced)
        #expect(try pictures("a")["mail"] == .nothing)
        try raise(.of("b", .noData, incident: "a"), hooks: ["pager"], .noData)
        #expect(try pictures("a") == ["journal": .noData, "mail": .nothing, "pager": .noData])
        try end("a>pager", .delivered)
        try end("b>pager", .silenced)
        #expect(try pictures("a")["pager"] == .firing)
        // A reminder that was kept back is owed.
        try raise(.of("c", .repeat, incident: "a"), hooks: ["pager"])
        try end("c>pager", .silenced)
        let pager = try #require(try store.toldHooks(of: "a").first { $0.hook == "pager" })
        #expect(pager.picture == .firing && pager.debt == .silence)
        #expect(try store.openings(toldTo: "pager").map(\.id) == ["a"])
        #expect(try store.openings(toldTo: "mail").isEmpty)
    }

    @Test func `A fallback has been told what it gets, and gets nothing older than what it knows`() throws {
        try open("a", hooks: ["mail"])
        try raise(.of("b", .resolved, incident: "a"), hooks: ["mail"], .ended)
        try end("a>mail", .dead(error: "x", fallback: "pager"))
        #expect(try pictures("a")["pager"] == .firing)
        // It does not know that it is over, so the incident is one that something is to be told of.
        #expect(try store.incidents().map(\.id) == ["a"])
        try raise(.of("c", .resolved, incident: "a"), hooks: ["pager"])
        #expect(try pictures("a")["pager"] == .resolved)
        try end("b>mail", .dead(error: "x", fallback: "pager"))
        #expect(try store.deliveries(hook: "pager").map(\.event.id) == ["c", "a"])
        #expect(try store.incidents().isEmpty)
    }

    @Test func `An acknowledgement ends with its incident`() throws {
        try open("a", hooks: [])
        try store.acknowledge(
            Acknowledgement(
                incident: "a",
                key: .of("high"),
                createdAt: .at(11),
                until: nil,
                author: Author(user: 1, name: "desk"),
                comment: ""
            )
        )
        #expect(try store.acknowledgements(of: ["a"]).first?.isActive(at: .at(40)) == true)
        try raise(.of("b", .resolved, incident: "a"), hooks: [], .ended)
        #expect(try store.acknowledgements(of: ["a"]).first?.isActive(at: .at(40)) == false)
    }

    @Test func `Put back from a backup, open incidents are owed a reminder once, and other alerts begin anew`() throws {
        try open("a", hooks: ["mail"])
        var open = AlertRecord(key: .of("high"), fingerprint: "f", since: .at(1))
        (open.state, open.incident) = (.firing, "a")
        var pending = AlertRecord(key: .of("other"), fingerprint: "f", since: .at(1))
        (pending.state, pending.activeSince) = (.pending, .at(1))
        pending.baseline = AlertBaseline(value: 1, coverage: 1, counterCoverage: nil, basis: "m")
        let changes = AlertChanges(records: [open, pending], removed: [], events: [], hooks: [:])
        try store.recordAlerts(changes, run: nil, at: .at(11))
        #expect(try !store.armAfterRestore(at: .at(12)))
        let backup = directory.database + ".copy"
        _ = try store.backup(to: backup)
        store.close()
        _ = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(20))
        let restored = try Store(opening: directory.database)
        #expect(try restored.armAfterRestore(at: .at(21)))
        #expect(try restored.toldHooks(of: "a").map(\.debt) == [.restore, .restore])
        let records = try restored.alertRecords()
        #expect(records.first { $0.key.rule == "high" } == open)
        let other = try #require(records.first { $0.key.rule == "other" })
        #expect(other.state == .inactive && !other.isArmed && other.baseline == nil && other.basis == "m")
        #expect(try !restored.armAfterRestore(at: .at(22)))
        #expect(try restored.violations == [])
    }

    // MARK: Format 6

    /// A database of the format before, with alerts as its daemon left them.
    private func formatSix(_ sql: String) throws -> Store {
        let path = directory.database + "-6"
        let queue = try DatabaseQueue(path)
        try queue.use { db in
            for migration in Schema.migrations.prefix(6) { try db.execute(sql: migration.sql) }
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 6")
            try db.execute(
                sql: """
                    INSERT INTO name (id, text) VALUES (1, 'journal'), (2, 'mail'), (3, 'pager'), (4, 'hash');
                    INSERT INTO alert_key VALUES (1, 'high', 'KAZ', 'CHN', '', 'index', '');
                    """
            )
            try db.execute(sql: sql)
        }
        queue.close()
        return try Store(opening: path)
    }

    private func alert(_ state: String, opening: String?, isAnnounced: Bool, isFlapping: Bool = false) -> String {
        """
        INSERT INTO alert (key, fingerprint, state, since, opening, notified_at, data_periods, is_armed, is_announced,
            transitions, is_flapping, baseline_value, baseline_coverage, baseline_basis, sequence)
        VALUES (1, 'f', '\(state)', 50, \(opening.map { "'\($0)'" } ?? "NULL"), 60, 1, 1, \(isAnnounced ? 1 : 0),
            '', \(isFlapping ? 1 : 0), 62.5, 1, 'b', 4);

        """
    }

    private func event(
        _ number: Int,
        _ id: String,
        _ kind: String,
        opening: String,
        _ deliveries: [(hook: Int, state: String)]
    ) -> String {
        let state = kind == "resolved" ? "inactive" : kind == "no_data" ? "no_data" : "firing"
        let rows = deliveries.map { hook, state in
            """
            INSERT INTO delivery (event, key, hook, state, is_next, attempts, created_at, not_before)
            VALUES (\(number), 1, \(hook), '\(state)', \(state == "waiting" ? 1 : 0), 0, 1, 1);
            """
        }
        return """
            INSERT INTO alert_event (number, id, key, kind, sequence, at, state, opening, severity, model, summary)
            VALUES (\(number), '\(id)', 1, '\(kind)', \(number), \(number * 10), '\(state)', '\(opening)', 'critical', 4,
                'index of CHN in KAZ is above 60: 62.5');
            INSERT INTO alert_event_label VALUES (\(number), 0, 'team', 'x');
            \(rows.joined(separator: "\n"))

            """
    }

    @Test func `An open alert of the format before becomes an incident that its hooks were told of`() throws {
        let migrated = try formatSix(
            event(1, "o", "firing", opening: "o", [(1, "delivered"), (2, "delivered"), (3, "silenced")])
                + event(2, "n", "no_data", opening: "o", [(1, "delivered"), (2, "waiting"), (3, "silenced")])
                + alert("no_data", opening: "o", isAnnounced: true)
        )
        let incident = try #require(try migrated.incidents().first)
        #expect(incident.id == "o" && incident.key == .of("high") && incident.truth == .noData)
        #expect(incident.severity == .critical && incident.labels == [AlertLabel("team", "x")])
        #expect(incident.phrase == "index of CHN in KAZ is above 60" && incident.modelHash == "hash")
        #expect(incident.openedAt == Instant(microseconds: 10) && incident.value == 62.5 && !incident.isFlapping)
        let told = try migrated.toldHooks(of: "o")
        #expect(told.map(\.hook) == ["journal", "mail", "pager"])
        #expect(told.map(\.picture) == [.noData, .noData, .nothing])
        let record = try #require(try migrated.alertRecords().first)
        #expect(record.incident == "o" && record.state == .noData && record.baseline?.value == 62.5)
        #expect(try migrated.violations == [] && migrated.integrityProblems() == [])
    }

    @Test func `Of an alert that flapped, the incident is the last one that the world was told of`() throws {
        // Told firing, then open again under an invented opening (flap_limit: 1).
        let open = try formatSix(
            event(1, "o", "firing", opening: "o", [(1, "delivered"), (2, "delivered")])
                + event(2, "x", "flapping", opening: "invented", [(1, "delivered"), (2, "delivered")])
                + alert("firing", opening: "invented", isAnnounced: true, isFlapping: true)
        )
        let incident = try #require(try open.incidents().first)
        #expect(incident.id == "o" && incident.truth == .firing && incident.isFlapping)
        #expect(try open.toldHooks(of: "o").map(\.picture) == [.firing, .firing])
        #expect(try open.alertRecords().first?.incident == "o")
    }

    @Test func `Of an alert that is over while the world was told that it fires, there is an end to be told`() throws {
        let closed = try formatSix(
            event(1, "o", "firing", opening: "o", [(1, "delivered"), (2, "delivered")])
                + alert("inactive", opening: nil, isAnnounced: true, isFlapping: true)
        )
        let incident = try #require(try closed.incidents().first)
        #expect(incident.truth == .ended && incident.isFlapping)
        #expect(try closed.toldHooks()["o"]?.map(\.picture) == [.firing, .firing])
    }

    @Test func `An alert that is over and of which all know leaves no incident`() throws {
        let over = try formatSix(
            event(1, "o", "firing", opening: "o", [(1, "delivered")])
                + event(2, "r", "resolved", opening: "o", [(1, "delivered")])
                + alert("inactive", opening: nil, isAnnounced: false)
        )
        #expect(try over.incidents().isEmpty && over.alertRecords().first?.incident == nil)
    }
}
