package import InfluenceEngine
import InfluenceModel
import InfluenceStore

/// How bad something is, as monitoring systems count it.
package enum HealthLevel: String, Comparable, Sendable {
    case ok, warning, critical

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .ok: 0
        case .warning: 1
        case .critical: 2
        }
    }
}

/// Something that somebody has to look at.
package struct HealthReason: Hashable, Sendable {
    /// The row of ``HealthCheck/all`` that found it.
    package let name: String
    let level: HealthLevel
    /// What it is.
    let message: String
    /// What leads out of it: a command, or a key of a file.
    let way: String

    var sentence: String { "\(message); \(way)" }
}

/// How the daemon is. The one place that decides it: `status`, its headline, its exit status and the line that systemd
/// shows are all made of this.
package struct Health: Hashable, Sendable {
    /// In the order of ``HealthCheck/all``; empty where nothing has to be looked at.
    package let reasons: [HealthReason]

    init(_ facts: HealthFacts) {
        reasons = HealthCheck.all.flatMap { check in
            check.find(facts).map {
                HealthReason(name: check.name, level: check.level, message: $0.message, way: $0.way)
            }
        }
    }

    /// The worst of the reasons.
    package var level: HealthLevel { reasons.map(\.level).max() ?? .ok }
}

/// What a verdict is made of: values, as they were at one moment.
struct HealthFacts: Sendable {
    let status: EngineStatus
    let store: StoreStatus
    let deliveries: DeliveryCounts
    let clockTrouble: ClockTrouble?
    let now: Instant
}

extension Engine {
    /// Of this moment; `nil` where the store does not say how it is.
    package nonisolated var health: Health? {
        guard let status = try? store.status(), let deliveries = try? store.deliveryCounts() else { return nil }
        return Health(
            HealthFacts(
                status: board.current,
                store: status,
                deliveries: deliveries,
                clockTrouble: clockTrouble,
                now: clock.now()
            )
        )
    }
}
