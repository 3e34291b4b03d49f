import InfluenceModel
import InfluenceModelFiles

extension Rule {
    /// 16 hexadecimal digits that change when the condition's parameters or the timing do, and with nothing else: not with
    /// the series that are selected, nor severity, labels, hooks and description.
    package var fingerprint: String {
        var hash = ContentHash()
        for part in condition.parameters + timing.parameters { hash.update(framed: part) }
        return String(hash.finalize().prefix(16))
    }
}

extension Condition {
    /// Everything but the selection, in an order that never changes.
    fileprivate var parameters: [String] {
        let number = DecimalText.shortest
        let own: [String] =
            switch self {
            case .threshold(_, let level): [level.side.rawValue, number(level.level), number(level.clear)]
            case .change(_, let change):
                [number(change.by), change.direction.rawValue, "\(change.window)", number(change.clear)]
            case .overtake(let overtake): [overtake.scale.rawValue, number(overtake.margin)]
            case .rank(_, let change): [change.direction.rawValue, "\(change.place)"]
            case .probability(let probability):
                switch probability.event {
                case .exceeds: ["exceeds", number(probability.atLeast), number(probability.clear)]
                case .beyond(_, let side, let level):
                    [side.rawValue, number(level), number(probability.atLeast), number(probability.clear)]
                }
            case .measure(_, .level(let level)): [level.side.rawValue, number(level.level), number(level.clear)]
            case .measure(_, .state(let code, _)): ["is", "\(code)"]
            case .stale(.indicators(_, _, let after)): ["indicators", "\(after)"]
            case .stale(.feeds(_, let after)): ["feeds", "\(after.microseconds)"]
            case .stale(.failures(_, let count)): ["failures", "\(count)"]
            }
        return [kind] + own
    }
}

extension AlertTiming {
    fileprivate var parameters: [String] {
        [
            "\(holdsFor.microseconds)", "\(periods)", "\(keepFiringFor.microseconds)",
            repeatInterval.map { "\($0.microseconds)" } ?? "none", onNoData.rawValue,
            maxCoverageChange.map(DecimalText.shortest) ?? "off", flapLimit.map { "\($0)" } ?? "off",
            "\(flapWindow.microseconds)", startup.rawValue,
        ]
    }
}
