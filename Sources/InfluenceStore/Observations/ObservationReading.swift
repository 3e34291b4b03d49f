import GRDB
import InfluenceModel

/// A walk over the observations known at one moment, in the order of the table: by series, period, vintage.
struct ObservationReading {
    private let filter: ObservationFilter
    private let choice: VintageChoice
    private let known: Int64
    private let after: ObservationPosition?
    private let indicators: NameFilter
    private let powers: NameFilter
    private let countries: NameFilter
    private let reporters: NameFilter
    private let selectSeries: RawStatement
    private let selectRows: RawStatement
    private let names: NameReader

    /// - Parameters:
    ///   - known: the last vintage to look at.
    ///   - after: where to go on.
    init(
        _ db: Database,
        filter: ObservationFilter,
        choice: VintageChoice,
        known: Int64,
        after: ObservationPosition? = nil
    ) throws {
        self.filter = filter
        self.choice = choice
        self.known = known
        self.after = after
        indicators = try NameFilter(filter.indicators?.map(\.text), db)
        powers = try NameFilter(filter.powers?.map(\.text), db)
        countries = try NameFilter(filter.countries?.map(\.text), db)
        reporters = try NameFilter(filter.reporters, db)
        selectSeries = try RawStatement(
            db,
            "SELECT id, indicator, power, country, reporter FROM observation_series WHERE id >= ?1 ORDER BY id"
        )
        selectRows = try RawStatement(
            db,
            """
            SELECT period, vintage, \(ObservationContent.columns) FROM observation
            WHERE series = ?1 AND period BETWEEN ?2 AND ?3 AND vintage <= ?4 ORDER BY period, vintage
            """
        )
        names = try NameReader(db)
    }

    /// Calls `body` at each observation with its place and its vintage until it answers `false`.
    func forEach(
        _ body: (Observation, ObservationPosition, _ vintage: Int64) throws -> Bool
    ) throws {
        try selectSeries.bind(1, after?.series ?? 0)
        let lowest = PeriodCode.lowest(endingFrom: filter.periods.from)
        let highest = PeriodCode.highest(endingBy: filter.periods.through)
        try selectSeries.forEachRow {
            guard indicators.accepts(selectSeries.int(1)), powers.accepts(selectSeries.int(2)),
                countries.accepts(selectSeries.int(3)), reporters.accepts(selectSeries.int(4))
            else { return true }
            let id = selectSeries.int(0)
            let start = id == after?.series ? max(lowest, after?.period ?? lowest) : lowest
            try selectRows.bind(1, id)
            try selectRows.bind(2, start)
            try selectRows.bind(3, highest)
            try selectRows.bind(4, known)
            return try forEachRow(of: id, body)
        }
    }

    private func forEachRow(
        of series: Int64,
        _ body: (Observation, ObservationPosition, _ vintage: Int64) throws -> Bool
    ) throws -> Bool {
        var key: SeriesKey?
        var pending: Row?
        var goesOn = true
        /// Hands the row over unless a page before had it already.
        func hand(over row: Row) throws -> Bool {
            if let after, series == after.series, (row.period, row.vintage) <= (after.period, after.vintage) {
                return true
            }
            guard let period = PeriodCode.decode(row.period) else { throw Damage("\(row.period) is not a period") }
            guard filter.periods.contains(period) else { return true }
            let found = try key ?? self.key()
            key = found
            let position = ObservationPosition(
                series: series,
                period: row.period,
                vintage: row.vintage,
                known: known
            )
            return try body(try row.content.observation(found, period, names), position, row.vintage)
        }
        try selectRows.forEachRow {
            let row = Row(
                period: selectRows.int(0),
                vintage: selectRows.int(1),
                content: ObservationContent(selectRows, from: 2)
            )
            if let last = pending, choice == .all || last.period != row.period {
                goesOn = try hand(over: last)
            }
            pending = row
            return goesOn
        }
        if goesOn, let last = pending { goesOn = try hand(over: last) }
        return goesOn
    }

    private struct Row {
        let period: Int64
        let vintage: Int64
        let content: ObservationContent
    }

    /// The key of the series that `selectSeries` stands on.
    private func key() throws -> SeriesKey {
        let power = try names.text(selectSeries.int(2))
        let country = try names.text(selectSeries.int(3))
        return SeriesKey(
            indicator: NodeID(try names.text(selectSeries.int(1))),
            power: power.isEmpty ? nil : PowerID(power),
            country: country.isEmpty ? nil : CountryID(country),
            reporter: try names.text(selectSeries.int(4))
        )
    }
}

extension ObservationContent {
    fileprivate func observation(
        _ key: SeriesKey,
        _ period: Period,
        _ names: NameReader
    ) throws -> Observation {
        guard let status = ObservationStatus(code: status) else { throw Damage("\(status) is not a status") }
        return Observation(
            series: key,
            period: period,
            value: value.map { Double(bitPattern: $0) },
            unit: try names.text(unit),
            status: status,
            released: released.map { Day(clamping: Int($0)) },
            source: try names.text(source),
            note: try names.text(note)
        )
    }
}
