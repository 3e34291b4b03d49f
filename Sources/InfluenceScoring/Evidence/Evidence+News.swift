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

    /// Whether, of a node, a measure or a tracked indicator in a country, a value beneath was replaced since by one that is at
    /// least ten times as large or as small: of the same series and period, of any power.
    package func hasCorrectedErrors(of node: NodeID, in country: CountryID, since before: Evidence) -> Bool {
        leaves(behind: node).contains { leaf in
            places(of: leaf, in: country).contains { hasCorrectedErrors(at: $0, since: before.panel) }
        }
    }

    private func hasCorrectedErrors(at place: ReadPlace, since before: Panel) -> Bool {
        var known: [DatedSeries: Double] = [:]
        for old in observations(at: place, in: before) {
            if let value = old.value { known[DatedSeries(series: old.series, period: old.period)] = value.magnitude }
        }
        return observations(at: place, in: panel).contains { new in
            guard let value = new.value?.magnitude,
                let old = known[DatedSeries(series: new.series, period: new.period)]
            else { return false }
            return isErrorPutRight(old, value)
        }
    }

    /// What was known before, with the errors that were put right since (``hasCorrectedErrors(of:in:since:)``, of everything)
    /// put right in it, and nothing else that is known now.
    package func corrections(of before: Evidence) throws(ScoringError) -> Panel {
        var now: [DatedSeries: Int] = [:]
        for (place, new) in panel.observations.enumerated() where new.value != nil {
            now[DatedSeries(series: new.series, period: new.period)] = place
        }
        return try Panel(
            before.panel.observations.map { [observations = panel.observations] old in
                guard let place = now[DatedSeries(series: old.series, period: old.period)],
                    let value = old.value?.magnitude, let corrected = observations[place].value?.magnitude,
                    isErrorPutRight(value, corrected)
                else { return old }
                return observations[place]
            }
        )
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

    private func observations(at place: ReadPlace, in panel: Panel) -> some Sequence<Observation> {
        panel.positions(of: place.indicator, in: place.country).lazy.map { panel.observations[$0] }.filter {
            [notScored = model.notScored] in
            !notScored.contains($0.status) && place.reporters?.contains($0.series.reporter) ?? true
        }
    }

    private func observedPeriods(_ place: ReadPlace) -> ObservedPeriods {
        if let known = observed[place] { return known }
        let found = ObservedPeriods(observations(at: place, in: panel))
        observed[place] = found
        return found
    }
}

/// A replaced value that is as many times larger or smaller was an error of typing or of the unit, and no revision.
private let errorFactor = 10.0

private func isErrorPutRight(_ old: Double, _ new: Double) -> Bool {
    // Of what was, or is, nothing every factor is larger.
    old != new && max(old, new) >= min(old, new) * errorFactor * (1 - 1e-9)
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

    init(_ observations: some Sequence<Observation>) {
        var periods: [PowerID?: [Period]] = [:]
        for observation in observations where observation.status.hasValue {
            periods[observation.series.power, default: []].append(observation.period)
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
