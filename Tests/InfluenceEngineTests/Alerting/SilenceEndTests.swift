import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A silence ends while something else happens: whoever was kept from the truth hears it all the same, and at once.
@Suite(.timeLimit(.minutes(5))) struct SilenceEndTests {
    private static let rules = """
        hooks:
          x: {kind: exec, command: [/bin/true]}
        rules:
          - {id: r, country: KAZ, kind: threshold, power: CHN, node: trade, above: 45, hooks: [x]}

        """

    private func silence(_ country: String, _ trial: Trial, for seconds: Int) async throws {
        _ = try await trial.engine.silence(
            AlertMatcher(country: country),
            until: .at(trial.clock.now().adding(seconds: seconds)),
            author: Author(user: 0, name: "test"),
            comment: ""
        )
    }

    private func note(_ outcome: DeliveryResult.Outcome, _ trial: Trial) async throws {
        let now = trial.clock.now()
        for hook in ["journal", "x"] {
            let due = try trial.store.dueDeliveries(at: now).filter { $0.hook == hook }
            let end = hook == "x" ? outcome : .delivered
            try trial.store.record(due.map { DeliveryResult(id: $0.id, outcome: end) }, at: now)
        }
        try await trial.engine.settleAlerts()
    }

    /// The hook was told that it fires, and a silence of a minute keeps the end from it.
    private func kept() async throws -> Trial {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-01")
        try await trial.add("trade,CHN,KAZ,2023,60\n")
        try await trial.engine.recompute(.start)
        try await note(.delivered, trial)
        try await silence("KAZ", trial, for: 60)
        trial.clock.set(to: trial.clock.now().adding(seconds: 1))
        try await trial.add("trade,CHN,KAZ,2023,20\n")
        try await trial.engine.recompute(.import)
        try await note(.silenced, trial)
        #expect(try told(trial) == [])
        #expect(trial.status.alerts.due == trial.clock.now().adding(seconds: 59))
        trial.clock.set(to: trial.clock.now().adding(seconds: 59))
        return trial
    }

    private func told(_ trial: Trial) throws -> [AlertEventKind] {
        try trial.store.dueDeliveries(at: trial.clock.now()).filter { $0.hook == "x" }.map(\.event.kind)
    }

    /// What happens just when the silence has ended, before anybody was put right.
    enum Between: CaseIterable {
        case silence, extend, acknowledge, settle, show
    }

    @Test(arguments: Between.allCases)
    func `Whatever is shown between the end and the evaluation, the evaluation is due`(_ between: Between) async throws
    {
        let trial = try await kept()
        let author = Author(user: 0, name: "test")
        switch between {
        case .silence: try await silence("UZB", trial, for: 60)
        case .extend:
            try await silence("UZB", trial, for: 60)
            let last = try #require(trial.status.alerts.silences.all.last)
            _ = try await trial.engine.extend([last.id], until: .at(last.until.adding(seconds: 60)), by: author)
        case .acknowledge:
            let incident = try #require(try trial.store.alertEvents().first?.incident)
            try await trial.engine.acknowledge(
                Acknowledgement(
                    incident: incident,
                    key: AlertKey(rule: "r", subject: AlertSubject(country: "KAZ")),
                    createdAt: trial.clock.now(),
                    until: nil,
                    author: author,
                    comment: ""
                )
            )
        case .settle: try await trial.engine.settleAlerts()
        case .show: await trial.engine.showAlerts()
        }
        if between != .settle {
            #expect(try told(trial) == [])
            #expect(trial.status.alerts.due.map { $0 <= trial.clock.now() } == true)
        }
        try await trial.engine.evaluateAlerts()
        #expect(try told(trial) == [.resolved])
        // Nothing that is over wakes anybody again.
        #expect(trial.status.alerts.due.map { $0 > trial.clock.now() } ?? true)
        #expect(!trial.status.alerts.silences.all.contains { $0.end <= trial.clock.now() })
    }

    @Test func `A silence that ends while the rules are evaluated is followed afterwards`() async throws {
        let trial = try await kept()
        let end = trial.clock.now()
        trial.clock.set(to: end.adding(microseconds: -1))
        try await silence("UZB", trial, for: 600)
        let other = try #require(trial.status.alerts.silences.all.last)
        // An evaluation that began before the end, and is shown after it.
        try await trial.engine.evaluateAlerts()
        trial.clock.set(to: end)
        await trial.engine.showAlerts()
        #expect(trial.status.alerts.due == end)
        _ = try await trial.engine.unsilence([other.id])
        #expect(try told(trial) == [.resolved])
    }

    @Test func `A clock that is set beyond the end of a silence has the rules evaluated`() async throws {
        let trial = try await kept()
        await trial.engine.showAlerts()
        trial.clock.set(to: trial.clock.now().adding(seconds: 3_600))
        try await trial.engine.evaluateAlerts()
        #expect(try told(trial) == [.resolved])
    }
}
