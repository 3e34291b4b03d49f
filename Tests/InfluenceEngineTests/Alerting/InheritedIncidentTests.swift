import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What hooks were told by a database that a backup was put in place of ends with the truth, by the new one.
@Suite(.timeLimit(.minutes(5))) struct InheritedIncidentTests {
    private static func rules(_ list: [String] = [high]) -> String {
        """
        hooks:
          mail: {kind: exec, command: [/bin/true]}
          pager: {kind: exec, command: [/bin/true]}
        rules:\(list.isEmpty ? " []" : "")
        \(list.map { "  - {country: KAZ, power: CHN, node: trade, severity: critical, \($0)}" }.joined(separator: "\n"))

        """
    }

    private static let high = "id: high, kind: threshold, above: 60, clear: 50, hooks: [mail, pager]"

    private let folder: TemporaryFolder
    private var backup: String { folder["backup.db"] }
    private var database: String { folder["influence.db"] }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A database, a backup of it after `before`, and what `after` did to it then.
    private func replaced(
        _ before: String...,
        then after: String...,
        isDelivered: Bool = true
    ) async throws -> [AlertEvent] {
        let trial = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await trial.engine.recompute(.start)
        for value in before { try await add(value, to: trial) }
        if isDelivered { try deliver(trial) }
        _ = try trial.store.backup(to: backup)
        for value in after { try await add(value, to: trial) }
        if isDelivered { try deliver(trial) }
        let events = try trial.store.alertEvents()
        trial.store.close()
        return events
    }

    private func add(_ value: String, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 86_400))
        let row = value.isEmpty ? ",M" : "\(value),"
        try await trial.add("indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,\(row)\n")
        try await trial.engine.recompute(.import)
    }

    private func deliver(_ trial: Trial, isSilenced: Bool = false) throws {
        while let delivery = try trial.store.dueDeliveries(at: try instant("2030-01-01")).first {
            let isKeptBack = isSilenced && delivery.hook != AlertDelivery.journal
            let result = DeliveryResult(id: delivery.id, outcome: isKeptBack ? .silenced : .delivered)
            try trial.store.record([result], at: trial.clock.now())
        }
    }

    /// The backup in the place of the database, and the daemon after its first run on it.
    private func restored(_ rules: [String] = [high], at time: String = "2024-04-01") async throws -> Trial {
        _ = try Restore.restore(backup, to: database, owner: nil, floor: 0, now: try instant(time))
        let trial = try Trial(alerts: Self.rules(rules), at: time, in: folder)
        try await trial.engine.recompute(.start)
        try await trial.engine.evaluateAlerts()
        return trial
    }

    /// What waits for a hook, in the order in which it gets it: kind and incident.
    private func waiting(_ trial: Trial, for hook: String) throws -> [(kind: AlertEventKind, incident: String?)] {
        try trial.store.deliveries(state: .waiting, hook: hook, limit: 100).sorted { $0.id < $1.id }.map {
            ($0.event.kind, $0.event.incident)
        }
    }

    /// Before: nobody was told anything, for ever.
    @Test(arguments: ["20", ""])
    func `What is not met by the backup is over for each hook that was told, with the reason`(value: String)
        async throws
    {
        let told = try await replaced(value, then: "70")
        let trial = try await restored()
        let end = try #require(try trial.store.alertEvents().first)
        #expect(end.kind == .resolved && end.incident == told.first?.id)
        #expect(end.reason?.contains("put back from a backup of 2024-03-02") == true, "\(end)")
        #expect(end.severity == .critical)
        for hook in ["mail", "pager"] {
            let waiting = try waiting(trial, for: hook)
            #expect(waiting.map(\.kind) == [.resolved] && waiting.map(\.incident) == [told.first?.id])
        }
        #expect(trial.status.alerts.counts.open == 0)
        // Once, whatever happens then.
        try await add("30", to: trial)
        #expect(try trial.store.alertEvents().map(\.kind) == [.resolved, .firing])
        // What comes next is another incident.
        try await add("75", to: trial)
        #expect(try trial.store.alertEvents().first?.kind == .firing)
        #expect(try trial.store.alertEvents().first?.incident != told.first?.id)
    }

    @Test func `What is met by it goes on as the same incident, is told once, and ends as any other`() async throws {
        let told = try await replaced("20", then: "70")
        _ = try Restore.restore(backup, to: database, owner: nil, floor: 0, now: try instant("2024-04-01"))
        let trial = try Trial(alerts: Self.rules(), at: "2024-04-01", in: folder)
        // A feed brings the same figures before anything is evaluated.
        try await trial.add("trade,CHN,KAZ,2023,70\n")
        try await trial.engine.recompute(.start)
        #expect(try waiting(trial, for: "pager").map(\.kind) == [.repeat])
        #expect(trial.status.alerts.counts.open == 1)
        try await add("20", to: trial)
        let waiting = try waiting(trial, for: "pager")
        #expect(waiting.map(\.kind) == [.repeat, .resolved])
        #expect(waiting.allSatisfy { $0.incident == told.first?.id })
    }

    /// Before: `resolved` of what nobody was told, or nothing.
    @Test func `Of another incident of the alert the end is told before what is open in the backup`() async throws {
        let told = try await replaced("70", then: "20", "80")
        let (first, second) = (told.last?.incident, told.first?.incident)
        #expect(first != second)
        let trial = try await restored()
        let waiting = try waiting(trial, for: "mail")
        #expect(waiting.map(\.kind) == [.resolved, .firing])
        #expect(waiting.map(\.incident) == [second, first])
        #expect(trial.status.alerts.counts.open == 1)
    }

    @Test(arguments: [
        ([], "its rule has been removed"),
        (["id: high, kind: threshold, above: 65, hooks: [mail]"], "its rule has changed"),
    ])
    func `A rule that is gone, or another one, ends what it had opened`(rules: [String], reason: String) async throws {
        let told = try await replaced("20", then: "70")
        let trial = try await restored(rules)
        let end = try #require(try trial.store.alertEvents().first { $0.kind == .resolved })
        #expect(end.incident == told.first?.id && end.reason?.hasPrefix(reason) == true, "\(end)")
        #expect(end.reason?.contains("put back from a backup") == true)
        #expect(try waiting(trial, for: "pager").map(\.kind) == [.resolved])
    }

    /// Before: sequence, time and kind were all that an id was made of, and a restore rewinds the first of them.
    @Test func `An event of the backup's time never has the id of one that the database before told`() async throws {
        let told = try await replaced("20", then: "70", "20")
        let ids = Set(told.map(\.id))
        #expect(ids.count == 2)
        // The clock as well is where it was.
        let trial = try await restored(at: "2024-03-02")
        try await add("70", to: trial)
        try await add("20", to: trial)
        // Before them are those that have come along.
        let again = try trial.store.alertEvents().prefix(2)
        #expect(again.map(\.kind) == [.resolved, .firing] && again.map(\.at) == told.map(\.at))
        #expect(ids.isDisjoint(with: again.map(\.id)))
    }

    /// Before: the backup, in which the end waited, believed that everybody would hear of it.
    @Test func `An end that was kept back since the backup is told once nothing keeps it back`() async throws {
        let first = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await first.engine.recompute(.start)
        try await add("70", to: first)
        try deliver(first)
        try await add("20", to: first)
        _ = try first.store.backup(to: backup)
        _ = try await first.engine.silence(
            AlertMatcher(rule: "high"),
            until: .at(try instant("2024-12-01")),
            author: Author(user: 0, name: "desk"),
            comment: ""
        )
        try deliver(first, isSilenced: true)
        let incident = try first.store.alertEvents().first?.incident
        first.store.close()
        let trial = try await restored()
        #expect(try waiting(trial, for: "mail").isEmpty)
        // The silence is one that has come along.
        #expect(trial.status.alerts.silences.all.map(\.id) == [1])
        _ = try await trial.engine.unsilence([1])
        for hook in ["mail", "pager"] {
            let waiting = try waiting(trial, for: hook)
            #expect(waiting.map(\.kind) == [.resolved] && waiting.map(\.incident) == [incident])
        }
    }

    /// Before: by their times the backup knew better.
    @Test(arguments: [("20", "70"), ("70", "20")])
    func `With a clock that was set back since the backup everybody hears what is so by it`(
        before: String,
        after: String
    )
        async throws
    {
        let first = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await first.engine.recompute(.start)
        try await add("70", to: first)
        if before == "20" { try await add("20", to: first) }
        try deliver(first)
        _ = try first.store.backup(to: backup)
        let told = try first.store.alertEvents()
        let row = "indicator,power,country,period,value,status\ntrade,CHN,KAZ,2023,"
        first.clock.step(to: first.clock.now().adding(seconds: -50))
        // The same figure again is the same incident.
        try await first.add(row + (before == "20" ? "70" : "20") + ",\n")
        try await first.engine.recompute(.import)
        try deliver(first)
        let last = try #require(try first.store.alertEvents().first)
        #expect(last.incident == told.first?.incident && last.at < told.first?.at ?? last.at)
        first.store.close()
        let trial = try await restored()
        // As the backup has it, whatever they believed.
        let kind: AlertEventKind = before == "20" ? .resolved : .firing
        #expect(try waiting(trial, for: "mail").map(\.kind) == [kind])
    }

    /// Before: it waited for as long again.
    @Test(arguments: [3_000, -50])
    func `What is to be tried again in a minute is after a restore too, though the clock was set since the backup`(
        step: Int
    )
        async throws
    {
        let first = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await first.engine.recompute(.start)
        _ = try first.store.backup(to: backup)
        first.clock.step(to: first.clock.now().adding(seconds: step))
        await first.engine.lookAtClock()
        try await add("70", to: first)
        let due = first.clock.now().adding(seconds: 60)
        for delivery in try first.store.deliveries(state: .waiting, hook: "mail") {
            let failed = DeliveryResult(id: delivery.id, outcome: .failed(error: "no", retryAt: due))
            try first.store.record([failed], at: first.clock.now())
        }
        let clock = first.clock.restarted()
        first.store.close()
        _ = try Restore.restore(backup, to: database, owner: nil, floor: 0, now: clock.now())
        let trial = try Trial(alerts: Self.rules(), in: folder, clock: clock)
        await trial.engine.lookAtClock()
        #expect(try trial.store.deliveries(state: .waiting, hook: "mail").map(\.notBefore) == [due])
    }

    @Test func `Whoever has taken it on since the backup still has`() async throws {
        let first = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await first.engine.recompute(.start)
        try await add("70", to: first)
        try deliver(first)
        _ = try first.store.backup(to: backup)
        let incident = try #require(try first.store.alertEvents().first?.incident)
        let desk = Author(user: 7, name: "desk")
        let made = Acknowledgement(
            incident: incident,
            key: try #require(try first.store.alertRecords().first).key,
            createdAt: first.clock.now(),
            until: nil,
            author: desk,
            comment: "known"
        )
        try await first.engine.acknowledge(made)
        first.store.close()
        let trial = try await restored()
        #expect(trial.status.alerts.counts.open == 1)
        #expect(try trial.store.acknowledgements(of: [incident]).map(\.author) == [desk])
    }

    /// Before: it was told that the first was over after it had been told of the second.
    @Test func `Without a restore too the end of one incident is told before the next one of its alert`() async throws {
        let trial = try Trial(alerts: Self.rules(), at: "2024-03-01", in: folder)
        try await trial.engine.recompute(.start)
        try await add("70", to: trial)
        try deliver(trial)
        let (silence, _) = try await trial.engine.silence(
            AlertMatcher(rule: "high"),
            until: .at(try instant("2024-12-01")),
            author: Author(user: 0, name: "desk"),
            comment: ""
        )
        try await add("20", to: trial)
        try await add("80", to: trial)
        try deliver(trial, isSilenced: true)
        _ = try await trial.engine.unsilence([silence.id])
        #expect(try waiting(trial, for: "mail").map(\.kind) == [.resolved, .firing])
    }
}
