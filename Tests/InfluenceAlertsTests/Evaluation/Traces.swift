import InfluenceModel
import InfluenceTestKit

@testable import InfluenceAlerts

/// The machine of one alert, look after look, and what a hook is told that nothing keeps it from.
struct Replay {
    var record: AlertRecord?
    var told: [Told] = []
    var states: [AlertState] = []
    private(set) var incidents: [String: Incident] = [:]
    private(set) var hearing = Hearing()
    private var reminder: Instant?

    static let key = AlertKey(rule: "r", subject: AlertSubject(country: "KAZ"))

    /// Before the first look.
    init(_ timing: AlertTiming) {}

    init(_ looks: [Look], _ timing: AlertTiming) {
        for look in looks { step(look, timing) }
    }

    mutating func step(
        _ look: Look,
        _ timing: AlertTiming,
        figure: UInt64? = nil,
        broken: BrokenReading? = nil
    ) {
        step(look.reading, timing, basis: look.basis, at: look.at, figure: figure, broken: broken)
    }

    mutating func step(
        _ reading: Reading,
        _ timing: AlertTiming,
        basis: String,
        at now: Instant,
        figure: UInt64? = nil,
        broken: BrokenReading? = nil
    ) {
        let machine = AlertMachine.step(
            record,
            reading,
            timing,
            key: Self.key,
            fingerprint: "f",
            basis: basis,
            at: now,
            broken: { broken },
            figure: { figure }
        )
        let rule = Rule(id: "r", condition: Stale.feeds([], after: .seconds(0)), timing: timing, hooks: ["hook"])
        var book = IncidentBook(incidents, hearing, modelHash: "m", now: now)
        book.take(
            machine,
            before: record,
            IncidentBook.Sight(rule: rule, reading: reading, previous: record?.baseline?.value, behind: { .none })
        )
        book.finish(rule)
        take(book.changes)
        record = book.changes.records.last ?? machine.record
        reminder = book.reminder
        states.append(machine.record.state)
    }

    private mutating func take(_ changes: AlertChanges) {
        for incident in changes.incidents { incidents[incident.id] = incident }
        for (incident, hooks) in changes.addressed { hearing.told[incident] = hooks.map { ToldHook(hook: $0) } }
        for event in changes.events {
            told.append(Told(states.count, event.kind))
            guard let incident = event.incident else { continue }
            let names = (changes.hooks[event.id] ?? []) + [AlertDelivery.journal]
            hearing.told[incident] = hearing.told[incident]?.map { row in
                var row = row
                if names.contains(row.hook) { row.hear(event.kind, event.state, at: event.at) }
                return row
            }
        }
    }

    /// When time alone makes a transition or a reminder.
    func due(_ timing: AlertTiming) -> Instant? {
        guard let record else { return nil }
        return [AlertMachine.due(record, timing), reminder].compactMap { $0 }.min()
    }
}

func minute(_ number: Int) -> Instant { Instant(seconds: 1_700_000_000 + number * 60) }
