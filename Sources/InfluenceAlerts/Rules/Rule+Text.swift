package import InfluenceModel
import InfluenceText

extension Rule {
    /// What the rule watches under a model: see ``Condition/subjects(in:)``.
    package func subjects(in model: Model) -> [AlertSubject] { condition.subjects(in: model) }

    /// Condition and timing in words: `CHN passes RUS on trade_share (shares) by 0.5 in KAZ, KGZ; for 2h`.
    package var text: String {
        ([condition.text] + timing.texts).joined(separator: "; ")
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
