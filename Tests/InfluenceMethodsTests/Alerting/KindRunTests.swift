import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// Kinds of rules in runs, between them, and replayed.
@Suite(.timeLimit(.minutes(5))) struct KindRunTests {
    private static let header = "indicator,power,country,period,value,status,reporter\n"

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.kind.rawValue) \($0.key.rule) \($0.value ?? .nan)" }
    }

    /// Lets time pass, with every evaluation that is due on the way.
    private func advance(_ trial: Trial, to time: String) async throws {
        let end = try instant(time)
        while let due = trial.status.alerts.due, due <= end, due > trial.clock.now() {
            trial.clock.set(to: due)
            try await trial.engine.evaluateAlerts()
        }
        trial.clock.set(to: end)
    }

    private func add(_ rows: String, to trial: Trial, at time: String) async throws {
        try await advance(trial, to: time)
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.import)
    }

    @Test func `A score that is about to lapse is told between runs, and newer figures end it`() async throws {
        let model = TrialModel.text.replacing(
            "normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}",
            with: "normalise: {goalposts: [0, 100]}, cadence: P1M, max_age: P6M}"
        )
        let rules = "rules:\n  - {id: lapses, kind: coverage, node: trade, country: KAZ, power: CHN, within: P45D}\n"
        let trial = try Trial(model: model, alerts: rules, at: "2024-06-05")
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-01,20,,Z\n")
        try await trial.engine.recompute(.start)
        #expect(try told(trial).isEmpty)
        let due = try #require(trial.status.alerts.due)
        let first = trial.clock.now()
        try await advance(trial, to: "2024-06-30")
        let event = try #require(try trial.store.alertEvents().first)
        #expect(event.at == due && event.kind == .firing && due > first)
        #expect(event.summary.contains("trade of CHN in KAZ lapses within 45 days unless newer figures come"))
        #expect(event.summary.contains("waits for trade"))
        // Gone, and still told of as open.
        trial.clock.set(to: try instant("2024-10-15"))
        try await trial.engine.recompute(.schedule)
        let record = try #require(trial.status.alerts.records.first)
        #expect(record.state == .firing && (record.baseline?.value ?? 0) < 0)
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-09,30,,Z\n")
        try await trial.engine.recompute(.import)
        #expect(try trial.store.alertEvents().map(\.kind) == [.resolved, .firing])
        // As it was, but for what nobody knew before the first run.
        try await TestService.with(trial) { service in
            let reply = try await service.client.call("BacktestRule", ["rule": "lapses"])
            #expect(reply.list("events").map { $0.text("kind") } == ["firing", "resolved"])
            #expect(reply.list("events").first?.text("at")?.prefix(10) == due.description.prefix(10))
            #expect(reply.list("events").first?.text("figure")?.hasPrefix("in ") == true)
            let limit = try #require(reply.list("limits").first)
            #expect(limit.text("rule") == "lapses" && limit.flag("replayed") == true)
        }
    }

    /// Before: it was open for ever, told as about to lapse.
    @Test(arguments: ["within: P45D", "within: P45D, lapsed: P2M", "lapsed: P1M"])
    func `A score for which nobody finds newer figures is over once it lapsed long ago`(_ keys: String) async throws {
        let model = TrialModel.text.replacing(
            "normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}",
            with: "normalise: {goalposts: [0, 100]}, cadence: P1M, max_age: P6M}"
        )
        let rules = "rules:\n  - {id: lapses, kind: coverage, node: trade, country: KAZ, power: CHN, \(keys)}\n"
        let trial = try Trial(model: model, alerts: rules, at: "2024-06-05")
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-01,20,,Z\n")
        try await trial.engine.recompute(.start)
        for time in ["2024-07-20", "2024-08-20", "2024-12-01", "2025-06-01", "2025-12-01", "2026-06-01"] {
            try await advance(trial, to: time)
            try await trial.engine.recompute(.schedule)
        }
        let events = try trial.store.alertEvents()
        #expect(events.map(\.kind) == [.resolved, .firing])
        #expect(events.first?.reason?.contains("none has lapsed within") == true, "\(events)")
        #expect(events.first?.summary.hasPrefix("over: trade of CHN in KAZ is waited for no more: no data") == true)
        #expect(trial.status.alerts.counts.open == 0)
    }

    /// Before: its data had disappeared, as if somebody had lost them.
    @Test func `What cannot exist any more is waited for by nobody, and moves no coverage`() async throws {
        let model = TrialModel.text.replacing(
            "normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}",
            with: "normalise: {goalposts: [0, 100]}, cadence: P1M, max_age: P6M}"
        )
        let rules = """
            rules:
              - {id: lapses, kind: coverage, node: trade, country: KAZ, power: CHN, within: P45D}
              - {id: high, kind: threshold, node: economic, country: KAZ, power: CHN, above: 45}

            """
        let trial = try Trial(model: model, alerts: rules, at: "2024-06-05")
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-01,20,,Z\nloans,CHN,KAZ,2024-05,60,,Z\n")
        try await trial.engine.recompute(.start)
        try await advance(trial, to: "2024-07-20")
        try await trial.engine.recompute(.schedule)
        #expect(try trial.store.alertEvents().map(\.key.rule) == ["lapses"])
        try await advance(trial, to: "2024-07-21")
        try await trial.add(Self.header + "trade,CHN,KAZ,2024-06,,M,Z\n")
        try await trial.engine.recompute(.import)
        let events = try trial.store.alertEvents()
        let over = try #require(events.first { $0.key.rule == "lapses" })
        #expect(over.kind == .resolved && over.reason?.contains("not applicable") == true, "\(over)")
        #expect(over.summary.hasPrefix("over: trade of CHN in KAZ is waited for no more"))
        // The index is of what there can be, and by that it is above the level.
        #expect(events.first { $0.key.rule == "high" }?.kind == .firing)
    }

    @Test func `A tracked indicator is watched in its unit, and its break holds it`() async throws {
        let model = TrialModel.text.replacing(
            "{id: visits, title: Visits}",
            with: "{id: visits, title: Visits, unit: visits, cadence: P1Y, max_age: none}"
        )
        let rules = """
            rules:
              - {id: many, kind: threshold, node: visits, country: KAZ, power: CHN, above: 10}
              - {id: passes, kind: overtake, node: visits, country: KAZ, by: CHN, of: RUS}

            """
        let trial = try Trial(model: model, alerts: rules, at: "2024-03-15")
        func add(_ rows: String, _ time: String) async throws {
            let lines = rows.split(separator: " ").map { "visits,\($0)\n" }.joined()
            try await trial.add("indicator,power,country,period,value,unit,reporter\n" + lines)
            trial.clock.set(to: try instant(time))
            try await trial.engine.recompute(.import)
        }
        try await add("CHN,KAZ,2022,5,visits,Z RUS,KAZ,2022,8,visits,Z", "2024-03-16")
        #expect(try told(trial).isEmpty)
        try await add("CHN,KAZ,2022,12,visits,Z", "2024-03-17")
        #expect(try told(trial) == ["firing many 12.0", "firing passes 4.0"])
        #expect(
            try trial.store.alertEvents().last?.summary.hasPrefix(
                "visits of CHN in KAZ is above 10 visits: 12 visits (was 5"
            )
                == true
        )
        try await add("CHN,KAZ,2023,2,visits,A", "2024-03-18")
        #expect(try told(trial).dropFirst(2) == ["held many 2.0", "held passes -6.0"])
        try await add("CHN,KAZ,2023,3,visits,A", "2024-03-19")
        #expect(try told(trial).dropFirst(4) == ["resolved many 3.0", "resolved passes -5.0"])
    }

    @Test func `A series that breaks is one alert, until it has gone on for as long`() async throws {
        let model = TrialModel.text.replacing("from: 2024-01", with: "from: 2015-01")
        let rules = "rules:\n  - {id: broke, kind: break, indicator: trade, country: KAZ}\n"
        let trial = try Trial(model: model, alerts: rules, at: "2024-03-15")
        try await trial.add(
            Self.header + "trade,CHN,KAZ,2021,20,,Z\ntrade,CHN,KAZ,2022,20,,Z\ntrade,RUS,KAZ,2022,20,,Z\n"
        )
        try await trial.engine.recompute(.start)
        #expect(try told(trial).isEmpty)
        try await add("trade,CHN,KAZ,2023,60,,A\ntrade,RUS,KAZ,2023,30,,A\n", to: trial, at: "2024-03-16")
        #expect(try told(trial) == ["firing broke 2.0"])
        let event = try #require(try trial.store.alertEvents().first)
        #expect(event.summary.contains("trade is read from A since 2023-12, before from Z"), "\(event.summary)")
        try await trial.engine.recompute(.schedule)
        try await add("trade,CHN,KAZ,2024,61,,A\n", to: trial, at: "2025-02-01")
        #expect(try told(trial) == ["firing broke 2.0"])
        try await add("trade,RUS,KAZ,2024,31,,A\n", to: trial, at: "2025-02-02")
        #expect(try told(trial) == ["firing broke 2.0", "resolved broke 0.0"])
    }

    @Test func `A backtest finds what live operation found: breaks, another model, time and flapping`() async throws {
        let rules = """
            rules:
              - {id: high, kind: threshold, node: trade, country: KAZ, power: CHN, above: 50, flap_limit: 2, flap_window: 20d}
              - {id: index, kind: threshold, node: index, country: KAZ, power: CHN, above: 50, keep_firing_for: 3d}
              - {id: passes, kind: overtake, node: trade, country: KAZ, by: CHN, of: RUS}
              - {id: first, kind: rank, node: economic, country: KAZ, to: 1, for: 2d}
              - {id: moved, kind: change, node: trade, country: KAZ, by: 15, window: P1M}
              - {id: old, kind: stale, indicator: trade, country: KAZ, after: P16M}
              - {id: broke, kind: break, indicator: trade, country: KAZ}

            """
        let trial = try Trial(alerts: rules, at: "2024-01-15")
        try await trial.add(
            Self.header + """
                trade,CHN,KAZ,2022,20,,Z
                trade,RUS,KAZ,2022,40,,Z
                loans,CHN,KAZ,2022,20,,S
                bases,CHN,KAZ,2022,2,,S

                """
        )
        try await trial.engine.recompute(.start)
        try await add("trade,CHN,KAZ,2022,60,,A\ntrade,RUS,KAZ,2022,10,,A\n", to: trial, at: "2024-02-15")
        try await add("trade,CHN,KAZ,2022,62,,A\n", to: trial, at: "2024-02-16")
        for (number, value) in [30, 70, 20, 80, 25, 71].enumerated() {
            try await add("trade,CHN,KAZ,2022,\(value),,A\n", to: trial, at: "2024-02-\(17 + number)")
        }
        try await advance(trial, to: "2024-04-10")
        try await trial.engine.recompute(.schedule)
        let other = try ModelFiles.load(
            sources: [
                ModelSource(name: "other.yaml", text: TrialModel.text.replacing("weight: 3", with: "weight: 2"))
            ]
        )
        await trial.engine.use(
            other,
            alerts: try RuleFile.read(rules, name: "alerts.yaml", model: other.model, feeds: [])
        )
        try await add("trade,CHN,KAZ,2022,5,,A\nbases,CHN,KAZ,2022,9,,S\n", to: trial, at: "2024-04-11")
        try await add("trade,CHN,KAZ,2022,6,,A\nbases,CHN,KAZ,2022,10,,S\n", to: trial, at: "2024-04-12")
        try await advance(trial, to: "2024-06-30")
        let live = try trial.store.alertEvents(limit: 1_000).reversed().map {
            "\($0.at.description.prefix(19)) \($0.kind.rawValue) \($0.key): \($0.summary) \($0.reason ?? "")"
        }
        for kind in ["firing", "resolved", "held", "flapping"] {
            #expect(live.contains { $0.contains(" \(kind) ") }, "\(kind) is not among them: \(live)")
        }
        try await TestService.with(trial) { service in
            let reply = try await service.client.call("BacktestRule")
            let replayed = reply.list("events").map { event in
                func text(_ name: String) -> String { event.text(name) ?? "" }
                return "\(text("at").prefix(19)) \(text("kind")) \(text("rule")) \(text("subject")): "
                    + "\(text("summary")) \(text("reason"))"
            }
            #expect(replayed.sorted() == live.sorted())
        }
    }
}
