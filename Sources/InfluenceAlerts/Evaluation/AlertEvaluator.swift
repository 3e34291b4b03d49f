package import InfluenceModel

/// A rule in force, with the subjects that it watches under the model in force.
package struct WatchedRule: Sendable {
    package var rule: Rule
    package let fingerprint: String
    /// One a subject, in the model's order, each once.
    package let alerts: [AlertKey]

    package init(rule: Rule, fingerprint: String, subjects: [AlertSubject]) {
        self.rule = rule
        self.fingerprint = fingerprint
        alerts = subjects.map { AlertKey(rule: rule.id, subject: $0) }
    }

    package init(_ rule: Rule, in model: Model) {
        self.init(rule: rule, fingerprint: rule.fingerprint, subjects: rule.subjects(in: model))
    }
}

/// What an evaluation of all rules comes to.
package struct AlertEvaluation: Hashable, Sendable {
    package var changes: AlertChanges
    /// When time alone makes the next transition or reminder; `nil` where it makes none.
    package var due: Instant?

    package static let none = AlertEvaluation(changes: .none, due: nil)

    package init(changes: AlertChanges, due: Instant?) {
        self.changes = changes
        self.due = due
    }
}

/// Evaluates rules: a pure function of rules, records, incidents, what the source answers, and the time.
package enum AlertEvaluator {
    /// - Parameters:
    ///   - rules: in the order of the file, which is that of the events.
    ///   - records: those of all alerts, also of rules that are gone.
    ///   - incidents: by id: those of `hearing`, and the last one of each record.
    ///   - basis: the model and the arithmetic behind the source.
    ///   - epoch: of the database: events of another one have other ids.
    ///   - comparison: what the models of another basis and of this one compute alike; `nil` where that is not known.
    package static func evaluate(
        _ rules: [WatchedRule],
        records: [AlertKey: AlertRecord],
        incidents: [String: Incident],
        source: some AlertSource,
        hearing: Hearing,
        basis: String,
        comparison: @escaping (_ basis: String) -> ModelComparison? = { _ in nil },
        modelHash: String,
        epoch: Int = 1,
        now: Instant
    ) -> AlertEvaluation {
        var book = IncidentBook(
            incidents,
            hearing,
            modelHash: modelHash,
            epoch: epoch,
            now: now,
            alerts: records.count
        )
        var seen = 0
        var due: Instant?
        for watched in rules where watched.rule.isEnabled {
            let (rule, condition, timing) = (watched.rule, watched.rule.condition, watched.rule.timing)
            for key in watched.alerts {
                let subject = key.subject
                var known = records[key]
                if known != nil { seen += 1 }
                var beginning: AlertRecord?
                if let old = known, old.fingerprint != watched.fingerprint {
                    book.remove(old, "its rule has changed")
                    known = nil
                    // Its events are counted on: at one time none has the number, and the id, of another.
                    beginning = AlertRecord(key: key, fingerprint: watched.fingerprint, since: now)
                    beginning?.sequence = book.sequence(after: old)
                }
                let reading = condition.reading(of: subject, in: source, at: now)
                if let record = known, !record.state.isOpen,
                    let inherited = record.incident.flatMap({ incidents[$0] }), inherited.isOpen
                {
                    known = record.inheriting(inherited, reading, timing, at: now)
                }
                let machine = AlertMachine.step(
                    known ?? beginning,
                    reading,
                    timing,
                    key: key,
                    fingerprint: watched.fingerprint,
                    basis: basis,
                    at: now,
                    asking: ConditionInquiry(
                        condition,
                        subject,
                        reading.value?.value,
                        in: source,
                        known?.incident.flatMap { incidents[$0] },
                        now,
                        comparison
                    )
                )
                if !machine.turns.isEmpty || machine.record.incident != nil {
                    let sight = IncidentBook.Sight(
                        rule: rule,
                        reading: reading,
                        previous: known.flatMap { condition.previous($0, at: now) },
                        behind: { Circumstances(of: condition, subject, value: reading.value?.value, in: source) }
                    )
                    book.take(machine, before: known, sight)
                } else if machine.record != known {
                    // By far the most of what changes from run to run: a value, and nothing that anybody hears of.
                    book.note(machine.record)
                }
                // What time alone turns is looked at when it does.
                let turn = AlertMachine.due(machine.record, timing, hasData: reading.value != nil)
                if let turn, due.map({ turn < $0 }) ?? true { due = turn }
                if let turn = reading.turnsAt, due.map({ turn < $0 }) ?? true { due = turn }
            }
            book.finish(rule)
        }
        if seen < records.count {
            for (record, reason) in strays(among: records, rules) { book.remove(record, reason) }
        }
        book.settle()
        return AlertEvaluation(changes: book.changes, due: [due, book.reminder].compactMap { $0 }.min())
    }

    /// What is to be told though nothing was evaluated: whoever is wrong about an incident is put right.
    package static func settle(
        _ incidents: [String: Incident],
        hearing: Hearing,
        epoch: Int = 1,
        now: Instant
    ) -> AlertChanges {
        var book = IncidentBook(incidents, hearing, modelHash: "", epoch: epoch, now: now)
        book.settle()
        return book.changes
    }

    /// The alerts of rules that are gone or switched off, and of series that their rule watches no more, each with why.
    private static func strays(
        among records: [AlertKey: AlertRecord],
        _ rules: [WatchedRule]
    ) -> [(AlertRecord, String)] {
        var watched: [String: (rule: Rule, alerts: Set<AlertKey>)] = [:]
        for rule in rules { watched[rule.rule.id] = (rule.rule, Set(rule.alerts)) }
        return records.values.compactMap { record -> (AlertRecord, String)? in
            guard let known = watched[record.key.rule] else { return (record, "its rule has been removed") }
            guard known.rule.isEnabled else { return (record, "its rule has been switched off") }
            return known.alerts.contains(record.key) ? nil : (record, "its rule does not watch it any more")
        }
        .sorted { $0.0.key.description.utf8.lexicographicallyPrecedes($1.0.key.description.utf8) }
    }
}

extension AlertRecord {
    /// The record of an alert with an incident that is open, though the alert is not: it was taken over from the database in
    /// whose place this one was put. By the first look at it the incident goes on, where its condition is met, or is over.
    fileprivate func inheriting(
        _ incident: Incident,
        _ reading: Reading,
        _ timing: AlertTiming,
        at now: Instant
    ) -> AlertRecord {
        let isMet = reading.value.map { $0.verdict == .met } ?? (timing.onNoData == .fire)
        guard isMet else { return self }
        var record = self
        (record.state, record.since, record.activeSince, record.isArmed) = (.firing, now, incident.openedAt, true)
        return record
    }
}
