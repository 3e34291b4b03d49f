import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func alerts(_ parameters: JSONObject) throws -> JSONValue {
        let standing = engine.board.current.alerts
        let now = clock.now()
        let wantsAll = parameters["all"]?.boolValue ?? false
        let filter = try matcher(parameters)
        var state: AlertState?
        if let text = parameters["state"]?.stringValue {
            guard let known = AlertState(rawValue: text) else { throw VarlinkError.invalidParameter("state") }
            state = known
        }
        let alerts = standing.records.filter { record in
            let (severity, labels) = standing.rank(of: record)
            guard filter.matches(record.key, severity: severity, labels: labels) else { return false }
            return state.map { $0 == record.state } ?? (wantsAll || record.state != .inactive || record.hold != nil)
        }
        let silences = wantsAll ? try store.silences(activeAt: nil) : standing.silences
        return [
            "alerts": .array(alerts.map { alert($0, standing, now) }),
            "silences": .array(
                silences.filter { wantsAll || $0.isActive(at: now) }.map { AlertDocument.silence($0, at: now) }
            ),
        ]
    }

    private func alert(_ record: AlertRecord, _ standing: AlertStanding, _ now: Instant) -> JSONValue {
        let rule = standing.rule(record.key.rule)
        let silence = record.state.isOpen ? standing.silence(of: record, at: now) : nil
        let incident = standing.incident(of: record)
        let (severity, labels) = standing.rank(of: record)
        let hold = record.hold.flatMap { $0.isAccepted ? nil : $0 }
        let taken = standing.acknowledgement(of: incident?.id, at: now)
        var members = AlertDocument.subject(record.key)
        members["state"] = .string(record.state.rawValue)
        members["since"] = Document.time(record.since)
        members["severity"] = .string(severity.rawValue)
        members["labels"] = AlertDocument.labels(labels)
        members["value"] = .number(orNull: record.state == .noData ? nil : record.baseline?.value)
        members["due_at"] = Document.time(rule.flatMap { AlertMachine.due(record, $0.timing) })
        members["incident"] = .string(orNull: incident?.id)
        members["opening"] = .string(orNull: incident?.id)
        members["held"] = .string(orNull: hold?.reason)
        members["held_event"] = .string(orNull: hold?.event)
        members["flapping"] = .bool(record.isFlapping)
        members["silenced_until"] = Document.time(silence?.end)
        members["silence"] = .integer(orNull: silence?.id)
        members["acknowledged_by"] = .string(orNull: taken?.author.name)
        members["acknowledged_until"] = Document.time(taken?.until)
        members["comment"] = .string(orNull: taken?.comment ?? silence?.comment)
        return .object(members)
    }

    /// Who knows what of one incident.
    func alert(_ parameters: JSONObject) throws -> JSONValue {
        let name = parameters["alert"]?.stringValue ?? ""
        let found = name.isEmpty ? [] : try store.incidents(beginningWith: name)
        guard let incident = found.first, found.count == 1 || found.contains(where: { $0.id == name }) else {
            throw IndexError.unknownAlert(
                name,
                found.isEmpty
                    ? "no incident begins so; 'influencectl alerts' lists those that are open"
                    : "several incidents begin so; give more digits"
            )
        }
        let deliveries = try store.deliveries(ofIncident: incident.id, limit: Self.storyLimit)
        let told = try store.toldHooks(of: incident.id)
        return [
            "incident": document(incident),
            "hooks": .array(told.map { hook in document(hook, deliveries.filter { $0.hook == hook.hook }) }),
            "deliveries": .array(deliveries.prefix(100).map(AlertDocument.delivery)),
        ]
    }

    /// Deliveries that are looked at.
    private static var storyLimit: Int { 10_000 }

    private func document(_ incident: Incident) -> JSONValue {
        let (standing, now) = (engine.board.current.alerts, clock.now())
        let silence = standing.silence(
            of: incident.key,
            severity: incident.severity,
            labels: incident.labels,
            at: now
        )
        let taken = standing.acknowledgement(of: incident.id, at: now)
        var members = AlertDocument.subject(incident.key)
        members["incident"] = .string(incident.id)
        members["severity"] = .string(incident.severity.rawValue)
        members["labels"] = AlertDocument.labels(incident.labels)
        members["model_hash"] = .string(incident.modelHash)
        members["condition"] = .string(incident.phrase)
        members["opened_at"] = Document.time(incident.openedAt)
        members["truth"] = .string(incident.truth.rawValue)
        members["flapping"] = .bool(incident.isFlapping)
        members["ended_at"] = Document.time(incident.endedAt)
        members["reason"] = .string(orNull: incident.reason)
        members["value"] = .number(orNull: incident.value)
        members["figure"] = .string(orNull: incident.figure)
        members["period"] = .string(orNull: incident.period?.description)
        members["acknowledged_by"] = .string(orNull: taken?.author.name)
        members["acknowledged_until"] = Document.time(taken?.until)
        members["silence"] = .integer(orNull: silence?.id)
        members["silenced_until"] = Document.time(silence?.end)
        return .object(members)
    }

    private func document(_ told: ToldHook, _ deliveries: [AlertDelivery]) -> JSONValue {
        [
            "hook": .string(told.hook),
            "picture": .string(told.picture.rawValue),
            "since": Document.time(told.at),
            "delivered_at": Document.time(deliveries.first { $0.state == .delivered }?.endedAt),
            "waiting": .integer(Int64(deliveries.count { $0.state == .waiting })),
            "dead": .integer(Int64(deliveries.count { $0.state == .dead })),
            "owed": .bool(told.debt != nil),
        ]
    }

    func rules() -> JSONValue {
        let standing = engine.board.current.alerts
        return [
            "rules": .array(
                standing.rules.map { watched in
                    let records = standing.records.filter { $0.key.rule == watched.rule.id }
                    return [
                        "rule": .string(watched.rule.id),
                        "description": .string(watched.rule.description),
                        "kind": .string(watched.rule.condition.kind),
                        "condition": .string(watched.rule.text),
                        "severity": .string(watched.rule.severity.rawValue),
                        "labels": AlertDocument.labels(watched.rule.labels),
                        "hooks": strings(watched.rule.hooks),
                        "enabled": .bool(watched.rule.isEnabled),
                        "alerts": .integer(Int64(watched.rule.isEnabled ? watched.subjects.count : 0)),
                        "firing": .integer(Int64(records.count { $0.state.isOpen })),
                    ]
                }
            )
        ]
    }

    func alertEvents(_ parameters: JSONObject) throws -> JSONValue {
        let events = try store.alertEvents(
            matching: AlertEventFilter(
                rule: try pattern(parameters, "rule"),
                country: try pattern(parameters, "country"),
                power: try pattern(parameters, "power"),
                node: try pattern(parameters, "node")
            ),
            before: parameters["before"]?.stringValue,
            limit: try limit(parameters)
        )
        return ["events": .array(events.map(AlertDocument.event))]
    }

    func deliveries(_ parameters: JSONObject) throws -> JSONValue {
        var state: AlertDelivery.State?
        if let text = parameters["state"]?.stringValue {
            guard let known = AlertDelivery.State(rawValue: text) else { throw VarlinkError.invalidParameter("state") }
            state = known
        }
        let deliveries = try store.deliveries(
            state: state,
            hook: parameters["hook"]?.stringValue,
            limit: try limit(parameters)
        )
        return ["deliveries": .array(deliveries.map(AlertDocument.delivery))]
    }

    private func limit(_ parameters: JSONObject) throws(VarlinkError) -> Int {
        let limit = parameters["limit"]?.integerValue ?? 100
        guard (1...10_000).contains(limit) else { throw .invalidParameter("limit") }
        return Int(limit)
    }

    private func pattern(_ parameters: JSONObject, _ name: String) throws(VarlinkError) -> String? {
        try limits.pattern(parameters[name], name)
    }

    private func matcher(_ parameters: JSONObject) throws(VarlinkError) -> AlertMatcher {
        AlertMatcher(
            rule: try pattern(parameters, "rule"),
            country: try pattern(parameters, "country"),
            power: try pattern(parameters, "power"),
            node: try pattern(parameters, "node")
        )
    }
}
