import InfluenceModel
import InfluenceStore

/// The state of the daemon in one line.
enum StatusText {
    static func of(_ status: EngineStatus) -> String {
        var parts: [String] = []
        if let run = status.lastRun {
            parts.append("run \(run.id) at \(run.recordedAt): \(run.changed) scores changed")
            if let last = run.heartbeats?.last { parts.append("confirmed \(last)") }
        } else {
            parts.append("no run yet")
        }
        if status.clockTrouble != nil { parts.append("the clock is wrong") }
        if status.runFailure != nil { parts.append("the last run failed") }
        if status.reloadFailure != nil { parts.append("the last reload was refused") }
        if let next = status.nextRun { parts.append("next \(next)") }
        return parts.joined(separator: "; ")
    }
}
