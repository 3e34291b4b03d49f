import InfluenceModel

/// A walk over the observations known at one moment, in the order of the table: by series, period, vintage.
struct ObservationReading {
    private let filter: ObservationFilter
    private let choice: VintageChoice
    private let known: Int64
    private let annotated: Int64
    private let withTexts: Bool
    private let after: ObservationPosition?
    private let indicators: NameFilter
    private let powers: NameFilter
    private let countries: NameFilter
    private let reporters: NameFilter
    private let series: SeriesWalk
    private let editions: EditionReader
    private let names: NameReader

    /// - Parameters:
    ///   - known: the last vintage to look at.
    ///   - annotated: the last one whose texts count.
    ///   - withTexts: whether with sources and notes.
    ///   - after: where to go on.
    init(
        _ db: Database,
        filter: ObservationFilter,
        choice: VintageChoice,
        known: Int64,
        annotated: Int64,
        withTexts: Bool = true,
        after: ObservationPosition? = nil
    ) throws {
        self.filter = filter
        self.choice = choice
        self.known = known
        self.annotated = annotated
        self.withTexts = withTexts
        self.after = after
        indicators = try NameFilter(filter.indicators?.map(\.text), db)
        powers = try NameFilter(filter.powers?.map { $0?.text ?? "" }, db)
        countries = try NameFilter(filter.countries?.map(\.text), db)
        reporters = try NameFilter(filter.reporters, db)
        series = SeriesWalk(db, indicators: indicators, countries: countries)
        editions = try EditionReader(db, known: known, annotated: annotated)
        names = try NameReader(db)
    }

    /// Calls `body` at each observation with its place and its edition until it answers `false`: at the one in force, or at
    /// all, oldest first.
    func forEach(
        _ body: (Observation, ObservationPosition, _ isInForce: Bool) throws -> Bool
    ) throws {
        let lowest = PeriodCode.lowest(endingFrom: filter.periods.from)
        let highest = PeriodCode.highest(endingBy: filter.periods.through)
        try series.forEach(from: after?.series ?? 0) { row in
            guard indicators.accepts(row.indicator), powers.accepts(row.power), countries.accepts(row.country),
                reporters.accepts(row.reporter)
            else { return true }
            try Store.checkIfWanted()
            let id = row.id
            let start = id == after?.series ? max(lowest, after?.period ?? lowest) : lowest
            var key: SeriesKey?
            return try editions.forEach(of: id, (start, highest)) { code, editions, inForce in
                guard let period = PeriodCode.decode(code) else { throw Damage("\(code) is not a period") }
                guard filter.periods.contains(period) else { return true }
                for (place, edition) in editions.enumerated() where choice == .all || place == inForce {
                    let position = ObservationPosition(
                        series: id,
                        period: code,
                        vintage: edition.vintage,
                        known: known,
                        annotated: annotated
                    )
                    // A page before had it already.
                    if let after, !position.isBehind(after) { continue }
                    let found = try key ?? self.key(row)
                    key = found
                    guard
                        try body(
                            try edition.observation(found, period, names, withTexts: withTexts),
                            position,
                            place == inForce
                        )
                    else {
                        return false
                    }
                }
                return true
            }
        }
    }

    private func key(_ row: SeriesWalk.Row) throws -> SeriesKey {
        let power = try names.text(row.power)
        let country = try names.text(row.country)
        return SeriesKey(
            indicator: NodeID(try names.text(row.indicator)),
            power: power.isEmpty ? nil : PowerID(power),
            country: country.isEmpty ? nil : CountryID(country),
            reporter: try names.text(row.reporter)
        )
    }
}

extension Edition {
    fileprivate func observation(
        _ key: SeriesKey,
        _ period: Period,
        _ names: NameReader,
        withTexts: Bool
    ) throws -> Observation {
        guard let status = ObservationStatus(code: content.status) else {
            throw Damage("\(content.status) is not a status")
        }
        return Observation(
            series: key,
            period: period,
            value: content.number,
            unit: try names.text(content.unit),
            status: status,
            released: content.released.map { Day(clamping: Int($0)) },
            source: withTexts ? try names.text(texts.source) : "",
            note: withTexts ? try names.text(texts.note) : ""
        )
    }
}
