import Glibc
import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Synchronization
import Testing

@testable import InfluenceEngine

/// Whatever is written down has a time that is believed when it is written, however long the work before it took.
@Suite(.timeLimit(.minutes(10))) struct CommitTimeTests {
    /// A clock that is set 400 days ahead when it is asked for the nth time, or otherwise once a file is there.
    private final class JumpingClock: WallClock {
        private let clock: TestClock
        private let left = Mutex(0)
        private let awaited = Mutex<(file: String, days: Int)?>(nil)
        private let jumped = Atomic<Bool>(false)

        init(_ clock: TestClock) { self.clock = clock }

        var hasJumped: Bool { jumped.load(ordering: .relaxed) }

        func jump(after asked: Int) { left.withLock { $0 = asked } }

        func jump(days: Int, onceThereIs file: String) { awaited.withLock { $0 = (file, days) } }

        func now() -> Instant {
            let days = awaited.withLock { awaited -> Int? in
                guard let file = awaited?.file, access(file, F_OK) == 0 else { return nil }
                defer { awaited = nil }
                return awaited?.days
            }
            if let days { jump(days: days) }
            let isDue = left.withLock { left in
                left -= 1
                return left == 0
            }
            if isDue { jump(days: 400) }
            return clock.now()
        }

        private func jump(days: Int) {
            clock.step(to: clock.now().adding(seconds: days * 86_400))
            jumped.store(true, ordering: .relaxed)
        }

        func steady() -> Instant { clock.steady() }

        var boot: MachineBoot? { clock.boot }

        func sleep(until moment: Instant) async throws { try await clock.sleep(until: moment) }
    }

    enum Work: CaseIterable {
        case run, heartbeat, imported, undone, fed, evaluated, silenced, acknowledged, retried, reloaded
    }

    private static let rules = """
        hooks:
          h: {kind: exec, command: [/bin/true]}
        rules:
          - {id: high, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, hooks: [h], repeat_interval: 2h}
          - {id: soon, kind: threshold, node: loans, power: CHN, country: KAZ, above: 15, for: 1h}

        """

    private static let correction = Array((TrialModel.header + "trade,CHN,KAZ,2023,60\n").utf8)
    private static let author = Author(user: 0, name: "test")

    private func plan(_ trial: Trial) throws -> AlertPlan {
        try RuleFile.read(Self.rules, name: "alerts.yaml", model: trial.status.loaded.model, feeds: [])
    }

    private func prepared() async throws -> (Trial, Engine, JumpingClock) {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-15T08:00:00Z")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        // For what time alone brings.
        trial.clock.set(to: try instant("2024-03-15T12:00:00Z"))
        let clock = JumpingClock(trial.clock)
        let engine = try Engine(
            store: trial.store,
            loaded: trial.status.loaded,
            alerts: try plan(trial),
            clock: clock,
            threads: 1,
            log: .silent
        )
        return (trial, engine, clock)
    }

    /// What was to be set aside is no more what somebody has asked for.
    @Test(arguments: [400, 20, -10]) func `A clock that is set while it is copied is not repaired`(days: Int)
        async throws
    {
        let (trial, engine, clock) = try await prepared()
        trial.clock.step(to: try instant("2024-02-01T08:00:00Z"))
        let copy = trial.folder["backup.db"]
        clock.jump(days: days, onceThereIs: copy)
        let runs = try trial.store.runs()
        let vintages = try trial.store.vintages()
        await #expect(throws: EngineError.self) { try await engine.repairClock(backup: copy, by: nil) }
        #expect(clock.hasJumped && access(copy, F_OK) == 0)
        #expect(try trial.store.runs() == runs && trial.store.vintages() == vintages)
        #expect(try trial.store.runsSetAside().isEmpty)
        // Asked again at the time that is right now, it is done as that has it.
        guard engine.clockTrouble?.isBehind == true else { return }
        let repaired = try await engine.repairClock(backup: trial.folder["second.db"], by: nil)
        #expect(repaired.repair?.runs == 1)
    }

    private func perform(_ work: Work, _ engine: Engine, _ trial: Trial) async throws {
        switch work {
        case .run:
            _ = try await engine.importObservations(Self.correction, origin: "test", partial: false)
            try await engine.recompute(.import)
        case .heartbeat: try await engine.recompute(.schedule)
        case .imported: _ = try await engine.importObservations(Self.correction, origin: "test", partial: false)
        case .undone: _ = try await engine.undoImport(1, by: .daemon)
        case .fed:
            let path = try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2023,61\n", to: "feed.csv")
            await engine.importFeeds([path, "missing.csv"])
        case .evaluated: try await engine.evaluateAlerts()
        case .silenced:
            let made = try await engine.silence(
                AlertMatcher(rule: "high"),
                until: .after(.seconds(3_600)),
                author: Self.author,
                comment: ""
            ).0
            _ = try await engine.extend([made.id], until: .after(.seconds(7_200)), by: Self.author)
            _ = try await engine.unsilence([made.id])
        case .acknowledged:
            let incident = try #require(try trial.store.incidents().first)
            let given = Acknowledgement(
                incident: incident.id,
                key: incident.key,
                createdAt: engine.time.now(),
                until: nil,
                author: Self.author,
                comment: ""
            )
            try await engine.acknowledge(given, for: .seconds(3_600))
        case .retried: _ = try await engine.retryDeliveries(hook: nil)
        case .reloaded: await engine.use(trial.status.loaded, alerts: try plan(trial))
        }
    }

    /// Every time that is stored of what has happened, or waits.
    private func times(_ store: Store) throws -> [Instant] {
        var times = try store.runs().flatMap { [$0.recordedAt, $0.heartbeats?.last].compactMap(\.self) }
        times += try store.runs().map { Instant(startOf: $0.gridThrough.start) }
        times += try store.vintages().map(\.recordedAt)
        times += try store.feeds().map(\.importedAt)
        times += try store.feedTroubles().map(\.since)
        times += try store.alertEvents(limit: 1_000).map(\.at)
        times += try store.alertRecords().map(\.lastMoment)
        times += try store.incidents().map(\.lastMoment)
        times += try store.silences().flatMap { [$0.createdAt, $0.until, $0.end] }
        times += try store.deliveries().flatMap {
            [$0.createdAt, $0.notBefore, $0.endedAt].compactMap(\.self)
        }
        let incidents = try store.incidents().map(\.id)
        times += try store.acknowledgements(of: incidents).flatMap { [$0.createdAt, $0.until].compactMap(\.self) }
        return times
    }

    @Test(arguments: Work.allCases)
    func `Wherever in its work the clock jumps 400 days, nothing of that future is written down`(work: Work)
        async throws
    {
        let latest = try instant("2024-03-16")
        var refused = 0
        for asked in 1... {
            let (trial, engine, clock) = try await prepared()
            clock.jump(after: asked)
            do {
                try await perform(work, engine, trial)
            } catch EngineError.clock(let trouble) {
                refused += 1
                #expect(!trouble.isBehind)
            }
            #expect(try times(trial.store).allSatisfy { $0 < latest }, "\(work), \(asked)")
            guard clock.hasJumped else { break }
            #expect(engine.board.current.runFailure == nil)
            // Set right, all goes on.
            trial.clock.step(to: trial.clock.now().adding(seconds: -400 * 86_400))
            #expect(await engine.lookAtClock() == nil)
            try await perform(work, engine, trial)
            #expect(try times(trial.store).allSatisfy { $0 < latest }, "\(work), \(asked)")
        }
        switch work {
        case .fed, .evaluated, .reloaded: break
        case .run, .heartbeat, .imported, .undone, .silenced, .acknowledged, .retried: #expect(refused > 0)
        }
    }

    @Test func `A run whose clock jumps is dropped, and told as the clock's trouble and not as its own`() async throws {
        let (trial, engine, clock) = try await prepared()
        _ = try await engine.importObservations(Self.correction, origin: "test", partial: false)
        let before = (try trial.everything(), try trial.store.runs())
        var isTold = false
        for asked in 1... {
            clock.jump(after: asked)
            do {
                try await engine.recompute(.import)
                break
            } catch EngineError.clock {
                isTold = true
                #expect(engine.board.current.clockTrouble?.isBehind == false)
                #expect(engine.board.current.runFailure == nil)
            }
            #expect(try trial.everything() == before.0)
            #expect(try trial.store.runs() == before.1)
            trial.clock.step(to: trial.clock.now().adding(seconds: -400 * 86_400))
        }
        #expect(isTold)
        #expect(try trial.store.runs().count == 2)
    }
}
