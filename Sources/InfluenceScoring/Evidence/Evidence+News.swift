package import InfluenceModel

// How new the observations beneath a node are, and which of them were put right: of those alone that the model reads.

extension Evidence {
    /// The newest reference period, ending by `day`, of the observations with a value beneath a node, a measure or a
    /// tracked indicator. What the model does not read (a reporter that an indicator does not name, a status whose values
    /// are shown only) is none.
    ///
    /// - Parameter power: A power, a pair (the newer of the two counts), `WLD` (all powers of the model), or `nil` for any
    ///   partner that was observed.
    /// - Returns: `nil` where nothing was observed, or there is no such node.
    package func newestPeriod(
        of node: NodeID,
        _ power: PowerID?,
        in country: CountryID,
        through day: Day
    ) -> Period? {
        let actors = power.map(actors)
        var newest: Period?
        for leaf in leaves(behind: node) {
            // What is said of a country alone is said of every power in it.
            let keys = leaf.subject == .country ? [nil] : actors?.map(Optional.some)
            for place in places(of: leaf, in: country) {
                for period in observedPeriods(place).newest(of: keys, through: day)
                where newest.map({ $0.end < period.end }) ?? true {
                    newest = period
                }
            }
        }
        return newest
    }

    /// Of a node, a measure or a tracked indicator in a country the values beneath, of any power, that have replaced since ones
    /// at least ten times as large or small, of the same series and period.
    package func errorsPutRight(beneath node: NodeID, in country: CountryID, since before: Evidence) -> [Observation] {
        leaves(behind: node).flatMap { leaf in
            places(of: leaf, in: country).flatMap { errorsPutRight(at: $0, since: before.panel) }
        }
    }

    private func errorsPutRight(at place: ReadPlace, since before: Panel) -> [Observation] {
        var known: [DatedSeries: Double] = [:]
        for old in positions(at: place, in: before) {
            known[before.datedSeries(old)] = before.observations.value(old)
        }
        return positions(at: place, in: panel).filter { new in
            known[panel.datedSeries(new)].map { ErrorOfTyping.isPutRight($0, by: panel.observations.value(new)) }
                ?? false
        }.map { panel.observations[$0] }
    }

    /// What was known before, with the errors that were put right since (``errorsPutRight(beneath:in:since:)``, of everything)
    /// put right in it, and nothing else that is known now.
    package func corrections(of before: Evidence) throws(ScoringError) -> Panel {
        var now: [DatedSeries: Int] = [:]
        let observations = panel.observations
        for place in observations.indices where observations.value(place) != nil {
            now[panel.datedSeries(place)] = place
        }
        let known = before.panel.observations
        var corrected = ObservationTable()
        corrected.reserveCapacity(known.count)
        for old in known {
            guard let place = now[DatedSeries(series: old.series, period: old.period)],
                ErrorOfTyping.isPutRight(old.value, by: observations.value(place))
            else {
                corrected.append(old)
                continue
            }
            corrected.append(observations[place])
        }
        return try Panel(corrected)
    }

    /// Where the values of a leaf are read from.
    private func places(of leaf: Indicator, in country: CountryID) -> [ReadPlace] {
        // Of two powers with regard to a country, else to each other.
        let countries: [CountryID?] =
            switch leaf.subject {
            case .power: [nil]
            case .pair: [country, nil]
            case .dyad, .country: [country]
            }
        return countries.flatMap { country -> [ReadPlace] in
            func place(_ input: NodeID, _ reader: Indicator) -> ReadPlace {
                ReadPlace(indicator: input, country: country, reporters: reader.reporters?[country])
            }
            return leaf.inputs.map { place($0, leaf) }
                + (leaf.fallback.map { [place($0, model.indicator($0) ?? leaf)] } ?? [])
        }
    }

    /// In the panel.
    private func positions(at place: ReadPlace, in panel: Panel) -> some Sequence<Int> {
        panel.positions(of: place.indicator, in: place.country).lazy.filter {
            [notScored = model.notScored, observations = panel.observations] in
            !notScored.contains(observations.status($0))
                && place.reporters?.contains(observations.series($0).reporter) ?? true
        }
    }

    private func observedPeriods(_ place: ReadPlace) -> ObservedPeriods {
        if let known = observed[place] { return known }
        let found = ObservedPeriods(positions(at: place, in: panel), in: panel.observations)
        observed[place] = found
        return found
    }
}

private struct DatedSeries: Hashable {
    let series: SeriesKey
    let period: Period
}

/// Where an indicator is read, and whose rows.
struct ReadPlace: Hashable {
    let indicator: NodeID
    /// `nil`: it is about powers alone.
    let country: CountryID?
    /// `nil`: everybody's.
    let reporters: [String]?
}

/// The reference periods in which one indicator was observed in one place, by power.
struct ObservedPeriods {
    /// By end; of those with one end the last one counts.
    private let periods: [PowerID?: [Period]]

    init(_ positions: some Sequence<Int>, in observations: ObservationTable) {
        var periods: [PowerID?: [Period]] = [:]
        for position in positions where observations.status(position).hasValue {
            periods[observations.series(position).power, default: []].append(observations.period(position))
        }
        self.periods = periods.mapValues { $0.sorted(by: Period.scan) }
    }

    /// - Parameter powers: `nil` for all.
    func newest(of powers: [PowerID?]?, through day: Day) -> [Period] {
        let lines = powers.map { $0.compactMap { periods[$0] } } ?? Array(periods.values)
        return lines.compactMap { line in
            let next = line.indices.partition { line[$0].end > day }
            return next > 0 ? line[next - 1] : nil
        }
    }
}

extension Panel {
    fileprivate func datedSeries(_ position: Int) -> DatedSeries {
        DatedSeries(series: observations.series(position), period: observations.period(position))
    }
}
