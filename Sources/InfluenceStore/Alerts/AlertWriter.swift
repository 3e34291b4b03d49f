import InfluenceModel

/// What an evaluation came to, on its way into the database.
struct AlertWriter {
    private let db: Database
    private let tally: OutboxTally

    init(_ db: Database, _ tally: OutboxTally) {
        self.db = db
        self.tally = tally
    }

    /// - Parameter run: in whose transaction, or upon which heartbeat; `nil` between runs.
    /// - Returns: the events, with that run; without those that have put nobody right in the end.
    func store(_ changes: AlertChanges, run: Int64?) throws -> [AlertEvent] {
        if changes.isEmpty { return [] }
        for record in changes.records { try validate(record) }
        for event in changes.events { try validate(event) }
        for incident in changes.incidents { try validate(incident) }
        var keys = try AlertKeyWriter(db)
        let records = try AlertRecordWriter(db)
        var names = try NameWriter(db)
        let incidents = try IncidentWriter(db)
        for incident in changes.incidents {
            try incidents.store(incident, key: try keys.id(incident.key), names: &names)
        }
        let told = try ToldRows(db)
        for (incident, hooks) in changes.addressed {
            for hook in hooks { try told.address(incident, hook: try names.id(hook)) }
        }
        for key in changes.removed { try records.remove(key: try keys.id(key)) }
        for record in changes.records { try records.store(record, key: try keys.id(record.key)) }
        let rows = try AlertEventWriter(db)
        let outbox = try DeliveryWriter(db, tally)
        return try changes.events.compactMap { event in
            guard let recipients = try recipients(of: event, changes.hooks[event.id] ?? [], told, &names) else {
                return nil
            }
            var event = event
            event.run = run
            let key = try keys.id(event.key)
            let number = try rows.store(event, key: key, names: &names)
            for hook in recipients { try outbox.add(event: number, key: key, hook: hook, at: event.at) }
            return event
        }
    }

    /// Who is to hear of an event, the journal first. What each hook believes was read before the event was found, and
    /// since then the outbox may have handed it what another hook gave up, which says the same: here, where the two come one
    /// after the other, it is asked again. What a hook believes instead of that is put right by whoever handed it over.
    /// - Returns: `nil` where nobody is left of those who were to be put right.
    private func recipients(
        of event: AlertEvent,
        _ hooks: [String],
        _ told: ToldRows,
        _ names: inout NameWriter
    ) throws -> [Int64]? {
        func believes(_ hook: Int64) throws -> Bool {
            try told.believes(event.kind, event.state, of: event.incident, hook: hook)
        }
        let journal = try names.id(AlertDelivery.journal)
        var wrong: [Int64] = []
        for hook in hooks {
            let hook = try names.id(hook)
            if try !believes(hook) { wrong.append(hook) }
        }
        if wrong.isEmpty, !hooks.isEmpty, try believes(journal) { return nil }
        return [journal] + wrong
    }

    // SQLite keeps no NaN, and JSON no infinity.

    private func validate(_ record: AlertRecord) throws {
        let figures = [
            record.baseline?.value, record.baseline?.coverage, record.baseline?.counterCoverage, record.hold?.value,
        ]
        guard figures.allSatisfy({ $0?.isFinite ?? true }) else {
            throw StoreError.invalidAlerts(reason: "a figure in the record of \(record.key) is not finite")
        }
        try validate(record.key)
    }

    private func validate(_ incident: Incident) throws {
        guard incident.value?.isFinite ?? true else {
            throw StoreError.invalidAlerts(reason: "a figure in the incident \(incident.id) is not finite")
        }
        try validate(incident.key)
    }

    private func validate(_ event: AlertEvent) throws {
        let figures = [event.value, event.previous, event.low, event.high] + event.contributions.map(\.points)
        guard figures.allSatisfy({ $0?.isFinite ?? true }) else {
            throw StoreError.invalidAlerts(reason: "a figure in the event \(event.id) of \(event.key) is not finite")
        }
        try validate(event.key)
    }

    private func validate(_ key: AlertKey) throws {
        guard !key.rule.isEmpty else { throw StoreError.invalidAlerts(reason: "the alert \(key) names no rule") }
    }
}
