import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// Answered on the event loop: reads nothing but what is in memory and the sizes of two files.
    func status() throws -> JSONValue {
        let status = engine.board.current
        let storeStatus = try store.status()
        let trouble = engine.clockTrouble
        let now = clock.now()
        let deliveries = try store.deliveryCounts()
        let health = Health(
            HealthFacts(status: status, store: storeStatus, deliveries: deliveries, clockTrouble: trouble, now: now)
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
            "alerts": alertCounts(status.alerts, deliveries, at: now),
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

    private func alertCounts(_ standing: AlertStanding, _ deliveries: DeliveryCounts, at now: Instant) -> JSONValue {
        let counts = standing.counts(at: now)
        return [
            "rules": .integer(Int64(standing.rules.count { $0.rule.isEnabled })),
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

    func document(of loaded: LoadedModel) -> JSONValue {
        let model = loaded.model
        return [
            "model": .string(model.id),
            "title": .string(model.title),
            "definition": .string(model.definition),
            "model_hash": .string(loaded.hash),
            "powers": .array(
                model.powers.map { power in
                    [
                        "id": .string(power.id.text), "name": .string(power.name),
                        "within": .string(orNull: power.within?.text),
                    ]
                }
            ),
            "countries": .array(
                model.countries.map { ["id": .string($0.id.text), "name": .string($0.name), "within": .null] }
            ),
            "nodes": .array(model.nodes.map { node(in: model, $0) } + model.tracked.map { tracked(in: model, $0) }),
            "files": .array(loaded.sources.map { ["name": .string($0.name), "text": .string($0.text)] }),
        ]
    }

    private func node(in model: Model, _ node: Node) -> JSONValue {
        [
            "node": .string(node.id.text),
            "title": .string(node.title),
            "kind": node.indicator == nil ? "aggregate" : "indicator",
            "parent": .string(orNull: node.parent.map { model.nodes[$0].id.text }),
            "weight": .number(node.weight),
            "unit": .string(orNull: node.indicator?.unit),
            "method": .string(MethodText.of(node)),
            "note": .string(orNull: node.indicator.flatMap { $0.note.isEmpty ? nil : $0.note }),
            "caveats": caveats(of: node.id, model),
        ]
    }

    private func tracked(in model: Model, _ indicator: Indicator) -> JSONValue {
        [
            "node": .string(indicator.id.text),
            "title": .string(indicator.title),
            "kind": "tracked",
            "parent": .null,
            "weight": .null,
            "unit": .string(indicator.unit),
            "method": .string(MethodText.of(indicator)),
            "note": .string(orNull: indicator.note.isEmpty ? nil : indicator.note),
            "caveats": caveats(of: indicator.id, model),
        ]
    }

    /// Those of the node itself.
    private func caveats(of id: NodeID, _ model: Model) -> JSONValue {
        .array(model.caveats.filter { $0.node == id }.map(Document.caveat))
    }

    func runs(_ parameters: JSONObject) throws -> JSONValue {
        let limit = parameters["limit"]?.integerValue ?? 20
        guard (1...10_000).contains(limit) else { throw VarlinkError.invalidParameter("limit") }
        let moment = try moment(parameters)
        let before = parameters["before"]?.integerValue
        let runs: [Run]
        if parameters["set_aside"]?.boolValue == true {
            runs = try store.runsSetAside(before: before, limit: Int(limit))
        } else {
            // Heartbeats are counted as of now only.
            let asOf = moment.asked.map { moment.known?.at ?? $0 }
            runs = try store.runs(asOf: asOf, before: before, limit: Int(limit))
        }
        return moment.telling(["runs": .array(runs.map { Document.run($0) })])
    }

    func imports(_ parameters: JSONObject) throws -> JSONValue {
        let limit = parameters["limit"]?.integerValue ?? 20
        guard (1...10_000).contains(limit) else { throw VarlinkError.invalidParameter("limit") }
        let moment = try moment(parameters)
        let vintages = try store.vintages(
            asOf: moment.asked.map { moment.known?.at ?? $0 },
            before: parameters["before"]?.integerValue,
            limit: Int(limit)
        )
        return moment.telling(["imports": .array(vintages.map { Document.vintage($0) })])
    }
}
