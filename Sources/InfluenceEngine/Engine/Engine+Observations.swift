import InfluenceModelFiles
import InfluenceReading
import InfluenceModel
package import InfluenceScoring
package import InfluenceStore
import Logging

/// Importing observations that are handed over, undoing imports, and what either would do.
extension Engine {
    /// Imports a CSV file of observations; all of it or, with `partial`, what is good of it. Does not recompute.
    package func importObservations(
        _ bytes: [UInt8],
        origin: String,
        partial: Bool,
        by importer: Importer = .daemon
    ) throws(EngineError) -> ImportSummary {
        try refuseIfAbandoned()
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        beginWork()
        defer { endWork() }
        let outcome = try read(bytes, partial: partial)
        let (stored, warnings) = try keep(outcome, from: origin, by: importer) { _ in showImportWarnings() }
        return ImportSummary(stored, outcome, bytes, warnings)
    }

    /// What ``importObservations(_:origin:partial:by:)`` and the run after it would do. Nothing of it is kept, and nobody
    /// else is told.
    package func rehearseImport(
        _ bytes: [UInt8],
        origin: String,
        partial: Bool
    ) throws(EngineError) -> (report: ImportSummary, effect: Result<ImportEffect, EngineError>) {
        try refuseIfAbandoned()
        try refuseIfDamaged()
        beginWork()
        defer { endWork() }
        return try whileWanted { () throws(EngineError) in
            let outcome = try read(bytes, partial: partial)
            try refuseIfAbandoned()
            let model = board.current.loaded.model
            let periods = try currentPeriods().count
            let (rehearsed, warnings) = try rethrowing { () throws(StoreError) in
                let inspection = ImportInspection(outcome, model: model)
                let rehearsed = try store.rehearseImport(
                    of: outcome.observations,
                    at: time.now(),
                    origin: origin,
                    review: inspection,
                    excess: { memory.excess(model, periods: periods, $0) }
                )
                return (rehearsed, inspection.warnings)
            }
            return (ImportSummary(rehearsed.outcome, outcome, bytes, warnings), try effect(of: rehearsed.after))
        }
    }

    /// Runs what nothing is kept of, and gives it up once nobody waits for it any more.
    /// - Throws: ``EngineError/abandoned`` then.
    private func whileWanted<Value>(_ body: () throws(EngineError) -> Value) throws(EngineError) -> Value {
        let result = store.endingWithTask { () -> Result<Value, EngineError> in
            do throws(EngineError) {
                return .success(try Abandonment.whileWanted(body))
            } catch {
                return .failure(error)
            }
        }
        do throws(EngineError) {
            return try result.get()
        } catch {
            // Whatever it failed with on its way out.
            try refuseIfAbandoned()
            throw error
        }
    }

    /// Withdraws what an import brought. Does not recompute.
    package func undoImport(_ vintage: Int64, by importer: Importer) throws(EngineError) -> UndoOutcome {
        try refuseIfAbandoned()
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        beginWork()
        defer { endWork() }
        let outcome = try board.together { () throws(EngineError) in
            let outcome = try rethrowing { () throws(StoreError) in
                try store.undoImport(vintage, recordedAt: try timeOfCommit(), by: importer)
            }
            showImportWarnings()
            return outcome
        }
        log.notice(
            "undo of vintage \(vintage)",
            metadata: [
                "withdrawn": "\(outcome.withdrawn)", "restored": "\(outcome.restored)",
                "reinstated": "\(outcome.reinstated)", "replaced": "\(outcome.replaced)",
            ]
        )
        return outcome
    }

    /// What ``undoImport(_:by:)`` and the run after it would do.
    package func rehearseUndo(
        _ vintage: Int64
    ) throws(EngineError) -> (outcome: UndoOutcome, effect: Result<ImportEffect, EngineError>) {
        try refuseIfAbandoned()
        try refuseIfDamaged()
        beginWork()
        defer { endWork() }
        return try whileWanted { () throws(EngineError) in
            let (outcome, after) = try rethrowing { () throws(StoreError) in
                try store.rehearseUndo(of: vintage, at: time.now())
            }
            return (outcome, try effect(of: after))
        }
    }

    /// What the scores would be with other observations in force, beside what they are with those that are, and what rules
    /// would make of them.
    private func effect(of after: ObservationTable) throws(EngineError) -> Result<ImportEffect, EngineError> {
        try refuseIfAbandoned()
        let loaded = board.current.loaded
        let periods = try currentPeriods()
        // First, and gone before the other is: the observations are not in memory twice.
        let before = try scores(of: loaded.model, for: periods, asOf: nil)
        try refuseIfAbandoned()
        let scorer: Scorer
        let panel: Panel
        let table: ScoreTable
        var results: RunContent.Results?
        do throws(ScoringError) {
            panel = try Panel(after)
            scorer = try Scorer(model: loaded.model, panel: panel)
            if !keeper.isIdle {
                // Rules look at all that a run computes.
                results = try RunContent(
                    of: loaded.model,
                    panel: panel,
                    periods: periods,
                    levels: keeper.levels,
                    threads: threads
                ).results
            }
            if let results {
                table = results.table
            } else {
                table = try scorer.scores(for: periods, threads: threads)
            }
        } catch {
            try refuseIfAbandoned()
            return .failure(.scoring(error))
        }
        try refuseIfAbandoned()
        let effect = ImportEffect(
            before: before,
            after: table,
            absent: scorer.absentCells(of: table, limit: AbsentCells.listed, besides: before),
            alerts: try results.map(alertEffects) ?? [],
            of: loaded.model,
            inputHash: InputHash.of(panel)
        )
        try refuseIfAbandoned()
        return .success(effect)
    }

    /// The values that cannot be computed since a vintage, and could before it, or were not there; `nil` where nothing is
    /// undefined at all. Both sides are scored anew, which only data that are to be mended cost.
    package func absences(since vintage: Vintage) throws(EngineError) -> AbsentCells? {
        guard let absent = board.current.absent, absent.total > 0 else { return nil }
        let model = board.current.loaded.model
        let periods = try currentPeriods()
        // Of what has been done already: whoever asked for it may have gone.
        return try Abandonment.whileWanted { () throws(EngineError) in
            let other = try scores(
                of: model,
                for: periods,
                asOf: Instant(microseconds: vintage.recordedAt.microseconds - 1)
            )
            let observations = try rethrowing { () throws(StoreError) in
                try store.observations(asOf: vintage.recordedAt, withTexts: false)
            }
            return try rethrowing { () throws(ScoringError) in
                let scorer = try Scorer(model: model, panel: Panel(observations))
                let table = try scorer.scores(for: periods, threads: threads)
                return scorer.absentCells(of: table, limit: AbsentCells.listed, besides: other)
            }
        }
    }

    /// What the observations known at a time come to, which are forgotten again; `nil` where they cannot be scored.
    private func scores(of model: Model, for periods: [Period], asOf time: Instant?) throws(EngineError) -> ScoreTable?
    {
        let observations = try rethrowing { () throws(StoreError) in
            try store.observations(asOf: time, withTexts: false)
        }
        return try? Scorer(model: model, panel: Panel(observations)).scores(for: periods, threads: threads)
    }
}
