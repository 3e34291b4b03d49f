import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// The daemon by a clock that is ahead, behind, set while it runs, and repaired.
@Suite(.timeLimit(.minutes(5))) struct WrongClockTests {
    private static let rules = """
        rules:
          - {id: soon, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, for: 3s}
          - {id: later, kind: threshold, node: loans, power: CHN, country: KAZ, above: 15, for: 30d}

        """

    private static let more = "trade,CHN,KAZ,2023,50\n"

    /// A trial with data and a run, both recorded 44 days ahead of the right time, which it shows now.
    private static func wasAhead(_ rules: String = "rules: []") async throws -> Trial {
        let trial = try Trial(alerts: rules, at: "2024-04-28")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.step(to: try instant("2024-03-15"))
        return trial
    }

    private static func repaired(_ trial: Trial) async throws -> ClockRepair? {
        try await trial.engine.repairClock(backup: trial.folder["backup.db"], by: nil).repair
    }

    // MARK: Behind

    @Test func `Behind the last commit nothing is written down, and everything is answered`() async throws {
        let trial = try await Self.wasAhead()
        let before = (try trial.everything(), try trial.store.runs(), try trial.store.vintages())
        try await TestService.with(trial) { service in
            let status = try await service.client.call("GetStatus")
            #expect(status.flag("healthy") == false)
            #expect(status.text("clock") == "behind")
            #expect(status.text("now") == "2024-03-15T00:00:00Z")
            let problem = try #require(status.texts("problems").first)
            for part in ["2024-03-15T00:00:00Z", "2024-04-28T00:00:00Z", "44 days later", "influencectl clock repair"] {
                #expect(problem.contains(part), "\(problem)")
            }
            let refused: [(String, JSONObject)] = [
                ("ImportObservations", ["name": "a.csv", "text": .string(TrialModel.header + Self.more)]),
                ("UndoImport", ["vintage": 1]), ("Recompute", [:]),
                ("Silence", ["rule": "*", "until": "2025-01-01T00:00:00Z", "comment": "c"]),
                ("Unsilence", ["silence": 1]),
                ("ExtendSilences", ["silences": [1], "until": "2025-01-01T00:00:00Z"]),
                ("Acknowledge", ["alert": "0123", "comment": "c"]),
                ("RetryDeliveries", [:]), ("DismissDeliveries", ["hook": "page"]),
            ]
            for (method, parameters) in refused {
                let error = try await service.client.refusal(method, parameters)
                #expect(error?.name == "org.influenced.Admin.ClockWrong", "\(method)")
                #expect(error?.parameters.text("clock") == "behind")
                #expect(error?.parameters.text("last_commit")?.hasPrefix("2024-04-28") == true)
                #expect(error?.parameters.text("reason") == problem)
            }
            let scores = try await service.client.call("GetScores")
            #expect(scores.text("period") == "2024-04")
            #expect(try await service.client.call("VerifyRun").flag("matches") == true)
            // Nothing is kept of it.
            let rehearsal = try await service.client.call(
                "ImportObservations",
                ["name": "a.csv", "text": .string(TrialModel.header + Self.more), "dry_run": true]
            )
            #expect(rehearsal.integer("revised") == 1)
        }
        #expect(try trial.everything() == before.0)
        #expect(try trial.store.runs() == before.1)
        #expect(try trial.store.vintages() == before.2)
        #expect(trial.status.runFailure == nil)
    }

    @Test func `Runs go on by themselves when the time has come`() async throws {
        let trial = try await Self.wasAhead()
        try await trial.operate("calendar: daily") { _ in
            try await condition { trial.status.clockTrouble != nil && trial.clock.sleeperCount > 0 }
            #expect(trial.status.nextRun == nil)
            await trial.clock.advance(to: try instant("2024-04-27T23:58:00Z"))
            #expect(try trial.store.lastRun()?.heartbeats?.count == 0)
            await trial.clock.advance(to: try instant("2024-05-01T12:00:00Z"))
            #expect(trial.status.clockTrouble == nil)
        }
        #expect(try trial.store.runs().map(\.gridThrough.description) == ["2024-05", "2024-04"])
    }

    @Test func `A feed waits for the clock, and its failure is not counted`() async throws {
        let trial = try await Self.wasAhead()
        let path = try trial.folder.write(TrialModel.header + Self.more, to: "feed.csv")
        await trial.engine.importFeeds([path, "missing.csv"])
        #expect(trial.status.feeds.map(\.name) == [path, "missing.csv"])
        #expect(trial.status.feeds.allSatisfy { $0.error == nil && $0.lastImport == nil })
        #expect(try trial.store.feedTroubles().isEmpty)
        trial.clock.set(to: try instant("2024-04-29"))
        await trial.engine.importFeeds([path])
        #expect(try trial.status.feeds.first?.lastImport == instant("2024-04-29"))
    }

    @Test func `A clock before the build waits for nothing but to be set right`() async throws {
        let built = try instant("2024-03-01")
        let trial = try Trial(at: "1970-01-01T00:10:00Z")
        let engine = try Engine(
            store: trial.store,
            loaded: trial.status.loaded,
            clock: trial.clock,
            built: built,
            threads: 1,
            log: .silent
        )
        let bytes = Array((TrialModel.header + Self.more).utf8)
        await #expect(throws: EngineError.self) {
            try await engine.importObservations(bytes, origin: "a", partial: false)
        }
        // A repair by such a clock would set everything aside.
        await #expect(throws: EngineError.self) {
            try await engine.repairClock(backup: trial.folder["b.db"], by: nil)
        }
        trial.clock.step(to: try instant("2024-03-15"))
        #expect(await engine.lookAtClock() == nil)
        _ = try await engine.importObservations(bytes, origin: "a", partial: false)
    }

    // MARK: Ahead

    @Test func `A step ahead while running is held until it is taken back`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.step(to: try instant("2025-04-20"))
        await #expect(throws: EngineError.self) { try await trial.add(Self.more) }
        await #expect(throws: EngineError.self) { try await trial.engine.recompute(.schedule) }
        #expect(trial.engine.clockTrouble?.isBehind == false)
        trial.clock.step(to: try instant("2024-03-15T00:01:00Z"))
        try await trial.add(Self.more)
        let run = try await trial.engine.recompute(.import).run
        #expect(run.gridThrough.description == "2024-03")
    }

    @Test func `A step ahead that is right is believed after a repair, which sets nothing aside`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.step(to: try instant("2024-03-25"))
        try await TestService.with(trial) { service in
            #expect(try await service.client.call("GetStatus").text("clock") == "ahead")
            let dry = try await service.client.call("RepairClock", ["dry_run": true])
            #expect(dry.flag("believed") == true)
            #expect(try await service.client.call("GetStatus").text("clock") == "ahead")
            let reply = try await service.client.call("RepairClock")
            #expect(reply.flag("believed") == true)
            #expect(reply.integer("runs_set_aside") == 0)
            #expect(reply["backup"]?.isNull == true)
            #expect(reply["run"]?.objectValue?.integer("run") == 1)
            #expect(try await service.client.call("GetStatus").flag("healthy") == true)
            let again = try await service.client.call("RepairClock")
            #expect(again.flag("believed") == false)
            #expect(again["run"]?.isNull == true)
        }
    }

    // MARK: Repair

    @Test func `A repair leads out: questions before and after`() async throws {
        let trial = try Trial(at: "2024-02-10")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let right = try trial.everything()
        // Two imports and two runs of a future that is none.
        trial.clock.set(to: try instant("2024-07-01"))
        try await trial.add(Self.more)
        try await trial.engine.recompute(.import)
        trial.clock.set(to: try instant("2024-07-02"))
        try await trial.add("loans,CHN,KAZ,2023,10\n")
        try await trial.engine.recompute(.import)
        let ahead = (try trial.everything(), try trial.store.observations())
        trial.clock.step(to: try instant("2024-03-15"))
        try await TestService.with(trial) { service in
            func scores(_ parameters: JSONObject) async throws -> [JSONObject] {
                try await service.client.call("GetScores", parameters).list("scores")
            }
            let past: JSONObject = ["as_of": "2024-03-01T00:00:00Z"]
            let (told, future) = (try await service.client.call("GetScores", past), try await scores([:]))
            let dry = try await service.client.call("RepairClock", ["dry_run": true])
            #expect(dry.integer("runs_set_aside") == 2)
            #expect(dry.integer("imports") == 2)
            #expect(try trial.everything() == ahead.0)

            let reply = try await service.client.call("RepairClock")
            #expect(reply.integer("runs_set_aside") == 2)
            #expect(reply.integer("first_run") == 2)
            #expect(reply.integer("last_run") == 3)
            #expect(reply.integer("imports") == 2)
            #expect(reply.integer("epoch") == 2)
            #expect(reply["run"]?.objectValue?.integer("run") == 4)
            #expect(reply["run"]?.objectValue?.text("period") == "2024-03")
            let backup = try #require(reply.text("backup"))
            #expect(try Store(opening: backup).runs().count == 3)

            let status = try await service.client.call("GetStatus")
            #expect(status.flag("healthy") == true, "\(status.texts("problems"))")
            #expect(status["last_run"]?.objectValue?.integer("run") == 4)
            // As of then what was answered then, but for the epoch.
            var after = try await service.client.call("GetScores", past)
            #expect(after.integer("epoch") == 2)
            after["epoch"] = told["epoch"] ?? .null
            #expect(after == told)
            #expect(try trial.everything(asOf: instant("2024-03-01")) == right)
            // As of now what was learnt meanwhile, and no period to come.
            #expect(try trial.store.observations() == ahead.1)
            let now = try await service.client.call("GetScores")
            #expect(now.text("period") == "2024-03")
            #expect(now.list("scores").allSatisfy { $0.text("computed_at") ?? "" < "2024-03-16" })
            let history = try await service.client.all(
                "GetHistory",
                ["country": "KAZ", "power": "CHN"]
            )
            #expect(history.flatMap { $0.list("points") }.last?.text("period") == "2024-03")
            // What was set aside is there by its number, exactly, and nowhere else.
            #expect(try await scores(["run": 3]) == future)
            #expect(try await service.client.call("GetScores", ["run": 3]).text("period") == "2024-07")
            for run in 1...4 as ClosedRange<Int64> {
                let verified = try await service.client.call("VerifyRun", ["run": .integer(run)])
                #expect(verified.flag("matches") == true, "\(run): \(verified.text("reason") ?? "")")
            }
            #expect(try await service.client.call("ListRuns").list("runs").compactMap { $0.integer("run") } == [4, 1])
            let aside = try await service.client.call("ListRuns", ["set_aside": true]).list("runs")
            #expect(aside.compactMap { $0.integer("run") } == [3, 2])
            #expect(aside.allSatisfy { $0.flag("set_aside") == true })
            let imports = try await service.client.call("ListImports").list("imports")
            func day(_ one: JSONObject, _ name: String) -> String { String((one.text(name) ?? "").prefix(10)) }
            #expect(imports.map { day($0, "recorded_at") } == ["2024-03-15", "2024-03-15", "2024-02-10"])
            #expect(imports.map { day($0, "first_recorded_at") } == ["2024-07-02", "2024-07-01", ""])
            let late = try await service.client.call("GetScores", ["as_of": "2024-07-03T00:00:00Z"])
            #expect(late.integer("run") == 4)
            // Imports go on, and can be undone.
            let undone = try await service.client.call("UndoImport", ["vintage": 3])
            #expect(undone.integer("restored") == 1)
            #expect(try await service.client.call("RepairClock")["backup"]?.isNull == true)
        }
    }

    @Test func `Everything in the future leaves no run, and a recompute makes one`() async throws {
        let trial = try await Self.wasAhead()
        let repair = try #require(try await Self.repaired(trial))
        #expect(repair.runs == 1)
        #expect(repair.imports == 1)
        #expect(repair.ahead / 86_400_000_000 == 44)
        #expect(try trial.store.lastRun() == nil)
        #expect(trial.status.lastRun == nil)
        let run = try await trial.engine.recompute(.request).run
        #expect(run.id == 2)
        #expect(run.gridThrough.description == "2024-03")
        #expect(run.recordedAt.day == Day("2024-03-15"))
        #expect(try trial.score("index", "CHN", "KAZ") == 40)
        // Another future, and another repair.
        trial.clock.set(to: try instant("2024-06-01"))
        try await trial.add(Self.more)
        try await trial.engine.recompute(.import)
        trial.clock.step(to: try instant("2024-03-16"))
        let second = try #require(
            try await trial.engine.repairClock(backup: trial.folder["second.db"], by: nil).repair
        )
        #expect(second.firstRun == 3)
        #expect(second.lastRun == 3)
        try await trial.engine.recompute(.request)
        #expect(try trial.store.runs().map(\.id) == [4, 2])
        #expect(try trial.store.runsSetAside().compactMap(\.setAside) == [3, 1])
        for id in 1...4 as ClosedRange<Int64> {
            let past = try #require(try trial.store.run(id))
            #expect(try RunVerification(of: past, in: trial.store, threads: 1).matches)
        }
    }

    @Test func `Without a backup nothing is repaired`() async throws {
        let trial = try await Self.wasAhead()
        let runs = try trial.store.runs()
        try trial.folder.write("precious", to: "backup.db")
        await #expect(throws: EngineError.self) { try await Self.repaired(trial) }
        #expect(try String(contentsOfFile: trial.folder["backup.db"], encoding: .utf8) == "precious")
        #expect(try trial.store.runs() == runs)
        try await TestService.with(trial) { service in
            let outside = try await service.client.refusal("RepairClock", ["backup": "/nowhere/b.db"])
            #expect(outside?.name == "org.influenced.Admin.BackupFailed")
            let taken = try await service.client.refusal("RepairClock", ["backup": .string(trial.folder["backup.db"])])
            #expect(taken?.name == "org.influenced.Admin.BackupFailed")
            #expect(try await service.client.call("GetStatus").text("clock") == "behind")
        }
    }

    // MARK: What waits

    @Test func `An alert that waits three seconds does not wait for a future that is none`() async throws {
        let trial = try await Self.wasAhead(Self.rules)
        #expect(try trial.store.alertRecords().map(\.state) == [.pending, .pending])
        _ = try await Self.repaired(trial)
        try await trial.engine.recompute(.request)
        #expect(trial.status.alerts.records.map(\.state) == [.pending, .pending])
        #expect(try trial.status.alerts.due == instant("2024-03-15T00:00:03Z"))
        trial.clock.set(to: try instant("2024-03-15T00:00:03Z"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.map(\.state) == [.firing, .pending])
        // A month is a month.
        trial.clock.set(to: try instant("2024-04-13T23:59:59Z"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.last?.state == .pending)
        trial.clock.set(to: try instant("2024-04-14"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.last?.state == .firing)
    }

    @Test(arguments: [-7_200, 7_200, -40, 40])
    func `What waits goes on for as long as it would have when the clock is set`(step: Int) async throws {
        let rules = "rules: [{id: a, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, for: 1h}]"
        let trial = try Trial(alerts: rules, at: "2024-03-15T12:00:00Z")
        try await trial.add(TrialModel.data)
        trial.clock.set(to: try instant("2024-03-15T16:00:00Z"))
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-15T16:30:00Z"))
        try await trial.engine.evaluateAlerts()
        trial.clock.step(to: trial.clock.now().adding(seconds: step))
        await trial.engine.lookAtClock()
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.map(\.state) == [.pending])
        // Stored, so that a restart in between changes nothing.
        #expect(try trial.store.alertRecords().map(\.activeSince) == trial.status.alerts.records.map(\.activeSince))
        let begun = try #require(trial.status.alerts.records.first?.activeSince)
        #expect(trial.engine.time.now().microseconds(since: begun) == 1_800_000_000)
    }

    @Test func `A step back lets no alert fire early, and none late`() async throws {
        let rules = "rules: [{id: a, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, for: 1h}]"
        let trial = try Trial(alerts: rules, at: "2024-03-15T16:00:00Z")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        // Ahead by two hours: not an hour has passed.
        trial.clock.step(to: try instant("2024-03-15T18:00:00Z"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.map(\.state) == [.pending])
        trial.clock.set(to: try instant("2024-03-15T18:59:59Z"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.map(\.state) == [.pending])
        // Back where it belongs: an hour has passed in a second.
        trial.clock.step(to: try instant("2024-03-15T16:59:59Z"))
        trial.clock.set(to: try instant("2024-03-15T17:00:00Z"))
        try await trial.engine.evaluateAlerts()
        #expect(trial.status.alerts.records.map(\.state) == [.firing])
        #expect(try trial.status.alerts.records.first?.since == instant("2024-03-15T17:00:00Z"))
    }

    @Test func `After a restart no alert remembers what has not come`() async throws {
        let rules = "rules: [{id: a, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, for: 3s}]"
        let first = try Trial(alerts: rules, at: "2024-03-15T12:00:00Z")
        try await first.add("trade,CHN,KAZ,2023,10\n")
        try await first.engine.recompute(.start)
        // Between runs, by a clock that is ahead: no commit lies in the future.
        var record = AlertRecord(
            key: try #require(try first.store.alertRecords().first?.key),
            fingerprint: try #require(try first.store.alertRecords().first?.fingerprint),
            since: try instant("2024-03-15T18:00:00Z")
        )
        record.state = .pending
        record.activeSince = record.since
        try first.store.keepMoments(of: [record], at: first.clock.now())
        first.store.close()
        let second = try Trial(alerts: rules, at: "2024-03-15T13:00:00Z", in: first.folder)
        try await second.add("trade,CHN,KAZ,2023,20\n")
        try await second.engine.recompute(.start)
        second.clock.set(to: try instant("2024-03-15T13:00:03Z"))
        try await second.engine.evaluateAlerts()
        #expect(second.status.alerts.records.map(\.state) == [.firing])
    }

    private static let reminded = """
        rules: [{id: a, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, repeat_interval: 6h}]

        """

    /// When the open incident was last told of, in memory and in the store.
    private func notified(_ trial: Trial) throws -> [Instant?] {
        let stored = try trial.store.incidents()
        return trial.status.alerts.incidents.values.map(\.notifiedAt) + stored.map(\.notifiedAt)
    }

    @Test func `A reminder comes when its time has passed, however the clock is set`() async throws {
        let trial = try Trial(alerts: Self.reminded, at: "2024-03-15T12:00:00Z")
        try await trial.add("trade,CHN,KAZ,2023,20\n")
        try await trial.engine.recompute(.start)
        func kinds() throws -> [AlertEventKind] { try trial.store.alertEvents(limit: 9).map(\.kind).reversed() }
        #expect(try kinds() == [.firing])
        // Ahead by seven hours: no six have passed.
        trial.clock.step(to: try instant("2024-03-15T19:00:00Z"))
        try await trial.engine.evaluateAlerts()
        #expect(try kinds() == [.firing])
        #expect(try notified(trial) == Array(repeating: instant("2024-03-15T19:00:00Z"), count: 2))
        #expect(try trial.status.alerts.due == instant("2024-03-16T01:00:00Z"))
        trial.clock.set(to: try instant("2024-03-16T01:00:00Z"))
        try await trial.engine.evaluateAlerts()
        #expect(try kinds() == [.firing, .repeat])
    }

    @Test func `A repair draws incidents near, and is no restore for the alerts`() async throws {
        let first = try Trial(alerts: Self.reminded, at: "2024-04-28")
        try await first.add("trade,CHN,KAZ,2023,20\n")
        try await first.engine.recompute(.start)
        first.store.close()
        let second = try Trial(alerts: Self.reminded, at: "2024-03-15", in: first.folder)
        _ = try await Self.repaired(second)
        let now = second.clock.now()
        #expect(try notified(second).allSatisfy { $0.map { $0 <= now } ?? false })
        #expect(try second.store.incidents().allSatisfy { $0.openedAt <= now && $0.isOpen })
        #expect(try second.store.toldHooks().values.joined().allSatisfy { $0.at.map { $0 <= now } ?? true })
        let records = try second.store.alertRecords()
        second.store.close()
        let third = try Trial(alerts: Self.reminded, at: now.description, in: first.folder)
        #expect(try third.store.alertRecords() == records)
        #expect(try third.store.toldHooks().values.joined().allSatisfy { $0.debt == nil })
    }

    @Test func `A silence of two hours lasts two hours`() async throws {
        let trial = try await Self.wasAhead()
        // By hand: while the clock was ahead.
        trial.clock.step(to: try instant("2024-04-28T01:00:00Z"))
        _ = try await trial.engine.silence(
            AlertMatcher(rule: "*"),
            until: .after(.seconds(7_200)),
            author: Author(user: 0, name: "root"),
            comment: ""
        )
        trial.clock.step(to: try instant("2024-03-15T01:00:00Z"))
        #expect(await trial.engine.lookAtClock()?.isBehind == true)
        #expect(trial.status.alerts.silences.all.allSatisfy { $0.isActive(at: trial.engine.time.now()) })
        _ = try await Self.repaired(trial)
        let end = try instant("2024-03-15T03:00:00Z")
        #expect(trial.status.alerts.silences.all.map(\.end) == [end])
        #expect(try trial.store.silences().map(\.end) == [end])
    }

    @Test func `A repair after a restart draws silences and deliveries near`() async throws {
        let rules = "rules: [{id: a, kind: threshold, node: trade, power: CHN, country: KAZ, above: 15, hooks: [h]}]"
        let hooks = "hooks:\n  h: {kind: exec, command: [/bin/true]}\n"
        let first = try Trial(alerts: hooks + rules, at: "2024-04-28")
        try await first.add(TrialModel.data)
        try await first.engine.recompute(.start)
        _ = try await first.engine.silence(
            AlertMatcher(rule: "*"),
            until: .after(.seconds(7_200)),
            author: Author(user: 0, name: "root"),
            comment: ""
        )
        first.store.close()
        let second = try Trial(alerts: hooks + rules, at: "2024-03-15", in: first.folder)
        await second.engine.hastenDeliveries()
        #expect(try second.store.dueDeliveries(at: second.engine.time.now()).count == 2)
        _ = try await Self.repaired(second)
        let now = second.clock.now()
        let end = try #require(second.status.alerts.silences.all.first?.end)
        #expect(end > now && end <= now.adding(seconds: 7_201))
        #expect(try second.store.deliveries().allSatisfy { $0.createdAt <= now })
    }

    @Test func `A step during a run is no hang`() async throws {
        let trial = try Trial()
        await trial.engine.beginWork()
        trial.clock.step(to: try instant("2024-03-15T01:00:00Z"))
        #expect(trial.engine.isMakingProgress)
        trial.clock.set(to: try instant("2024-03-15T01:11:00Z"))
        await trial.engine.endWork()
    }
}
