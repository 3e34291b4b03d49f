internal import InfluenceModel

/// The change of an indicator's normalised value, in parts that sum to it.
struct ValueChange {
    /// Zero, one or two; the part of the indicator's own value first.
    let parts: [Part]

    struct Part {
        let group: Attribution.Group
        let change: Double
        /// What the two values cannot be compared across.
        var breaks: [SeriesBreak] = []
    }

    /// Of an indicator with a value at both ends.
    /// - Parameter period: Of the new end.
    init(from old: ExplainedNode, to new: ExplainedNode, at period: Period) {
        guard let before = old.score.value, let after = new.score.value, before != after,
            let old = Reading(old), let new = Reading(new)
        else {
            parts = []
            return
        }
        let change = after - before
        let breaks = new.basis.breaks(after: old.basis, since: period)
        let own = Self.group(from: old.basis, to: new.basis, breaks) ?? .decay
        if let raw = old.basis.raw, raw == new.basis.raw {
            parts = [Part(group: .normalisation, change: change)]
        } else if let first = old.line, let second = new.line, first != second,
            let (a, b) = Self.raws(old, new), old.isOnLine, new.isOnLine
        {
            // Each difference is taken under the other one's old and new state, and the mean of the two: the midpoint.
            let moved = ((second(b) - second(a)) + (first(b) - first(a))) / 2
            parts = [
                Part(group: own, change: moved, breaks: breaks), Part(group: .normalisation, change: change - moved),
            ].filter { $0.change != 0 }
        } else {
            parts = [Part(group: own, change: change, breaks: breaks)]
        }
    }

    private struct Reading {
        let basis: IndicatorBasis
        let line: ScoreMap?
        /// Whether the line gives the score: with a treatment in between it does not.
        let isOnLine: Bool

        init?(_ node: ExplainedNode) {
            guard let basis = node.indicator, let value = node.score.value else { return nil }
            self.basis = basis
            line = node.line
            isOnLine = node.line.flatMap { line in basis.raw.map { line($0) == value } } ?? false
        }
    }

    private static func raws(_ old: Reading, _ new: Reading) -> (Double, Double)? {
        guard let before = old.basis.raw, let after = new.basis.raw else { return nil }
        return (before, after)
    }

    /// What the observations say about a change of the raw value; `nil` where they are the same.
    ///
    /// A break and a reporter that changes outweigh a new period: what two reporters say differs without anything having
    /// happened.
    /// Observations that fell out of the window are a matter of age; ones that came into it, of an old period, a revision.
    private static func group(
        from old: IndicatorBasis,
        to new: IndicatorBasis,
        _ breaks: [SeriesBreak]
    ) -> Attribution.Group? {
        if old.observations.isEmpty, new.observations.isEmpty, old.span == nil, new.span == nil { return .imputation }
        if !breaks.isEmpty {
            let isOfReporters = breaks.contains(where: \.isOfReporters) && !breaks.contains(where: \.isOfSources)
            return isOfReporters ? .reporterSwitch : .seriesBreak
        }
        for role in ObservationUse.Role.allCases where old.newest(role)?.period != new.newest(role)?.period {
            return .newPeriod
        }
        let known = Set(old.observations.map(Use.init))
        return new.observations.allSatisfy { known.contains(Use($0)) } ? nil : .revision
    }

    private struct Use: Hashable {
        let role: ObservationUse.Role
        let series: SeriesKey
        let period: Period
        let value: Double?

        init(_ use: ObservationUse) {
            role = use.role
            series = use.observation.series
            period = use.observation.period
            value = use.observation.value
        }
    }
}

extension SeriesBreak {
    fileprivate var isOfReporters: Bool { if case .reporter = kind { true } else { false } }
    fileprivate var isOfSources: Bool { if case .source = kind { true } else { false } }
}

extension IndicatorBasis {
    /// The breaks between an earlier value and this one; none where either has no stretch.
    func breaks(after earlier: IndicatorBasis, since period: Period) -> [SeriesBreak] {
        guard let old = earlier.stretch, let new = stretch else { return [] }
        return new.breaks(after: old, since: period)
    }

    fileprivate func newest(_ role: ObservationUse.Role) -> Observation? {
        observations.last { $0.role == role }?.observation
    }
}
