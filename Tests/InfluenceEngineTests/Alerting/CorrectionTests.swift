import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A figure that was wrong for a while, a reporter that was exchanged, and what really happened beside it.
@Suite(.timeLimit(.minutes(5))) struct CorrectionTests {
    private static let header = "indicator,power,country,period,value,reporter\n"

    private func trial(_ rule: String, _ rows: String) async throws -> Trial {
        let trial = try Trial(
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2024-03-01"
        )
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.start)
        return trial
    }

    private func add(_ rows: String, to trial: Trial) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 86_400))
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.import)
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map(\.kind.rawValue)
    }

    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: trade", "kind: overtake, by: CHN, of: RUS, node: index",
        "kind: rank, power: CHN, node: trade, to: 1",
        "kind: threshold, power: CHN, node: trade, above: 45, startup: arm",
    ])
    func `A value a thousand times too small, then right, fires nothing; one that it never had does`(
        _ rule: String
    ) async throws {
        let trial = try await trial(rule, "trade,CHN,KAZ,2023,60,A\ntrade,RUS,KAZ,2023,40,A\n")
        for _ in 0..<3 {
            try await add("trade,CHN,KAZ,2023,0.06,A\n", to: trial)
            try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
        }
        #expect(try told(trial) == [])
        try await add("trade,CHN,KAZ,2023,30,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,65,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
    }

    @Test func `So does the figure of the other side, and one that is too large`() async throws {
        let other = try await trial(
            "kind: overtake, by: CHN, of: RUS, node: trade",
            "trade,CHN,KAZ,2023,60,A\ntrade,RUS,KAZ,2023,0.04,A\n"
        )
        try await add("trade,RUS,KAZ,2023,95,A\n", to: other)
        try await add("trade,RUS,KAZ,2023,0.04,A\n", to: other)
        #expect(try told(other) == [])
        let low = try await trial(
            "kind: threshold, power: CHN, node: trade, below: 5, startup: arm",
            "trade,CHN,KAZ,2023,4,A\n"
        )
        try await add("trade,CHN,KAZ,2023,40,A\n", to: low)
        try await add("trade,CHN,KAZ,2023,4,A\n", to: low)
        #expect(try told(low) == [])
    }

    @Test func `An open alert is closed by the error and is the same incident once it is corrected`() async throws {
        let trial = try await trial("kind: threshold, power: CHN, node: trade, above: 45", "trade,CHN,KAZ,2023,60,A\n")
        try await add("trade,CHN,KAZ,2023,0.06,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved", "firing"])
        #expect(try Set(trial.store.alertEvents().map(\.incident)).count == 1)
        #expect(try trial.store.incidents().count == 1)
    }

    @Test func `A change that an error made is over with its correction, and the correction is none`() async throws {
        let trial = try await trial(
            "kind: change, power: CHN, node: trade, by: 10, window: P12M",
            "trade,CHN,KAZ,2022,59,A\ntrade,CHN,KAZ,2023,60,A\n"
        )
        try await add("trade,CHN,KAZ,2023,0.06,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
        #expect(try told(trial).filter { $0 != "firing" } == told(trial).filter { $0 == "resolved" })
        #expect(try told(trial).last != "firing")
    }

    private static let armed = [
        "kind: overtake, by: CHN, of: RUS, node: trade", "kind: overtake, by: CHN, of: RUS, node: index",
        "kind: overtake, by: CHN, of: RUS, node: trade, in: shares, margin: 1",
        "kind: rank, power: CHN, node: trade, to: 1",
        "kind: threshold, power: CHN, node: trade, above: 45, startup: arm",
    ]

    /// The same with a grid of several years before the present.
    private func long(_ rule: String, _ rows: String) async throws -> Trial {
        let trial = try Trial(
            model: TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01"),
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2023-03-01"
        )
        try await trial.add(Self.header + rows)
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-01"))
        return trial
    }

    private static let ahead =
        (2019...2022).map { "trade,CHN,KAZ,\($0),\(60 + $0 - 2019),A\ntrade,RUS,KAZ,\($0),40,A\n" }.joined()
    private static let behind =
        (2019...2022).map { "trade,CHN,KAZ,\($0),30,A\ntrade,RUS,KAZ,\($0),40,A\n" }.joined()

    @Test(arguments: armed)
    func `The value of a new period that was a thousand times too small, then right, is no crossing`(
        _ rule: String
    ) async throws {
        let trial = try await long(rule, Self.ahead)
        try await add("trade,CHN,KAZ,2023,0.064,A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
        // Another error, and another figure.
        try await add("trade,CHN,KAZ,2023,6.5,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,65.5,A\n", to: trial)
        #expect(try told(trial) == [])
        // What really happens afterwards is told.
        trial.clock.set(to: try instant("2025-03-01"))
        try await add("trade,CHN,KAZ,2024,20,A\ntrade,RUS,KAZ,2024,40,A\n", to: trial)
        trial.clock.set(to: try instant("2026-03-01"))
        try await add("trade,CHN,KAZ,2025,70,A\ntrade,RUS,KAZ,2025,40,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
    }

    @Test(arguments: armed)
    func `So is that of an old one, a whole country's file in thousands, and the first file of all`(
        _ rule: String
    ) async throws {
        func file(_ divisor: Double, _ more: Double = 0) -> String {
            (2019...2022).map {
                "trade,CHN,KAZ,\($0),\((60 + Double($0 - 2019) + more) / divisor),A\n"
                    + "trade,RUS,KAZ,\($0),\(40 / divisor),A\n"
            }.joined()
        }
        let old = try await long(rule, Self.ahead)
        try await add("trade,CHN,KAZ,2021,0.061,A\ntrade,CHN,KAZ,2022,0.062,A\n", to: old)
        try await add("trade,CHN,KAZ,2021,61.5,A\ntrade,CHN,KAZ,2022,62.5,A\n", to: old)
        #expect(try told(old) == [])
        let whole = try await long(rule, file(1))
        try await add(file(1000), to: whole)
        try await add(file(1, 0.5), to: whole)
        #expect(try told(whole) == [])
        let first = try await long(rule, file(1000))
        try await add(file(1), to: first)
        #expect(try told(first) == [])
    }

    @Test(arguments: armed)
    func `What was behind before, and is ahead once an error is corrected, has crossed`(_ rule: String) async throws {
        let trial = try await long(rule, Self.behind)
        try await add("trade,CHN,KAZ,2023,0.064,A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
        #expect(try told(trial) == [])
        try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
        // In one file with the correction of another country, and after it was ahead in years long past.
        let again = try await long(rule, Self.ahead.replacing("2022,63", with: "2022,20"))
        try await add("trade,CHN,KAZ,2022,0.02,A\ntrade,CHN,UZB,2022,0.07,A\n", to: again)
        try await add(
            "trade,CHN,KAZ,2022,21,A\ntrade,CHN,UZB,2022,70,A\ntrade,CHN,KAZ,2023,64,A\ntrade,RUS,KAZ,2023,40,A\n",
            to: again
        )
        #expect(try told(again) == ["firing"])
    }

    private static let onIndex = [
        "kind: overtake, by: CHN, of: RUS, node: index", "kind: rank, power: CHN, node: index, to: 1",
        "kind: threshold, power: CHN, node: index, above: 60, startup: arm",
    ]

    /// A yearly indicator in which CHN is behind, and a monthly one in which nobody is.
    private func mixed(_ rule: String, china: Double = 30) async throws -> Trial {
        let trial = try Trial(
            model: TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01")
                .replacing("max_age: none}\n  - {id: bases", with: "max_age: none, cadence: P1M}\n  - {id: bases")
                .replacing("cadence: P1Y, max_age: none, cadence: P1M", with: "cadence: P1M, max_age: none"),
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2024-03-01"
        )
        let months = (1...12).map { "2023-" + ($0 < 10 ? "0" : "") + "\($0)" } + ["2024-01", "2024-02"]
        let loans = months.map {
            "loans,CHN,KAZ,\($0),50,A\nloans,RUS,KAZ,\($0),50,A\nloans,EUU,KAZ,\($0),\($0 == "2023-06" ? 0 : 1),A\n"
        }
        try await trial.add(
            Self.header + "trade,CHN,KAZ,2022,\(china),A\ntrade,RUS,KAZ,2022,60,A\n" + loans.joined()
        )
        try await trial.engine.recompute(.start)
        trial.clock.set(to: trial.clock.now().adding(seconds: 2 * 86_400))
        return trial
    }

    /// Before: any error that was put right beneath made a correction of all that became known with it, which reaches back
    /// beyond the first look; the alert was disarmed without a word.
    @Test(arguments: onIndex)
    func `A crossing by new figures fires, whatever old figures are put right with them`(_ rule: String) async throws {
        let crossing = "trade,CHN,KAZ,2023,80,A\ntrade,RUS,KAZ,2023,40,A\n"
        for corrected in [
            "", "loans,EUU,KAZ,2023-06,0.5,A\n", "loans,EUU,KAZ,2023-07,12,A\n", "loans,RUS,KAZ,2023-07,5,A\n",
            "loans,CHN,KAZ,2023-08,4.5,A\n", "trade,EUU,KAZ,2023,9,A\nloans,EUU,KAZ,2024-02,30,A\n",
        ] {
            let trial = try await mixed(rule)
            try await add(crossing + corrected, to: trial)
            #expect(try told(trial) == ["firing"], "\(corrected)")
        }
    }

    @Test(arguments: onIndex)
    func `What the correction alone brings about is none, whatever becomes known with it`(_ rule: String) async throws {
        for beside in ["", "loans,EUU,KAZ,2024-03,2,A\n", "trade,CHN,KAZ,2023,85,A\ntrade,RUS,KAZ,2023,60,A\n"] {
            let trial = try await mixed(rule, china: 0.8)
            try await add("trade,CHN,KAZ,2022,80,A\n" + beside, to: trial)
            #expect(try told(trial) == [], "\(beside)")
        }
    }

    @Test func `Where it was open, a new crossing beside a correction of another's is another incident`() async throws {
        let trial = try await long("kind: threshold, power: CHN, node: trade, above: 45", Self.ahead)
        try await add("trade,CHN,KAZ,2023,20,A\ntrade,RUS,KAZ,2023,0.4,A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved"])
        try await add("trade,CHN,KAZ,2023,64,A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved", "firing"])
        #expect(try Set(trial.store.alertEvents().map(\.incident)).count == 2)
    }

    @Test func `Where it was open, the incident goes on by the corrected figure of a new period`() async throws {
        let trial = try await long("kind: threshold, power: CHN, node: trade, above: 45", Self.ahead)
        try await add("trade,CHN,KAZ,2023,0.064,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
        #expect(try told(trial) == ["firing", "resolved", "firing"])
        let events = try trial.store.alertEvents()
        #expect(Set(events.map(\.incident)).count == 1)
        #expect(events.first?.reason == "by the figures that are known now it was never over")
        // Whatever comes of figures that are not taken back is another one.
        trial.clock.set(to: try instant("2025-03-01"))
        try await add("trade,CHN,KAZ,2024,20,A\n", to: trial)
        trial.clock.set(to: try instant("2026-03-01"))
        try await add("trade,CHN,KAZ,2025,70,A\n", to: trial)
        #expect(try Set(trial.store.alertEvents().map(\.incident)).count == 2)
    }

    /// However often it was wrongly over: what it was over for is left out each time.
    @Test func `Each further error and correction is one more gap in the same incident`() async throws {
        let trial = try await long("kind: threshold, power: CHN, node: trade, above: 45", Self.ahead)
        try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
        var expected = ["firing"]
        for value in [0.064, 0.065, 6.4] {
            try await add("trade,CHN,KAZ,2023,\(value),A\n", to: trial)
            try await add("trade,CHN,KAZ,2023,\(64 + value),A\n", to: trial)
            expected += ["resolved", "firing"]
            #expect(try told(trial) == expected, "\(value)")
        }
        let incident = try #require(try trial.store.incidents().first)
        #expect(try trial.store.incidents().count == 1 && incident.isOpen && incident.gaps.count == 3)
        #expect(incident.openedAt == (try trial.store.alertEvents().last?.at))
        // What is over and is not taken back ends it, and what comes then is another.
        trial.clock.set(to: try instant("2025-03-01"))
        try await add("trade,CHN,KAZ,2024,20,A\n", to: trial)
        trial.clock.set(to: try instant("2026-03-01"))
        try await add("trade,CHN,KAZ,2025,70,A\n", to: trial)
        #expect(try told(trial) == expected + ["resolved", "firing"])
        #expect(try Set(trial.store.alertEvents().map(\.incident)).count == 2)
    }

    /// Before: the incident was another one, days later, and whoever was told believed meanwhile that it was over.
    @Test(arguments: ["for: 2d", "periods: 1"])
    func `An incident that a correction opens again waits for nothing`(_ wait: String) async throws {
        for corrected in ["63", "64.5"] {
            let trial = try await long("kind: threshold, power: CHN, node: trade, above: 45, \(wait)", "")
            for year in 2020...2022 { try await add("trade,CHN,KAZ,\(year),\(40 + year - 2020),A\n", to: trial) }
            try await add("trade,CHN,KAZ,2022,62,A\n", to: trial)
            try await trial.engine.recompute(.schedule)
            #expect(try told(trial) == [])
            trial.clock.set(to: try instant("2024-03-10"))
            try await add("trade,CHN,KAZ,2023,63,A\n", to: trial)
            #expect(try told(trial) == ["firing"])
            try await add("trade,CHN,KAZ,2023,0.063,A\n", to: trial)
            try await add("trade,CHN,KAZ,2023,\(corrected),A\n", to: trial)
            #expect(try told(trial) == ["firing", "resolved", "firing"])
            #expect(try trial.store.incidents().count == 1)
            // What really happens afterwards waits as the rule says.
            trial.clock.set(to: try instant("2025-03-01"))
            try await add("trade,CHN,KAZ,2024,20,A\n", to: trial)
            try await add("trade,CHN,KAZ,2024,70,A\n", to: trial)
            #expect(try told(trial) == ["firing", "resolved", "firing", "resolved"])
        }
    }

    /// Before: it had been seen not to hold, by the figure that was wrong, and fired.
    @Test(arguments: armed)
    func `A series whose first figure is put right is as new as before`(_ rule: String) async throws {
        let others = "trade,RUS,KAZ,2022,40,A\n"
        for wrong in ["0.06", "0"] {
            let short = try await trial(rule, others)
            let long = try await long(rule, others)
            for trial in [short, long] {
                try await add("trade,CHN,KAZ,2023,\(wrong),A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
                try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
                #expect(try told(trial) == [], "\(wrong)")
                // It was left, and is met once more.
                trial.clock.set(to: try instant("2025-03-01"))
                try await add("trade,CHN,KAZ,2024,20,A\ntrade,RUS,KAZ,2024,40,A\n", to: trial)
                trial.clock.set(to: try instant("2026-03-01"))
                try await add("trade,CHN,KAZ,2025,65,A\ntrade,RUS,KAZ,2025,40,A\n", to: trial)
                #expect(try told(trial) == ["firing"], "\(wrong)")
            }
        }
    }

    @Test(arguments: armed)
    func `One that had an older figure, which was behind, has crossed`(_ rule: String) async throws {
        let trial = try await trial(
            rule,
            "trade,CHN,KAZ,2022,20,A\ntrade,RUS,KAZ,2022,40,A\ntrade,RUS,KAZ,2023,40,A\n"
        )
        try await add("trade,CHN,KAZ,2023,0.06,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
    }

    @Test func `A 0 that is put right is an error whatever the figure, and a crossing where it was behind before`()
        async throws
    {
        for rule in Self.armed {
            for (before, told) in [(Self.ahead, []), (Self.behind, ["firing"])] {
                let trial = try await long(rule, before)
                try await add("trade,CHN,KAZ,2023,0,A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
                try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
                #expect(try self.told(trial) == told, "\(rule)")
            }
        }
        // One that was 0 in the years before, too, is the first of all.
        let first = try await long("kind: threshold, power: CHN, node: bases, above: 5, startup: arm", "")
        for (year, value) in [(2021, 0), (2022, 0), (2023, 0), (2023, 1)] {
            try await add("bases,CHN,KAZ,\(year),\(value),A\n", to: first)
        }
        #expect(try told(first) == ["firing"])
    }

    /// Before: whatever small partner's 0 became a figure in the same file made a correction of it.
    @Test func `A revision is none because of an error elsewhere that bears on it in nothing`() async throws {
        for rule in Self.armed.filter({ !$0.contains("rank") && !$0.contains("shares") }) {
            let threshold = rule.contains("threshold") ? 45.0 : 40
            let trial = try await long(rule, Self.ahead)
            try await add(
                "trade,CHN,KAZ,2023,\(threshold - 1),A\ntrade,RUS,KAZ,2023,40,A\ntrade,DEU,KAZ,2023,0,A\n",
                to: trial
            )
            try await add("trade,CHN,KAZ,2023,\(threshold + 1),A\ntrade,DEU,KAZ,2023,0.3,A\n", to: trial)
            #expect(try told(trial) == ["firing"], "\(rule)")
        }
        // Nor because of one that is large: it is asked what the correction alone comes to.
        let trial = try await long("kind: rank, power: CHN, node: trade, to: 1", Self.ahead)
        try await add("trade,CHN,KAZ,2023,39,A\ntrade,RUS,KAZ,2023,40,A\ntrade,EUU,KAZ,2023,3,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,41,A\ntrade,EUU,KAZ,2023,30,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
    }

    /// What the past of is not known is not taken for a series that begins.
    @Test func `A rule about what is known of the present alone fires beside a correction`() async throws {
        let model = TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01")
            .replacing("max_age: none}\n  - {id: loans", with: "max_age: P2Y}\n  - {id: loans")
        let rule = "kind: coverage, power: CHN, node: trade, within: P6M, startup: arm"
        let trial = try Trial(model: model, alerts: "rules:\n  - {id: r, country: KAZ, \(rule)}\n", at: "2024-03-01")
        try await trial.add(Self.header + "trade,CHN,KAZ,2023,0.064,A\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2025-10-01"))
        try await add("trade,CHN,KAZ,2023,64,A\n", to: trial)
        #expect(try told(trial) == ["firing"])
    }

    @Test func `A new period is looked at from the beginning of the grid where what was met is older`() async throws {
        let trial = try await trial(
            "kind: overtake, by: CHN, of: RUS, node: trade",
            "trade,CHN,KAZ,2022,60,A\ntrade,RUS,KAZ,2022,40,A\n"
        )
        try await add("trade,CHN,KAZ,2023,0.061,A\ntrade,RUS,KAZ,2023,40,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,61,A\n", to: trial)
        #expect(try told(trial) == [])
    }

    @Test func `A change that is one by the corrected figures is told, and one that was the error's is not`()
        async throws
    {
        let rule = "kind: change, power: CHN, node: trade, by: 10, window: P12M, direction: up"
        let steady = try await long(rule, Self.ahead)
        try await add("trade,CHN,KAZ,2023,0.064,A\n", to: steady)
        try await add("trade,CHN,KAZ,2023,64,A\n", to: steady)
        #expect(try told(steady) == [])
        let risen = try await long(rule, Self.behind)
        try await add("trade,CHN,KAZ,2023,0.064,A\n", to: risen)
        try await add("trade,CHN,KAZ,2023,64,A\n", to: risen)
        #expect(try told(risen) == ["firing"])
    }

    @Test func `Whether a score lapses is the same by whatever value it has`() async throws {
        let model = TrialModel.text.replacing("from: 2024-01", with: "from: 2018-01")
            .replacing("max_age: none}\n  - {id: loans", with: "max_age: P2Y}\n  - {id: loans")
        let rule = "kind: coverage, power: CHN, node: trade, within: P12M"
        let trial = try Trial(
            model: model,
            alerts: "rules:\n  - {id: r, country: KAZ, severity: critical, \(rule)}\n",
            at: "2024-03-01"
        )
        try await trial.add(Self.header + Self.ahead)
        try await trial.engine.recompute(.start)
        for value in ["0.064", "64", "0.065", "65"] { try await add("trade,CHN,KAZ,2023,\(value),A\n", to: trial) }
        #expect(try told(trial) == ["firing", "resolved"])
    }

    @Test(arguments: [
        "kind: overtake, by: CHN, of: RUS, node: trade", "kind: rank, power: CHN, node: trade, to: 1",
        "kind: threshold, power: CHN, node: trade, above: 45",
    ])
    func `A reporter that is exchanged makes none of it, and a real crossing in its series does`(
        _ rule: String
    ) async throws {
        let trial = try await trial(rule, "trade,CHN,KAZ,2023,20,Z\ntrade,RUS,KAZ,2023,40,Z\n")
        try await add("trade,CHN,KAZ,2023,60,A\n", to: trial)
        #expect(try told(trial) == ["held"])
        try await add("trade,CHN,KAZ,2023,10,A\n", to: trial)
        try await add("trade,CHN,KAZ,2023,70,A\n", to: trial)
        #expect(try told(trial) == ["held", "firing"])
    }

    @Test func `Held events reach hooks where the rule says so: the rule's, or those that know of the incident`()
        async throws
    {
        func rules(_ hooks: String, _ tells: Bool) -> String {
            """
            hooks: {x: {kind: exec, command: [/bin/true]}, y: {kind: exec, command: [/bin/true]}}
            rules:
              - {id: r, country: KAZ, kind: threshold, power: CHN, node: trade, above: 45, hooks: [\(hooks)], tell_held: \(tells)}

            """
        }
        for tells in [true, false] {
            let trial = try Trial(alerts: rules("x", tells), at: "2024-03-01")
            try await trial.add(Self.header + "trade,CHN,KAZ,2023,20,Z\n")
            try await trial.engine.recompute(.start)
            try await add("trade,CHN,KAZ,2023,60,M\n", to: trial)
            func held() throws -> [String] {
                try trial.store.deliveries().reversed().filter { $0.event.kind == .held && $0.hook != "journal" }.map(
                    \.hook
                )
            }
            #expect(try told(trial) == ["held"])
            #expect(try held() == (tells ? ["x"] : []))
            try await add("trade,CHN,KAZ,2023,61,M\n", to: trial)
            #expect(try told(trial) == ["held", "firing"])
            // Whoever knows of the incident is told, whatever hooks the rule has now.
            let loaded = trial.status.loaded
            let plan = try RuleFile.read(rules("y", tells), name: "r", model: loaded.model, feeds: [])
            await trial.engine.use(loaded, alerts: plan)
            try await add("trade,CHN,KAZ,2023,10,A\n", to: trial)
            #expect(try told(trial).last == "held")
            #expect(try held() == (tells ? ["x", "x"] : []))
            // No silence takes what was told of the incident with it, and nobody takes a held event for news of it.
            let event = try #require(try trial.store.alertEvents().first)
            let incident = try #require(event.incident)
            #expect(try trial.store.toldHooks(of: incident).contains { $0.hook == "x" && $0.picture == .firing })
        }
    }
}
