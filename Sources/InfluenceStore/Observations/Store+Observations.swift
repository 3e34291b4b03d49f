import GRDB
package import InfluenceModel

/// Which observations. `nil` selects all; a name that the database does not know selects nothing.
package struct ObservationFilter: Hashable, Sendable {
    package var indicators: [NodeID]?
    /// Facts about a country alone have no power, and are not selected where powers are named; likewise countries.
    package var powers: [PowerID]?
    package var countries: [CountryID]?
    package var reporters: [String]?
    package var periods: PeriodRange

    package static let all = ObservationFilter()

    package init(
        indicators: [NodeID]? = nil,
        powers: [PowerID]? = nil,
        countries: [CountryID]? = nil,
        reporters: [String]? = nil,
        periods: PeriodRange = .all
    ) {
        self.indicators = indicators
        self.powers = powers
        self.countries = countries
        self.reporters = reporters
        self.periods = periods
    }
}

/// Which of an observation's vintages.
package enum VintageChoice: Hashable, Sendable {
    /// The latest one known.
    case latest
    /// Every one known, oldest first.
    case all
}

/// An observation, and since when the store has it.
package struct StoredObservation: Hashable, Sendable {
    package let observation: Observation
    package let vintage: Int64
    package let recordedAt: Instant
}

/// A part of a long answer. The pages together are the answer as known when the first was asked for, whatever was
/// imported in between.
package struct ObservationPage: Sendable {
    package let observations: [StoredObservation]
    /// Where the next page starts; `nil` after the last.
    package let next: ObservationPosition?
}

/// A place in a paged answer.
package struct ObservationPosition: Hashable, Sendable {
    let series: Int64
    let period: Int64
    let vintage: Int64
    /// The last vintage known when the first page was asked for.
    let known: Int64
}

/// A series of observations.
package struct ObservationSeries: Hashable, Sendable {
    package let key: SeriesKey
    package let first: Period
    package let last: Period
}

extension Store {
    /// The latest vintage of each series and period, as known at `asOf`: what a panel is built from. By series in the
    /// order in which they were first imported, then by period.
    package func observations(
        matching filter: ObservationFilter = .all,
        asOf: Instant? = nil
    ) throws(StoreError) -> [Observation] {
        try read { db in
            var result: [Observation] = []
            let known = try Moments.lastVintage(asOf, db)
            let reading = try ObservationReading(db, filter: filter, choice: .latest, known: known)
            try reading.forEach { observation, _, _ in
                result.append(observation)
                return true
            }
            return result
        }
    }

    /// One page of observations with their vintages, in the order of ``observations(matching:asOf:)``.
    /// - Parameter after: the ``ObservationPage/next`` of the page before; `asOf` is then not looked at.
    package func observationPage(
        matching filter: ObservationFilter = .all,
        asOf: Instant? = nil,
        vintages: VintageChoice = .latest,
        after: ObservationPosition? = nil,
        limit: Int = 1000
    ) throws(StoreError) -> ObservationPage {
        try read { db in
            let known = try after?.known ?? Moments.lastVintage(asOf, db)
            var result: [StoredObservation] = []
            var last: ObservationPosition?
            var hasMore = false
            var moments = VintageMoments(try RawStatement(db, "SELECT recorded_at FROM vintage WHERE id = ?1"))
            let reading = try ObservationReading(db, filter: filter, choice: vintages, known: known, after: after)
            try reading.forEach { observation, position, vintage in
                guard result.count < max(1, limit) else {
                    hasMore = true
                    return false
                }
                let recordedAt = try moments.instant(vintage)
                result.append(StoredObservation(observation: observation, vintage: vintage, recordedAt: recordedAt))
                last = position
                return true
            }
            return ObservationPage(observations: result, next: hasMore ? last : nil)
        }
    }

    /// The series that have observations as known at `asOf`, in the order in which they were first imported.
    package func observationSeries(
        matching filter: ObservationFilter = .all,
        asOf: Instant? = nil
    ) throws(StoreError) -> [ObservationSeries] {
        try read { db in
            var result: [ObservationSeries] = []
            let known = try Moments.lastVintage(asOf, db)
            let reading = try ObservationReading(db, filter: filter, choice: .latest, known: known)
            try reading.forEach { observation, _, _ in
                let period = observation.period
                if let last = result.last, last.key == observation.series {
                    result[result.count - 1] = ObservationSeries(key: last.key, first: last.first, last: period)
                } else {
                    result.append(ObservationSeries(key: observation.series, first: period, last: period))
                }
                return true
            }
            return result
        }
    }
}

/// The moments of vintages, looked up once each.
private struct VintageMoments {
    private let find: RawStatement
    private var known: [Int64: Instant] = [:]

    init(_ find: RawStatement) {
        self.find = find
    }

    mutating func instant(_ vintage: Int64) throws -> Instant {
        if let instant = known[vintage] { return instant }
        try find.bind(1, vintage)
        guard let instant = try find.firstRow({ Instant(microseconds: find.int(0)) }) else {
            throw Damage("vintage \(vintage) is missing")
        }
        known[vintage] = instant
        return instant
    }
}
