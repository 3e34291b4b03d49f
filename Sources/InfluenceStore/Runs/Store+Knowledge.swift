package import InfluenceModel
import Synchronization

/// What the store knew at a time: everything up to one commit, an import or a run.
package struct Knowledge: Hashable, Sendable {
    /// The time of that commit. As of it the same is answered for ever, in this epoch.
    package let at: Instant
    /// The last import and the last run up to it; `nil` before the first.
    package let vintage: Int64?
    package let run: Run?
    package let epoch: Int
}

extension Store {
    /// What was known at `asOf`, or is known now.
    ///
    /// Waits for a commit under way that may turn out to be not later. No later one will be: of a time up to `now` the same
    /// commit is told ever after.
    /// - Parameters:
    ///   - asOf: `nil`: everything that is known.
    ///   - now: by the caller's clock.
    /// - Returns: `nil` before the first commit.
    package func knowledge(asOf: Instant?, now: Instant) throws(StoreError) -> Knowledge? {
        if let asOf { gate.settle(asOf, now: now) }
        return try read { db in
            let select = try RawStatement(
                db,
                "SELECT id, recorded_at FROM vintage WHERE recorded_at <= ?1 ORDER BY recorded_at DESC LIMIT 1"
            )
            try select.bind(1, asOf?.microseconds ?? .max)
            let vintage = try select.firstRow { (id: select.int(0), at: Instant(microseconds: select.int(1))) }
            let run = try RunRows.select(asOf: asOf, model: nil, before: nil, limit: 1, db).first
            guard let at = [vintage?.at, run?.recordedAt].compactMap(\.self).max() else { return nil }
            return Knowledge(at: at, vintage: vintage?.id, run: run, epoch: try Self.epoch(db))
        }
    }

    /// What a run knew, also one that was set aside; `nil` if there is no run of that number.
    package func knowledge(ofRun id: Int64) throws(StoreError) -> Knowledge? {
        try read { db in
            guard let run = try RunRows.find(id, db) else { return nil }
            // The time of a run that was set aside has not come; what it has read, it knew.
            let at = run.setAside == nil ? run.recordedAt : run.inputsKnownAt ?? run.recordedAt
            let vintage = run.setAside != nil && run.inputsKnownAt == nil ? 0 : try Moments.lastVintage(at, db)
            return Knowledge(at: at, vintage: vintage > 0 ? vintage : nil, run: run, epoch: try Self.epoch(db))
        }
    }

    /// The time of the last import or run; `nil` before the first. Remembered: costs nothing.
    package var lastCommit: Instant? { memory.withLock { $0.lastCommit } }

    /// See ``epoch()``: as it was last read or written, without waiting.
    package var currentEpoch: Int { memory.withLock { $0.epoch } ?? 1 }
}
