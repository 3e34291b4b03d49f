package import InfluenceModel

extension Panel {
    /// The panel with the partners' own statistics in place of what the country's reporters say of the same flow.
    ///
    /// Where an indicator of the model names a ``Indicator/mirror``, and one of its alternatives has a value of every part
    /// for the same power, country and period from one reporter, it replaces each reporter's value. The same reporter's
    /// `WLD` total of that period is corrected by the sum of the differences, so that shares stay shares of a whole. A value
    /// that the country's reporter does not have is not filled in.
    ///
    /// - Throws: ``ScoringError/inconsistentObservation(_:_:)`` where a corrected value leaves the range of numbers.
    package func mirrored(by model: Model) throws(ScoringError) -> Panel {
        struct Total: Hashable {
            let indicator: NodeID
            let country: CountryID?
            let reporter: String
            let period: Period
        }
        let indicators = (model.indicators + model.tracked).filter { !$0.mirror.isEmpty }
        let mirrors = MirrorValues(
            self,
            of: Set(indicators.flatMap { $0.mirror.flatMap { $0 } }),
            notScored: model.notScored
        )
        let alternatives = Dictionary(indicators.map { ($0.id, $0.mirror) }) { first, _ in first }
        var replaced = observations
        var corrections: [Total: Double] = [:]
        for (position, observation) in observations.enumerated() {
            let series = observation.series
            guard let mirror = alternatives[series.indicator], let value = observation.value,
                let power = series.power, power != .world,
                let figure = mirrors.value(mirror, power, series.country, observation.period)
            else { continue }
            replaced[position] = observation.with(value: figure)
            let total = Total(
                indicator: series.indicator,
                country: series.country,
                reporter: series.reporter,
                period: observation.period
            )
            corrections[total, default: 0] += figure - value
        }
        for (position, observation) in observations.enumerated() where observation.series.power == .world {
            let series = observation.series
            let total = Total(
                indicator: series.indicator,
                country: series.country,
                reporter: series.reporter,
                period: observation.period
            )
            guard let value = observation.value, let correction = corrections[total] else { continue }
            replaced[position] = observation.with(value: value + correction)
        }
        return try Panel(replaced)
    }
}

/// The values of the mirror series, by reporter.
private struct MirrorValues {
    private struct Place: Hashable {
        let indicator: NodeID
        let power: PowerID
        let country: CountryID?
        let period: Period
    }
    private struct Value {
        let reporter: String
        let value: Double
    }
    /// In the panel's order: reporters by code point.
    private var values: [Place: [Value]] = [:]

    init(_ panel: Panel, of indicators: Set<NodeID>, notScored: Set<ObservationStatus>) {
        for observation in panel.observations where indicators.contains(observation.series.indicator) {
            guard let power = observation.series.power, let value = observation.value,
                !notScored.contains(observation.status)
            else { continue }
            let place = Place(
                indicator: observation.series.indicator,
                power: power,
                country: observation.series.country,
                period: observation.period
            )
            values[place, default: []].append(Value(reporter: observation.series.reporter, value: value))
        }
    }

    /// Of the first alternative all of whose parts have a value from one reporter, the first such.
    func value(_ alternatives: [[NodeID]], _ power: PowerID, _ country: CountryID?, _ period: Period) -> Double? {
        for parts in alternatives {
            let found = parts.map {
                values[Place(indicator: $0, power: power, country: country, period: period)] ?? []
            }
            for candidate in found.first ?? [] {
                let summands = found.compactMap { part in part.first { $0.reporter == candidate.reporter }?.value }
                if summands.count == parts.count { return summands.reduce(0, +) }
            }
        }
        return nil
    }
}

extension Observation {
    fileprivate func with(value: Double) -> Observation {
        var copy = self
        copy.value = value
        return copy
    }
}

/// What a score is by the country's statistics and by those of its partners: apart from the uncertainty of the method, and
/// never added to it.
package struct InputRange: Hashable, Sendable {
    package let low: Double
    package let high: Double

    /// - Returns: `nil` where one of the two has no value.
    package init?(host: Score, mirrored: Score) {
        guard let host = host.value, let mirrored = mirrored.value else { return nil }
        (low, high) = (min(host, mirrored), max(host, mirrored))
    }
}
