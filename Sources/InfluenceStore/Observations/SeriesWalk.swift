/// The series of observations in the order of their numbers: all, or those of some indicators in some countries, found
/// without a look at the others.
struct SeriesWalk {
    /// Of all but the first the numbers of names.
    struct Row {
        let id: Int64
        let indicator: Int64
        let power: Int64
        let country: Int64
        let reporter: Int64
    }

    private let db: Database
    private let places: (indicators: Set<Int64>, countries: Set<Int64>)?

    private static let columns = "SELECT id, indicator, power, country, reporter FROM observation_series"

    init(_ db: Database, indicators: NameFilter, countries: NameFilter) {
        self.db = db
        if let indicators = indicators.ids, let countries = countries.ids {
            places = (indicators, countries)
        } else {
            places = nil
        }
    }

    /// Calls `body` with each until it answers `false`.
    /// - Parameter first: the number to begin with.
    func forEach(from first: Int64, _ body: (Row) throws -> Bool) throws {
        if let places {
            for row in try found(places.indicators, places.countries) where row.id >= first {
                guard try body(row) else { return }
            }
        } else {
            let select = try RawStatement(db, Self.columns + " WHERE id >= ?1 ORDER BY id")
            try select.bind(1, first)
            try select.forEachRow { try body(Self.row(select)) }
        }
    }

    /// By the index that keeps series apart.
    private func found(_ indicators: Set<Int64>, _ countries: Set<Int64>) throws -> [Row] {
        let select = try RawStatement(db, Self.columns + " WHERE indicator = ?1 AND country = ?2")
        var rows: [Row] = []
        for indicator in indicators {
            try select.bind(1, indicator)
            for country in countries {
                try select.bind(2, country)
                try select.forEachRow {
                    rows.append(Self.row(select))
                    return true
                }
            }
        }
        return rows.sorted { $0.id < $1.id }
    }

    private static func row(_ select: RawStatement) -> Row {
        Row(
            id: select.int(0),
            indicator: select.int(1),
            power: select.int(2),
            country: select.int(3),
            reporter: select.int(4)
        )
    }
}
