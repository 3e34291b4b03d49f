import InfluenceControl
import InfluenceText

/// A run in one sentence: `run 13 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 12 scores changed in 0.42 s`.
func sentence(ofRun run: IndexInterface.Run) -> String {
    "run \(run.run.shown) (\(run.reason.shown), \(run.computedAt.shown)) computed "
        + "\(run.period.shown): \(counted(run.changed, "score")) changed in \(duration(run.durationSeconds))"
}
