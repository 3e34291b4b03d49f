import Foundation
import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// Alerts through the control protocol.
@Suite(.timeLimit(.minutes(5))) struct AlertMethodTests {
    private static let overtaking = """
        rules:
          - {id: passes, kind: overtake, by: CHN, of: RUS, node: trade_share, in: shares, margin: 0.5}

        """

    @Test func `Over the bundled data a backtest finds China passing Russia in trade, in Kazakhstan and Uzbekistan`()
        async throws
    {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing(
            "grid: {frequency: month, from: 2000-01}",
            with: "grid: {frequency: quarter, from: 2019-Q1}"
        )
        try #require(model != text)
        let trial = try Trial(model: model, at: "2026-11-23")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call(
                "BacktestRule",
                ["rules": .string(Self.overtaking), "rule": "passes", "from": "2023", "to": "2024"]
            )
            let firing = reply.list("events").filter { $0.text("kind") == "firing" }
            func found(_ country: String) -> JSONObject? { firing.first { $0.text("country") == country } }
            for (country, before, after) in [("KAZ", -2.04, 2.15), ("UZB", -0.64, 5.78)] {
                let event = try #require(found(country), "\(firing)")
                #expect(event.text("period") == "2023-Q4")
                #expect(event.text("basis") == "reconstructed")
                #expect(abs(try #require(event.number("previous")) - before) < 0.01)
                #expect(abs(try #require(event.number("value")) - after) < 0.01)
            }
            #expect(reply.number("alerts") == 5)
            // Nothing of it is stored.
            #expect(try trial.store.alertEvents().isEmpty)
            #expect(try trial.store.alertRecords().isEmpty)

            let broken = try await service.client.refusal(
                "BacktestRule",
                ["rules": "rules:\n  - {id: x, kind: wrong}\n"]
            )
            #expect(broken?.name == "org.influenced.Index.InvalidRules")
            let unknown = try await service.client.refusal(
                "BacktestRule",
                ["rule": "nothing"]
            )
            #expect(unknown?.name == "org.influenced.Index.UnknownRule")
        }
    }

    @Test func `Over all months China passes Russia in trade where it did, and nowhere by a change of source`()
        async throws
    {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        let model = text.replacing("replications: 1000", with: "replications: 0")
        try #require(model != text)
        let trial = try Trial(model: model, at: "2026-11-28")
        await trial.engine.importFeeds([Repository.path("Config/data/central-asia.csv")])
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call(
                "BacktestRule",
                ["rules": .string(Self.overtaking), "rule": "passes"]
            )
            // Told, or held where the new lead comes about at a break of the series.
            let told = reply.list("events").filter { ["firing", "held"].contains($0.text("kind") ?? "") }
            let found = told.map { "\($0.text("country") ?? "-") \($0.text("period") ?? "-")" }
            #expect(
                found.sorted() == [
                    "KAZ 2023-12", "KGZ 2016-12", "KGZ 2022-12", "TJK 2025-05", "TKM 2010-12", "UZB 2015-12",
                    "UZB 2023-12",
                ]
            )
        }
    }

    @Test func `What was known at each run is what later events are of`() async throws {
        let rules = "rules:\n  - {id: high, kind: threshold, node: trade, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,40\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-04-15"))
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.import)
        trial.clock.set(to: try instant("2024-05-15"))
        try await trial.add("trade,CHN,KAZ,2023,30\n")
        try await trial.engine.recompute(.import)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call(
                "BacktestRule",
                ["rule": "high"]
            )
            let events = reply.list("events")
            #expect(events.map { $0.text("kind") } == ["firing", "resolved"])
            #expect(events.map { $0.text("basis") } == ["as_known", "as_known"])
            #expect(events.map { $0.number("value") } == [50, 30])
            // The very events that were raised.
            let raised = try trial.store.alertEvents().reversed()
            #expect(raised.map { $0.at.description.prefix(19) } == events.compactMap { $0.text("at")?.prefix(19) })
            #expect(raised.map(\.summary) == events.map { $0.text("summary") })
        }
    }

    @Test func `What waits for its group has its turn when the group leaves, what was begun when it is tried again`()
        async throws
    {
        let rules = """
            hooks:
              mail: {kind: exec, command: [/bin/true], group: {by: [rule], wait: 10min}}
              pager: {kind: exec, command: [/bin/true]}
            rules:
              - {id: high, kind: threshold, node: trade, above: 45, hooks: [mail, pager]}

            """
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,60\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-15T00:04:00Z"))
        try await trial.add("trade,CHN,UZB,2023,70\n")
        try await trial.engine.recompute(.import)
        try await TestService.with(trial) { service in
            func turns(_ hook: String) async throws -> [String] {
                try await service.client.call("ListDeliveries", ["hook": .string(hook)]).list("deliveries")
                    .compactMap { $0.text("next_at") }.map { String($0.prefix(19)) }
            }
            // The second joins the first, newest first; who is told by himself need not wait.
            #expect(try await turns("mail") == ["2024-03-15T00:10:00", "2024-03-15T00:10:00"])
            #expect(try await turns("pager") == ["2024-03-15T00:04:00", "2024-03-15T00:00:00"])
            let incident = try #require(try trial.store.alertEvents().first?.incident)
            let story = try await service.client.call("GetAlert", ["alert": .string(incident)])
            let own = story.list("deliveries").first { $0.text("hook") == "mail" }
            #expect(own?.text("next_at")?.prefix(19) == "2024-03-15T00:10:00")
            // Once its time is over it waits for a lane alone.
            trial.clock.set(to: try instant("2024-03-15T00:12:00Z"))
            #expect(try await turns("mail") == ["2024-03-15T00:12:00", "2024-03-15T00:12:00"])
            let waiting = try trial.store.deliveries(hook: "mail").sorted { $0.id < $1.id }
            let group = Handover(waiting, group: DeliveryGroup(id: "g", by: [.rule]))
            try trial.store.begin([group], at: trial.clock.now())
            let again = trial.clock.now().adding(seconds: 45)
            let failed = waiting.map { DeliveryResult(id: $0.id, outcome: .failed(error: "no", retryAt: again)) }
            try trial.store.record(failed, at: trial.clock.now())
            #expect(try await turns("mail") == ["2024-03-15T00:12:45", "2024-03-15T00:12:45"])
        }
    }

    @Test func `Alerts are listed, silenced and acknowledged, and both stop deliveries alone`() async throws {
        let rules = """
            rules:
              - {id: high, kind: threshold, node: trade, above: 45, severity: critical, labels: {team: x}}
              - {id: off, kind: threshold, node: trade, above: 1, enabled: false}

            """
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let alert = try #require(try await service.client.call("ListAlerts").list("alerts").first)
            #expect(alert.text("state") == "firing" && alert.text("country") == "KAZ" && alert.number("value") == 50)
            let status = try await service.client.call("GetStatus")
            let counts = try #require(status["alerts"]?.objectValue)
            #expect(counts["critical"] == 1 && counts["firing"] == 1 && counts["rules"] == 1)
            let listed = try await service.client.call("ListRules").list("rules")
            #expect(listed.map { $0.text("rule") } == ["high", "off"])
            #expect(listed.map { $0["enabled"] } == [true, false])

            let opening = try #require(alert.text("opening"))
            let silence = try await service.client.call(
                "Silence",
                ["country": "K*", "until": "2024-03-16T00:00:00Z", "comment": "known"]
            )
            #expect(silence["alerts"] == 1)
            let event = try #require(try trial.store.alertEvents().first)
            let now = trial.clock.now()
            #expect(trial.status.alerts.obstacle(to: event, at: now) == "silence 1")
            _ = try await service.client.call(
                "Acknowledge",
                ["alert": .string(String(opening.prefix(6))), "comment": "on it"]
            )
            let marked = try #require(try await service.client.call("ListAlerts").list("alerts").first)
            #expect(marked.text("state") == "firing")
            #expect(marked["silence"] == 1 && marked.text("acknowledged_by") != nil)
            #expect(try await service.client.call("GetStatus")["alerts"]?.objectValue?["critical"] == 0)
            _ = try await service.client.call("Unsilence", ["silence": 1])
            // Nothing but reminders is kept back by an acknowledgement.
            #expect(trial.status.alerts.obstacle(to: event, at: now) == nil)

            for (method, parameters, error) in [
                ("Silence", ["until": "2024-03-16", "comment": ""] as JSONObject, "InvalidRequest"),
                ("Silence", ["rule": "x", "until": "2020-01-01", "comment": ""], "InvalidRequest"),
                ("Unsilence", ["silence": 99], "UnknownSilence"),
                ("Acknowledge", ["alert": "zz", "comment": ""], "UnknownAlert"),
                ("TestHook", ["hook": "none"], "UnknownHook"),
                ("RetryDeliveries", ["hook": "none"], "UnknownHook"),
                ("DismissDeliveries", ["hook": "none"], "UnknownHook"),
            ] {
                let failure = try await service.client.refusal(method, parameters)
                #expect(failure?.name == "org.influenced.Admin.\(error)", "\(method)")
            }
        }
    }

    @Test func `A reload leaves the alerts of rules that did not change, and begins the others anew`() async throws {
        let rules = """
            rules:
              - {id: same, kind: threshold, node: trade, above: 45}
              - {id: other, kind: threshold, node: trade, above: 40}
              - {id: gone, kind: threshold, node: trade, above: 30}

            """
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.start)
        let loaded = trial.status.loaded
        func use(_ text: String) async throws {
            let plan = try RuleFile.read(text, name: "r", model: loaded.model, feeds: [])
            await trial.engine.use(loaded, alerts: plan)
            try await trial.engine.recompute(.reload)
        }
        let before = try #require(trial.status.alerts.records.first { $0.key.rule == "same" && $0.state == .firing })
        trial.clock.set(to: try instant("2024-03-16"))
        try await use(
            """
            rules:
              - {id: same, kind: threshold, node: trade, above: 45, severity: critical, description: New words.}
              - {id: other, kind: threshold, node: trade, above: 41}

            """
        )
        let after = try #require(trial.status.alerts.records.first { $0.key.rule == "same" && $0.state == .firing })
        #expect(after.since == before.since && after.incident == before.incident)
        let events = try trial.store.alertEvents().filter { $0.at == trial.clock.now() }
        #expect(
            events.map { "\($0.key.rule) \($0.kind.rawValue) \($0.reason ?? "")" }.sorted() == [
                "gone resolved its rule has been removed", "other firing ", "other resolved its rule has changed",
            ]
        )
    }

    @Test func `Of another definition one event a rule says what would differ, and whoever accepts it lets it count`()
        async throws
    {
        let rules = "rules:\n  - {id: high, kind: threshold, power: CHN, node: trade, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-15")
        try await trial.add("trade,CHN,KAZ,2023,40\ntrade,CHN,UZB,2023,30\n")
        try await trial.engine.recompute(.start)
        let text = TrialModel.text.replacing(
            "parent: economic, weight: 1, normalise: {goalposts: [0, 100]}",
            with: "parent: economic, weight: 1, normalise: {goalposts: [0, 50]}"
        )
        try #require(text != TrialModel.text)
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: text)])
        await trial.engine.use(
            loaded,
            alerts: try RuleFile.read(rules, name: "r", model: loaded.model, feeds: [])
        )
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.engine.recompute(.reload)
        let held = try #require(try trial.store.alertEvents().first)
        #expect(try trial.store.alertEvents().count == 1 && held.kind == .held)
        #expect(held.summary.contains("KAZ CHN trade would fire at 80"), "\(held.summary)")
        #expect(held.summary.contains("UZB CHN trade would fire at 60"), "\(held.summary)")
        for day in 17...20 {
            trial.clock.set(to: try instant("2024-03-\(day)"))
            try await trial.engine.recompute(.schedule)
        }
        #expect(try trial.store.alertEvents().count == 1)
        try await TestService.with(trial) { service in
            let accepted = try await service.client.call(
                "Acknowledge",
                ["alert": .string(String(held.id.prefix(8))), "comment": "so it is"]
            )
            #expect(accepted["accepted"] == 2)
            let fired = try trial.store.alertEvents().filter { $0.kind == .firing }
            #expect(fired.map(\.key.subject.country).sorted { $0?.text ?? "" < $1?.text ?? "" } == ["KAZ", "UZB"])
            let id = try #require(fired.first?.id)
            let story = try await service.client.call("GetAlert", ["alert": .string(String(id.prefix(10)))])
            #expect(story["incident"]?.objectValue?.text("incident") == id)
            #expect(story.list("hooks").map { $0.text("picture") } == ["firing"])
            let unknown = try await service.client.refusal("GetAlert", ["alert": "zz"])
            #expect(unknown?.name == "org.influenced.Index.UnknownAlert")
        }
    }
}
