package import InfluenceModel
import InfluenceModelFiles

/// A rule in force, with the subjects that it watches under the model in force.
package struct WatchedRule: Sendable {
    package var rule: Rule
    package let fingerprint: String
    /// In the model's order, each once.
    package let subjects: [AlertSubject]

    package init(rule: Rule, fingerprint: String, subjects: [AlertSubject]) {
        self.rule = rule
        self.fingerprint = fingerprint
        self.subjects = subjects
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

/// Evaluates rules: a pure function of rules, records, what the source answers, and the time.
package enum AlertEvaluator {
    /// - Parameters:
    ///   - rules: in the order of the file, which is that of the events.
    ///   - records: those of all alerts, also of rules that are gone.
    ///   - resumed: open alerts whose last notification was kept back by what has ended.
    ///   - basis: the model and the arithmetic behind the source.
    package static func evaluate(
        _ rules: [WatchedRule],
        records: [AlertKey: AlertRecord],
        source: some AlertSource,
        resumed: Set<AlertKey> = [],
        basis: String,
        modelHash: String,
        now: Instant
    ) -> AlertEvaluation {
        var work = Work(modelHash: modelHash, now: now)
        var seen = 0
        var due: Instant?
        for watched in rules where watched.rule.isEnabled {
            for subject in watched.subjects {
                let key = AlertKey(rule: watched.rule.id, subject: subject)
                var known = records[key]
                if known != nil { seen += 1 }
                if let old = known, old.fingerprint != watched.fingerprint {
                    work.remove(old, "its rule has changed", watched.rule)
                    known = nil
                }
                let reading = watched.rule.condition.reading(of: subject, in: source, at: now)
                var machine = AlertMachine.step(
                    known,
                    reading,
                    watched.rule.timing,
                    key: key,
                    fingerprint: watched.fingerprint,
                    basis: basis,
                    resumed: !resumed.isEmpty && resumed.contains(key),
                    at: now
                ) {
                    reading.value.flatMap { watched.rule.condition.broken($0.value, of: subject, in: source) }
                }
                if !machine.events.isEmpty || machine.record != known {
                    let behind =
                        machine.events.isEmpty
                        ? .none
                        : Circumstances(of: watched.rule.condition, subject, value: reading.value?.value, in: source)
                    work.take(&machine, before: known, reading, behind, watched.rule)
                }
                // What time alone turns is looked at when it does.
                for next in [AlertMachine.due(machine.record, watched.rule.timing), reading.turnsAt] {
                    if let next, due.map({ next < $0 }) ?? true { due = next }
                }
            }
        }
        if seen < records.count { work.removeStrays(among: records, rules) }
        return AlertEvaluation(changes: work.changes, due: due)
    }

    /// The changes as they come about.
    private struct Work {
        var changes = AlertChanges.none
        let modelHash: String
        let now: Instant

        mutating func take(
            _ machine: inout AlertMachine,
            before: AlertRecord?,
            _ reading: Reading,
            _ behind: Circumstances,
            _ rule: Rule
        ) {
            var record = machine.record
            for draft in machine.events {
                add(draft.kind, draft.reason, &record, before?.baseline?.value, reading, behind, rule)
            }
            if record.state.isOpen, record.opening == nil {
                // Opened without a word: it flaps.
                record.opening = EventID.make(record.key, record.sequence, now, "opening")
            }
            if !record.state.isOpen { record.opening = nil }
            changes.records.append(record)
        }

        private mutating func add(
            _ kind: AlertEventKind,
            _ reason: String?,
            _ record: inout AlertRecord,
            _ previous: Double?,
            _ reading: Reading,
            _ behind: Circumstances,
            _ rule: Rule
        ) {
            record.sequence = min(record.sequence, .max - 1) + 1
            let id = EventID.make(record.key, record.sequence, now, kind.rawValue)
            if kind == .firing, record.opening == nil { record.opening = id }
            changes.events.append(
                AlertEvent(
                    id: id,
                    key: record.key,
                    kind: kind,
                    sequence: record.sequence,
                    at: now,
                    state: record.state,
                    opening: record.opening,
                    severity: rule.severity,
                    labels: rule.labels,
                    value: reading.value?.value,
                    previous: previous,
                    unit: rule.condition.unit(of: record.key.subject),
                    data: behind.data,
                    previousData: previous == nil ? nil : behind.previousData,
                    period: reading.period,
                    low: reading.value?.low,
                    high: reading.value?.high,
                    modelHash: modelHash,
                    summary: AlertSentence.of(
                        rule,
                        record.key.subject,
                        kind,
                        reading,
                        behind.statuses,
                        previous: previous
                    ),
                    reason: reason,
                    breaks: behind.breaks
                )
            )
            if kind != .held { changes.hooks[id] = rule.hooks }
        }

        /// Ends an alert whose rule is another one now.
        mutating func remove(_ record: AlertRecord, _ reason: String, _ rule: Rule?) {
            changes.removed.append(record.key)
            guard record.isAnnounced else { return }
            var last = record
            last.state = .inactive
            let ending = rule ?? Rule(id: record.key.rule, condition: Stale.feeds([], after: .seconds(0)))
            add(
                .resolved,
                reason,
                &last,
                record.baseline?.value,
                Reading(value: nil, period: nil),
                .none,
                ending
            )
        }

        /// Ends the alerts of rules that are gone or switched off, and of series that their rule watches no more.
        mutating func removeStrays(among records: [AlertKey: AlertRecord], _ rules: [WatchedRule]) {
            var watched: [String: (rule: Rule, subjects: Set<AlertSubject>)] = [:]
            for rule in rules { watched[rule.rule.id] = (rule.rule, Set(rule.subjects)) }
            let strays = records.values.filter { record in
                guard let known = watched[record.key.rule], known.rule.isEnabled else { return true }
                return !known.subjects.contains(record.key.subject)
            }.sorted { $0.key.description.utf8.lexicographicallyPrecedes($1.key.description.utf8) }
            for record in strays {
                let known = watched[record.key.rule]?.rule
                remove(
                    record,
                    known == nil
                        ? "its rule has been removed"
                        : known?.isEnabled == true
                            ? "its rule does not watch it any more" : "its rule has been switched off",
                    known
                )
            }
        }
    }
}

/// The ids of events: the same inputs give the same id, so that an evaluation that is made again after a crash finds the
/// same event.
enum EventID {
    static func make(_ key: AlertKey, _ sequence: Int, _ at: Instant, _ kind: String) -> String {
        var hash = ContentHash()
        hash.update(framed: key.rule)
        hash.update(framed: key.subject.description)
        hash.update(UInt64(bitPattern: Int64(sequence)))
        hash.update(UInt64(bitPattern: at.microseconds))
        hash.update(framed: kind)
        return String(hash.finalize().prefix(32))
    }
}
