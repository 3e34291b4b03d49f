import InfluenceAlerts
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// `periods` counts data periods alone: live, in a backtest and in a dry run.
@Suite(.timeLimit(.minutes(5))) struct PeriodCountTests {
    private static let model = """
        model: trial
        title: Trial
        definition: What a test measures.
        scale: {low: 0, high: 100}
        grid: {frequency: year, from: 2010}
        powers: [{id: RUS, name: Russia}, {id: CHN, name: China}]
        countries: [{id: KAZ, name: Kazakhstan}]
        defaults: {cadence: P1Y, normalise: {goalposts: [0, 100]}}
        nodes:
          - {id: index, title: Index}
          - {id: economic, title: Economic, parent: index, weight: 1}
        indicators:
          - {id: a, title: A, parent: economic, weight: 1, max_age: P2Y}
          - {id: b, title: B, parent: economic, weight: 1, max_age: P9Y}

        """

    private static let rules = """
        defaults: {max_coverage_change: off}
        rules:
          - {id: one, kind: overtake, by: CHN, of: RUS, node: economic, periods: 1}
          - {id: two, kind: overtake, by: CHN, of: RUS, node: economic, periods: 2}
          - {id: first, kind: rank, power: CHN, node: economic, to: 1, periods: 1}
          - {id: low, kind: threshold, power: RUS, node: economic, below: 30, periods: 1}
          - {id: bare, kind: threshold, power: RUS, node: a, below: 1, on_no_data: fire, periods: 1}

        """

    private static let header = "indicator,power,country,period,value\n"

    private static func rows(_ indicator: String, _ year: Int, _ russia: Int, _ china: Int) -> String {
        "\(indicator),RUS,KAZ,\(year),\(russia)\n\(indicator),CHN,KAZ,\(year),\(china)\n"
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.at.day) \($0.kind.rawValue) \($0.key.rule)" }
    }

    /// Before: the look at which it began was counted as a period, whatever it came of.
    @Test func `What a lapse makes hold waits for as many new periods as anything else`() async throws {
        let trial = try Trial(model: Self.model, alerts: Self.rules, at: "2013-06-01")
        try await trial.add(Self.header + Self.rows("a", 2012, 90, 10) + Self.rows("b", 2012, 20, 60))
        try await trial.engine.recompute(.start)
        for year in 2014...2016 {
            trial.clock.set(to: try instant("\(year)-06-01"))
            try await trial.engine.recompute(.schedule)
        }
        // a has expired: China is ahead, by no datum.
        #expect(try trial.score("economic", "RUS", "KAZ") == 20)
        #expect(try told(trial) == [])
        for (year, expected) in [(2017, ["one", "first", "low"]), (2018, ["two"])] {
            trial.clock.set(to: try instant("\(year + 1)-02-01"))
            let rows = Array((Self.header + Self.rows("b", year, 20, 60)).utf8)
            let effect = try await trial.engine.rehearseImport(rows, origin: "test", partial: false).effect.get()
            #expect(effect.alerts.map { "\($0.kind) \($0.key.rule)" } == expected.map { "firing \($0)" })
            try await trial.add(Self.header + Self.rows("b", year, 20, 60))
            try await trial.engine.recompute(.import)
        }
        let live = try told(trial)
        #expect(live == ["one", "first", "low"].map { "2018-02-01 firing \($0)" } + ["2019-02-01 firing two"])

        let loaded = trial.status.loaded
        let replay = Backtest(store: trial.store, threads: 1, clock: trial.clock) { _ in loaded }
        let outcome = try replay.replay(trial.status.alerts.rules, listing: (.earliest, .latest))
        let replayed = outcome.events.map { "\($0.event.at.day) \($0.event.kind.rawValue) \($0.event.key.rule)" }
        #expect(replayed == live)
    }

    @Test func `So does what a revision makes hold, and a new period is counted by itself`() async throws {
        let trial = try Trial(
            model: Self.model,
            alerts: "rules:\n  - {id: r, kind: threshold, power: CHN, node: economic, above: 50, periods: 1}\n",
            at: "2013-06-01"
        )
        try await trial.add(Self.header + Self.rows("b", 2012, 40, 40))
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2013-06-02"))
        try await trial.add(Self.header + Self.rows("b", 2012, 40, 55))
        try await trial.engine.recompute(.import)
        #expect(try told(trial) == [])
        trial.clock.set(to: try instant("2014-02-01"))
        try await trial.add(Self.header + Self.rows("b", 2013, 40, 56))
        try await trial.engine.recompute(.import)
        #expect(try told(trial) == ["2014-02-01 firing r"])
    }
}
