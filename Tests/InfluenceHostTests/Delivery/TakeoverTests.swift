import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A hook is given up while an incident's firing and its end wait for it, and its fallback takes over. Who delivers and who
/// evaluates write in turns, and neither waits for the other: between a look at who was told what, and what is told because
/// of it, the fallback may have been handed the same.
@Suite struct TakeoverTests {
    /// How it comes that the fallback takes over.
    enum Way: CaseIterable {
        case removed, removedAfterAttempts, removedWhileGrouped, renamed, givenUp

        fileprivate var hooksAfter: [String] {
            switch self {
            case .removed, .removedAfterAttempts, .removedWhileGrouped: ["y"]
            case .renamed: ["z", "y"]
            case .givenUp: ["x", "y"]
            }
        }

        fileprivate var outcome: DeliveryResult.Outcome {
            self == .givenUp ? .dead(error: "exit 1", fallback: "y") : .removed
        }
    }

    /// What the two do: one hands the firings over, then the ends; the other looks, then tells what it has found.
    enum Step {
        case firings, ends, look, tell
    }

    static let orders: [[Step]] = [
        [.firings, .ends, .look, .tell], [.firings, .look, .ends, .tell], [.firings, .look, .tell, .ends],
        [.look, .firings, .ends, .tell], [.look, .firings, .tell, .ends], [.look, .tell, .firings, .ends],
    ]

    private static let between: [Step] = [.firings, .look, .ends, .tell]

    private func rules(_ hooks: [String]) -> String {
        let lines = hooks.map { name in
            "  \(name): {kind: exec, command: [/bin/true]\(name == "y" ? "" : ", fallback: y")}\n"
        }
        let own = hooks.filter { $0 != "y" }.joined()
        return "hooks:\n\(lines.joined())rules:\n"
            + "  - {id: r, country: KAZ, kind: threshold, node: trade, above: 45, hooks: [\(own)]}\n"
    }

