import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// What an edit of the model file does to alerts that are waiting: nothing, unless it changes what computes their figures.
@Suite(.timeLimit(.minutes(5))) struct DefinitionHoldTests {
    private static let rules = """
        rules:
          - {id: begins, country: KAZ, kind: threshold, power: CHN, node: economic, above: 45, for: 2d}
          - {id: ends, country: KAZ, kind: threshold, power: RUS, node: economic, above: 45, keep_firing_for: 2d}
          - {id: top, country: KAZ, kind: threshold, power: CHN, node: index, above: 45, for: 2d}
          - {id: first, country: KAZ, kind: rank, power: CHN, node: economic, to: 1, for: 2d}
          - {id: seen, country: KAZ, kind: threshold, power: CHN, node: visits, above: 3, for: 2d}
          - {id: table, country: KAZ, kind: stale, indicator: loans, after: P61D, for: 2d}

        """

    /// Everything waits since a day: to fire or, `ends`, to be over.
    private func waiting() async throws -> Trial {
        let trial = try Trial(alerts: Self.rules, at: "2024-03-01")
        try await trial.add(
            """
            trade,CHN,KAZ,2023,20
            loans,CHN,KAZ,2023,20
            bases,CHN,KAZ,2020,5
            visits,CHN,KAZ,2023,1
            trade,RUS,KAZ,2023,60
            loans,RUS,KAZ,2023,60

            """
        )
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-02"))
        try await trial.add(
            """
            trade,CHN,KAZ,2023,62
            loans,CHN,KAZ,2023,60
            visits,CHN,KAZ,2023,9
            trade,RUS,KAZ,2023,30

            """
        )
        try await trial.add("loans,RUS,KAZ,2023,31\n")
        try await trial.engine.recompute(.import)
        trial.clock.set(to: try instant("2024-03-03"))
        #expect(try told(trial) == ["firing ends"])
        return trial
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.kind.rawValue) \($0.key.rule)" }
    }

    private func use(_ text: String, _ trial: Trial, _ rules: String = Self.rules) async throws {
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: text)])
        let plan = try RuleFile.read(rules, name: "alerts.yaml", model: loaded.model, feeds: [])
        await trial.engine.use(loaded, alerts: plan)
    }

    private static let due: Set = [
        "firing begins", "resolved ends", "firing top", "firing first", "firing seen", "firing table",
    ]

    /// Before: all of them were held until their figures moved, with yearly data for a year.
    @Test(arguments: [
        TrialModel.text + "# a comment\n",
        TrialModel.text.replacing("title: Economic", with: "title: Economy"),
        TrialModel.text.replacing("definition: What a test measures.", with: "definition: What two tests measure."),
        TrialModel.text.replacing("name: China", with: "name: People's Republic of China"),
    ])
    func `Words hold nothing`(_ text: String) async throws {
        let trial = try await waiting()
        #expect(text != TrialModel.text)
        try await use(text, trial)
        try await trial.engine.recompute(.reload)
        #expect(try told(trial) == ["firing ends"])
        trial.clock.set(to: try instant("2024-03-04T00:00:01Z"))
        try await trial.engine.evaluateAlerts()
        #expect(try Set(told(trial).dropFirst()) == Self.due)
        // As it was lived through it is replayed.
        let present = trial.status.loaded
        let past = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)])
        let replay = Backtest(store: trial.store, threads: 1, clock: trial.clock) {
            $0.modelHash == present.hash ? present : past
        }
        let outcome = try replay.replay(trial.status.alerts.rules, listing: (from: .earliest, through: .latest))
        let known = outcome.events.filter { $0.basis == .asKnown }.map {
            "\($0.event.kind.rawValue) \($0.event.key.rule)"
        }
        #expect(!known.contains { $0.hasPrefix("held") } && Self.due.isSubset(of: known), "\(known)")
    }

    @Test func `An edit holds what reads it, and nothing else`() async throws {
        let trial = try await waiting()
        // It weighs more in the index; the dimension is what it was.
        try await use(
            TrialModel.text.replacing("Bases, parent: index, weight: 1", with: "Bases, parent: index, weight: 2"),
            trial
        )
        try await trial.engine.recompute(.reload)
        #expect(try told(trial) == ["firing ends", "held top"])
        trial.clock.set(to: try instant("2024-03-04T00:00:01Z"))
        try await trial.engine.evaluateAlerts()
        #expect(try Set(told(trial).dropFirst(2)) == Self.due.subtracting(["firing top"]))
    }

    @Test func `A power more holds ranks, which are made among all of them`() async throws {
        let trial = try await waiting()
        try await use(
            TrialModel.text.replacing("countries:\n", with: "  - {id: IND, name: India}\ncountries:\n"),
            trial
        )
        try await trial.engine.recompute(.reload)
        #expect(try told(trial) == ["firing ends", "held first"])
    }

    /// Between two runs of which the later one has both, another text and other figures.
    @Test(arguments: [false, true])
    func `A break is one, and a crossing is one, whatever comment came with it`(_ isBreak: Bool) async throws {
        let rules = "rules:\n  - {id: r, country: KAZ, kind: threshold, power: CHN, node: economic, above: 45}\n"
        let trial = try Trial(alerts: rules, at: "2024-03-01")
        let header = "indicator,power,country,period,value,reporter\n"
        try await trial.add(header + "trade,CHN,KAZ,2022,20,Z\nloans,CHN,KAZ,2022,20,Z\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-02"))
        try await use(TrialModel.text + "# more\n", trial, rules)
        try await trial.add(header + "trade,CHN,KAZ,2023,90,\(isBreak ? "A" : "Z")\nloans,CHN,KAZ,2023,22,Z\n")
        try await trial.engine.recompute(.import)
        #expect(try told(trial) == [isBreak ? "held r" : "firing r"])
        let event = try #require(try trial.store.alertEvents().first)
        #expect((event.reason?.contains("trade is read from A") ?? false) == isBreak)
    }
}
