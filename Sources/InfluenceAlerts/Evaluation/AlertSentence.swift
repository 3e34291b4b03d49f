import InfluenceModel

/// One sentence for people: what, where, by how much.
enum AlertSentence {
    /// Of an alert that was looked at.
    static func of(_ kind: AlertEventKind, _ subject: AlertSubject, _ sight: IncidentBook.Sight) -> String {
        let (condition, reading) = (sight.rule.condition, sight.reading)
        let what = condition.phrase(subject)
        let figure = reading.value.map { condition.figure($0.value) } ?? "no data"
        let before =
            sight.previous.flatMap { $0 == reading.value?.value ? nil : " (was \(condition.figure($0)))" } ?? ""
        let period = reading.period.map { ", \($0)" } ?? ""
        let statuses = sight.statuses()
        let flags = statuses.isEmpty ? "" : ", flags \(statuses.map(\.rawValue).joined(separator: " "))"
        let tail = "\(figure)\(before)\(period)\(flags)"
        // What is not met any more, or has no data, is not said to be so.
        let isMet = reading.value?.verdict == .met
        return switch kind {
        case .firing: isMet ? "\(what): \(tail)" : "\(open(reading)): \(what): \(tail)"
        case .repeat: isMet ? "still \(what): \(tail)" : "\(open(reading)): \(what): \(tail)"
        case .resolved: "over: \(what): \(tail)"
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

extension Condition {
    /// What the reporters say of the values behind a reading, beyond that all is normal.
    func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return [] }
        if case .stale = self { return [] }
        return source.statuses(node, subject.counterpart.map { PowerPair(power, $0).id } ?? power, country)
    }

    /// The condition as it is met for a subject.
    func phrase(_ subject: AlertSubject) -> String {
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
    func figure(_ value: Double) -> String {
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
