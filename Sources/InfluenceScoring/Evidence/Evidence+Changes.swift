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
            before[node]?.score.value != nil, now[node]?.score.value != nil
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
        let dyads = [Dyad(pair.first, country), Dyad(pair.second, country)]
        return dated(now.breaks(after: before, since: period), of: indicator, dyads, by: period)
    }

    // MARK: Measures

    /// The breaks that the change of a measure owes something to. Momentum and displacement leave them out by themselves.
    ///
    /// - Parameters: As those of ``brokenChange(of:_:from:in:to:)``; the power as in the measure's series.
    package func breaks(
        ofMeasure node: NodeID,
        _ power: PowerID,
        in country: CountryID,
        from earlier: Period,
        in other: Evidence? = nil,
        to period: Period
    ) throws(ScoringError) -> [SeriesBreak] {
        guard let (measure, facet) = model.measure(of: node), let root = model.nodes.first?.id else { return [] }
        let kind = type(of: measure.kind)
        if kind.leavesBreaksOut { return [] }
        let old = other ?? self
        let pair = PowerPair(power)
        let powers = kind.isOfAllPowers ? model.powers.map(\.id) : powers(of: power)
        var found: [SeriesBreak] = []
        for material in kind.material {
            switch material {
            case .index: found += broken(beneath: root, powers, in: country, from: earlier, in: old, to: period)
            case .signs: found += brokenSigns(of: pair, in: country, from: earlier, in: old, to: period)
            case .channels:
                for channel in channels(facet) {
                    found += distinct(
                        powers.flatMap {
                            breaks(of: channel.share, Dyad($0, country), from: earlier, in: old, to: period)
                        }
                    )
                }
            case .compared:
                let facet = facet ?? root
                guard let pair, model.node(facet)?.aggregate == nil else {
                    found += broken(beneath: facet, powers, in: country, from: earlier, in: old, to: period)
                    continue
                }
                found += try breaks(ofShares: facet, pair, in: country, from: earlier, in: old, to: period)
            }
        }
        return kind.material.count > 1 ? distinct(found) : found
    }

    /// The breaks beneath a measure's indicators after a day and by a period; without a day those at which the period itself
    /// begins.
    package func breaks(
        ofMeasure node: NodeID,
        _ power: PowerID,
        in country: CountryID,
        after day: Day?,
        by period: Period
    ) -> [SeriesBreak] {
        guard let (measure, facet) = model.measure(of: node), let root = model.nodes.first?.id else { return [] }
        let powers = powers(of: power)
        return distinct(
            type(of: measure.kind).material.flatMap { material -> [SeriesBreak] in
                let nodes: [NodeID]
                switch material {
                case .index: nodes = [root]
                case .compared: nodes = [facet ?? root]
                case .channels: nodes = channels(facet).map(\.share)
                case .signs: return brokenSigns(of: PowerPair(power), in: country, after: day, by: period)
                }
                return nodes.flatMap { node in
                    powers.flatMap { breaks(of: node, Dyad($0, country), after: day, by: period) }
                }
            }
        )
    }

    // MARK: Signs of cooperation

    /// The breaks between the signs of two periods; of those without a value the last ones that had one count.
    private func brokenSigns(
        of pair: PowerPair?,
        in country: CountryID,
        from earlier: Period,
        in old: Evidence,
        to period: Period
    ) -> [SeriesBreak] {
        guard let pair else { return [] }
        return distinct(
            zip(old.signs(of: pair), signs(of: pair)).flatMap { before, now -> [SeriesBreak] in
                guard let before = old.stretch(of: before, in: country, by: earlier),
                    let now = stretch(of: now, in: country, by: period)
                else { return [] }
                return now.breaks(after: before, since: period)
            }
        )
    }

    /// As ``breaks(ofMeasure:_:in:after:by:)``.
    private func brokenSigns(
        of pair: PowerPair?,
        in country: CountryID,
        after day: Day?,
        by period: Period
    ) -> [SeriesBreak] {
        let periods = periods(through: period.end)
        guard let pair, let place = place(of: country), let newest = periods.last else { return [] }
        let shown = day.map { day in periods.filter { $0.end > day } } ?? [newest]
        return signs(of: pair).flatMap { sign -> [SeriesBreak] in
            var found: [SeriesBreak] = []
            var last = periods.last { one in shown.first.map { one.end < $0.end } ?? true }.flatMap {
                stretch(of: sign, in: country, by: $0)
            }
            for one in shown {
                guard let now = stretch(of: sign, at: place, one) else { continue }
                if let last { found += now.breaks(after: last, since: one) }
                last = now
            }
            return found
        }
    }

    /// The stretch that a sign lies in, or did when it had a value.
    private func stretch(of sign: CooperationSource, in country: CountryID, by period: Period) -> Stretch? {
        guard let place = place(of: country) else { return nil }
        for one in [period] + periods(through: period.end).reversed() {
            if let found = stretch(of: sign, at: place, one) { return found }
        }
        return nil
    }

    private func stretch(of sign: CooperationSource, at country: Int, _ period: Period) -> Stretch? {
        var selection = Selection()
        return sign.read(country: country, at: period.end, into: &selection).stretch
    }

    /// Whom the power of a measure's series stands for.
    private func powers(of power: PowerID) -> [PowerID] {
        PowerPair(power).map { [$0.first, $0.second] } ?? (power == .world ? model.powers.map(\.id) : [power])
    }

    /// The breaks that scores of a node moved by.
    private func broken(
        beneath node: NodeID,
        _ powers: [PowerID],
        in country: CountryID,
        from earlier: Period,
        in old: Evidence,
        to period: Period
    ) -> [SeriesBreak] {
        distinct(
            powers.flatMap { power -> [SeriesBreak] in
                let change = brokenChange(of: node, Dyad(power, country), from: earlier, in: old, to: period)
                return change.map { $0.effect == 0 ? [] : $0.breaks } ?? []
            }
        )
    }

    private func breaks(
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
            return turn.map { SeriesBreak(indicator: found.indicator, kind: found.kind, since: periods[$0.since]) }
                ?? found
        }
    }

    private func distinct(_ breaks: [SeriesBreak]) -> [SeriesBreak] {
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

extension Dyad {
    fileprivate init(_ power: PowerID, _ country: CountryID) {
        self.init(power: power, country: country)
    }
}
