import InfluenceFiles
package import InfluenceModel

/// Which of the events that wait for a hook it is handed together. Once a group was begun it stays as it is (see
/// ``Outbox/begin(_:at:)``); until then whoever comes within the wait belongs to it.
///
/// Of each alert a group has all that waits up to some event, so that none overtakes another, also where events of an
/// alert belong to different groups.
package struct GroupForming {
    let hook: String
    let grouping: Grouping
    private let now: Instant
    /// When the next group has waited for long enough; `nil` where none waits.
    package private(set) var next: Instant?
    /// By the ids of their deliveries, in order; those that have waited longest first.
    package private(set) var ripe: [[Int64]] = []
    /// By delivery: when its group leaves, if nothing fills it before.
    package private(set) var leaving: [Int64: Instant] = [:]

    /// - Parameter waiting: of each alert in the order in which they wait.
    package init(_ waiting: [WaitingDelivery], to hook: String, _ grouping: Grouping, at now: Instant) {
        self.hook = hook
        self.grouping = grouping
        self.now = now
        form(waiting)
    }

    private struct Draft {
        var ids: [Int64] = []
        var since: Instant
    }

    private mutating func form(_ waiting: [WaitingDelivery]) {
        var drafts: [[String?]: Draft] = [:]
        var order: [[String?]] = []
        var owners: [AlertKey: [String?]] = [:]
        var ended: Set<AlertKey> = []
        for delivery in waiting where !ended.contains(delivery.key) {
            let values = grouping.by.map { $0.value(of: delivery.key, delivery.severity) }
            var draft = drafts[values] ?? Draft(since: delivery.createdAt)
            guard owners[delivery.key].map({ $0 == values }) ?? true, draft.ids.count < Grouping.mostEvents else {
                ended.insert(delivery.key)
                continue
            }
            owners[delivery.key] = values
            if draft.ids.isEmpty { order.append(values) }
            draft.ids.append(delivery.id)
            draft.since = min(draft.since, delivery.createdAt)
            drafts[values] = draft
        }
        for draft in order.compactMap({ drafts[$0] }) {
            let due = draft.since.adding(microseconds: grouping.wait.microseconds)
            // A clock that was ahead wrote of times that nobody waits for.
            if due <= now || draft.since > now || draft.ids.count >= Grouping.mostEvents {
                ripe.append(draft.ids.sorted())
                for id in draft.ids { leaving[id] = now }
            } else {
                next = min(next ?? due, due)
                for id in draft.ids { leaving[id] = due }
            }
        }
    }
}

extension DeliveryGroup {
    package init(of events: [String], by keys: [GroupKey], to hook: String) {
        var hash = ContentHash()
        for part in [hook, keys.map(\.rawValue).joined(separator: " ")] + events { hash.update(framed: part) }
        self.init(id: String(hash.finalize().prefix(32)), by: keys)
    }
}
