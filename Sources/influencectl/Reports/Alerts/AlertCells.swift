import InfluenceControl
import InfluenceModel

/// The cells and words that reports about alerts share.
extension JSONValue {
    /// By severity; what is over, or not yet so, is not shown as a danger.
    var alertTone: Tone {
        switch self["severity"].plainText {
        case "critical": .bad
        case "warning": .doubtful
        default: .normal
        }
    }

    /// `CHN>RUS`, `CHN` or `-`
    var alertPowers: String {
        self["power"].shown + (self["counterpart"].stringValue.map { ">" + printable($0) } ?? "")
    }

    /// `team=trade;source=wto`
    var labelText: String {
        self["labels"].elements.map { "\($0["name"].plainText)=\($0["value"].plainText)" }.joined(separator: ";")
    }

    /// The member rounded for people, or `-`.
    func measured(_ name: String) -> Table.Cell {
        guard let value = self[name].numberValue else { return Table.Cell("-", .faint) }
        return Table.Cell(rounded(value))
    }

    /// The named members, with the labels as text.
    func alertFields(_ fields: [String]) -> [JSONValue] {
        fields.map { $0 == "labels" ? .string(labelText) : self[$0] }
    }
}

/// As many of an event's digits as people type.
func shortID(_ id: JSONValue) -> String {
    String(id.plainText.prefix(8))
}

/// ``shortID(_:)`` as a cell, or `-`.
func idCell(_ id: JSONValue) -> Table.Cell {
    let text = shortID(id)
    return text.isEmpty ? Table.Cell("-", .faint) : Table.Cell(text)
}

/// How long ago, or ahead, a time is: `2 d 3 h`; `nil` where that cannot be said.
func distance(of time: JSONValue, from now: Instant) -> String? {
    guard let instant = time.stringValue.flatMap({ Instant(rfc3339: $0) }) else { return nil }
    let (difference, overflow) = instant.seconds.subtractingReportingOverflow(now.seconds)
    guard !overflow else { return nil }
    let seconds = Double(difference.magnitude)
    return seconds < 10 ? "\(fixed(seconds, 0)) s" : duration(seconds)
}

/// An event on one line: `2026-11-23T06:00:00Z firing warning overtaken KAZ CHN>RUS trade_share: ... (...)`.
func alertLine(_ event: JSONValue, _ page: Page) -> String {
    let kind = event["kind"].plainText
    let place = ["at", "kind", "severity", "rule", "subject"].map { event[$0].shown }.joined(separator: " ")
    let reason = event["reason"].stringValue.map { " (\(printable($0)))" } ?? ""
    return page.toned("alert: \(place): \(event["summary"].shown)\(reason)", eventTone(kind, event))
}

/// An event's severity counts where something is wrong, not where it is over or held back.
func eventTone(_ kind: String, _ event: JSONValue) -> Tone {
    switch kind {
    case "resolved": .good
    case "held": .faint
    default: event.alertTone
    }
}
