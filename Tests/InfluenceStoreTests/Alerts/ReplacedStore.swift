import InfluenceModel
import Testing

@testable import InfluenceStore

/// A database that a backup of it is put in place of, in a folder of its own.
protocol ReplacedStore {
    var directory: TemporaryDirectory { get }
}

extension ReplacedStore {
    var backup: String { directory.path + "/backup.db" }

    func open(_ id: String, _ rule: String, hooks: [String], in store: Store) throws {
        var record = AlertRecord(key: .of(rule), fingerprint: "f", since: .at(10))
        (record.state, record.incident, record.sequence) = (.firing, id, 3)
        var changes = AlertChanges.of([.firing(id, key: .of(rule))], hooks: hooks)
        changes.records = [record]
        changes.incidents = [.of(id, rule)]
        changes.addressed = [id: [AlertDelivery.journal] + hooks]
        try store.recordAlerts(changes, run: nil, at: .at(10))
    }

    func close(_ id: String, _ rule: String, hooks: [String], at time: Instant = .at(10), in store: Store) throws {
        var record = AlertRecord(key: .of(rule), fingerprint: "f", since: .at(20))
        (record.incident, record.sequence) = (id, 4)
        let end = AlertEvent.of("end-of-\(id)", .resolved, incident: id, key: .of(rule), at: time)
        var changes = AlertChanges.of([end], hooks: hooks)
        changes.records = [record]
        changes.incidents = [Incident.of(id, rule, .ended)]
        try store.recordAlerts(changes, run: nil, at: .at(20))
    }

    /// Open again, as the same incident.
    func reopen(_ id: String, _ rule: String, hooks: [String], at time: Instant, in store: Store) throws {
        var record = AlertRecord(key: .of(rule), fingerprint: "f", since: .at(21))
        (record.state, record.incident, record.sequence) = (.firing, id, 5)
        let event = AlertEvent.of("again-\(id)", .firing, incident: id, key: .of(rule), at: time)
        var changes = AlertChanges.of([event], hooks: hooks)
        changes.records = [record]
        changes.incidents = [.of(id, rule)]
        try store.recordAlerts(changes, run: nil, at: .at(21))
    }

    /// What becomes of the delivery of an event.
    func record(_ outcome: DeliveryResult.Outcome, of event: String, to hook: String, in store: Store) throws {
        let found = try store.deliveries(state: .waiting, limit: 1000).first { $0.event.id == event && $0.hook == hook }
        try store.record([DeliveryResult(id: try #require(found).id, outcome: outcome)], at: .at(30))
    }

    func deliver(_ store: Store, _ hooks: Set<String> = ["mail", "pager", AlertDelivery.journal]) throws {
        let waiting = try store.deliveries(state: .waiting, limit: 1000).filter { hooks.contains($0.hook) }
        for delivery in waiting.reversed() {
            try store.record([DeliveryResult(id: delivery.id, outcome: .delivered)], at: .at(30))
        }
    }

    /// A database with a backup of what `before` has made, and then what `after` has.
    func database(_ before: (Store) throws -> Void = { _ in }, _ after: (Store) throws -> Void) throws {
        let store = try Store(opening: directory.database)
        _ = try store.importObservations([.trade()], recordedAt: .at(1), origin: "test")
        try before(store)
        _ = try store.backup(to: backup)
        try after(store)
        store.close()
    }

    func restore() throws -> (Restore.Outcome, Store) {
        let outcome = try Restore.restore(backup, to: directory.database, owner: nil, floor: 0, now: .at(100))
        return (outcome, try Store(opening: directory.database))
    }

    func pictures(_ store: Store, _ id: String) throws -> [String: ToldHook.Picture] {
        Dictionary(uniqueKeysWithValues: try store.toldHooks(of: id).map { ($0.hook, $0.picture) })
    }
}
