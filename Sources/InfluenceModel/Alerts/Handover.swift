/// What a hook is handed in one attempt: one event, or those of a group, in the order in which they happened.
package struct Handover: Hashable, Sendable {
    /// At least one, all to the same hook; of each alert all that wait before the last one of them.
    package let deliveries: [AlertDelivery]
    /// `nil`: one event by itself.
    package let group: DeliveryGroup?

    package init(_ deliveries: [AlertDelivery], group: DeliveryGroup? = nil) {
        self.deliveries = deliveries
        self.group = group
    }

    package init(_ delivery: AlertDelivery) {
        self.init([delivery])
    }

    /// The first id among those of its deliveries: it tells handovers apart that wait at the same time.
    package var id: Int64 { deliveries.first?.id ?? 0 }
    package var hook: String { deliveries.first?.hook ?? "" }
    package var attempts: Int { deliveries.first?.attempts ?? 0 }
    package var events: [AlertEvent] { deliveries.map(\.event) }
    /// Whether an attempt was ever begun: the hook may have it.
    package var isBegun: Bool { deliveries.contains(where: \.isBegun) }
    /// What its receiver tells handovers apart by: the same at every attempt.
    package var key: String { group?.id ?? deliveries.first?.event.id ?? "" }

    /// What the events of a group have in common, in the order of ``DeliveryGroup/by``; empty for an event by itself.
    package var groupValues: [(key: GroupKey, value: String?)] {
        guard let group, let event = deliveries.first?.event else { return [] }
        return group.by.map { ($0, $0.value(of: event.key, event.severity)) }
    }
}

/// Events that are handed over together, under an id of their own.
package struct DeliveryGroup: Hashable, Sendable {
    /// Follows from the hook, what they are grouped by, and the events.
    package let id: String
    /// What they have in common.
    package let by: [GroupKey]

    package init(id: String, by: [GroupKey]) {
        self.id = id
        self.by = by
    }
}

/// What events may be grouped by.
package enum GroupKey: String, CaseIterable, Sendable {
    case rule, country, power, counterpart, node, feed, severity

    /// `nil` where an alert has none.
    package func value(of key: AlertKey, _ severity: AlertSeverity) -> String? {
        switch self {
        case .rule: key.rule
        case .country: key.subject.country?.text
        case .power: key.subject.power?.text
        case .counterpart: key.subject.counterpart?.text
        case .node: key.subject.node?.text
        case .feed: key.subject.feed
        case .severity: severity.rawValue
        }
    }
}

/// As much of a delivery that waits as it takes to say which group it belongs to.
package struct WaitingDelivery: Hashable, Sendable {
    package let id: Int64
    package let key: AlertKey
    package let severity: AlertSeverity
    package let createdAt: Instant

    package init(id: Int64, key: AlertKey, severity: AlertSeverity, createdAt: Instant) {
        self.id = id
        self.key = key
        self.severity = severity
        self.createdAt = createdAt
    }
}
