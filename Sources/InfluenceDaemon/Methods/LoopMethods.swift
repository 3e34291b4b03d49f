import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// What is answered on the event loop, where nobody may wait: from what the engine and the store have published. Nothing
/// here has a way to the database or to a file; keep it so.
struct LoopMethods: Sendable {
    let board: StatusBoard
    let report: StoreReport
    let clock: any WallClock
    let startedAt: Instant
    /// Has the files looked at, by somebody who may wait, for those who ask next.
    let look: @Sendable () -> Void

    /// Health, runs, store and feeds. What it costs does not depend on how many alerts and silences there are.
    func status() -> JSONValue {
        look()
        let status = board.current
        let facts = report.current
        let storeStatus = facts.status
        let problems = problems(status, storeStatus)
        let uptime = clock.now().microseconds - startedAt.microseconds
        return [
            "version": .string(Version.text),
            "started_at": Document.time(startedAt),
            "uptime_seconds": .number(Double(max(0, uptime)) / 1e6),
            "healthy": .bool(problems.isEmpty),
            "problems": strings(problems),
            "model": .string(status.loaded.model.id),
            "model_hash": .string(status.loaded.hash),
            "computing": .bool(status.computingSince != nil),
            "last_run": status.lastRun.map { Document.run($0) } ?? .null,
            "next_run_at": Document.time(status.nextRun),
            "store": [
                "path": .string(storeStatus.path),
                "size_bytes": .integer(Int64(storeStatus.databaseBytes)),
                "wal_bytes": .integer(Int64(storeStatus.logBytes)),
                "free_bytes": .integer(Int64(storeStatus.freeBytes ?? 0)),
                "series": .integer(Int64(storeStatus.counts.series)),
                "observations": .integer(Int64(storeStatus.counts.observations)),
                "scores": .integer(Int64(storeStatus.counts.scoreVersions)),
                "runs": .integer(Int64(storeStatus.counts.runs)),
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

    /// A log this long is one that somebody keeps from being cut.
    private static let longLog = 256 << 20

    /// What an administrator has to look at, each in a sentence.
    private func problems(_ status: EngineStatus, _ store: StoreStatus) -> [String] {
        var problems: [String] = []
        if let damage = status.damage { problems.append(damage.description) }
        if let failure = status.runFailure {
            problems.append("the last run failed at \(failure.at): \(failure.message)")
        }
        if let failure = status.reloadFailure {
            problems.append(
                "the reload at \(failure.at) was refused, the old configuration is in force: \(failure.message)"
            )
        }
        for feed in status.feeds {
            if let error = feed.error { problems.append("\(feed.name) was not imported: \(error)") }
        }
        problems += status.feedConflicts
        if !store.hasSpace {
            problems.append("too little space for imports and runs: \((store.freeBytes ?? 0) >> 20) MiB free")
        }
        if let fault = store.fault, fault != status.damage { problems.append(fault.description) }
        if store.logBytes > Self.longLog {
            problems.append(
                "the log of the database has grown to \(store.logBytes >> 20) MiB: another program reads "
                    + "\(store.path) and does not end; end it (a database shell, a copying program?)"
            )
        }
        if let problem = status.absent?.problem { problems.append(problem) }
        if let lapses = status.lapses, let last = status.lastRun, let root = status.loaded.model.nodes.first {
            problems += ExpectedLapses.problems(lapses, root: root.id, now: last.gridThrough)
        }
        return problems
    }
}
