package import InfluenceControl
package import InfluenceModel
import InfluenceText

/// Alerts as JSON, field by field as the .varlink files name them. The document of an event is what hooks get.
package enum AlertDocument {
    package static func event(_ event: AlertEvent) -> IndexInterface.AlertEvent {
        let subject = event.key.subject
        return IndexInterface.AlertEvent(
            id: event.id,
            kind: .init(event.kind.rawValue),
            at: Document.time(event.at),
            rule: event.key.rule,
            subject: subject.description,
            country: subject.country?.text,
            power: subject.power?.text,
            counterpart: subject.counterpart?.text,
            node: subject.node?.text,
            feed: subject.feed,
            sequence: Int64(event.sequence),
            state: .init(event.state.rawValue),
            incident: event.incident,
            opening: event.incident,
            severity: .init(event.severity.rawValue),
            labels: labels(event.labels),
            summary: event.summary,
            reason: event.reason,
            value: event.value,
            previous: event.previous,
            unit: event.unit,
            dataFrom: event.data?.from.description,
            dataTo: event.data?.to.description,
            previousDataFrom: event.previousData?.from.description,
            previousDataTo: event.previousData?.to.description,
            low: event.low,
            high: event.high,
            period: event.period?.description,
            run: event.run,
            modelHash: event.modelHash,
            contributions: event.contributions.map { part in
                IndexInterface.AlertContribution(node: part.node.text, group: part.group, points: part.points)
            },
            unexplained: event.unexplained,
            breaks: Document.breaks(event.breaks)
        )
    }

    static func labels(_ labels: [AlertLabel]) -> [IndexInterface.Label] {
        labels.map { IndexInterface.Label(name: $0.name, value: $0.value) }
    }

    /// - Parameter turn: when it waits for a group: when that leaves.
    static func delivery(_ delivery: AlertDelivery, turn: Instant? = nil) -> IndexInterface.Delivery {
        let next: Instant = turn ?? delivery.notBefore
        return IndexInterface.Delivery(
            delivery: delivery.id,
            event: event(delivery.event),
            hook: delivery.hook,
            state: .init(delivery.state.rawValue),
            attempts: Int64(delivery.attempts),
            createdAt: Document.time(delivery.createdAt),
            nextAt: delivery.state == .waiting ? Document.time(next) : nil,
            endedAt: Document.time(delivery.endedAt),
            error: delivery.error,
            origin: delivery.origin,
            group: delivery.group
        )
    }

    static func silence(_ silence: Silence, at now: Instant) -> IndexInterface.Silence {
        IndexInterface.Silence(
            silence: silence.id,
            rule: silence.matcher.rule?.text,
            country: silence.matcher.country?.text,
            power: silence.matcher.power?.text,
            node: silence.matcher.node?.text,
            severity: silence.matcher.severity?.rawValue,
            labels: labels(silence.matcher.labels),
            createdAt: Document.time(silence.createdAt),
            until: Document.time(silence.until),
            endedAt: Document.time(silence.endedAt),
            author: silence.author.name,
            comment: silence.comment,
            active: silence.isActive(at: now)
        )
    }
}
