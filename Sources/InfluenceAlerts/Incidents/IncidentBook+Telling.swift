import InfluenceModel

/// Who is told what of an incident, and what becomes of it as an event.
extension IncidentBook {
    struct News {
        let kind: AlertEventKind
        let reason: String?

        init(_ kind: AlertEventKind, _ reason: String?) {
            self.kind = kind
            self.reason = reason
        }
    }

    /// - Parameters:
    ///   - news: what has just happened.
    ///   - putsRight: why somebody is told what happened before.
    mutating func tell(
        _ incident: inout Incident,
        _ news: News?,
        putsRight: String,
        every interval: TimeSpan?,
        _ record: inout AlertRecord?,
        _ sight: Sight?
    ) {
        var hooks = hearing.told[incident.id] ?? []
        let before = hooks
        if let news {
            let truth = incident.truth
            send(news, &incident, &hooks, &record, sight) { told in
                news.kind == .flapping
                    ? told.picture != .nothing : HookMachine.next(told.picture, truth) == news.kind
            }
        }
        defer { if hooks != before { hearing.told[incident.id] = hooks } }
        if incident.isFlapping { return }
        putRight(&incident, &hooks, putsRight, &record, sight)
        remind(&incident, &hooks, every: news == nil ? interval : nil, &record, sight)
        // Where nobody is to be reminded, time alone brings nothing.
        if let interval, let last = incident.notifiedAt, hooks.contains(where: { isRight($0, incident.truth) }) {
            let due = last.adding(microseconds: interval.microseconds)
            reminder = min(reminder ?? due, due)
        }
    }

    func isRight(_ told: ToldHook, _ truth: Incident.Truth) -> Bool {
        HookMachine.wantsRepeat(told, truth, isDue: true, isAcknowledged: false)
    }

    /// While a silence lasts, the journal alone.
    mutating func putRight(
        _ incident: inout Incident,
        _ hooks: inout [ToldHook],
        _ reason: String,
        _ record: inout AlertRecord?,
        _ sight: Sight?
    ) {
        let truth = incident.truth
        guard hooks.contains(where: { HookMachine.next($0.picture, truth) != nil }) else { return }
        let isSilenced = hearing.isSilenced(incident)
        let executable = hearing.hooks
        func next(_ told: ToldHook) -> AlertEventKind? {
            if told.hook != AlertDelivery.journal {
                if isSilenced { return nil }
                // Who has nothing to be put right is told once there is a way to. What others believe has to be ended.
                if !told.picture.isOpen, executable.map({ !$0.contains(told.hook) }) ?? false { return nil }
            }
            return HookMachine.next(told.picture, truth)
        }
        let wanted = Set(hooks.compactMap(next))
        for kind in AlertEventKind.allCases where wanted.contains(kind) {
            var text = reason
            if kind == .resolved, let end = incident.endedAt, end < now {
                text = "over since \(end)\(incident.reason.map { ", \($0)" } ?? ""); \(reason)"
            }
            send(News(kind, text), &incident, &hooks, &record, sight) { next($0) == kind }
        }
    }

    /// - Parameter interval: between reminders; `nil` where none is due by time.
    mutating func remind(
        _ incident: inout Incident,
        _ hooks: inout [ToldHook],
        every interval: TimeSpan?,
        _ record: inout AlertRecord?,
        _ sight: Sight?
    ) {
        guard incident.isOpen else { return }
        var isDue = false
        if let interval, let last = incident.notifiedAt { isDue = last.elapsed(at: now) >= interval.microseconds }
        let debts = hooks.compactMap(\.debt)
        guard isDue || !debts.isEmpty else { return }
        let isTaken = !debts.isEmpty && hearing.isAcknowledged(incident)
        // What is owed because of a silence is not told into another one.
        if !isDue, hearing.isSilenced(incident) { return }
        let (truth, executable) = (incident.truth, hearing.hooks)
        func wants(_ told: ToldHook) -> Bool {
            guard told.hook == AlertDelivery.journal || executable?.contains(told.hook) ?? true else { return false }
            return HookMachine.wantsRepeat(told, truth, isDue: isDue, isAcknowledged: isTaken)
        }
        guard hooks.contains(where: wants) else { return }
        let reason =
            isDue
            ? nil
            : debts.contains(.restore) ? "the database was put back from a backup" : "one was kept back until now"
        send(News(.repeat, reason), &incident, &hooks, &record, sight, to: wants)
    }

