internal import InfluenceModel

/// One reporter's figures of one period.
struct TablePeriod: Sendable {
    let period: Period
    /// What the shares are of; NaN where they are published as such.
    let total: Double
    /// The row of the total.
    let totalRow: Int?
    /// By power; `nil` where the reporter has no value.
    let rows: [Int?]
    /// Per cent, by power. NaN: none.
    let shares: [Double]

    enum Total {
        /// The row of a power.
        case row(Int, atLeast: Double)
        /// What the powers add up to, without those inside another one that has a value.
        case sum(unions: UnionPositions, atLeast: Double)
        case none

        /// What the shares of a period are of, and its row; NaN where they are published as such.
        /// - Parameter rows: Of the powers; `nil` where there is no value.
        /// - Throws: Why nothing can be a share of it.
        func figure(
            of period: Period,
            in sheet: Sheet,
            by reporter: Int,
            _ rows: [Int?]
        ) throws(Absence) -> (value: Double, row: Int?) {
            let found: (value: Double, row: Int?)
            let least: Double
            switch self {
            case .row(let column, let minimum):
                guard let row = sheet.row(of: column, by: reporter, for: period), sheet.rows[row].state == .value else {
                    throw .noTotal
                }
                (found, least) = ((sheet.rows[row].value, row), minimum)
            case .sum(let unions, let minimum):
                var sum = 0.0
                for (power, row) in rows.enumerated() {
                    guard let row, unions.addsUp(power, { rows[$0] != nil }) else { continue }
                    sum += sheet.rows[row].value
                }
                (found, least) = ((sum, nil), minimum)
            case .none:
                guard rows.contains(where: { $0 != nil }) else { throw .noObservation }
                return (.nan, nil)
            }
            // Of one that left the range of numbers everything would be a share of 0.
            guard found.value.isFinite else { throw .notFinite }
            guard found.value > 0, !least.exceeds(found.value) else {
                throw .totalTooSmall(total: found.value, minimum: least)
            }
            return found
        }
    }

    /// Of each power the row with a value.
    static func rows(of powers: [Int], _ period: Period, _ sheet: Sheet, _ reporter: Int) -> [Int?] {
        powers.map { power in
            sheet.row(of: power, by: reporter, for: period).flatMap { sheet.rows[$0].state == .value ? $0 : nil }
        }
    }

    /// Whether every power of the period before has a share here.
    func loses(nothingOf other: TablePeriod) -> Bool {
        zip(shares, other.shares).allSatisfy { $1.isNaN || !$0.isNaN }
    }

    static func book(_ sheet: Sheet, powers: [Int], _ total: Total) -> [[TablePeriod]] {
        sheet.reporters.indices.map { reporter in
            let periods: [Period]
            if case .row(let column, _) = total {
                periods = sheet.rows(of: column, by: reporter).map { sheet.rows[$0].period }
            } else {
                periods = Set(powers.flatMap { sheet.rows(of: $0, by: reporter).map { sheet.rows[$0].period } })
                    .sorted(by: Period.scan)
            }
            return periods.compactMap { TablePeriod($0, sheet, reporter, powers: powers, total) }
        }
    }

    /// - Returns: `nil` where there is nothing to take shares of.
    private init?(_ period: Period, _ sheet: Sheet, _ reporter: Int, powers: [Int], _ total: Total) {
        let rows = Self.rows(of: powers, period, sheet, reporter)
        guard let (whole, row) = try? total.figure(of: period, in: sheet, by: reporter, rows) else { return nil }
        self.period = period
        self.rows = rows
        (self.total, totalRow) = (whole, row)
        shares = rows.map { row in
            guard let row else { return .nan }
            return whole.isNaN ? sheet.rows[row].annual : sheet.rows[row].value / whole * 100
        }
    }
}
