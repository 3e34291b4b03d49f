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
        let what = rule.condition.what(subject)
        let figure = reading.value.map { rule.condition.figure($0.value) } ?? "no data"
        let before =
            previous.flatMap { $0 == reading.value?.value ? nil : " (was \(rule.condition.figure($0)))" } ?? ""
        let period = reading.period.map { ", \($0)" } ?? ""
        let flags = statuses.isEmpty ? "" : ", flags \(statuses.map(\.rawValue).joined(separator: " "))"
        let tail = "\(figure)\(before)\(period)\(flags)"
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

extension Condition {
    /// What the reporters say of the values behind a reading, beyond that all is normal.
    func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return [] }
        if case .stale = self { return [] }
        return source.statuses(node, subject.counterpart.map { PowerPair(power, $0).id } ?? power, country)
    }

    /// The condition as it is met for a subject.
    fileprivate func what(_ subject: AlertSubject) -> String {
        let node = subject.node.map { $0.text } ?? ""
        let power = subject.power.map { $0.text } ?? ""
        let other = subject.counterpart.map { $0.text } ?? ""
        let country = subject.country.map { " in \($0)" } ?? ""
        let series = (power == PowerID.world.text ? node : "\(node) of \(power)") + country
        switch self {
        case .threshold(_, let level), .measure(_, .level(let level)):
            return "\(series) is \(level.side.rawValue) \(Figure.text(level.level))"
        case .measure(_, .state(_, let label)): return "\(series) is '\(label)'"
        case .change(_, let change):
            return "\(series) has changed by \(Figure.text(change.by)) or more over \(change.window)"
        case .overtake(let overtake):
            return "\(power) is ahead of \(other) on \(node)\(overtake.scale == .shares ? " (shares)" : "")\(country)"
        case .rank(_, let change):
            return change.direction == .to
                ? "\(power) is number \(change.place) on \(node)\(country)"
                : "\(power) is not number \(change.place) on \(node)\(country) any more"
        case .probability(let probability):
            let least = Figure.percent(probability.atLeast)
            switch probability.event {
            case .exceeds: return "\(power) is above \(other) on \(node)\(country) with \(least) or more"
            case .beyond(_, let side, let level):
                return "\(series) is \(side.rawValue) \(Figure.text(level)) with \(least) or more"
            }
        case .stale(.indicators(_, _, let after)): return "\(node)\(country) has no data of the last \(after)"
        case .stale(.feeds(_, let after)): return "\(subject.feed ?? "a feed") has brought nothing new for \(after)"
        case .stale(.failures(_, let count)):
            return "the import of \(subject.feed ?? "a feed") has failed \(count) times or more in a row"
        }
    }

    /// A value with its unit.
    fileprivate func figure(_ value: Double) -> String {
        switch self {
        case .threshold: Figure.text(value)
        case .measure(let selection, _):
            selection.isOfProbabilities ? Figure.probability(value) : Figure.text(value)
        case .change: Figure.signed(value) + " points"
        case .overtake(let overtake):
            Figure.signed(value) + (overtake.scale == .shares ? " percentage points" : " points")
        case .rank: "rank " + Figure.text(value)
        case .probability: Figure.probability(value)
        case .stale(.failures): Figure.text(value) + " failures"
        case .stale: Figure.text(value, places: 0) + " days"
        }
    }
}

extension SeriesSelection {
    fileprivate var isOfProbabilities: Bool {
        !nodes.isEmpty && nodes.allSatisfy { Measure.read($0)?.measure == .probabilityAbove }
    }
}
