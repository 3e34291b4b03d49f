import InfluenceModel

/// One sentence for people: what, where, by how much.
enum AlertSentence {
    static func of(
        _ rule: Rule,
        _ subject: AlertSubject,
        _ kind: AlertEventKind,
        _ reading: Reading,
        _ statuses: [ObservationStatus] = [],
        previous: Double?
    ) -> String {
        let value = reading.value?.value
        let what = rule.condition.claim(of: subject, value)
        let figure = value.map { rule.condition.figure($0) } ?? "no data"
        let before = previous.flatMap { $0 == value ? nil : " (was \(rule.condition.figure($0)))" } ?? ""
        let period = reading.period.map { ", \($0)" } ?? ""
        let detail = reading.value?.detail.map { ", \($0)" } ?? ""
        let flags = statuses.isEmpty ? "" : ", flags \(statuses.map(\.rawValue).joined(separator: " "))"
        let tail = "\(figure)\(before)\(period)\(detail)\(flags)"
        return switch kind {
        case .firing: "\(what): \(tail)"
        case .repeat: "still \(what): \(tail)"
        case .resolved: "over: \(what): \(tail)"
        case .flapping: "changing back and forth: \(what): \(tail)"
        case .noData: "without data: \(what)\(before)\(period)"
        case .held: "not decided: \(what): \(tail)"
        }
    }
}
