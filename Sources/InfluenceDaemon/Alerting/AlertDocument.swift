import InfluenceControl
import InfluenceModel

/// Alerts as JSON, field by field as the .varlink files name them. The document of an event is what hooks get.
enum AlertDocument {
    static func event(_ event: AlertEvent) -> JSONValue {
        var members = subject(event.key)
        members["id"] = .string(event.id)
        members["kind"] = .string(event.kind.rawValue)
        members["at"] = Document.time(event.at)
        members["sequence"] = .integer(Int64(event.sequence))
        members["state"] = .string(event.state.rawValue)
        members["incident"] = .string(orNull: event.incident)
        members["opening"] = .string(orNull: event.incident)
        members["severity"] = .string(event.severity.rawValue)
        members["labels"] = labels(event.labels)
        members["summary"] = .string(event.summary)
        members["reason"] = .string(orNull: event.reason)
        members["value"] = .number(orNull: event.value)
        members["previous"] = .number(orNull: event.previous)
        members["unit"] = .string(event.unit)
        members["data_from"] = .string(orNull: event.data?.from.description)
        members["data_to"] = .string(orNull: event.data?.to.description)
        members["previous_data_from"] = .string(orNull: event.previousData?.from.description)
        members["previous_data_to"] = .string(orNull: event.previousData?.to.description)
        members["low"] = .number(orNull: event.low)
        members["high"] = .number(orNull: event.high)
        members["period"] = .string(orNull: event.period?.description)
        members["run"] = .integer(orNull: event.run)
        members["model_hash"] = .string(event.modelHash)
        members["contributions"] = .array(
            event.contributions.map { part in
                [
                    "node": .string(part.node.text), "group": .string(part.group), "points": .number(part.points),
                ]
            }
        )
        members["unexplained"] = .string(orNull: event.unexplained)
        members["breaks"] = Document.breaks(event.breaks)
        return .object(members)
    }

    /// What programs and receivers of a webhook read: an event, or a group with its events, as a line, so that a program may
    /// append what it reads to a file.
    static func line(of handover: Handover) -> [UInt8] {
        let events = handover.events.map(event)
        let document = handover.group.map { group(handover, $0, events) } ?? events.first ?? .null
        return Array(document.description.utf8) + [0x0A]
    }

    private static func group(_ handover: Handover, _ group: DeliveryGroup, _ events: [JSONValue]) -> JSONValue {
        var keys: JSONObject = [:]
        for (name, value) in handover.groupValues { keys[name.rawValue] = .string(orNull: value) }
        let header: JSONObject = [
            "id": .string(group.id), "hook": .string(handover.hook), "keys": .object(keys),
            "count": .integer(Int64(events.count)),
        ]
        return ["group": .object(header), "events": .array(events)]
    }

    /// The rule and the parts of the subject.
    static func subject(_ key: AlertKey) -> JSONObject {
        [
            "rule": .string(key.rule),
            "subject": .string(key.subject.description),
            "country": .string(orNull: key.subject.country?.text),
            "power": .string(orNull: key.subject.power?.text),
            "counterpart": .string(orNull: key.subject.counterpart?.text),
            "node": .string(orNull: key.subject.node?.text),
            "feed": .string(orNull: key.subject.feed),
        ]
    }

    static func labels(_ labels: [AlertLabel]) -> JSONValue {
        .array(labels.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    static func delivery(_ delivery: AlertDelivery) -> JSONValue {
        [
            "delivery": .integer(delivery.id),
            "event": event(delivery.event),
            "hook": .string(delivery.hook),
            "state": .string(delivery.state.rawValue),
            "attempts": .integer(Int64(delivery.attempts)),
            "created_at": Document.time(delivery.createdAt),
            "next_at": delivery.state == .waiting ? Document.time(delivery.notBefore) : .null,
            "ended_at": Document.time(delivery.endedAt),
            "error": .string(orNull: delivery.error),
            "origin": .string(orNull: delivery.origin),
            "group": .string(orNull: delivery.group),
        ]
    }

    static func silence(_ silence: Silence, at now: Instant) -> JSONValue {
        [
            "silence": .integer(silence.id),
            "rule": .string(orNull: silence.matcher.rule?.text),
            "country": .string(orNull: silence.matcher.country?.text),
            "power": .string(orNull: silence.matcher.power?.text),
            "node": .string(orNull: silence.matcher.node?.text),
            "severity": .string(orNull: silence.matcher.severity?.rawValue),
            "labels": labels(silence.matcher.labels),
            "created_at": Document.time(silence.createdAt),
            "until": Document.time(silence.until),
            "ended_at": Document.time(silence.endedAt),
            "author": .string(silence.author.name),
            "comment": .string(silence.comment),
            "active": .bool(silence.isActive(at: now)),
        ]
    }
}
