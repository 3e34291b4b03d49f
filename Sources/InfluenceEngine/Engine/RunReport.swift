package import InfluenceStore

/// What a recomputation came to.
package struct RunReport: Sendable {
    package let run: Run
    /// Nothing was new: `run` is the last run, confirmed.
    package let isHeartbeat: Bool
    /// The scores of the last period that it changed.
    package let changes: [ScoreChange]
}
