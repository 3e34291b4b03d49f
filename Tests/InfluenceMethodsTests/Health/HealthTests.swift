import Glibc
import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost
@testable import InfluenceMethods

@Suite(.timeLimit(.minutes(5))) struct `The health of the daemon` {
    private static let now = Instant(seconds: 1_700_000_000)

    private func facts(
        _ trial: Trial,
        dead: Int = 0,
        waiting: Int = 0,
        since seconds: Int? = nil,
        free: Int? = nil,
        log: Int = 0,
        fault: StoreError? = nil
    ) throws -> HealthFacts {
        let known = try trial.store.status()
        return HealthFacts(
            status: trial.status,
            store: StoreStatus(
                path: known.path,
                databaseBytes: 0,
                logBytes: log,
                freeBytes: free,
                counts: known.counts,
                lastCheckpoint: nil,
                hasSpace: free == nil,
                hasReserve: true,
                fault: fault
            ),
            deliveries: DeliveryCounts(
                waiting: waiting,
                dead: dead,
                waitingSince: seconds.map { Self.now.adding(seconds: -$0) }
            ),
            clockTrouble: nil,
            now: Self.now
        )
    }

    private func names(_ facts: HealthFacts) -> [String] { Health(facts).reasons.map(\.name) }

    @Test func `is ok where nothing has to be looked at`() throws {
        let trial = try Trial()
        #expect(try Health(facts(trial)).level == .ok)
        #expect(try names(facts(trial)) == [])
    }

    @Test func `tells of a log that takes no alerts until it does`() throws {
        let trial = try Trial()
        trial.engine.board.showLog("the log cannot be written: No space left on device", at: Self.now)
        #expect(try names(facts(trial)) == ["log_failed"])
        trial.engine.board.showLog("nobody reads the log", at: Self.now.adding(seconds: 60))
        let reason = try #require(try Health(facts(trial)).reasons.first)
        #expect(
            reason.message.hasPrefix("alerts are not in the journal since \(Self.now): ") && reason.level == .warning
        )
        trial.engine.board.showLog(nil, at: Self.now)
        #expect(try names(facts(trial)) == [])
    }

    @Test func `lets what waits for a group wait for as long as groups do`() throws {
        let trial = try Trial(
            alerts: """
                hooks:
                  mail: {kind: exec, command: [/bin/true], group: {by: [rule], wait: 30min}}
                rules: []

                """
        )
        #expect(try names(facts(trial, waiting: 3, since: 901)) == [])
        #expect(try names(facts(trial, waiting: 3, since: 2_700)) == [])
        #expect(try names(facts(trial, waiting: 3, since: 2_701)) == ["deliveries_waiting"])
    }

    @Test func `names what waits for too long, is given up, full, long or faulty, each with its way out`() throws {
        let trial = try Trial()
        #expect(try names(facts(trial, dead: 1)) == ["deliveries_dead"])
        #expect(try names(facts(trial, waiting: 3, since: 900)) == [])
        #expect(try names(facts(trial, waiting: 3, since: 901)) == ["deliveries_waiting"])
        #expect(try names(facts(trial, waiting: 3, since: -901)) == [])
        #expect(try names(facts(trial, waiting: 0, since: 9_999)) == [])
        #expect(try names(facts(trial, free: 1 << 20)) == ["space"])
        #expect(try names(facts(trial, log: 256 << 20)) == [])
        #expect(try names(facts(trial, log: 256 << 20 + 1)) == ["long_log"])
        #expect(try names(facts(trial, fault: .readOnly(path: "/db"))) == ["disk"])
        let all = try Health(facts(trial, dead: 2, waiting: 1, since: 7_200, free: 9, log: 1 << 30))
        #expect(all.level == .warning)
        #expect(all.reasons.map(\.name) == ["space", "long_log", "deliveries_dead", "deliveries_waiting"])
        for reason in all.reasons {
            #expect(!reason.message.isEmpty && !reason.way.isEmpty)
            #expect(reason.sentence == "\(reason.message); \(reason.way)")
        }
        #expect(all.reasons.last?.message == "1 delivery waits, the oldest since 2023-11-14T20:13:20Z")
    }

    /// Before: only once an event had been given up.
    @Test func `names hooks that cannot be executed before anything is handed to them, and no more once they can`()
        async throws
    {
        let rules = """
            hooks:
              good: {kind: exec, command: [/bin/true]}
              gone: {kind: exec, command: [PROGRAM]}
              post: {kind: webhook, url: "http://127.0.0.1/", credential: token}
            rules: []

            """
        let folder = try TemporaryFolder()
        let trial = try Trial(alerts: rules.replacing("PROGRAM", with: folder["tell"]), in: folder)
        func told() throws -> [String] {
            try Health(facts(trial)).reasons.filter { $0.name == "hook_unusable" }.map(\.message)
        }
        #expect(try told().first == "the hook gone cannot be executed: there is no program \(folder["tell"])")
        let others = Array(try told().dropFirst())
        #expect(!others.isEmpty && others.allSatisfy { $0.hasPrefix("the hook post cannot be executed: ") })
        try folder.write("#!/bin/sh\n", to: "tell")
        #expect(chmod(folder["tell"], 0o755) == 0)
        try await trial.engine.recompute(.schedule)
        #expect(try told() == others)
        // A reload that takes the other one away, and one that brings another.
        func reload(_ hooks: String) async throws {
            let loaded = trial.status.loaded
            let text = "hooks: {\(hooks)}\nrules: []\n"
            await trial.engine.use(
                loaded,
                alerts: try RuleFile.read(text, name: "r", model: loaded.model, feeds: [])
            )
        }
        try await reload("good: {kind: exec, command: [/bin/true]}")
        #expect(try told() == [])
        try await reload("folder: {kind: exec, command: [/bin]}")
        #expect(try told() == ["the hook folder cannot be executed: /bin is a folder, no program"])
    }

    @Test func `has a name of its own for each of its checks`() {
        #expect(Set(HealthCheck.all.map(\.name)).count == HealthCheck.all.count)
        #expect(HealthCheck.all.allSatisfy { $0.level > .ok })
        #expect(HealthCheck.all.map(\.level) == HealthCheck.all.map(\.level).sorted(by: >))
    }

    @Test func `is critical while a critical alert fires that nobody has taken on, and the reply says so`() async throws
    {
        let rules = """
            rules:
              - {id: high, kind: threshold, node: trade, above: 45, severity: critical}

            """
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            func verdict() async throws -> (String?, Bool?, [String?]) {
                let status = try await service.client.call("GetStatus")
                return (status.text("verdict"), status.flag("healthy"), status.list("reasons").map { $0.text("name") })
            }
            let firing = try await verdict()
            #expect(firing.0 == "critical" && firing.1 == false && firing.2 == ["critical_alerts"])
            let status = try await service.client.call("GetStatus")
            let reason = try #require(status.list("reasons").first)
            #expect(reason.text("message") == "1 critical alert open")
            #expect(reason.text("way")?.contains("influencectl alerts") == true)
            #expect(status.texts("problems").first?.hasPrefix("1 critical alert open; ") == true)
            #expect(StatusText.of(trial.status, trial.engine.health).contains("critical: critical alerts"))

            let silence = try await service.client.call(
                "Silence",
                ["country": "KAZ", "until": "2024-03-16T00:00:00Z", "comment": "known"]
            )
            #expect(silence["alerts"] == 1)
            let silenced = try await verdict()
            #expect(silenced.0 == "ok" && silenced.1 == true && silenced.2 == [])

            await trial.engine.importFeeds([trial.folder["missing.csv"]])
            let missing = try await verdict()
            #expect(missing.0 == "warning" && missing.1 == false && missing.2 == ["feed_failed"])
        }
    }
}
