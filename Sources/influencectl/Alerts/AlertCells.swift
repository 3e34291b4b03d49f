import InfluenceControl
import InfluenceModel
import InfluenceText

// The cells and words that reports about alerts share.

/// By severity; what is over, or not yet so, is not shown as a danger.
func tone(ofSeverity severity: some VarlinkEnumeration) -> Tone {
    switch AlertSeverity(rawValue: severity.text) {
    case .critical: .bad
    case .warning: .doubtful
    default: .normal
    }
}

/// An event's severity counts where something is wrong, not where it is over or held back.
/// - Parameter kind: that of the event, as the protocol says it.
func eventTone(_ kind: String, _ severity: some VarlinkEnumeration) -> Tone {
    switch IndexInterface.AlertEvent.Kind(kind) {
    case .resolved: .good
    case .held: .faint
    default: tone(ofSeverity: severity)
    }
}

/// `team=trade;source=wto`
func labelText(_ labels: [IndexInterface.Label]) -> String {
    labels.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
}

extension IndexInterface.Alert: CSVRow {
    func csvField(_ field: Field) -> JSONValue { field == .labels ? .string(labelText(labels)) : self[field] }
}

extension IndexInterface.AlertEvent: CSVRow {
    func csvField(_ field: Field) -> JSONValue { field == .labels ? .string(labelText(labels)) : self[field] }
}

extension IndexInterface.Silence: CSVRow {
    func csvField(_ field: Field) -> JSONValue { field == .labels ? .string(labelText(labels)) : self[field] }
}

extension IndexInterface.Rule: CSVRow {
    func csvField(_ field: Field) -> JSONValue {
        switch field {
        case .labels: .string(labelText(labels))
        case .hooks: .string(hooks.joined(separator: ";"))
        default: self[field]
        }
    }
}

/// As many of an event's digits as people type.
func shortID(_ id: String?) -> String {
    String((id ?? "").prefix(8))
}

/// ``shortID(_:)`` as a cell, or `-`.
func idCell(_ id: String?) -> Table.Cell {
    let text = shortID(id)
    return text.isEmpty ? .missing : Table.Cell(text)
}

/// How long ago, or ahead, a time is: `2 d 3 h`; `nil` where that cannot be said.
func distance(of time: String?, from now: Instant) -> String? {
    guard let instant = time.flatMap({ Instant(rfc3339: $0) }) else { return nil }
    let (difference, overflow) = instant.seconds.subtractingReportingOverflow(now.seconds)
    guard !overflow else { return nil }
    let seconds = Double(difference.magnitude)
    return seconds < 10 ? "\(fixed(seconds, 0)) s" : duration(seconds)
}

/// An event on one line: `2026-11-23T06:00:00Z firing warning overtaken KAZ CHN>RUS trade_share: ... (...)`.
func alertLine(_ event: IndexInterface.AlertEvent, _ page: Page) -> String {
    let place = [
        event.at.shown, event.kind.shown, event.severity.shown, event.rule.shown, event.subject.shown,
    ].joined(separator: " ")
    let reason = event.reason.map { " (\(printable($0)))" } ?? ""
    return page.toned(
        "alert: \(place): \(event.summary.shown)\(reason)",
        eventTone(event.kind.text, event.severity)
    )
}
