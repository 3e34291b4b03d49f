import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceText

extension IndexMethods {
    /// A page of them at most.
    func alerts(_ parameters: JSONObject) throws -> JSONValue {
        let standing = engine.board.current.alerts
        let now = clock.now()
        let wantsAll = parameters["all"]?.boolValue ?? false
        let filter = try filter(parameters)
        let limit = try limit(parameters, usual: Self.alertsPerPage, through: Self.alertsPerPage)
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
        var page = alerts[...]
        if let after = parameters["after"]?.stringValue {
            guard let place = alerts.firstIndex(where: { $0.key.description == after }) else {
                throw VarlinkError.invalidParameter("after")
            }
            page = alerts[(place + 1)...]
        }
        let isLast = page.count <= limit
        page = page.prefix(limit)
        let isFirst = parameters["after"]?.stringValue == nil
        // They come with the first page.
        let silences = isFirst ? try silences(standing, wantsAll, at: now) : []
        return [
            "alerts": .array(page.map { alert($0, standing, now) }),
            "silences": .array(silences.map { AlertDocument.silence($0, at: now) }),
            "total": .integer(Int64(alerts.count)),
            "next": isLast ? .null : .string(orNull: page.last?.key.description),
        ]
    }

    /// The active ones; with `all` the newest of those that have ended too, so many of both at most.
    private func silences(_ standing: AlertStanding, _ all: Bool, at now: Instant) throws -> [Silence] {
        let known = all ? try store.silences(activeAt: nil) : standing.silences.all.filter { $0.isActive(at: now) }
        guard known.count > Self.silencesPerReply else { return known }
        let active = known.filter { $0.isActive(at: now) }.suffix(Self.silencesPerReply)
        let room = Self.silencesPerReply - active.count
        return (known.filter { !$0.isActive(at: now) }.suffix(room) + active).sorted { $0.id < $1.id }
    }

    /// What a reply has at most.
    private static var alertsPerPage: Int { 1_000 }
    private static var silencesPerReply: Int { 1_000 }

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
        let silence = standing.silences.covering(
            incident.key,
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

    func alertEvents(_ parameters: JSONObject) throws -> JSONValue {
        let filter = try filter(parameters)
        let events = try store.alertEvents(
            matching: AlertEventFilter(
                rule: filter.rule?.text,
                country: filter.country?.text,
                power: filter.power?.text,
                node: filter.node?.text
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
        let limit = try limit(parameters)
        let hook = parameters["hook"]?.stringValue
        let deliveries = try store.deliveries(state: state, hook: hook, limit: limit)
        let known = [AlertDelivery.journal] + engine.board.current.alerts.hooks.map(\.name)
        // One that is configured no more may have had some.
        if let hook, !known.contains(hook), try store.deliveries(state: nil, hook: hook, limit: 1).isEmpty {
            throw IndexError.unknownHook(hook, known: known)
        }
        return ["deliveries": .array(deliveries.map(AlertDocument.delivery))]
    }

    private func limit(
        _ parameters: JSONObject,
        usual: Int = 100,
        through most: Int = 10_000
    ) throws(VarlinkError) -> Int {
        guard let limit = parameters["limit"]?.integerValue else { return usual }
        guard (1...Int64(most)).contains(limit) else { throw .invalidParameter("limit") }
        return Int(limit)
    }

    /// Which alerts the parameters name; with `future` also those that there may be some day.
    private func filter(_ parameters: JSONObject) throws -> AlertMatcher {
        let matcher = try limits.matcher(parameters)
        guard parameters["future"]?.boolValue != true else { return matcher }
        let board = engine.board.current
        var names = board.alerts.names(in: board.loaded.model)
        guard names.stray(in: matcher) != nil else { return matcher }
        // Perhaps of a rule or a model that was in force once.
        names.add(try store.alertKeys())
        if let stray = names.stray(in: matcher) { throw stray.error(in: "Index") }
        return matcher
    }
}
