import InfluenceModel

/// The incidents during one evaluation: what happens to them, and who is told of it.
struct IncidentBook {
    private(set) var changes = AlertChanges.none
    private var incidents: [String: Incident]
    private var hearing: Hearing
    private let modelHash: String
    private let epoch: Int
    private let now: Instant
    private let alerts: Int
    /// By alert: the incidents that are over, though somebody who was told of them does not know it.
    private var unknownEnds: [AlertKey: [String]] = [:]
    private var settled: Set<String> = []
    /// By rule: the alerts that a change of definition would make a transition of, with the place of their records.
    private var held: [(place: Int, outlook: String)] = []
    /// When the next reminder is due.
    private(set) var reminder: Instant?

    /// - Parameters:
    ///   - epoch: of the database.
    ///   - alerts: how many there are.
    init(
        _ incidents: [String: Incident],
        _ hearing: Hearing,
        modelHash: String,
        epoch: Int = 1,
        now: Instant,
        alerts: Int = 0
    ) {
        self.incidents = incidents
        self.hearing = hearing
        self.modelHash = modelHash
        self.epoch = epoch
        self.now = now
        self.alerts = alerts
        for (id, told) in hearing.told {
            guard let incident = incidents[id], !incident.isOpen, told.contains(where: \.picture.isOpen) else {
                continue
            }
            unknownEnds[incident.key, default: []].append(id)
        }
    }

    /// What one evaluation saw of an alert.
    struct Sight {
        let rule: Rule
        let reading: Reading
        let previous: Double?
        /// Asked for where something is told.
        let behind: () -> Circumstances
    }

    /// Takes over what has happened to an alert.
    /// - Parameter before: the record as it was; `nil` for a new one.
    mutating func take(_ machine: AlertMachine, before: AlertRecord?, _ sight: Sight) {
        var record = machine.record
        tellEnds(before: &record)
        var incident = record.incident.flatMap { incidents[$0] }
        var news: News?
        var putsRight = "it was kept back until now"
        for turn in machine.turns {
            switch turn {
            case .held(.model, _): break
            case .held(_, let reason):
                let id = add(News(.held, reason), of: nil, &record, sight)
                record.hold?.event = id
                if sight.rule.tellsHeld { changes.hooks[id] = concerned(by: record, sight.rule) }
            case .opened(let reason, let asBefore):
                if var last = incident, asBefore || record.isFlapping {
                    last.reopen(at: now)
                    incident = last
                    news = News(.firing, reason)
                } else {
                    // Whoever is wrong about the one before hears of it first.
                    if var last = incident {
                        last.isFlapping = false
                        end(&last, nil, putsRight: putsRight)
                        record.sequence = max(record.sequence, last.sequence)
                    }
                    let opened = open(&record, sight)
                    incident = opened
                    news = News(.firing, reason)
                }
            case .closed(let reason):
                incident?.truth = .ended
                incident?.endedAt = now
                incident?.reason = reason
                news = News(.resolved, reason)
            case .dataGone:
                incident?.truth = .noData
                news = News(.noData, "its data have disappeared; it stays open")
            case .dataBack:
                incident?.truth = .firing
                news = News(.dataBack, nil)
            case .flapping(let reason):
                news = News(.flapping, reason)
            case .calm: putsRight = "it is calm again"
            }
        }
        if var known = incident {
            // Taken over from another database, and open there: it goes on only where its condition is met here.
            if known.isOpen, !record.state.isOpen {
                (known.truth, known.endedAt) = (.ended, now)
                news = News(.resolved, known.reason)
            }
            known.isFlapping = record.isFlapping
            // After a calm each hook is told what makes its picture true, which may be nothing.
            if machine.turns.contains(.calm), known.sequence > 0 { news = nil }
            // Whoever has not heard of it at all hears of it, however much it flaps.
            if known.isFlapping, news?.kind != .flapping, known.sequence > 0 { news = nil }
            note(sight, in: &known)
            var told: AlertRecord? = record
            tell(&known, news, putsRight: putsRight, every: sight.rule.timing.repeatInterval, &told, sight)
            record = told ?? record
            store(known)
        }
        if record != before { changes.records.append(record) }
        if machine.turns.contains(where: \.isHeldByDefinition), record != before {
            held.append((changes.records.count - 1, AlertSentence.outlook(record, sight)))
        }
    }

    /// Takes over a record that has changed of an alert which has no incident and to which nothing has happened.
    mutating func note(_ record: AlertRecord) {
        // Where one has moved, most have: records are large, and not to be copied while there come more.
        if changes.records.isEmpty { changes.records.reserveCapacity(alerts) }
        changes.records.append(record)
    }

    /// One event for all alerts of a rule that a change of definition would make a transition of.
    mutating func finish(_ rule: Rule) {
        defer { held = [] }
        guard let first = held.first else { return }
        let key = AlertKey(rule: rule.id, subject: AlertSubject())
        let id = EventID.make(key, 1, now, AlertEventKind.held.rawValue, epoch: epoch)
        let hold = changes.records[first.place].hold
        changes.events.append(
            AlertEvent(
                id: id,
                key: key,
                kind: .held,
                sequence: 1,
                at: now,
                state: .inactive,
                incident: nil,
                severity: rule.severity,
                labels: rule.labels,
                value: nil,
                previous: nil,
                period: nil,
                low: nil,
                high: nil,
                modelHash: modelHash,
                summary: AlertSentence.held(held.map(\.outlook)),
                reason: hold?.reason
            )
        )
        if rule.tellsHeld {
            let concerned = Set(held.flatMap { self.concerned(by: changes.records[$0.place], rule) })
            changes.hooks[id] = concerned.sorted()
        }
        for alert in held { changes.records[alert.place].hold?.event = id }
    }

