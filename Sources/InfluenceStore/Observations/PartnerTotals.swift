import InfluenceModel

/// Whether the partners of a table (of one indicator, country and reporter) add up to no more than their total, as things
/// stand after an import, in the periods that it touched.
///
/// The members of a union count where the union itself has no value, those that have left it in any case. The country is no
/// partner of its own.
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
        /// By series, where all of it is known.
        var values: [Int64: [(period: Int64, value: Double)]] = [:]

        mutating func add(
            _ span: (first: Int64, last: Int64),
            _ series: Int64,
            _ all: (some Sequence<(Int64, Double?)>)?
        ) {
            self.span = (min(self.span.first, span.first), max(self.span.last, span.last))
            guard let all else { return }
            var last: Int64?
            values[series] = all.compactMap { period, value in
                if last == period { return nil }
                last = period
                // As it is stored: without the sign of zero.
                return value.map { (period, $0 + 0) }
            }
        }
    }

    /// What is said of one period.
    private struct Sums {
        let period: Int64
        var total: Double?
        var partners = 0.0
        /// By union: its own value, and those of its members together.
        var unions: [PowerID: (own: Double?, members: Double)] = [:]

        var sum: Double {
            partners + unions.sorted { $0.key < $1.key }.reduce(0) { $0 + ($1.value.own ?? $1.value.members) }
        }
    }

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

    /// - Parameters:
    ///   - span: The periods that are new or changed.
    ///   - values: All that there are of the series; a period may stand more than once, with one value. `nil`: they are
    ///     looked up.
    mutating func touch(
        _ table: Table,
        _ key: SeriesKey,
        _ span: (first: Int64, last: Int64),
        _ series: Int64,
        _ values: (some Sequence<(Int64, Double?)>)?
    ) {
        touched[table, default: Touched(key: key, span: span)].add(span, series, values)
    }

    func check(_ review: any ImportReview) throws {
        let order = touched.sorted {
            ($0.key.indicator, $0.key.country, $0.key.reporter) < ($1.key.indicator, $1.key.country, $1.key.reporter)
        }
        for (table, touched) in order {
            let partners = try partners(of: table)
            // Without a total there is nothing to exceed.
            guard partners.contains(where: { $0.power == .world }) else { continue }
            for sums in try sums(of: partners, touched).sorted(by: { $0.period < $1.period }) {
                guard let total = sums.total, let period = PeriodCode.decode(sums.period) else { continue }
                let sum = sums.sum
                if sum > total + WholeTolerance.share * abs(total) {
                    var key = touched.key
                    key.power = .world
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

    private func sums(of partners: [(series: Int64, power: PowerID)], _ touched: Touched) throws -> [Sums] {
        var sums: [Sums] = []
        var places: [Int64: Int] = [:]
        for (series, power) in partners where power == .world || power.text != touched.key.country?.text {
            let union = unions.contains(power) ? power : members[power]
            let lastDay = union == AreaUnions.members[power] ? AreaUnions.lastDays[power] : nil
            func hasLeft(by period: Int64) -> Bool {
                guard let lastDay, let period = PeriodCode.decode(period) else { return false }
                return period.end > lastDay
            }
            // Series of one table mostly have the same periods.
            var next = 0
            func add(_ value: Double, in period: Int64) {
                if next >= sums.count || sums[next].period != period {
                    next = places[period] ?? sums.count
                    if next == sums.count {
                        places[period] = next
                        sums.append(Sums(period: period))
                    }
                }
                if power == .world {
                    sums[next].total = value
                } else if let union, !hasLeft(by: period) {
                    let isOwn = union == power
                    if isOwn { sums[next].unions[union, default: (nil, 0)].own = value }
                    if !isOwn { sums[next].unions[union, default: (nil, 0)].members += value }
                } else {
                    sums[next].partners += value
                }
                next += 1
            }
            if let values = touched.values[series] {
                for (period, value) in values { add(value, in: period) }
                continue
            }
            _ = try editions.forEach(of: series, touched.span) { period, editions, inForce in
                if let value = inForce.flatMap({ editions[$0].content.number }) { add(value, in: period) }
                return true
            }
        }
        return sums
    }
}
