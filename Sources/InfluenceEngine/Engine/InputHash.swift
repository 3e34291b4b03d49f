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
        let observations = panel.observations
        for position in observations.indices {
            let series = observations.series(position)
            let period = observations.period(position)
            hash.update(framed: series.indicator.text)
            hash.update(framed: series.country?.text ?? "")
            hash.update(framed: series.reporter)
            hash.update(framed: series.power?.text ?? "")
            hash.update(UInt64(bitPattern: Int64(period.start.number)))
            hash.update(UInt64(bitPattern: Int64(period.end.number)))
            hash.update(framed: observations.status(position).rawValue)
            // Statuses without a value have none, so 0 is not ambiguous.
            hash.update(observations.value(position)?.bitPattern ?? 0)
        }
        return hash.finalize()
    }
}
