import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// A hook that is taken out of the file before it was handed anything, and put back.
@Suite struct HookRemovalTests {
    private func rules(_ hooks: [String], fallback: Bool) -> String {
        let lines = hooks.map { name in
            "  \(name): {kind: exec, command: [/bin/true]\(fallback && name == "x" ? ", fallback: y" : "")}\n"
        }
        let own = hooks.contains("x") ? "x" : ""
        return "hooks:\(hooks.isEmpty ? " {}" : "")\n\(lines.joined())rules:\n"
            + "  - {id: r, country: KAZ, kind: threshold, power: CHN, node: trade, above: 45, hooks: [\(own)]}\n"
    }

    private func use(_ hooks: [String], fallback: Bool, in trial: Trial) async throws {
        let loaded = trial.status.loaded
        let plan = try RuleFile.read(rules(hooks, fallback: fallback), name: "r", model: loaded.model, feeds: [])
        await trial.engine.use(loaded, alerts: plan)
        try await trial.engine.recompute(.reload)
    }

    private func add(_ value: Int, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 3_600))
        try await trial.add("trade,CHN,KAZ,2023,\(value)\n")
        try await trial.engine.recompute(.import)
    }

    /// Makes all deliveries, until none waits: those to hooks that there are arrive.
    private func deliver(_ trial: Trial) async throws -> [String] {
        var arrived: [String] = []
        for _ in 0..<20 {
            let waiting = try trial.store.dueDeliveries(at: trial.clock.now())
            if waiting.isEmpty { return arrived }
            let known = trial.status.alerts.hooks.map(\.name) + [AlertDelivery.journal]
            for delivery in waiting {
                let isKnown = known.contains(delivery.hook)
                if isKnown, delivery.hook != AlertDelivery.journal {
                    arrived.append("\(delivery.hook) \(delivery.event.kind.rawValue)")
                }
                try trial.store.record(
                    [DeliveryResult(id: delivery.id, outcome: isKnown ? .delivered : .removed)],
                    at: trial.clock.now()
                )
            }
            try await trial.engine.settleAlerts()
        }
        Issue.record("it never ends")
        return arrived
    }

    private func fired(_ hooks: [String], fallback: Bool) async throws -> Trial {
        let trial = try Trial(alerts: rules(hooks, fallback: fallback), at: "2024-03-01")
        try await add(20, to: trial)
        try await add(60, to: trial)
        return trial
    }

    @Test func `It hears once it is back, and the end after that`() async throws {
        let trial = try await fired(["x"], fallback: false)
        try await use([], fallback: false, in: trial)
        #expect(try await deliver(trial) == [])
        try await use(["x"], fallback: false, in: trial)
        #expect(try await deliver(trial) == ["x firing"])
        try await add(20, to: trial)
        #expect(try await deliver(trial) == ["x resolved"])
    }

    @Test func `What was over meanwhile it never hears of`() async throws {
        let trial = try await fired(["x"], fallback: false)
        try await use([], fallback: false, in: trial)
        #expect(try await deliver(trial) == [])
        try await add(20, to: trial)
        try await use(["x"], fallback: false, in: trial)
        #expect(try await deliver(trial) == [])
    }

    @Test func `Where its fallback took over, that one hears the end, and nobody twice`() async throws {
        let trial = try await fired(["x", "y"], fallback: true)
        try await use(["y"], fallback: true, in: trial)
        #expect(try await deliver(trial) == ["y firing"])
        try await use(["x", "y"], fallback: true, in: trial)
        #expect(try await deliver(trial) == [])
        try await add(20, to: trial)
        #expect(try await deliver(trial) == ["y resolved"])
    }
}
