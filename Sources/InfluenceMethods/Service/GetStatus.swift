import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension LoopMethods {
    /// Health, runs, store and feeds. What it costs does not depend on how many alerts and silences there are.
    func status() -> IndexInterface.GetStatus.Output {
        look()
        let (status, facts) = board.snapshot
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
        return IndexInterface.GetStatus.Output(
            version: Version.text,
            startedAt: Document.time(startedAt.adding(seconds: set)),
            uptimeSeconds: Double(uptime) / 1e6,
            healthy: health.level == .ok,
            problems: health.reasons.map(\.sentence),
            model: status.loaded.model.id,
            modelHash: status.loaded.hash,
            computing: status.computingSince != nil,
            lastRun: status.lastRun.map { Document.run($0) },
            nextRunAt: Document.time(trouble == nil ? status.nextRun : nil),
            store: IndexInterface.StoreStatus(
                path: storeStatus.path,
                sizeBytes: Int64(storeStatus.databaseBytes),
                walBytes: Int64(storeStatus.logBytes),
                freeBytes: Int64(storeStatus.freeBytes ?? 0),
                series: Int64(storeStatus.counts.series),
                observations: Int64(storeStatus.counts.observations),
                scores: Int64(storeStatus.counts.scoreVersions),
                runs: Int64(storeStatus.counts.runs),
                epoch: storeStatus.epoch.map { Int64($0) }
            ),
            feeds: status.feeds.map { feed in
                IndexInterface.Feed(
                    name: feed.name,
                    lastImportAt: Document.time(feed.lastImport),
                    newestPeriod: feed.newestPeriod?.description,
                    error: feed.error,
                    warnings: Int64(feed.warnings)
                )
            },
            definition: status.loaded.model.definition,
            expiring: status.lapses.map { lapses in
                IndexInterface.Expiring(
                    through: lapses.through.description,
                    scores: Int64(lapses.coming.count),
                    first: lapses.coming.first?.period.description,
                    lapsed: Int64(lapses.past.count)
                )
            },
            alerts: alertCounts(status.alerts.counts, facts.deliveries),
            importWarnings: Int64(status.importWarnings + status.feeds.reduce(0) { $0 + $1.warnings }),
            now: Document.time(now),
            clock: trouble.map { $0.isBehind ? .behind : .ahead } ?? .right,
            verdict: .init(health.level.rawValue),
            reasons: health.reasons.map(document),
            checking: status.isExamining
        )
    }

    private func document(_ reason: HealthReason) -> IndexInterface.Reason {
        IndexInterface.Reason(
            name: reason.name,
            level: .init(reason.level.rawValue),
            message: reason.message,
            way: reason.way
        )
    }

    private func alertCounts(_ counts: AlertStanding.Counts, _ deliveries: DeliveryCounts) -> IndexInterface.AlertCounts
    {
        IndexInterface.AlertCounts(
            rules: Int64(counts.rules),
            pending: Int64(counts.pending),
            firing: Int64(counts.open),
            critical: Int64(counts.critical),
            silenced: Int64(counts.silenced),
            acknowledged: Int64(counts.acknowledged),
            waiting: Int64(deliveries.waiting),
            dead: Int64(deliveries.dead),
            waitingSince: Document.time(deliveries.waitingSince)
        )
    }
}
