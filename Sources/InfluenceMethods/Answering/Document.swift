import InfluenceControl
package import InfluenceModel
import InfluenceStore

/// The types of the interfaces as JSON, field by field as the .varlink files name them.
package enum Document {
    static func run(_ run: Run) -> IndexInterface.Run {
        IndexInterface.Run(
            run: run.id,
            computedAt: time(run.recordedAt),
            reason: run.reason.rawValue,
            model: run.modelHash,
            input: run.inputHash,
            editions: run.editions?.text,
            software: run.software.isEmpty ? nil : run.software,
            period: run.gridThrough.description,
            changed: Int64(run.changed),
            durationSeconds: Double(run.duration) / 1e6,
            heartbeats: Int64(run.heartbeats?.count ?? 0),
            lastHeartbeatAt: time(run.heartbeats?.last),
            setAside: run.setAside != nil
        )
    }

    package static func time(_ instant: Instant) -> String { instant.description }

    static func time(_ instant: Instant?) -> String? { instant?.description }
}
