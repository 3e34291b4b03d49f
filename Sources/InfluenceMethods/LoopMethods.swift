import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// What is answered on the event loop, where nobody may wait: from what the engine and the store have published. Nothing
/// here has a way to the database or to a file; keep it so.
struct LoopMethods: Sendable {
    private let board: StatusBoard
    private let report: StoreReport
    private let clock: any WallClock
    private let startedAt: Instant
    /// By the steady clock.
    private let steadyStart: Instant
    private let clockTrouble: @Sendable () -> ClockTrouble?
    private let look: @Sendable () -> Void

    /// - Parameters:
    ///   - clockTrouble: why the clock is not believed now; asked on the loop.
    ///   - look: has the files looked at, by somebody who may wait, for those who ask next.
    init(
        board: StatusBoard,
        report: StoreReport,
        clock: any WallClock,
        startedAt: Instant,
        clockTrouble: @escaping @Sendable () -> ClockTrouble?,
        look: @escaping @Sendable () -> Void
    ) {
        self.board = board
        self.report = report
        self.clock = clock
        self.startedAt = startedAt
        // The same moment: the two clocks begin as one.
        steadyStart = startedAt.adding(microseconds: clock.steady().microseconds(since: clock.now()))
        self.clockTrouble = clockTrouble
        self.look = look
    }

    /// Health, runs, store and feeds. What it costs does not depend on how many alerts and silences there are.
    func status() -> JSONValue {
        look()
        let status = board.current
        let facts = report.current
        let storeStatus = facts.status
        let trouble = clockTrouble()
        let now = clock.now()
        let health = Health(
            HealthFacts(
                status: status,
                store: storeStatus,
                deliveries: facts.deliveries,
                clockTrouble: trouble,
                now: now
            )
        )
        let uptime = max(0, clock.steady().microseconds(since: steadyStart))
        // The start is told by the clock as it is: by how many seconds was it set since?
        let shift = now.adding(microseconds: -uptime).microseconds(since: startedAt)
        let set = Instant(microseconds: shift).adding(microseconds: 500_000).seconds
        return [
            "version": .string(Version.text),
            "started_at": Document.time(startedAt.adding(seconds: set)),
            "uptime_seconds": .number(Double(uptime) / 1e6),
            "healthy": .bool(health.level == .ok),
            "problems": strings(health.reasons.map(\.sentence)),
            "model": .string(status.loaded.model.id),
            "model_hash": .string(status.loaded.hash),
            "computing": .bool(status.computingSince != nil),
            "last_run": status.lastRun.map { Document.run($0) } ?? .null,
            "next_run_at": Document.time(trouble == nil ? status.nextRun : nil),
            "store": [
                "path": .string(storeStatus.path),
                "size_bytes": .integer(Int64(storeStatus.databaseBytes)),
                "wal_bytes": .integer(Int64(storeStatus.logBytes)),
                "free_bytes": .integer(Int64(storeStatus.freeBytes ?? 0)),
                "series": .integer(Int64(storeStatus.counts.series)),
                "observations": .integer(Int64(storeStatus.counts.observations)),
                "scores": .integer(Int64(storeStatus.counts.scoreVersions)),
                "runs": .integer(Int64(storeStatus.counts.runs)),
                "epoch": .integer(orNull: storeStatus.epoch.map { Int64($0) }),
            ],
            "feeds": .array(
                status.feeds.map { feed in
                    [
                        "name": .string(feed.name),
                        "last_import_at": Document.time(feed.lastImport),
                        "newest_period": .string(orNull: feed.newestPeriod?.description),
                        "error": .string(orNull: feed.error),
                        "warnings": .integer(Int64(feed.warnings)),
                    ]
                }
            ),
            "definition": .string(status.loaded.model.definition),
            "expiring": status.lapses.map { lapses in
                [
                    "through": .string(lapses.through.description),
                    "scores": .integer(Int64(lapses.coming.count)),
                    "first": .string(orNull: lapses.coming.first?.period.description),
                    "lapsed": .integer(Int64(lapses.past.count)),
                ]
            } ?? .null,
            "alerts": alertCounts(status.alerts.counts, facts.deliveries),
            "checking": .bool(status.isExamining),
            "import_warnings": .integer(Int64(status.importWarnings + status.feeds.reduce(0) { $0 + $1.warnings })),
            "now": Document.time(now),
            "clock": trouble.map { $0.isBehind ? "behind" : "ahead" } ?? "right",
            "verdict": .string(health.level.rawValue),
            "reasons": .array(health.reasons.map(document)),
        ]
    }

    private func document(_ reason: HealthReason) -> JSONValue {
        [
            "name": .string(reason.name),
            "level": .string(reason.level.rawValue),
            "message": .string(reason.message),
            "way": .string(reason.way),
        ]
    }

    private func alertCounts(_ counts: AlertStanding.Counts, _ deliveries: DeliveryCounts) -> JSONValue {
        [
            "rules": .integer(Int64(counts.rules)),
            "pending": .integer(Int64(counts.pending)),
            "firing": .integer(Int64(counts.open)),
            "critical": .integer(Int64(counts.critical)),
            "silenced": .integer(Int64(counts.silenced)),
            "acknowledged": .integer(Int64(counts.acknowledged)),
            "waiting": .integer(Int64(deliveries.waiting)),
            "dead": .integer(Int64(deliveries.dead)),
            "waiting_since": Document.time(deliveries.waitingSince),
        ]
    }

    /// The rules in force, with how many of their alerts are open.
    func rules() -> JSONValue {
        let standing = board.current.alerts
        return [
            "rules": .array(
                standing.rules.map { watched in
                    [
                        "rule": .string(watched.rule.id),
                        "description": .string(watched.rule.description),
                        "kind": .string(watched.rule.condition.kind),
                        "condition": .string(watched.rule.text),
                        "severity": .string(watched.rule.severity.rawValue),
                        "labels": AlertDocument.labels(watched.rule.labels),
                        "hooks": strings(watched.rule.hooks),
                        "enabled": .bool(watched.rule.isEnabled),
                        "alerts": .integer(Int64(watched.rule.isEnabled ? watched.subjects.count : 0)),
                        "firing": .integer(Int64(standing.openByRule[watched.rule.id] ?? 0)),
                    ]
                }
            )
        ]
    }
}
