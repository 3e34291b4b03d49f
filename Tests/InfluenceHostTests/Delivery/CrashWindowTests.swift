import Foundation
import InfluenceAlerts
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// Killed between an attempt and its record: whoever may have been told hears the end.
@Suite struct CrashWindowTests {
    private static let rules = """
        hooks:
          x: {kind: exec, command: [/bin/true]}
        rules:
          - {id: r, country: KAZ, kind: threshold, power: CHN, node: trade, above: 45, hooks: [x]}

        """

    private func add(_ value: Int, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 3_600))
        try await trial.add("trade,CHN,KAZ,2023,\(value)\n")
        try await trial.engine.recompute(.import)
    }

    private func fired() async throws -> (Trial, AlertDelivery) {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-01")
        try await add(20, to: trial)
        try await add(60, to: trial)
        return (trial, try #require(try trial.store.dueDeliveries(at: trial.clock.now()).last))
    }

    /// What a daemon finds that starts after this one was killed.
    private func killed(_ trial: Trial) throws -> Trial {
        let folder = try TemporaryFolder()
        for name in ["influence.db", "influence.db-wal"] {
            try FileManager.default.copyItem(atPath: trial.folder[name], toPath: folder[name])
        }
        return try Trial(alerts: Self.rules, at: trial.clock.now().description, in: folder)
    }

    private func silence(_ trial: Trial) async throws {
        _ = try await trial.engine.silence(
            AlertMatcher(country: "KAZ"),
            until: .at(trial.clock.now().adding(seconds: 86_400)),
            author: Author(user: 0, name: "test"),
            comment: ""
        )
    }

    private func obstacle(_ delivery: AlertDelivery, _ trial: Trial) -> DeliveryActions.Obstacle? {
        DeliveryService.obstacle(to: delivery, trial.store, trial.status.alerts, trial.clock.now())
    }

    @Test(arguments: [nil, "g"] as [String?])
    func `What was begun goes through a silence, and the end after it`(_ group: String?) async throws {
        let (trial, delivery) = try await fired()
        try trial.store.begin(
            [Handover([delivery], group: group.map { DeliveryGroup(id: $0, by: [.rule]) })],
            at: trial.clock.now()
        )
        let next = try killed(trial)
        try await silence(next)
        let again = try #require(try next.store.dueHandovers(at: next.clock.now(), grouped: ["x"]).last)
        let first = try #require(again.deliveries.first)
        #expect(again.key == group ?? delivery.event.id)
        #expect(obstacle(first, next) == nil)
        try next.store.record([DeliveryResult(id: delivery.id, outcome: .delivered)], at: next.clock.now())
        try await next.engine.settleAlerts()
        try await add(10, to: next)
        // The silence goes on, and ends: the end is for whoever heard.
        for silence in next.status.alerts.silences.all { _ = try await next.engine.unsilence([silence.id]) }
        let end = try #require(try next.store.dueDeliveries(at: next.clock.now()).last { $0.hook == "x" })
        #expect(end.event.kind == .resolved && obstacle(end, next) == nil)
    }

    @Test func `What was not begun is kept back, and its end is told to nobody`() async throws {
        let (trial, delivery) = try await fired()
        let next = try killed(trial)
        try await silence(next)
        #expect(obstacle(delivery, next) == .silenced)
        try next.store.record([DeliveryResult(id: delivery.id, outcome: .silenced)], at: next.clock.now())
        try await next.engine.settleAlerts()
        try await add(10, to: next)
        #expect(try next.store.dueDeliveries(at: next.clock.now()).allSatisfy { $0.hook == AlertDelivery.journal })
    }
}