    private func add(_ value: Int, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 3_600))
        try await trial.add("trade,CHN,KAZ,2023,\(value)\ntrade,RUS,KAZ,2023,\(value)\n")
        try await trial.engine.recompute(.import)
    }

    /// Two alerts have fired and are over, and nobody has been told.
    private func waiting(_ way: Way) async throws -> Trial {
        let trial = try Trial(alerts: rules(["x", "y"]), at: "2024-03-01")
        for value in [20, 60, 20] { try await add(value, to: trial) }
        let firings = try deliveries(of: .firing, trial)
        switch way {
        case .removed, .renamed, .givenUp: break
        case .removedAfterAttempts:
            try trial.store.begin(firings.map { Handover($0) }, at: trial.clock.now())
            let later = trial.clock.now().adding(seconds: 3_600)
            let failures = firings.map {
                DeliveryResult(id: $0.id, outcome: .failed(error: "exit 1", retryAt: later))
            }
            try trial.store.record(failures, at: trial.clock.now())
        case .removedWhileGrouped:
            let group = DeliveryGroup(id: "g", by: [.rule])
            try trial.store.begin([Handover(firings, group: group)], at: trial.clock.now())
        }
        if way != .givenUp {
            let loaded = trial.status.loaded
            let plan = try RuleFile.read(rules(way.hooksAfter), name: "r", model: loaded.model, feeds: [])
            await trial.engine.use(loaded, alerts: plan)
            try await trial.engine.recompute(.reload)
        }
        return trial
    }

    private func deliveries(of kind: AlertEventKind, to hook: String = "x", _ trial: Trial) throws -> [AlertDelivery] {
        let waiting = try trial.store.deliveries(state: .waiting, hook: hook).filter { $0.event.kind == kind }
        #expect(waiting.count == 2)
        return waiting
    }

    private func giveUp(_ kind: AlertEventKind, _ way: Way, _ trial: Trial) throws {
        let results = try deliveries(of: kind, trial).map { DeliveryResult(id: $0.id, outcome: way.outcome) }
        try trial.store.record(results, at: trial.clock.now())
    }

    /// What the engine finds to be told, as it looks at that.
    private func look(_ way: Way, _ trial: Trial) throws -> AlertChanges {
        let incidents = try trial.store.incidents()
        return AlertEvaluator.settle(
            Dictionary(uniqueKeysWithValues: incidents.map { ($0.id, $0) }),
            hearing: Hearing(told: try trial.store.toldHooks(), hooks: Set(way.hooksAfter)),
            epoch: trial.store.currentEpoch,
            now: trial.clock.now()
        )
    }

    private func take(
        _ steps: [Step],
        _ way: Way,
        _ trial: Trial,
        tell: (AlertChanges) throws -> [AlertEvent]
    ) throws -> [AlertEvent] {
        var (found, told) = (AlertChanges.none, [AlertEvent]())
        for step in steps {
            switch step {
            case .firings: try giveUp(.firing, way, trial)
            case .ends: try giveUp(.resolved, way, trial)
            case .look: found = try look(way, trial)
            case .tell: told += try tell(found)
            }
        }
        return told
    }

    private func take(_ steps: [Step], _ way: Way, _ trial: Trial) throws -> [AlertEvent] {
        try take(steps, way, trial) { try trial.store.recordAlerts($0, run: nil, at: trial.clock.now()) }
    }

    /// By alert, in the order in which it is to hear of it.
    private func kinds(_ hook: String, _ trial: Trial) throws -> [[String]] {
        var kinds: [AlertKey: [String]] = [:]
        for delivery in try trial.store.deliveries(hook: hook).reversed() {
            kinds[delivery.event.key, default: []].append(delivery.event.kind.rawValue)
        }
        return Array(kinds.values)
    }

    @Test(arguments: Way.allCases, orders)
    func `In whatever order the two write, the fallback hears one firing and one end of each alert`(
        way: Way,
        order: [Step]
    ) async throws {
        let trial = try await waiting(way)
        _ = try take(order, way, trial)
        try await trial.engine.settleAlerts()
        #expect(try kinds("y", trial) == [["firing", "resolved"], ["firing", "resolved"]])
        // It is settled: nobody is wrong, and nothing more comes.
        try await trial.engine.settleAlerts()
        try await trial.engine.recompute(.schedule)
        #expect(try trial.store.deliveries(hook: "y").count == 4)
    }

    @Test func `An event that puts nobody right in the end is not written`() async throws {
        let trial = try await waiting(.removedAfterAttempts)
        #expect(try take(Self.between, .removedAfterAttempts, trial) == [])
        #expect(try trial.store.alertEvents().count { $0.kind == .resolved } == 2)
        // One that does is.
        let other = try await waiting(.removedAfterAttempts)
        #expect(
            try take([.firings, .look, .tell], .removedAfterAttempts, other).map(\.kind) == [.resolved, .resolved]
        )
        #expect(try other.store.alertEvents().count { $0.kind == .resolved } == 4)
    }

    @Test func `What a run tells is held against what was handed over while it was computed`() async throws {
        let trial = try await waiting(.removedAfterAttempts)
        let run = try #require(trial.status.lastRun?.id)
        let told = try take(Self.between, .removedAfterAttempts, trial) { found in
            try trial.store.heartbeat(run: run, at: trial.clock.now(), alerts: found)
        }
        #expect(told == [])
        #expect(try kinds("y", trial) == [["firing", "resolved"], ["firing", "resolved"]])
    }

    @Test func `An end that was left out is told after all where the one that was handed over is kept back`()
        async throws
    {
        let way = Way.removedAfterAttempts
        let trial = try await waiting(way)
        _ = try take(Self.between, way, trial)
        func end(_ kind: AlertEventKind, _ outcome: DeliveryResult.Outcome) throws {
            let results = try deliveries(of: kind, to: "y", trial).map { DeliveryResult(id: $0.id, outcome: outcome) }
            try trial.store.record(results, at: trial.clock.now())
        }
        try end(.firing, .delivered)
        try end(.resolved, .silenced)
        try await trial.engine.settleAlerts()
        #expect(try kinds("y", trial).allSatisfy { $0 == ["firing", "resolved", "resolved"] })
        try end(.resolved, .delivered)
        try await trial.engine.settleAlerts()
        #expect(try trial.store.deliveries(state: .waiting, hook: "y") == [])
    }
}
