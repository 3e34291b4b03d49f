import InfluenceFiles
import InfluenceModel
import InfluenceScoring

/// The SHA-256 of everything of a panel that a score can depend on: series, periods, values and statuses, in the panel's
/// own order. Units, sources and notes are left out: correcting a citation changes no score.
enum InputHash {
    /// What is hashed, and how: a run of another form was computed from observations that cannot be told by its hash.
    private static let form: UInt64 = 2

    static func of(_ panel: Panel) -> String {
        var hash = ContentHash()
        hash.update(form)
        for observation in panel.observations {
            hash.update(framed: observation.series.indicator.text)
            hash.update(framed: observation.series.country?.text ?? "")
            hash.update(framed: observation.series.reporter)
            hash.update(framed: observation.series.power?.text ?? "")
            hash.update(UInt64(bitPattern: Int64(observation.period.start.number)))
            hash.update(UInt64(bitPattern: Int64(observation.period.end.number)))
            hash.update(framed: observation.status.rawValue)
            // Statuses without a value have none, so 0 is not ambiguous.
            hash.update(observation.value?.bitPattern ?? 0)
        }
        return hash.finalize()
    }
}
