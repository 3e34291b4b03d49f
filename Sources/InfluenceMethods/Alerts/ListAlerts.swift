import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore
import InfluenceText

extension IndexMethods {
    /// A page of them at most.
    func alerts(_ input: IndexInterface.ListAlerts.Input) throws -> IndexInterface.ListAlerts.Output {
        let standing = engine.board.current.alerts
        let now = engine.time.now()
        let wantsAll = input.all ?? false
        let filter = try filter(input, future: input.future)
        let limit = try Arguments.count(
            input.limit,
            usual: Self.alertsPerPage,
            through: Self.alertsPerPage,
            IndexInterface.ListAlerts.Input.Field.limit
        )
        let state: AlertState? = try Arguments.word(input.state, IndexInterface.ListAlerts.Input.Field.state)
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
}
