import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A figure that is put right leaves each alert as it was before the error became known: not as the past of the data is.
@Suite(.timeLimit(.minutes(5))) struct MistypingTests {
    private static let header = "indicator,power,country,period,value,reporter\n"

    /// A yearly indicator, by which CHN is behind, and a monthly one by which nobody is.
    private func mixed(_ rule: String, _ trade: String) async throws -> Trial {
        let trial = try Trial(
            model: TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01"),
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2024-03-01"
        )
        let months = (1...12).map { "2023-" + ($0 < 10 ? "0" : "") + "\($0)" } + ["2024-01", "2024-02"]
        let loans = months.map { "loans,CHN,KAZ,\($0),50,A\nloans,RUS,KAZ,\($0),50,A\n" }
        try await trial.add(Self.header + trade + loans.joined())
        try await trial.engine.recompute(.start)
        return trial
    }

    private func trial(_ rule: String, _ rows: String) async throws -> Trial {
        let trial = try Trial(
            model: TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01"),
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2024-03-01"
        )
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.start)
        return trial
    }

    private func add(_ rows: String..., to trial: Trial) async throws {
        for rows in rows {
            trial.clock.set(to: trial.clock.now().adding(seconds: 86_400))
            try await trial.add(Self.header + rows)
            try await trial.engine.recompute(.import)
        }
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map(\.kind.rawValue)
    }

    private static let behind = "trade,CHN,KAZ,2022,50,A\ntrade,RUS,KAZ,2022,80,A\n"

    /// Before: the new year reached back beyond the first look, and the alerts were disarmed without a word.
    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: index", "kind: rank, power: CHN, node: index, to: 1",
        "kind: threshold, power: CHN, node: index, above: 55, startup: arm",
    ])
    func `A crossing one of whose figures was mistyped first fires once it is right`(_ rule: String) async throws {
        for (wrong, right) in [
            ("trade,CHN,KAZ,2023,0.07,A\ntrade,RUS,KAZ,2023,40,A\n", "trade,CHN,KAZ,2023,70,A\n"),
            ("trade,CHN,KAZ,2023,0.95,A\n", "trade,CHN,KAZ,2023,95,A\n"),
            (
                "trade,CHN,KAZ,2023,0.07,A\ntrade,RUS,KAZ,2023,40,A\ntrade,EUU,KAZ,2023,0.01,A\n",
                "trade,CHN,KAZ,2023,70,A\ntrade,EUU,KAZ,2023,10,A\n"
            ),
        ] {
            let trial = try await mixed(rule, Self.behind)
            try await add(wrong, to: trial)
            #expect(try told(trial) == [], "\(wrong)")
            try await add(right, to: trial)
            #expect(try told(trial) == ["firing"], "\(wrong)")
        }
        // Twice wrong before it is right.
        let chain = try await mixed(rule, Self.behind)
        try await add(
            "trade,CHN,KAZ,2023,0.07,A\ntrade,RUS,KAZ,2023,40,A\n",
            "trade,CHN,KAZ,2023,0.7,A\n",
            "trade,CHN,KAZ,2023,70,A\n",
            to: chain
        )
        #expect(try told(chain) == ["firing"])
    }

    /// Before: it stayed open, critical, on a figure that never met its condition.
    @Test(arguments: [
        ("kind: overtake, by: CHN, of: RUS, node: trade, margin: 2", "48.5", "485"),
        ("kind: overtake, by: CHN, of: RUS, node: trade", "50", "500"),
        ("kind: threshold, power: CHN, node: trade, above: 60, clear: 45", "48.5", "99"),
    ])
    func `What an error opened ends when the figure between the levels is back`(
        _ rule: String,
        _ right: String,
        _ wrong: String
    ) async throws {
        let trial = try await trial(rule, "trade,CHN,KAZ,2022,49.5,A\ntrade,RUS,KAZ,2022,50,A\n")
        try await add("trade,CHN,KAZ,2023,\(right),A\ntrade,RUS,KAZ,2023,50,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,\(wrong),A\n", "trade,CHN,KAZ,2023,\(right),A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved"])
        #expect(try trial.store.alertEvents().first?.reason == "its figure is what it was before")
        #expect(trial.status.alerts.records.map(\.state) == [.inactive])
        // To another one between the levels.
        try await add("trade,CHN,KAZ,2023,9000,A\n", "trade,CHN,KAZ,2023,49,A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved", "firing", "resolved"])
    }

    @Test func `What was open between the levels is open again, and what came of a real figure stays`() async throws {
        let rule = "kind: threshold, power: CHN, node: trade, above: 60, clear: 45"
        for right in ["50", "51"] {
            let trial = try await trial(rule, "trade,CHN,KAZ,2023,61,A\n")
            try await add("trade,CHN,KAZ,2023,50,A\n", "trade,CHN,KAZ,2023,0.5,A\n", to: trial)
            #expect(try told(trial) == ["firing", "resolved"])
            try await add("trade,CHN,KAZ,2023,\(right),A\n", to: trial)
            #expect(try told(trial) == ["firing", "resolved", "firing"])
            #expect(try trial.store.incidents().count == 1)
        }
        let real = try await trial(rule, "trade,CHN,KAZ,2022,50,A\n")
        try await add("trade,CHN,KAZ,2023,62,A\n", "trade,CHN,KAZ,2023,55,A\n", to: real)
        #expect(try told(real) == ["firing"])
    }

    /// Before: a rank was asked of the power's own newest year, and the error was in a newer one of another power.
    @Test func `A competitor's figure put right opens the same incident`() async throws {
        let trial = try await trial(
            "kind: rank, power: CHN, node: trade, to: 1",
            "trade,CHN,KAZ,2021,40,A\ntrade,RUS,KAZ,2021,50,A\n"
        )
        try await add(
            "trade,CHN,KAZ,2022,70,A\ntrade,RUS,KAZ,2022,50,A\n",
            "trade,RUS,KAZ,2023,4900,A\n",
            "trade,RUS,KAZ,2023,49,A\n",
            to: trial
        )
        #expect(try told(trial) == ["firing", "resolved", "firing"])
        #expect(try trial.store.incidents().count == 1)
    }

    /// Before: the year before was asked, in which it was behind.
    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: trade", "kind: rank, power: CHN, node: trade, to: 1",
        "kind: threshold, power: CHN, node: trade, above: 55, startup: arm",
    ])
    func `A slip in a revision of the newest figure, put right, fires nothing`(_ rule: String) async throws {
        let rows =
            "trade,CHN,KAZ,2022,40,A\ntrade,RUS,KAZ,2022,50,A\n"
            + "trade,CHN,KAZ,2023,60,A\ntrade,RUS,KAZ,2023,50,A\n"
        let trial = try await trial(rule, rows)
        try await add("trade,CHN,KAZ,2023,6.1,A\n", "trade,CHN,KAZ,2023,61,A\n", to: trial)
        #expect(try told(trial) == [])
        let open = try await self.trial(rule.replacing("startup: arm", with: "startup: fire") + ", for: 0s", "")
        try await add(rows.replacing("60", with: "45"), rows, to: open)
        #expect(try told(open) == ["firing"])
        try await add("trade,CHN,KAZ,2023,6.1,A\n", "trade,CHN,KAZ,2023,61,A\n", to: open)
        #expect(try told(open) == ["firing", "resolved", "firing"])
        #expect(try open.store.incidents().count == 1)
    }

    /// Before: at the error nothing was asked, so that nothing was held; and what came with it was compared with it.
    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: trade", "kind: rank, power: CHN, node: trade, to: 1",
        "kind: threshold, power: CHN, node: trade, above: 55",
    ])
    func `A slip in the first figure of another reporter walks around no hold`(_ rule: String) async throws {
        let trial = try await trial(rule, "trade,CHN,KAZ,2022,45,Z\ntrade,RUS,KAZ,2022,50,Z\n")
        try await add(
            "trade,CHN,KAZ,2023,6.1,A\ntrade,RUS,KAZ,2023,50,A\n",
            "trade,CHN,KAZ,2023,61,A\n",
            to: trial
        )
        #expect(try told(trial) == ["held"])
        #expect(try trial.store.alertEvents().first?.reason?.contains("at a break of series") == true)
        // What happens within the new series is told.
        try await add("trade,CHN,KAZ,2023,40,A\n", "trade,CHN,KAZ,2023,65,A\n", to: trial)
        #expect(try told(trial) == ["held", "firing"])
    }

    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: economic", "kind: rank, power: CHN, node: economic, to: 1",
        "kind: threshold, power: CHN, node: economic, above: 55",
    ])
    func `Nor does one in the first figure of another indicator`(_ rule: String) async throws {
        let trial = try await trial(rule, "trade,CHN,KAZ,2022,45,A\ntrade,RUS,KAZ,2022,50,A\nloans,RUS,KAZ,2022,50,A\n")
        try await add("loans,CHN,KAZ,2023,9,A\n", "loans,CHN,KAZ,2023,90,A\n", to: trial)
        #expect(try told(trial) == ["held"])
        #expect(try trial.store.alertEvents().first?.reason?.hasPrefix("coverage moved by") == true)
    }
}
