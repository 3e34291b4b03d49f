package import InfluenceModel
package import InfluenceStore

/// What happens to the index, for those who watch it.
package enum EngineEvent: Sendable {
    /// A run was committed, with the scores of its last period that it changed.
    case run(Run, changes: [ScoreChange])
    /// A recomputation found nothing new.
    case heartbeat(Run)
    case failure(String)
    /// Something happened to an alert.
    case alert(AlertEvent)
}
