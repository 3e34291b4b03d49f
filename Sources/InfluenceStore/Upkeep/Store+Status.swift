import InfluenceModel
import Synchronization

/// What the store holds.
package struct StoreCounts: Hashable, Sendable {
    /// Series and periods that have an observation, and all the vintages of those together.
    package let observations: Int
    package let observationVersions: Int
    package let vintages: Int
    /// Of observations.
    package let series: Int
    /// All versions of scores.
    package let scoreVersions: Int
    package let runs: Int
    package let models: Int
    package let alertEvents: Int

    /// What stands where nothing could be counted.
    static let none = StoreCounts(
        observations: 0,
        observationVersions: 0,
        vintages: 0,
        series: 0,
        scoreVersions: 0,
        runs: 0,
        models: 0,
        alertEvents: 0
    )
}

extension Store {
    /// The state of the store, after a look at its files. Counts what has not been counted since the start.
    package func status() throws(StoreError) -> StoreStatus {
        let known = memory.withLock { $0 }
        if known.counts == nil {
            let counts = try count()
            memory.withLock { now in
                // A change in between has counted by itself.
                if now.changes == known.changes { now.counts = counts }
            }
        }
        _ = try deliveryCounts()
        look()
        return report.current.status
    }

    private func count() throws(StoreError) -> StoreCounts {
        try read { db in try Self.count(db) }
    }

    /// Over tables that have a row an import, a run or a series: cheap.
    static func count(_ db: Database) throws -> StoreCounts {
        let select = try RawStatement(
            db,
            """
            SELECT (SELECT ifnull(sum(added - withdrawn), 0) FROM vintage), (SELECT ifnull(sum(revised), 0) FROM vintage),
                (SELECT count(*) FROM vintage), (SELECT ifnull(sum(changed), 0) FROM run WHERE set_aside IS NULL),
                (SELECT count(*) FROM run WHERE set_aside IS NULL), (SELECT count(*) FROM model), (SELECT count(*) FROM observation_series),
                (SELECT ifnull(max(number), 0) FROM alert_event)
            """
        )
        let counts = try select.firstRow { (0..<8).map { Int(select.int($0)) } }
        guard let counts else { throw Damage("it does not count") }
        return StoreCounts(
            observations: counts[0],
            observationVersions: counts[0] + counts[1],
            vintages: counts[2],
            series: counts[6],
            scoreVersions: counts[3],
            runs: counts[4],
            models: counts[5],
            alertEvents: counts[7]
        )
    }
}