    /// The hooks that are to know that nothing is decided of an alert: of an open incident those that know of it.
    private func concerned(by record: AlertRecord, _ rule: Rule) -> [String] {
        guard record.state.isOpen, let incident = record.incident, incidents[incident] != nil else { return rule.hooks }
        return (hearing.told[incident] ?? []).filter {
            $0.hook != AlertDelivery.journal && $0.picture.isOpen && hearing.hooks?.contains($0.hook) ?? true
        }.map(\.hook)
    }

    /// Ends an alert that there is no more: its rule is another one now, or gone.
    mutating func remove(_ record: AlertRecord, _ reason: String) {
        changes.removed.append(record.key)
        guard var incident = record.incident.flatMap({ incidents[$0] }) else { return }
        var news: News?
        if incident.isOpen {
            let reason = [reason, incident.reason].compactMap(\.self).joined(separator: "; ")
            (incident.truth, incident.endedAt, incident.reason) = (.ended, now, reason)
            news = News(.resolved, reason)
        }
        incident.isFlapping = false
        end(&incident, news)
    }

    /// How many events an alert has had, with those that were told between two looks at it.
    func sequence(after record: AlertRecord) -> Int {
        max(record.sequence, record.incident.flatMap { incidents[$0] }?.sequence ?? 0)
    }

    /// Puts right whoever is wrong about an incident that nothing has happened to. Ends come first, so that of one alert the
    /// last word is of what is open.
    mutating func settle() {
        let others = hearing.told.keys.filter { !settled.contains($0) }.sorted().compactMap { incidents[$0] }
        for var incident in others.filter({ !$0.isOpen }) + others.filter(\.isOpen) { end(&incident, nil) }
    }

    /// Of an alert's incidents before the one that it has: whoever takes it for one thing ends with what is open now.
    private mutating func tellEnds(before record: inout AlertRecord) {
        guard let ids = unknownEnds.removeValue(forKey: record.key) else { return }
        for id in ids.sorted() where id != record.incident {
            guard var incident = incidents[id] else { continue }
            end(&incident, nil)
            record.sequence = max(record.sequence, incident.sequence)
        }
    }

    private mutating func end(
        _ incident: inout Incident,
        _ news: News?,
        putsRight: String = "it was kept back until now"
    ) {
        var none: AlertRecord?
        tell(&incident, news, putsRight: putsRight, every: nil, &none, nil)
        store(incident)
    }

    // MARK: Incidents

    private mutating func open(_ record: inout AlertRecord, _ sight: Sight) -> Incident {
        let id = EventID.make(
            record.key,
            Self.next(record.sequence),
            now,
            AlertEventKind.firing.rawValue,
            epoch: epoch
        )
        record.incident = id
        let hooks = [AlertDelivery.journal] + sight.rule.hooks
        changes.addressed[id] = hooks
        hearing.told[id] = hooks.map { ToldHook(hook: $0) }
        return Incident(
            id: id,
            key: record.key,
            modelHash: modelHash,
            severity: sight.rule.severity,
            labels: sight.rule.labels,
            phrase: sight.rule.condition.claim(of: record.key.subject, sight.reading.value?.value),
            openedAt: now
        )
    }

    private func note(_ sight: Sight, in incident: inout Incident) {
        guard incident.isOpen || incident.endedAt == now, let value = sight.reading.value?.value,
            value != incident.value || sight.reading.period != incident.period
        else { return }
        incident.value = value
        incident.figure = sight.rule.condition.figure(value)
        incident.period = sight.reading.period
    }

    private mutating func store(_ incident: Incident) {
        settled.insert(incident.id)
        guard incidents[incident.id] != incident else { return }
        incidents[incident.id] = incident
        changes.incidents.append(incident)
    }

    // MARK: Telling

    private struct News {
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
    private mutating func tell(
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

    private func isRight(_ told: ToldHook, _ truth: Incident.Truth) -> Bool {
        HookMachine.wantsRepeat(told, truth, isDue: true, isAcknowledged: false)
    }

    /// While a silence lasts, the journal alone.
    private mutating func putRight(
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
    private mutating func remind(
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
    private mutating func send(
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

    private static func state(_ record: AlertRecord?, _ incident: Incident) -> AlertState {
        if let state = record?.state, state.isOpen == incident.isOpen { return state }
        return switch incident.truth {
        case .firing: .firing
        case .noData: .noData
        case .ended: .inactive
        }
    }

    // MARK: Events

    /// The number of the next event; whatever a database says of the last one.
    private static func next(_ sequence: Int) -> Int { min(sequence, .max - 1) + 1 }

    private mutating func add(
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
    private mutating func add(_ news: News, of incident: inout Incident, _ state: AlertState) -> String {
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

extension AlertMachine.Turn {
    fileprivate var isHeldByDefinition: Bool {
        if case .held(.model, _) = self { true } else { false }
    }
}
