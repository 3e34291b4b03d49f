package import InfluenceModel

// What of a change of a measure came about at breaks of what it is made of.

extension Evidence {
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
                            breaks(
                                of: channel.share,
                                Dyad(power: $0, country: country),
                                from: earlier,
                                in: old,
                                to: period
                            )
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
                    powers.flatMap { breaks(of: node, Dyad(power: $0, country: country), after: day, by: period) }
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
                let change = brokenChange(
                    of: node,
                    Dyad(power: power, country: country),
                    from: earlier,
                    in: old,
                    to: period
                )
                return change.map { $0.effect == 0 ? [] : $0.breaks } ?? []
            }
        )
    }
}
