package import InfluenceModel

extension Panel {
    /// The panel with the partners' own statistics in place of what the country's reporters say of the same flow.
    ///
    /// Where an indicator of the model names a ``Indicator/mirror``, and one of its alternatives has a value of every part
    /// for the same power, country and period from one reporter, it replaces each reporter's value. The same reporter's
    /// `WLD` total of that period is corrected by the sum of the differences, so that shares stay shares of a whole: of a
    /// union and a member of it by the union's alone, which has the member's in it. A value that the country's reporter does
    /// not have is not filled in.
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
        var replaced: [(position: Int, value: Double)] = []
        var differences: [Total: [(power: PowerID, difference: Double)]] = [:]
        for position in observations.indices {
            guard let value = observations.value(position) else { continue }
            let series = observations.series(position)
            let period = observations.period(position)
            guard let mirror = alternatives[series.indicator], let power = series.power, power != .world,
                let figure = mirrors.value(mirror, power, series.country, period)
            else { continue }
            replaced.append((position, figure))
            let total = Total(
                indicator: series.indicator,
                country: series.country,
                reporter: series.reporter,
                period: period
            )
            differences[total, default: []].append((power, figure - value))
        }
        for position in observations.indices where observations.series(position).power == .world {
            let series = observations.series(position)
            let total = Total(
                indicator: series.indicator,
                country: series.country,
                reporter: series.reporter,
                period: observations.period(position)
            )
            guard let value = observations.value(position), let found = differences[total] else { continue }
            let mirrored = Set(found.map(\.power))
            let correction = found.reduce(0.0) { sum, one in
                let union = model.union(of: one.power, in: total.period)
                return union.map(mirrored.contains) ?? false ? sum : sum + one.difference
            }
            replaced.append((position, value + correction))
        }
        return try replacing(replaced)
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
        let observations = panel.observations
        for position in observations.indices where indicators.contains(observations.series(position).indicator) {
            let series = observations.series(position)
            guard let power = series.power, let value = observations.value(position),
                !notScored.contains(observations.status(position))
            else { continue }
            let place = Place(
                indicator: series.indicator,
                power: power,
                country: series.country,
                period: observations.period(position)
            )
            values[place, default: []].append(Value(reporter: series.reporter, value: value))
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
