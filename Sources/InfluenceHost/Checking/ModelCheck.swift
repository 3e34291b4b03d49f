import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceText

/// Checks a model beyond what makes it one.
enum ModelCheck {
    /// - Returns: what it is, in a line.
    /// - Throws: where it would need more memory than there may be.
    static func line(
        _ loaded: LoadedModel,
        _ configuration: Configuration?,
        _ context: CheckContext,
        _ report: inout CheckReport
    ) throws(DiagnosticList) -> String {
        try ModelMemory.check(
            loaded,
            limit: ModelMemory.limit(configuration),
            today: context.now.day,
            threads: RunningDaemon.threads
        )
        for warning in loaded.warnings { report.note(warning.position, warning.message) }
        for note in WeightNotes.of(loaded) { report.note(note.position, note.message) }
        let model = loaded.model
        return "\(loaded.sources.last?.name ?? model.id): model \(model.id), \(counted(model.powers.count, "power")), "
            + "\(counted(model.countries.count, "country", "countries")), "
            + "\(counted(model.indicators.count, "indicator")), \(model.tracked.count) tracked; "
            + "hash \(loaded.hash)"
    }
}
