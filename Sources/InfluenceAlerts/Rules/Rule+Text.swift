import InfluenceModel

extension Rule {
    /// Condition and timing in words: `CHN passes RUS on trade_share (shares) by 0.5 in KAZ, KGZ; for 2h`.
    package var text: String {
        ([condition.text] + timing.texts).joined(separator: "; ")
    }
}

extension Condition {
    fileprivate var text: String {
        let number = DecimalText.shortest
        switch self {
        case .threshold(let selection, let level): return selection.text + " " + level.text
        case .change(let selection, let change):
            let verb =
                switch change.direction {
                case .any: "changes"
                case .up: "rises"
                case .down: "falls"
                }
            return "\(selection.text) \(verb) by \(number(change.by)) or more over \(change.window)"
                + " (recovers under \(number(change.clear)))"
        case .overtake(let overtake):
            return "\(names(overtake.by)) passes \(names(overtake.of)) on \(names(overtake.nodes))"
                + " (\(overtake.scale.rawValue)) by \(number(overtake.margin)) in \(names(overtake.countries))"
        case .rank(let selection, let change):
            return "\(selection.text) \(change.direction == .to ? "comes to" : "leaves") rank \(change.place)"
        case .probability(let probability):
            let event =
                switch probability.event {
                case .exceeds(let by, let of): "\(by) is above \(of)"
                case .beyond(let powers, let side, let level): "\(names(powers)) is \(side.rawValue) \(number(level))"
                }
            return "the probability that \(event) on \(names(probability.nodes)) in \(names(probability.countries))"
                + " is at least \(number(probability.atLeast)) (recovers under \(number(probability.clear)))"
        case .measure(let selection, .level(let level)): return selection.text + " " + level.text
        case .measure(let selection, .state(_, let label)): return selection.text + " is '\(label)'"
        case .stale(.indicators(let indicators, let countries, let after)):
            return "no data on \(names(indicators)) in \(names(countries)) newer than \(after)"
        case .stale(.feeds(let feeds, let after)):
            return "nothing new from \(NearestName.list(feeds, limit: 12)) for \(after)"
        case .stale(.failures(let feeds, let count)):
            return "\(NearestName.list(feeds, limit: 12)) failed \(count) times in a row"
        }
    }
}

extension SeriesSelection {
    fileprivate var text: String { "\(names(powers)) on \(names(nodes)) in \(names(countries))" }
}

extension Level {
    fileprivate var text: String {
        "\(side.rawValue) \(DecimalText.shortest(level)) (recovers at \(DecimalText.shortest(clear)))"
    }
}

extension AlertTiming {
    /// What differs from the defaults.
    fileprivate var texts: [String] {
        let usual = AlertTiming()
        var parts: [String] = []
        if holdsFor.microseconds > 0 { parts.append("for \(holdsFor)") }
        if periods > 0 { parts.append("for \(periods) data periods") }
        if keepFiringFor.microseconds > 0 { parts.append("keeps firing for \(keepFiringFor)") }
        if let repeatInterval { parts.append("repeats every \(repeatInterval)") }
        if onNoData != usual.onNoData { parts.append("without data: \(onNoData.rawValue)") }
        if maxCoverageChange != usual.maxCoverageChange {
            parts.append("coverage change up to \(maxCoverageChange.map(DecimalText.shortest) ?? "any")")
        }
        if flapLimit != usual.flapLimit || flapWindow != usual.flapWindow {
            parts.append(flapLimit.map { "flaps over \($0) transitions in \(flapWindow)" } ?? "never flaps")
        }
        if startup != usual.startup { parts.append("startup: \(startup.rawValue)") }
        return parts
    }
}

private func names<Entity>(_ ids: [ID<Entity>]) -> String {
    NearestName.list(ids.map(\.text), limit: 12)
}
