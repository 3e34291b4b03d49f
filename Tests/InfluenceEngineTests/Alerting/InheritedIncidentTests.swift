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
        let again = try trial.store.alertEvents()
        #expect(again.map(\.kind) == [.resolved, .firing] && again.map(\.at) == told.map(\.at))
        #expect(ids.isDisjoint(with: again.map(\.id)))
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
