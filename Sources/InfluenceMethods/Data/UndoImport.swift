import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceScoring
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func undoImport(
        _ input: AdminInterface.UndoImport.Input,
        _ request: Request
    ) async throws -> AdminInterface.UndoImport.Output {
        let importer = try importer(input.author, input.comment, request)
        if input.dryRun == true {
            let (outcome, effect) = try await engine.rehearseUndo(input.vintage)
            return document(outcome, of: input.vintage, isRehearsal: true, Following(effect))
        }
        let outcome = try await engine.undoImport(input.vintage, by: importer)
        return document(outcome, of: input.vintage, isRehearsal: false, await recomputed(after: outcome.vintage))
    }

    private func document(
        _ outcome: UndoOutcome,
        of undone: Int64,
        isRehearsal: Bool,
        _ following: Following
    ) -> AdminInterface.UndoImport.Output {
        let vintage = isRehearsal ? nil : outcome.vintage
        return AdminInterface.UndoImport.Output(
            vintage: vintage?.id,
            undoes: undone,
            withdrawn: Int64(outcome.withdrawn),
            restored: Int64(outcome.restored),
            reinstated: Int64(outcome.reinstated),
            annotated: Int64(outcome.annotated),
            replaced: Int64(outcome.replaced),
            replacements: outcome.firstReplaced.map { key in
                AdminInterface.ReplacedObservation(
                    indicator: key.series.indicator.text,
                    power: key.series.power?.text,
                    country: key.series.country?.text,
                    reporter: key.series.reporter,
                    period: key.period.description
                )
            },
            recordedAt: Document.time(vintage?.recordedAt),
            dryRun: isRehearsal,
            run: following.run,
            runError: following.error,
            effect: following.effect,
            undefinedCount: Int64(following.absent?.total ?? 0),
            undefined: Document.undefined(following.absent)
        )
    }
}
