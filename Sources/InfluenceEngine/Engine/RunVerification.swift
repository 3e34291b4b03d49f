import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
package import InfluenceStore

/// A past run, computed once more from what the store kept of it, against what the store answers for it.
package struct RunVerification: Sendable {
    package let run: Run
    /// Of the observations as known at the run; `nil` where it did not come to that.
    package private(set) var inputHash: String?
    /// `nil` where the run could not be computed once more.
    package private(set) var comparison: RunComparison?
    /// Why it could not be, or where it went apart; `nil` where all is equal.
    package private(set) var reason: String?

    package var inputMatches: Bool { inputHash == run.inputHash }

    package var matches: Bool { reason == nil && inputMatches && comparison?.differing == 0 }

    /// Reads the stored text of the run's model and the observations as known at its `inputsKnownAt`, recomputes
    /// everything by the function that the engine uses, and compares bit for bit. Nothing that is in memory enters.
    /// - Throws: only what keeps the store from being read.
    package init(of run: Run, in store: Store, threads: Int) throws(StoreError) {
        self.run = run
        guard let stored = try store.model(hash: run.modelHash) else {
            reason = "the store has no model \(run.modelHash)"
            return
        }
        let loaded: LoadedModel
        do throws(DiagnosticList) {
            loaded = try ModelFiles.load(stored: stored.files.map { ModelSource(name: $0.name, text: $0.text) })
        } catch {
            reason = "this version does not read the stored text of its model: \(error.lines.first ?? "\(error)")"
            return
        }
        guard loaded.hash == run.modelHash else {
            reason =
                "the stored text of its model has been changed: its hash is \(loaded.hash), the run's is \(run.modelHash)"
            return
        }
        if let other = run.otherEditions(in: loaded) {
            // Not a word about its observations either: which of several editions of a figure counts has changed too.
            reason = other.description
            return
        }
        var observations = ObservationTable()
        if let known = run.inputsKnownAt { observations = try store.observations(asOf: known, withTexts: false) }
        let periods = loaded.model.grid.periods(through: run.gridThrough.end)
        guard let last = periods.firstIndex(of: run.gridThrough) else {
            reason = "the grid of its model has no period \(run.gridThrough)"
            return
        }
        let content: RunContent
        do throws(ScoringError) {
            let panel = try Panel(observations)
            inputHash = InputHash.of(panel)
            content = try RunContent(
                of: loaded.model,
                panel: panel,
                periods: Array(periods[...last]),
                threads: threads
            )
        } catch {
            reason = "it cannot be computed once more: \(error)"
            return
        }
        let comparison = try store.comparison(of: content.grids, content.intervals, with: run)
        self.comparison = comparison
        if !inputMatches {
            reason = "the observations known at the run are not those that it read: they were changed since"
        } else if comparison.differing > 0 {
            reason = "the store does not answer what the run computed: it was changed since"
        }
    }
}
