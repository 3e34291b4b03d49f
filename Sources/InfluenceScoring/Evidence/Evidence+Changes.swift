package import InfluenceModel

// What of a change of a figure came about at breaks: between two periods as known now, or between what was known then and
// what is known now.

extension Evidence {
    /// What of the change of a node's score came about at breaks of series.
    ///
    /// - Parameters:
    ///   - earlier: The period of the figure that is compared with.
    ///   - other: What it was computed from; `nil`: from the same observations.
    /// - Returns: `nil` where nothing broke.
    package func brokenChange(
        of node: NodeID,
        _ dyad: Dyad,
        from earlier: Period,
        in other: Evidence? = nil,
        to period: Period
    ) -> BrokenChange? {
        let old = other ?? self
        // Most of the time nothing broke, which costs a reading a leaf.
        let found = leaves(of: node).flatMap { breaks(of: $0, dyad, from: earlier, in: old, to: period) }
        guard !found.isEmpty else { return nil }
        guard let before = old.explanation(of: dyad, at: earlier), let now = explanation(of: dyad, at: period),
            before[node]?.score.value != nil, now[node]?.score.value != nil,
            // Under another model there are other parts.
            old.model.nodes.map(\.id) == model.nodes.map(\.id)
        else { return BrokenChange(breaks: found, effect: nil) }
        guard let change = BrokenChange(of: node, from: before, to: now) else { return nil }
        // An explanation knows of its own two periods alone.
        let dates = change.breaks.map { own in
            found.first { $0.indicator == own.indicator && $0.kind == own.kind } ?? own
        }
        return BrokenChange(breaks: dates, effect: change.effect)
    }

    /// The breaks for which the newest figures beneath a node cannot be compared with those of an earlier period; none where
    /// a series has come back to what it was.
    package func breaksAmong(
        _ node: NodeID,
        _ dyad: Dyad,
        figuresOf earlier: Period,
        _ period: Period
    ) -> [SeriesBreak] {
        leaves(of: node).flatMap { leaf -> [SeriesBreak] in
            // Two readings; only where they differ it is worth while to look when it was.
            let found = breaks(of: leaf, dyad, from: earlier, in: self, to: period)
            if found.isEmpty { return [] }
            let dated = breaks(of: leaf, dyad, from: earlier, to: period)
            return dated.isEmpty ? found : dated
        }
    }

    /// The newest values of two powers that can be compared, at the end of a period or the last one before at which there
    /// were any.
    package func lastComparable(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        in country: CountryID,
        at period: Period
    ) throws(ScoringError) -> Comparable? {
        for earlier in [period] + periods(through: period.end).reversed() {
            if let found = try comparable(indicator, first, second, in: country, at: earlier) { return found }
        }
        return nil
    }

    /// The breaks between the newest values of two powers that can be compared and the last ones that could at an earlier
    /// period.
    ///
    /// - Parameters: As those of ``brokenChange(of:_:from:in:to:)``.
    package func breaks(
        ofShares indicator: NodeID,
        _ pair: PowerPair,
        in country: CountryID,
        from earlier: Period,
        in old: Evidence,
        to period: Period
    ) throws(ScoringError) -> [SeriesBreak] {
        guard let before = try old.lastComparable(indicator, pair.first, pair.second, in: country, at: earlier),
            let now = try comparable(indicator, pair.first, pair.second, in: country, at: period)
        else { return [] }
        let dyads = [pair.first, pair.second].map { Dyad(power: $0, country: country) }
        return dated(now.breaks(after: before, since: period), of: indicator, dyads, by: period)
    }

    func breaks(
        of leaf: NodeID,
        _ dyad: Dyad,
        from earlier: Period,
        in old: Evidence,
        to period: Period
    ) -> [SeriesBreak] {
        guard let before = old.stretch(of: leaf, dyad, at: earlier), let now = stretch(of: leaf, dyad, at: period)
        else {
            return []
        }
        return dated(now.breaks(after: before, since: period), of: leaf, [dyad], by: period)
    }

    /// The same breaks with the first period since which, as is known now, the series is what it is; where it was never
    /// anything else, the present one.
    private func dated(
        _ breaks: [SeriesBreak],
        of leaf: NodeID,
        _ dyads: [Dyad],
        by period: Period
    ) -> [SeriesBreak] {
        // Two readings find them; only where they differ it is worth while to look when it was.
        guard !breaks.isEmpty, let reader = reader(of: leaf) else { return breaks }
        let turns = dyads.flatMap { dyad in
            place(of: dyad).map { course(of: reader, dyad, $0, through: period.end).turns } ?? []
        }
        let periods = periods(through: period.end)
        return breaks.map { found in
            let turn = turns.last { turn in
                turn.since < periods.endIndex && turn.breaks.contains { $0.leads(where: found) }
            }
            var dated = found
            if let turn { dated.since = periods[turn.since] }
            return dated
        }
    }

    func distinct(_ breaks: [SeriesBreak]) -> [SeriesBreak] {
        var seen: Set<SeriesBreak> = []
        return breaks.filter { seen.insert($0).inserted }
    }
}

extension SeriesBreak {
    /// Whether it brings the series to the same as another one does, wherever from.
    fileprivate func leads(where other: SeriesBreak) -> Bool {
        guard indicator == other.indicator else { return false }
        return switch (kind, other.kind) {
        case (.reporter(_, let to), .reporter(_, let other)): to == other
        case (.source(_, let to), .source(_, let other)): to == other
        case (.status(let marked), .status(let other)): marked == other
        case (.reporter, _), (.source, _), (.status, _): false
        }
    }
}
