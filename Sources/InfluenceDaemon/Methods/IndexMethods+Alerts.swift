import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

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
            guard let rule = standing.rule(record.key.rule) else { return false }
            guard filter.matches(record.key, severity: rule.severity, labels: rule.labels) else { return false }
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
        let silence = record.state.isOpen ? standing.silence(of: record.key, at: now) : nil
        let taken = standing.acknowledgement(of: record.opening, at: now)
        var members = AlertDocument.subject(record.key)
        members["state"] = .string(record.state.rawValue)
        members["since"] = Document.time(record.since)
        members["severity"] = .string((rule?.severity ?? .info).rawValue)
        members["labels"] = AlertDocument.labels(rule?.labels ?? [])
        members["value"] = .number(orNull: record.state == .noData ? nil : record.baseline?.value)
        members["due_at"] = Document.time(rule.flatMap { AlertMachine.due(record, $0.timing) })
        members["opening"] = .string(orNull: record.opening)
        members["held"] = .string(orNull: record.hold?.reason)
        members["flapping"] = .bool(record.isFlapping)
        members["silenced_until"] = Document.time(silence?.end)
        members["silence"] = .integer(orNull: silence?.id)
        members["acknowledged_by"] = .string(orNull: taken?.author.name)
        members["acknowledged_until"] = Document.time(taken?.until)
        members["comment"] = .string(orNull: taken?.comment ?? silence?.comment)
        return .object(members)
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
