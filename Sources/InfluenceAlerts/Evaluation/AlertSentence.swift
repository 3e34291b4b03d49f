import InfluenceModel

/// One sentence for people: what, where, by how much.
enum AlertSentence {
    /// Of an alert that was looked at.
    static func of(
        _ kind: AlertEventKind,
        _ subject: AlertSubject,
        _ sight: IncidentBook.Sight,
        _ statuses: [ObservationStatus]
    ) -> String {
        let (condition, reading) = (sight.rule.condition, sight.reading)
        let value = reading.value?.value
        let what = condition.claim(of: subject, value)
        let figure = value.map { condition.figure($0) } ?? "no data"
        let before = sight.previous.flatMap { $0 == value ? nil : " (was \(condition.figure($0)))" } ?? ""
        let period = reading.period.map { ", \($0)" } ?? ""
        let detail = reading.value?.detail.map { ", \($0)" } ?? ""
        let flags = statuses.isEmpty ? "" : ", flags \(statuses.map(\.rawValue).joined(separator: " "))"
        let tail = "\(figure)\(before)\(period)\(detail)\(flags)"
        // What is not met any more, or has no data, is not said to be so.
        let isMet = reading.value?.verdict == .met
        return switch kind {
        case .firing: isMet ? "\(what): \(tail)" : "\(open(reading)): \(what): \(tail)"
        case .repeat: isMet ? "still \(what): \(tail)" : "\(open(reading)): \(what): \(tail)"
        case .resolved: "over: \(condition.end(of: subject, value)): \(tail)"
        case .flapping: "changing back and forth: \(what): \(tail)"
        case .noData: "without data: \(what)\(before)\(period)"
        case .dataBack: "its data are there again, \(isMet ? "still" : "not over yet"): \(what): \(tail)"
        case .held: "not decided: \(what): \(tail)"
        }
    }

    private static func open(_ reading: Reading) -> String {
        reading.value == nil ? "without data" : "not over yet"
    }

    /// Of an incident whose alert is no more, or was not looked at.
    static func of(_ kind: AlertEventKind, _ incident: Incident) -> String {
        let last = incident.figure.map { ": \($0) at last" } ?? ""
        let tail = "\(incident.phrase)\(last)\(incident.period.map { ", \($0)" } ?? "")"
        return switch kind {
        case .firing: tail
        case .repeat: "still \(tail)"
        case .resolved: "over: \(tail)"
        case .flapping: "changing back and forth: \(tail)"
        case .noData: "without data: \(tail)"
        case .dataBack: "its data are there again: \(tail)"
        case .held: "not decided: \(tail)"
        }
    }

    /// What would become of an alert by a change of definition: `KAZ CHN index would fire at 61.2`.
    static func outlook(_ record: AlertRecord, _ sight: IncidentBook.Sight) -> String {
        let figure = sight.reading.value.map { " at " + sight.rule.condition.figure($0.value) } ?? ""
        let isMet = sight.reading.value?.verdict == .met
        let verb =
            switch record.state {
            case .inactive, .pending: isMet ? "would fire" : "would not fire any more"
            case .firing, .recovering, .noData: isMet ? "would go on" : "would be over"
            }
        return "\(record.key.subject) \(verb)\(figure)"
    }

    /// How many alerts are named in one sentence.
    private static let named = 10

    static func held(_ outlooks: [String]) -> String {
        let others = outlooks.count - named
        return "not decided, by another definition: " + outlooks.prefix(named).joined(separator: "; ")
            + (others > 0 ? "; and \(others) more" : "")
    }
}
