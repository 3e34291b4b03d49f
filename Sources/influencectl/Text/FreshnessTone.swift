import InfluenceText

/// Fresh data look calm, missing data do not.
func tone(ofFreshness freshness: String) -> Tone {
    switch freshness {
    case "fresh": .good
    case "stale": .doubtful
    case "expired", "missing", "undefined": .bad
    case "not_applicable": .faint
    default: .normal
    }
}
