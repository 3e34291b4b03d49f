import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite struct AlertKeeperTests {
    /// Answers everything with the same, and counts what is asked.
    private final class CountingSource: QuietSource {
        let period: Period
        let powers: [PowerID] = ["CHN", "RUS"]
        let root: NodeID = "index"
        var scores = 0
        var dates = 0

        init(_ period: Period) { self.period = period }

        func period(containing day: Day) -> Period? { period }

        func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
            scores += 1
            return Score(value: 60, coverage: 1, confidence: 1)
        }

        func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? {
            dates += 1
            return period
        }
    }

    @Test func `Between runs, before anything is due, only rules about the age of data are evaluated`() throws {
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)])
        let rules = """
            rules:
              - {id: high, kind: threshold, node: trade, above: 45, repeat_interval: 1d}
              - {id: old, kind: stale, country: KAZ, indicator: trade, after: P6M}

            """
        let plan = try RuleFile.read(rules, name: "r", model: loaded.model, feeds: [])
        let source = CountingSource(try Period("2024-03"))
        var keeper = AlertKeeper()
        keeper.use(plan, in: loaded.model)
        let start = try instant("2024-04-01")
        let first = keeper.evaluate(source, loaded, hearing: Hearing(), at: start)
        #expect(source.scores > 0 && first.changes.events.count == 8)
        #expect(!keeper.isSettled)
        keeper.apply(first)
        #expect(keeper.isSettled && keeper.due == first.due && first.due == start.adding(seconds: 86_400))

        (source.scores, source.dates) = (0, 0)
        let between = keeper.evaluate(
            source,
            loaded,
            hearing: Hearing(),
            isTimely: true,
            at: start.adding(seconds: 3_600)
        )
        #expect(source.scores == 0 && source.dates == 1)
        // No other alert is taken for one that its rule has left.
        #expect(between.changes.removed.isEmpty && between.changes.events.isEmpty)
        #expect(between.due == first.due)

        // What only time brings about is found: the data have grown old.
        let later = keeper.evaluate(source, loaded, hearing: Hearing(), isTimely: true, at: try instant("2024-11-01"))
        #expect(later.changes.events.map(\.key.rule) == ["old"])
        // Moments were moved: only an evaluation knows what time alone turns next.
        keeper.apply(between)
        keeper.recall([], [], at: start.adding(seconds: 7_200))
        #expect(!keeper.isSettled && keeper.due == start.adding(seconds: 7_200))
        // Other rules in force: everything is to be evaluated.
        keeper.use(plan, in: loaded.model)
        #expect(!keeper.isSettled)
    }
}
