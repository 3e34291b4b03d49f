package import InfluenceModel

/// What stands behind a model's figures on a panel, beyond the figures: how new the observations are, and values of two
/// powers that can be compared. Reads lazily and remembers; belongs to one task.
package final class Evidence {
    private let model: Model
    private let panel: Panel
    /// The leaves beneath each node, as positions in ``Model/nodes``.
    private let leaves: [NodeID: [Indicator]]
    private let countries: [CountryID: Int]
    private let powers: [PowerID: Int]
    private var observed: [Place: ObservedPeriods] = [:]
    private var readers: [NodeID: IndicatorReader] = [:]

    private struct Place: Hashable {
        let indicator: NodeID
        let country: CountryID?
    }

    package init(model: Model, panel: Panel) {
        self.model = model
        self.panel = panel
        var leaves: [NodeID: [Indicator]] = [:]
        for (position, node) in model.nodes.enumerated() {
            guard let indicator = node.indicator else { continue }
            var place: Int? = position
            while let above = place {
                leaves[model.nodes[above].id, default: []].append(indicator)
                place = model.nodes[above].parent
            }
        }
        for indicator in model.tracked { leaves[indicator.id] = [indicator] }
        self.leaves = leaves
        countries = Dictionary(zip(model.countries.map(\.id), 0...)) { first, _ in first }
        powers = Dictionary(zip(model.powers.map(\.id), 0...)) { first, _ in first }
    }

    // MARK: How new the observations are

    /// The newest reference period, ending by `day`, of the observations with a value beneath a node, a measure or a
    /// tracked indicator.
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
        for leaf in leaves[measured(node)] ?? [] {
            for input in leaf.inputs {
                let place = Place(indicator: input, country: leaf.subject == .power ? nil : country)
                let periods = observedPeriods(place)
                // What is said of a country alone is said of every power in it.
                let keys = leaf.subject == .country ? [nil] : actors?.map(Optional.some)
                for period in periods.newest(of: keys, through: day) where newest.map({ $0.end < period.end }) ?? true {
                    newest = period
                }
            }
        }
        return newest
    }

    private func actors(_ power: PowerID) -> [PowerID] {
        if power == .world { return model.powers.map(\.id) }
        if let pair = PowerPair(power) { return [pair.first, pair.second, pair.observed] }
        return [power]
    }

    /// The node whose observations a measure is made of: its facet, the share of its channel, or the root.
    private func measured(_ node: NodeID) -> NodeID {
        guard let (measure, facet) = Measure.read(node), let root = model.nodes.first?.id else { return node }
        guard let facet else { return root }
        guard measure.facet == .channel else { return facet }
        return model.measures?.dependency?.channels.first { $0.id == facet }?.share ?? root
    }

    private func observedPeriods(_ place: Place) -> ObservedPeriods {
        if let known = observed[place] { return known }
        let found = ObservedPeriods(panel, place.indicator, place.country)
        observed[place] = found
        return found
    }

    // MARK: Values that can be compared

    /// The newest raw values of two powers that are of one reference period and one reporter, at the end of `period`.
    ///
    /// - Returns: `nil` where there are none, they are too old, or one of the names is not of the model.
    /// - Throws: what reading the indicator throws.
    package func comparable(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        in country: CountryID,
        at period: Period
    ) throws(ScoringError) -> (first: Double, second: Double, period: Period)? {
        guard let definition = model.indicator(indicator), definition.subject == .dyad,
            let place = countries[country], let one = powers[first], let other = powers[second]
        else { return nil }
        let reader: IndicatorReader
        if let known = readers[indicator] {
            reader = known
        } else {
            reader = try IndicatorReader(definition, model: model, panel: panel)
            readers[indicator] = reader
        }
        func cell(_ power: Int, _ id: PowerID) -> IndicatorReader.Cell {
            IndicatorReader.Cell(
                power: power,
                country: place,
                dyad: Dyad(power: id, country: country),
                period: period
            )
        }
        var selection = Selection()
        let reading = try reader.readPair(cell(one, first), cell(other, second), into: &selection)
        guard let period = reading.period, reading.first.isFinite, reading.second.isFinite else { return nil }
        return (reading.first, reading.second, period)
    }
}

/// The reference periods in which one indicator was observed in one place, by power.
private struct ObservedPeriods {
    /// By end; of those with one end the last one counts.
    private let periods: [PowerID?: [Period]]

    init(_ panel: Panel, _ indicator: NodeID, _ country: CountryID?) {
        var periods: [PowerID?: [Period]] = [:]
        for position in panel.positions(of: indicator, in: country) {
            let observation = panel.observations[position]
            guard observation.status.hasValue else { continue }
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
