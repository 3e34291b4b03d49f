import GRDB
import InfluenceModel

/// Whether the partners of a table (of one indicator, country and reporter) add up to no more than their total, as things
/// stand after an import, in the periods that it touched.
///
/// The members of a union count where the union itself has no value.
struct PartnerTotals {
    /// Numbers of names.
    struct Table: Hashable {
        let indicator: Int64
        let country: Int64
        let reporter: Int64
    }

    private struct Touched {
        let key: SeriesKey
        var span: (first: Int64, last: Int64)
    }

    /// What is said of one period.
    private struct Sums {
        var total: Double?
        var partners = 0.0
        /// By union: its own value, and those of its members together.
        var unions: [PowerID: (own: Double?, members: Double)] = [:]

        var sum: Double {
            partners + unions.sorted { $0.key < $1.key }.reduce(0) { $0 + ($1.value.own ?? $1.value.members) }
        }
    }

    /// Rounded figures may add up to a little more.
    static let tolerance = 0.005

    private let members: [PowerID: PowerID]
    private let unions: Set<PowerID>
    private var touched: [Table: Touched] = [:]
    private let selectSeries: RawStatement
    private let editions: EditionReader

    init(_ db: Database, members: [PowerID: PowerID]) throws {
        self.members = members
        unions = Set(members.values)
        selectSeries = try RawStatement(
            db,
            """
            SELECT observation_series.id, name.text FROM observation_series
            JOIN name ON name.id = observation_series.power
            WHERE indicator = ?1 AND country = ?2 AND reporter = ?3 ORDER BY observation_series.id
            """
        )
        editions = try EditionReader(db)
    }

    mutating func touch(_ table: Table, _ key: SeriesKey, _ span: (first: Int64, last: Int64)) {
        if let known = touched[table] {
            touched[table]?.span = (min(known.span.first, span.first), max(known.span.last, span.last))
        } else {
            touched[table] = Touched(key: key, span: span)
        }
    }

    func check(_ review: any ImportReview) throws {
        let order = touched.sorted {
            ($0.key.indicator, $0.key.country, $0.key.reporter) < ($1.key.indicator, $1.key.country, $1.key.reporter)
        }
        for (table, touched) in order {
            let partners = try partners(of: table)
            // Without a total there is nothing to exceed.
            guard partners.contains(where: { $0.power == .world }) else { continue }
            for (code, sums) in try sums(of: partners, touched.span).sorted(by: { $0.key < $1.key }) {
                guard let total = sums.total, let period = PeriodCode.decode(code) else { continue }
                let sum = sums.sum
                if sum > total + Self.tolerance * abs(total) {
                    let key = SeriesKey(
                        indicator: touched.key.indicator,
                        power: .world,
                        country: touched.key.country,
                        reporter: touched.key.reporter
                    )
                    review.exceeded(key, period, sum: sum, total: total)
                }
            }
        }
    }

    private func partners(of table: Table) throws -> [(series: Int64, power: PowerID)] {
        var result: [(series: Int64, power: PowerID)] = []
        try selectSeries.bind(1, table.indicator)
        try selectSeries.bind(2, table.country)
        try selectSeries.bind(3, table.reporter)
        try selectSeries.forEachRow {
            result.append((selectSeries.int(0), PowerID(selectSeries.text(1))))
            return true
        }
        return result
    }

    private func sums(
        of partners: [(series: Int64, power: PowerID)],
        _ span: (first: Int64, last: Int64)
    ) throws -> [Int64: Sums] {
        var sums: [Int64: Sums] = [:]
        for (series, power) in partners {
            _ = try editions.forEach(of: series, span) { period, editions, inForce in
                guard let value = inForce.flatMap({ editions[$0].content.number }) else { return true }
                if power == .world {
                    sums[period, default: Sums()].total = value
                } else if unions.contains(power) {
                    sums[period, default: Sums()].unions[power, default: (nil, 0)].own = value
                } else if let union = members[power] {
                    sums[period, default: Sums()].unions[union, default: (nil, 0)].members += value
                } else {
                    sums[period, default: Sums()].partners += value
                }
                return true
            }
        }
        return sums
    }
}
