import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

@Suite(.timeLimit(.minutes(5))) struct RunLoopTests {
    @Test func `Ten years of monthly operation are 120 scheduled runs, each with a new period`() async throws {
        let trial = try Trial(model: TrialModel.text.replacing("2024-01", with: "2014-01"), at: "2014-01-15")
        try await trial.add(TrialModel.data.replacing(",2023,", with: ",2013,"))
        try await trial.operate("calendar: monthly") { _ in
            await trial.clock.advance(to: try instant("2024-01-15"))
        }
        let runs = try trial.store.runs(limit: 1000).reversed()
        #expect(runs.map(\.reason) == [RunReason.start] + Array(repeating: RunReason.schedule, count: 120))
        #expect(runs.allSatisfy { $0.heartbeats?.count == 0 })
        #expect(runs.last?.gridThrough.description == "2024-01")
        #expect(runs.dropFirst().allSatisfy { $0.recordedAt == Instant(startOf: $0.gridThrough.start) })
        #expect(runs.dropFirst().allSatisfy { $0.changed == TrialModel.seriesCount })
        #expect(try trial.status.nextRun == instant("2024-02-01"))
        let curve = try trial.everything().filter { $0.series.node == "index" && $0.series.power == "CHN" }
        #expect(curve.count == 121 * 2)
    }

    @Test func `Between new data the loop confirms the last run`() async throws {
        let trial = try Trial(at: "2024-03-01T00:30:00Z")
        try await trial.operate("every: 1d") { _ in
            await trial.clock.advance(to: try instant("2024-03-31T12:00:00Z"))
        }
        let runs = try trial.store.runs()
        #expect(runs.count == 1)
        #expect(runs.first?.heartbeats?.count == 30)
        #expect(try runs.first?.heartbeats?.last == instant("2024-03-31"))
    }

    @Test(arguments: [("true", RunReason.schedule), ("false", .start)])
    func `Time missed while down is made up for by one run`(catchUp: String, reason: RunReason) async throws {
        let first = try Trial(at: "2024-01-10")
        try await first.engine.recompute(.start)
        first.store.close()
        let second = try Trial(at: "2024-06-10T12:00:00Z", in: first.folder)
        try await second.operate("calendar: daily, catch_up: \(catchUp)") { _ in
            await second.clock.waitForSleepers()
            #expect(second.status.lastAttempt?.number == 1)
            let next = try instant("2024-06-11")
            #expect(second.status.nextRun == next)
        }
        #expect(try second.store.runs().map(\.reason) == [reason, .start])
        #expect(try second.store.runs().first?.gridThrough.description == "2024-06")
    }

    @Test func `A failing run is tried again after longer and longer waits, until it succeeds`() async throws {
        let trial = try Trial(model: TrialModel.unbegun, at: "2024-03-15T00:00:00Z")
        try await trial.add(TrialModel.data)
        try await trial.operate("calendar: daily") { _ in
            var waits: [Int64] = []
            let good = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)])
            for attempt in 1...4 {
                await trial.clock.waitForSleepers()
                let now = trial.clock.now()
                let due = try #require(trial.status.nextRun)
                waits.append((due.microseconds - now.microseconds) / 1_000_000)
                #expect(trial.status.runFailure != nil)
                if attempt == 4 {
                    await trial.engine.use(good)
                    await trial.clock.advance(to: due)
                } else {
                    trial.clock.wakeNext()
                }
            }
            #expect(waits == [30, 60, 120, 240])
            #expect(trial.status.lastAttempt?.number == 5)
            #expect(trial.status.runFailure == nil)
            #expect(try trial.status.nextRun == instant("2024-03-16"))
        }
        #expect(try trial.store.runs().count == 1)
    }

    @Test func `A run that was asked for and failed is tried again as well`() async throws {
        let trial = try Trial(at: "2024-03-15T00:00:00Z")
        try await trial.add(TrialModel.data)
        try await trial.operate("calendar: daily") { _ in
            await trial.clock.waitForSleepers()
            await trial.engine.use(
                try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.unbegun)])
            )
            await #expect(throws: EngineError.self) { try await trial.engine.recompute(.import) }
            let retry = try instant("2024-03-15T00:00:30Z")
            try await condition { trial.status.nextRun == retry }
        }
    }

    @Test func `A new schedule counts from the reload on`() async throws {
        let trial = try Trial(at: "2024-03-15T00:10:00Z")
        try await trial.operate("calendar: monthly") { settings in
            await trial.clock.waitForSleepers()
            #expect(try trial.status.nextRun == instant("2024-04-01"))
            settings.configuration = try trial.configuration("every: 1h")
            trial.engine.wakeup.wake()
            let next = try instant("2024-03-15T01:00:00Z")
            try await condition { trial.status.nextRun == next }
            await trial.clock.advance(to: try instant("2024-03-15T05:30:00Z"))
            #expect(try trial.store.lastRun()?.heartbeats?.count == 5)
        }
    }

    @Test func `A clock set back brings the scheduled times again, and takes nothing back`() async throws {
        let trial = try Trial(at: "2024-03-15T00:10:00Z")
        try await trial.operate("every: 1h") { _ in
            await trial.clock.advance(to: try instant("2024-03-15T03:10:00Z"))
            await trial.clock.waitForSleepers()
            trial.clock.set(to: try instant("2024-03-15T01:10:00Z"))
            let next = try instant("2024-03-15T02:00:00Z")
            try await condition { trial.status.nextRun == next }
            await trial.clock.advance(to: try instant("2024-03-15T03:10:00Z"))
        }
        #expect(try trial.store.runs().count == 1)
        #expect(try trial.store.lastRun()?.heartbeats?.count == 5)
    }

    @Test func `Feeds are imported before the first run; a broken one does not hold it up`() async throws {
        let trial = try Trial()
        let path = try trial.folder.write(TrialModel.data, to: "a.csv")
        try await trial.operate("every: 1h", data: ["missing.csv", "a.csv"]) { _ in
            await trial.clock.waitForSleepers()
        }
        #expect(trial.status.feeds.map(\.name) == [trial.folder["missing.csv"], path])
        #expect(try trial.store.runs().count == 1)
        #expect(try trial.score("index", "CHN", "KAZ") == 40)
    }

    @Test func `A graceful shutdown ends the loop`() async throws {
        let trial = try Trial()
        let settings = Settings(try trial.configuration("every: 1h"))
        let loop = RunLoop(
            engine: trial.engine,
            settings: settings,
            clock: trial.clock,
            wakeup: trial.engine.wakeup,
            notifier: ServiceNotifier(environment: [:])
        )
        let stop = StopRequest()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await ServiceGroup([loop]).run(until: stop) }
            await trial.clock.waitForSleepers()
            stop.make()
            try await tasks.waitForAll()
        }
        #expect(trial.engine.wakeup.isEnded)
        #expect(try trial.store.runs().count == 1)
    }
}
