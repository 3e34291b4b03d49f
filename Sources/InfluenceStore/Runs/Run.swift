package import InfluenceModel

/// One recomputation, as stored.
package struct Run: Hashable, Sendable {
    /// Counted from 1 in the order of `recordedAt`.
    package let id: Int64
    /// When its scores became known: their `computed_at`. Rises strictly over vintages and runs together.
    package let recordedAt: Instant
    package let reason: RunReason
    package let modelHash: String
    package let inputHash: String
    /// Which edition of each method computed it; `nil` of a run from before editions were stored (format 3 and older).
    package let editions: MethodEditions?
    /// The version of the software that computed it; empty where `editions` is `nil`.
    package let software: String
    /// The last vintage of the observations that it used; `nil` if there were none.
    package let inputsKnownAt: Instant?
    /// The last period of its grid.
    package let gridThrough: Period
    /// How long the computation took, in microseconds.
    package let duration: Int64
    /// Scores computed, and those among them that differ from what was stored.
    package let computed: Int
    package let changed: Int
    /// Later runs of the same model over the same input and grid; `nil` in answers `asOf` an earlier time, because
    /// heartbeats are counted, not kept.
    package let heartbeats: Heartbeats?
    /// Of a run that a repair of the clock set aside the first one that it set aside. Nothing follows from such a run.
    package var setAside: Int64?
}

/// How often, and when last, a recomputation found nothing new.
package struct Heartbeats: Hashable, Sendable {
    package let count: Int
    package let last: Instant?
}
