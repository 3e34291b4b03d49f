import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring

/// The SHA-256 of everything of a panel that a score can depend on: series, periods, values and statuses, in the panel's
/// own order, and the version of the arithmetic. Units, sources and notes are left out: correcting a citation changes no score.
enum InputHash {
    static func of(_ panel: Panel, arithmeticVersion: UInt64 = Scorer.arithmeticVersion) -> String {
        var hash = ContentHash()
        hash.update(arithmeticVersion)
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

    /// Under which other version of the arithmetic the panel has this hash; `nil` where under none: it is another panel.
    static func arithmeticVersion(of hash: String, _ panel: Panel) -> UInt64? {
        // Those before this one, and some of those that may have been in use before a return to this one.
        (1...Scorer.arithmeticVersion + 8).first { version in
            version != Scorer.arithmeticVersion && of(panel, arithmeticVersion: version) == hash
        }
    }
}
