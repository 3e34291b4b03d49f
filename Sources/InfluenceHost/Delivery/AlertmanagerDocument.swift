import InfluenceControl
import InfluenceMethods
import InfluenceModel

/// Alerts as Alertmanager takes them at POST /api/v2/alerts.
///
/// Source: Alertmanager 0.25, api/v2/openapi.yaml, `postableAlerts`. It resolves an alert whose `endsAt` has passed, and
/// takes a missing one for five minutes from now, and a missing `startsAt` for now: so open alerts are sent again and again,
/// each time with a later end, and without either while nobody knows the time.
enum AlertmanagerDocument {
    /// An open alert, or one that ends.
    struct Alert {
        let event: AlertEvent
        /// When the alert began to fire; `nil`: not known.
        let startsAt: Instant?
        /// `nil`: not known; it goes on.
        let endsAt: Instant?
    }

    static func alerts(_ alerts: [Alert]) -> JSONValue {
        .array(alerts.map(document))
    }

    private static func document(_ alert: Alert) -> JSONValue {
        let event = alert.event
        let subject = event.key.subject
        var labels: JSONObject = [:]
        for label in event.labels { labels[label.name] = .string(label.value) }
        // What tells alerts apart stays the same from the first to the last message: no value, no period.
        labels["alertname"] = .string(event.key.rule)
        labels["severity"] = .string(event.severity.rawValue)
        let parts: [(String, String?)] = [
            ("country", subject.country?.text), ("power", subject.power?.text),
            ("counterpart", subject.counterpart?.text), ("node", subject.node?.text), ("feed", subject.feed),
        ]
        for case (let name, let value?) in parts { labels[name] = .string(value) }
        var annotations: JSONObject = ["summary": .string(event.summary), "event": .string(event.id)]
        if let reason = event.reason { annotations["reason"] = .string(reason) }
        if let value = event.value { annotations["value"] = .string("\(value)") }
        if let period = event.period { annotations["period"] = .string(period.description) }
        var object: JSONObject = [
            "labels": .object(labels),
            "annotations": .object(annotations),
        ]
        if let start = alert.startsAt { object["startsAt"] = .string(Document.time(start)) }
        if let end = alert.endsAt {
            // Not before the start, which Alertmanager refuses.
            object["endsAt"] = .string(Document.time(max(end, alert.startsAt ?? end)))
        }
        return .object(object)
    }
}
