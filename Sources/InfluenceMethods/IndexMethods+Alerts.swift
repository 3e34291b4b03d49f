import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceText

extension IndexMethods {
    /// A page of them at most.
    func alerts(_ input: IndexInterface.ListAlerts.Input) throws -> IndexInterface.ListAlerts.Output {
        let standing = engine.board.current.alerts
        let now = clock.now()
        let wantsAll = input.all ?? false
        let filter = try filter(input, future: input.future)
        let limit = try limit(input.limit, usual: Self.alertsPerPage, through: Self.alertsPerPage)
        var state: AlertState?
        if let text = input.state {
            guard let known = AlertState(rawValue: text) else { throw VarlinkError.invalidParameter("state") }
            state = known
        }
        let alerts = standing.records.filter { record in
            let (severity, labels) = standing.rank(of: record)
            guard filter.matches(record.key, severity: severity, labels: labels) else { return false }
            return state.map { $0 == record.state } ?? (wantsAll || record.state != .inactive || record.hold != nil)
        }
        var page = alerts[...]
        if let after = input.after {
            guard let place = alerts.firstIndex(where: { $0.key.description == after }) else {
                throw VarlinkError.invalidParameter("after")
            }
            page = alerts[(place + 1)...]
        }
        let isLast = page.count <= limit
        page = page.prefix(limit)
        let isFirst = input.after == nil
        // They come with the first page.
        let silences = isFirst ? try silences(standing, wantsAll, at: now) : []
        return IndexInterface.ListAlerts.Output(
            alerts: page.map { alert($0, standing, now) },
            silences: silences.map { AlertDocument.silence($0, at: now) },
            total: Int64(alerts.count),
            next: isLast ? nil : page.last?.key.description
        )
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

    private func alert(_ record: AlertRecord, _ standing: AlertStanding, _ now: Instant) -> IndexInterface.Alert {
        let rule = standing.rule(record.key.rule)
        let silence = record.state.isOpen ? standing.silence(of: record, at: now) : nil
        let incident = standing.incident(of: record)
        let (severity, labels) = standing.rank(of: record)
        let hold = record.hold.flatMap { $0.isAccepted ? nil : $0 }
        let taken = standing.acknowledgement(of: incident?.id, at: now)
        let subject = record.key.subject
        return IndexInterface.Alert(
            rule: record.key.rule,
            subject: subject.description,
            country: subject.country?.text,
            power: subject.power?.text,
            counterpart: subject.counterpart?.text,
            node: subject.node?.text,
            feed: subject.feed,
            state: .init(record.state.rawValue),
            since: Document.time(record.since),
            severity: .init(severity.rawValue),
            labels: AlertDocument.labels(labels),
            value: record.state == .noData ? nil : record.baseline?.value,
            dueAt: Document.time(rule.flatMap { AlertMachine.due(record, $0.timing) }),
            incident: incident?.id,
            opening: incident?.id,
            held: hold?.reason,
            heldEvent: hold?.event,
            flapping: record.isFlapping,
            silencedUntil: Document.time(silence?.end),
            silence: silence?.id,
            acknowledgedBy: taken?.author.name,
            acknowledgedUntil: Document.time(taken?.until),
            comment: taken?.comment ?? silence?.comment
        )
    }

    /// Who knows what of one incident.
    func alert(_ input: IndexInterface.GetAlert.Input) throws -> IndexInterface.GetAlert.Output {
        let name = input.alert
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
        return IndexInterface.GetAlert.Output(
            incident: document(incident),
            hooks: told.map { hook in document(hook, deliveries.filter { $0.hook == hook.hook }) },
            deliveries: try document(Array(deliveries.prefix(100)))
        )
    }

    /// Deliveries that are looked at.
    private static var storyLimit: Int { 10_000 }

    private func document(_ incident: Incident) -> IndexInterface.Incident {
        let (standing, now) = (engine.board.current.alerts, clock.now())
        let silence = standing.silences.covering(
            incident.key,
            severity: incident.severity,
            labels: incident.labels,
            at: now
        )
        let taken = standing.acknowledgement(of: incident.id, at: now)
        let subject = incident.key.subject
        return IndexInterface.Incident(
            incident: incident.id,
            rule: incident.key.rule,
            subject: subject.description,
            country: subject.country?.text,
            power: subject.power?.text,
            counterpart: subject.counterpart?.text,
            node: subject.node?.text,
            feed: subject.feed,
            severity: .init(incident.severity.rawValue),
            labels: AlertDocument.labels(incident.labels),
            modelHash: incident.modelHash,
            condition: incident.phrase,
            openedAt: Document.time(incident.openedAt),
            truth: .init(incident.truth.rawValue),
            flapping: incident.isFlapping,
            endedAt: Document.time(incident.endedAt),
            reason: incident.reason,
            value: incident.value,
            figure: incident.figure,
            period: incident.period?.description,
            acknowledgedBy: taken?.author.name,
            acknowledgedUntil: Document.time(taken?.until),
            silence: silence?.id,
            silencedUntil: Document.time(silence?.end)
        )
    }

    private func document(_ told: ToldHook, _ deliveries: [AlertDelivery]) -> IndexInterface.ToldHook {
        IndexInterface.ToldHook(
            hook: told.hook,
            picture: .init(told.picture.rawValue),
            since: Document.time(told.at),
            deliveredAt: Document.time(deliveries.first { $0.state == .delivered }?.endedAt),
            waiting: Int64(deliveries.count { $0.state == .waiting }),
            dead: Int64(deliveries.count { $0.state == .dead }),
            owed: told.debt != nil
        )
    }

    func alertEvents(
        _ input: IndexInterface.ListAlertEvents.Input
    ) throws -> IndexInterface.ListAlertEvents.Output {
        let filter = try filter(input, future: input.future)
        let events = try store.alertEvents(
            matching: AlertEventFilter(
                rule: filter.rule?.text,
                country: filter.country?.text,
                power: filter.power?.text,
                node: filter.node?.text
            ),
            before: input.before,
            limit: try limit(input.limit)
        )
        return IndexInterface.ListAlertEvents.Output(
            events: events.map(AlertDocument.event)
        )
    }

    func deliveries(_ input: IndexInterface.ListDeliveries.Input) throws -> IndexInterface.ListDeliveries.Output {
        var state: AlertDelivery.State?
        if let text = input.state {
            guard let known = AlertDelivery.State(rawValue: text) else { throw VarlinkError.invalidParameter("state") }
            state = known
        }
        let limit = try limit(input.limit)
        let hook = input.hook
        let deliveries = try store.deliveries(state: state, hook: hook, limit: limit)
        let known = [AlertDelivery.journal] + engine.board.current.alerts.hooks.map(\.name)
        // One that is configured no more may have had some.
        if let hook, !known.contains(hook), try store.deliveries(state: nil, hook: hook, limit: 1).isEmpty {
            throw IndexError.unknownHook(hook, known: known)
        }
        return IndexInterface.ListDeliveries.Output(deliveries: try document(deliveries))
    }

    /// What waits to be brought together with others has its turn when its group has.
    private func document(_ deliveries: [AlertDelivery]) throws -> [IndexInterface.Delivery] {
        let now = clock.now()
        var groups: [String: (wait: TimeSpan, leaving: [Int64: Instant])] = [:]
        for hook in engine.board.current.alerts.hooks {
            guard let grouping = hook.grouping, deliveries.contains(where: { $0.hook == hook.name && $0.isGathering })
            else { continue }
            let waiting = try store.waitingDeliveries(
                for: hook.name,
                at: now,
                limit: DeliveryDispatcher.groupingWindow
            )
            groups[hook.name] = (grouping.wait, GroupForming(waiting, to: hook.name, grouping, at: now).leaving)
        }
        return deliveries.map { delivery in
            guard delivery.isGathering, let group = groups[delivery.hook] else {
                return AlertDocument.delivery(delivery)
            }
            // Of very many the last are not looked at yet: they do not leave before they have waited themselves.
            let turn = group.leaving[delivery.id] ?? delivery.createdAt.adding(microseconds: group.wait.microseconds)
            return AlertDocument.delivery(delivery, turn: max(turn, delivery.notBefore))
        }
    }

    private func limit(
        _ limit: Int64?,
        usual: Int = 100,
        through most: Int = 10_000
    ) throws(VarlinkError) -> Int {
        guard let limit else { return usual }
        guard (1...Int64(most)).contains(limit) else {
            throw .invalidParameter(IndexInterface.ListAlerts.Input.Field.limit.rawValue)
        }
        return Int(limit)
    }

    /// Which alerts the parameters name; with `future` also those that there may be some day.
    private func filter(_ input: some PatternQuestion, future: Bool?) throws -> AlertMatcher {
        let matcher = try limits.matcher(input)
        guard future != true else { return matcher }
        let board = engine.board.current
        var names = board.alerts.names(in: board.loaded.model)
        guard names.stray(in: matcher) != nil else { return matcher }
        // Perhaps of a rule or a model that was in force once.
        names.add(try store.alertKeys())
        if let stray = names.stray(in: matcher) { throw stray.indexError }
        return matcher
    }
}

extension AlertDelivery {
    /// It waits, and was not begun: of a hook with groups others may still join it.
    fileprivate var isGathering: Bool { state == .waiting && !isBegun }
}