    /// Writes an event down, for the journal and for the hooks that are wanted.
    mutating func send(
        _ news: News,
        _ incident: inout Incident,
        _ hooks: inout [ToldHook],
        _ record: inout AlertRecord?,
        _ sight: Sight?,
        to isWanted: (ToldHook) -> Bool
    ) {
        let recipients = hooks.filter { $0.hook != AlertDelivery.journal && isWanted($0) }.map(\.hook)
        let state = Self.state(record, incident)
        let id: String
        if var known = record, let sight {
            id = add(news, of: incident, &known, sight)
            incident.sequence = known.sequence
            record = known
        } else {
            id = add(news, of: &incident, state)
        }
        changes.hooks[id] = recipients
        let names = Set(recipients + [AlertDelivery.journal])
        for index in hooks.indices where names.contains(hooks[index].hook) {
            hooks[index].hear(news.kind, state, at: now)
        }
        switch news.kind {
        case .firing, .noData, .dataBack, .repeat: incident.notifiedAt = now
        case .resolved: incident.notifiedAt = nil
        case .flapping, .held: break
        }
    }

    static func state(_ record: AlertRecord?, _ incident: Incident) -> AlertState {
        if let state = record?.state, state.isOpen == incident.isOpen { return state }
        return switch incident.truth {
        case .firing: .firing
        case .noData: .noData
        case .ended: .inactive
        }
    }

    // MARK: Events

    /// The number of the next event; whatever a database says of the last one.
    static func next(_ sequence: Int) -> Int { min(sequence, .max - 1) + 1 }

    mutating func add(
        _ news: News,
        of incident: Incident?,
        _ record: inout AlertRecord,
        _ sight: Sight
    ) -> String {
        // What was told between two looks at the alert is counted by the incident alone.
        record.sequence = Self.next(max(record.sequence, incident?.sequence ?? 0))
        let id = EventID.make(record.key, record.sequence, now, news.kind.rawValue, epoch: epoch)
        let behind = sight.behind()
        changes.events.append(
            AlertEvent(
                id: id,
                key: record.key,
                kind: news.kind,
                sequence: record.sequence,
                at: now,
                state: incident.map { Self.state(record, $0) } ?? record.state,
                incident: incident?.id ?? (record.state.isOpen ? record.incident : nil),
                severity: incident?.severity ?? sight.rule.severity,
                labels: incident?.labels ?? sight.rule.labels,
                value: sight.reading.value?.value,
                previous: sight.previous,
                unit: sight.rule.condition.unit(of: record.key.subject),
                data: behind.data,
                previousData: sight.previous == nil ? nil : behind.previousData,
                period: sight.reading.period,
                low: sight.reading.value?.low,
                high: sight.reading.value?.high,
                modelHash: modelHash,
                summary: AlertSentence.of(news.kind, record.key.subject, sight, behind.statuses),
                reason: news.reason,
                breaks: behind.breaks
            )
        )
        return id
    }

    /// Of an incident whose alert has not been looked at, or is no more.
    mutating func add(_ news: News, of incident: inout Incident, _ state: AlertState) -> String {
        incident.sequence = Self.next(incident.sequence)
        let id = EventID.make(
            incident.key,
            incident.sequence,
            now,
            "\(news.kind.rawValue) of \(incident.id)",
            epoch: epoch
        )
        changes.events.append(
            AlertEvent(
                id: id,
                key: incident.key,
                kind: news.kind,
                sequence: incident.sequence,
                at: now,
                state: state,
                incident: incident.id,
                severity: incident.severity,
                labels: incident.labels,
                value: nil,
                previous: incident.value,
                period: incident.period,
                low: nil,
                high: nil,
                modelHash: incident.modelHash,
                summary: AlertSentence.of(news.kind, incident),
                reason: news.reason
            )
        )
        return id
    }
}
