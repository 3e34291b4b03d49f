package import InfluenceModel

/// Which observations. `nil` selects all; a name that the database does not know selects nothing.
package struct ObservationFilter: Hashable, Sendable {
    package var indicators: [NodeID]?
    /// `nil` among them selects facts about a country alone, which have no power; likewise countries.
    package var powers: [PowerID?]?
    package var countries: [CountryID]?
    package var reporters: [String]?
    package var periods: PeriodRange

    package static let all = ObservationFilter()

    package init(
        indicators: [NodeID]? = nil,
        powers: [PowerID?]? = nil,
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
    /// Whether it is the one that counts, of those known then.
    package let isInForce: Bool
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
    /// The last vintage known when the first page was asked for, and the last whose texts count.
    let known: Int64
    let annotated: Int64

    /// Whether it is of the same series and comes after another place of it, or is of a later series.
    func isBehind(_ other: ObservationPosition) -> Bool {
        (series, period, vintage) > (other.series, other.period, other.vintage)
    }
}

extension ObservationPosition: LosslessStringConvertible {
    /// For callers that keep the place themselves.
    package var description: String { "\(series).\(period).\(vintage).\(known).\(annotated)" }

    /// - Returns: `nil` for anything but a description.
    package init?(_ description: String) {
        guard description.utf8.count < 100 else { return nil }
        let parts = description.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) ?? -1 }
        guard parts.count == 5, parts.allSatisfy({ $0 >= 0 }) else { return nil }
        self.init(series: parts[0], period: parts[1], vintage: parts[2], known: parts[3], annotated: parts[4])
    }
}

/// A series of observations.
package struct ObservationSeries: Hashable, Sendable {
    package let key: SeriesKey
    /// The unit of the last period's observation.
    package let unit: String
    package let first: Period
    package let last: Period
    /// How many periods have an observation, and how many vintages those have together.
    package let periods: Int
    package let vintages: Int
    /// When the newest of the vintages became known.
    package let lastRecordedAt: Instant
}

extension Store {
    /// The edition in force of each series and period, as known at `asOf`: what a panel is built from. By series in the
    /// order in which they were first imported, then by period.
    /// - Parameter withTexts: whether with sources and notes, on which no figure depends.
    package func observations(
        matching filter: ObservationFilter = .all,
        asOf: Instant? = nil,
        withTexts: Bool = true
    ) throws(StoreError) -> ObservationTable {
        try read { db in
            var result = ObservationTable()
            let known = try Moments.lastVintage(asOf, db)
            let reading = try ObservationReading(
                db,
                filter: filter,
                choice: .latest,
                known: known,
                annotated: known,
                withTexts: withTexts
            )
            try reading.forEach { observation, _, _ in
                result.append(observation)
                return true
            }
            return result
        }
    }

    /// One page of observations with their vintages, in the order of ``observations(matching:asOf:)``.
    /// - Parameters:
    ///   - annotatedAsOf: whose sources and notes: those known then, which may be later than `asOf`; `nil`: as of it.
    ///   - after: the ``ObservationPage/next`` of the page before; the two times are then not looked at.
    package func observationPage(
        matching filter: ObservationFilter = .all,
        asOf: Instant? = nil,
        annotatedAsOf: Instant? = nil,
        vintages: VintageChoice = .latest,
        after: ObservationPosition? = nil,
        limit: Int = 1000
    ) throws(StoreError) -> ObservationPage {
        try read { db in
            let known = try after?.known ?? Moments.lastVintage(asOf, db)
            let annotated =
                try after?.annotated ?? annotatedAsOf.map { max(known, try Moments.lastVintage($0, db)) } ?? known
            var result: [StoredObservation] = []
            var last: ObservationPosition?
            var hasMore = false
            var moments = VintageMoments(try RawStatement(db, "SELECT recorded_at FROM vintage WHERE id = ?1"))
            let reading = try ObservationReading(
                db,
                filter: filter,
                choice: vintages,
                known: known,
                annotated: annotated,
                after: after
            )
            try reading.forEach { observation, position, isInForce in
                guard result.count < max(1, limit) else {
                    hasMore = true
                    return false
                }
                result.append(
                    StoredObservation(
                        observation: observation,
                        vintage: position.vintage,
                        recordedAt: try moments.instant(position.vintage),
                        isInForce: isInForce
                    )
                )
                last = position
                return true
            }
            return ObservationPage(observations: result, next: hasMore ? last : nil)
        }
    }

    /// Whether there is any observation of this power.
    package func isObserved(power: PowerID) throws(StoreError) -> Bool {
        try isObserved("power", power.text)
    }

    /// Whether there is any observation of this reporter.
    package func isObserved(reporter: String) throws(StoreError) -> Bool {
        try isObserved("reporter", reporter)
    }

    private func isObserved(_ column: StaticString, _ name: String) throws(StoreError) -> Bool {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT 1 FROM observation_series JOIN name ON name.id = observation_series.\(column)
                WHERE name.text = ?1 LIMIT 1
                """
            )
            try select.bind(1, name)
            return try select.firstRow { true } ?? false
        }
    }

    /// Who has reported observations, in the order of their names; nobody stands for those without a reporter.
    package func reporters(limit: Int) throws(StoreError) -> [String] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT DISTINCT name.text FROM observation_series JOIN name ON name.id = observation_series.reporter
                WHERE name.text <> '' ORDER BY name.text LIMIT ?1
                """
            )
            try select.bind(1, Int64(limit))
            var names: [String] = []
            try select.forEachRow {
                names.append(select.text(0))
                return true
            }
            return names
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
            var moments = VintageMoments(try RawStatement(db, "SELECT recorded_at FROM vintage WHERE id = ?1"))
            var current: SeriesSummary?
            let reading = try ObservationReading(db, filter: filter, choice: .all, known: known, annotated: known)
            try reading.forEach { observation, position, isInForce in
                if current?.key != observation.series {
                    if let series = try current?.series(&moments) { result.append(series) }
                    current = SeriesSummary(key: observation.series)
                }
                current?.add(observation, position.vintage, isInForce: isInForce)
                return true
            }
            if let series = try current?.series(&moments) { result.append(series) }
            return result
        }
    }
}

/// A series while its editions pass by, period by period.
private struct SeriesSummary {
    let key: SeriesKey
    private var first: Period?
    private var last: Observation?
    private var periods = 0
    private var vintages = 0
    private var newest: Int64 = 0

    init(key: SeriesKey) {
        self.key = key
    }

    mutating func add(_ observation: Observation, _ vintage: Int64, isInForce: Bool) {
        vintages += 1
        newest = max(newest, vintage)
        guard isInForce else { return }
        periods += 1
        first = first ?? observation.period
        last = observation
    }

    /// - Returns: `nil` for one whose observations were all withdrawn.
    func series(_ moments: inout VintageMoments) throws -> ObservationSeries? {
        guard let first, let last else { return nil }
        return ObservationSeries(
            key: key,
            unit: last.unit,
            first: first,
            last: last.period,
            periods: periods,
            vintages: vintages,
            lastRecordedAt: try moments.instant(newest)
        )
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
