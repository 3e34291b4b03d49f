import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite struct StoredRunTests {
    /// Before: each backtest left its runs, with their curves and observations, behind for ever.
    @Test func `A run that was looked at, at two of its periods or after another, is given back`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-05-02"))
        try await trial.engine.recompute(.schedule)
        let model = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)]).model
        weak var earlier: StoredRun?
        weak var later: StoredRun?
        do {
            let runs = try trial.store.runsForward().map {
                StoredRun($0, model, in: trial.store, levels: [:], readsCurves: true, threads: 1)
            }
            let (first, last) = (try #require(runs.first), try #require(runs.last))
            #expect(first !== last)
            (earlier, later) = (first, last)
            var before: (run: StoredRun, period: Period)?
            for (run, period) in [
                (first, first.periods.all[0]), (first, first.periods.all[1]), (last, last.run.gridThrough),
            ] {
                let source = StoredSource(run, at: period, feeds: [:], after: before)
                #expect(source.dataSpan("index", "CHN", "KAZ") != nil)
                _ = source.previousDataSpan("index", "CHN", "KAZ")
                _ = source.broken("index", "CHN", "KAZ", since: nil)
                before = (run, period)
            }
        }
        #expect(earlier == nil && later == nil)
    }
}
