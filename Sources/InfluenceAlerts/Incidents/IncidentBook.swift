import InfluenceModel

/// The incidents during one evaluation: what happens to them, and who is told of it.
struct IncidentBook {
    var changes = AlertChanges.none
    var incidents: [String: Incident]
    var hearing: Hearing
    let modelHash: String
    let epoch: Int
    let now: Instant
    let alerts: Int
    /// By alert: the incidents that are over, though somebody who was told of them does not know it.
    private var unknownEnds: [AlertKey: [String]] = [:]
    var settled: Set<String> = []
    /// By rule: the alerts that a change of definition would make a transition of, with the place of their records.
    private var held: [(place: Int, outlook: String)] = []
    /// When the next reminder is due.
    var reminder: Instant?

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
    func concerned(by record: AlertRecord, _ rule: Rule) -> [String] {
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
    mutating func tellEnds(before record: inout AlertRecord) {
        guard let ids = unknownEnds.removeValue(forKey: record.key) else { return }
        for id in ids.sorted() where id != record.incident {
            guard var incident = incidents[id] else { continue }
            end(&incident, nil)
            record.sequence = max(record.sequence, incident.sequence)
        }
    }

    mutating func end(
        _ incident: inout Incident,
        _ news: News?,
        putsRight: String = "it was kept back until now"
    ) {
        var none: AlertRecord?
        tell(&incident, news, putsRight: putsRight, every: nil, &none, nil)
        store(incident)
    }

    // MARK: Incidents

    mutating func open(_ record: inout AlertRecord, _ sight: Sight) -> Incident {
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

    func note(_ sight: Sight, in incident: inout Incident) {
        guard incident.isOpen || incident.endedAt == now, let value = sight.reading.value?.value,
            value != incident.value || sight.reading.period != incident.period
        else { return }
        incident.value = value
        incident.figure = sight.rule.condition.figure(value)
        incident.period = sight.reading.period
    }

    mutating func store(_ incident: Incident) {
        settled.insert(incident.id)
        guard incidents[incident.id] != incident else { return }
        incidents[incident.id] = incident
        changes.incidents.append(incident)
    }
}

extension AlertMachine.Turn {
    fileprivate var isHeldByDefinition: Bool {
        if case .held(.model, _) = self { true } else { false }
    }
}
