import InfluenceEngine
import InfluenceMethods
import InfluenceStore

/// The state of the daemon in one line.
enum StatusText {
    /// - Parameter health: `nil` where there is none yet.
    static func of(_ status: EngineStatus, _ health: Health?) -> String {
        var parts: [String] = []
        if let run = status.lastRun {
            parts.append("run \(run.id) at \(run.recordedAt): \(run.changed) scores changed")
            if let last = run.heartbeats?.last { parts.append("confirmed \(last)") }
        } else {
            parts.append("no run yet")
        }
        if let health, health.level > .ok {
            let names = health.reasons.map { $0.name.split(separator: "_").joined(separator: " ") }
            parts.append("\(health.level.rawValue): \(names.joined(separator: ", "))")
        }
        if let next = status.nextRun { parts.append("next \(next)") }
        return parts.joined(separator: "; ")
    }
}
