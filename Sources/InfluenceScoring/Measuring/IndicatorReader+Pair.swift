internal import InfluenceModel

/// The values of one indicator for two powers that can be compared: of the same period and reporter.
struct PairedReading {
    /// NaN where there is none to compare.
    let first: Double
    let second: Double
    /// The data period that both are of; `nil` where there is none.
    let period: Period?
    let freshness: Freshness
    /// The reporter's position in the indicator's order.
    let reporter: Int?
    /// Whether what stands in for the own reporters was read.
    let isFallback: Bool
    /// It is the same on every day from the one that it was read at until before this one.
    let until: Day
    /// Whether it cannot be compared with the reading before: another reporter, or a break of the series in between.
    var isBreak = false

    /// - Parameter freshness: Why there is none.
    static func none(_ freshness: Freshness, until: Day) -> Self {
        PairedReading(
            first: .nan,
            second: .nan,
            period: nil,
            freshness: freshness,
            reporter: nil,
            isFallback: false,
            until: until
        )
    }

    /// The same, as another break has it.
    func with(isBreak: Bool) -> Self {
        var copy = self
        copy.isBreak = isBreak
        return copy
    }
}

extension IndicatorReader {
    /// The newest values of two powers that are of one period and reporter, at the end of `first`'s period.
    ///
    /// Where one power is known later than the other, both are read as at the end of the earlier one.
    func readPair(_ first: Cell, _ second: Cell, into selection: inout Selection) -> PairedReading {
        let date = first.period.end
        let (one, other) = (sheets.place(of: first), sheets.place(of: second))
        if let tables, chain.window == nil { return readPair(one, other, in: tables, at: date, into: &selection) }
        var at = date
        var until = Day.latest
        while true {
            let left = read(one, at: at, into: &selection)
            let origin = origin(of: selection)
            let right = read(other, at: at, into: &selection)
            let otherOrigin = self.origin(of: selection)
            // What was known on an earlier day does not change.
            if at == date { until = min(left.until, right.until) }
            if left.freshness == .notApplicable, right.freshness == .notApplicable {
                return .none(.notApplicable, until: until)
            }
            guard !left.value.isNaN, !right.value.isNaN, let origin, let otherOrigin else {
                return .none(.missing, until: until)
            }
            if origin == otherOrigin {
                let (freshness, aging) = indicator.age(of: origin.period.end, at: date)
                until = min(until, aging)
                guard freshness != .expired else { return .none(.expired, until: until) }
                return PairedReading(
                    first: left.value,
                    second: right.value,
                    period: origin.period,
                    freshness: freshness,
                    reporter: origin.reporter,
                    isFallback: false,
                    until: until
                )
            }
            let earlier = min(origin.period.end, otherOrigin.period.end)
            // Always further back, so it ends: at the first observation at the latest.
            at = earlier < at ? earlier : at.adding(days: -1)
            guard at > .earliest else { return .none(.missing, until: until) }
        }
    }

    /// The newest period of the one reporter of a table in which it has both.
    private func readPair(
        _ first: Place,
        _ second: Place,
        in tables: TableSet,
        at date: Day,
        into selection: inout Selection
    ) -> PairedReading {
        let table = tables.table(at: first.sheet, date: date)
        let (one, other) = (
            tables.position(of: first.power), tables.position(of: second.power)
        )
        selection.clear()
        let left = read(first, in: table, at: date, into: &selection)
        selection.clear()
        let right = read(second, in: table, at: date, into: &selection)
        if left.freshness == .notApplicable, right.freshness == .notApplicable {
            return .none(.notApplicable, until: table.until)
        }
        guard let reporter = table.reporter, let one, let other, !left.value.isNaN, !right.value.isNaN else {
            return .none(.missing, until: min(left.until, right.until))
        }
        let books = (table.isFallback ? tables.fallback?.books : nil) ?? tables.books
        let periods = books[first.sheet][reporter]
        let common = table.usable.last { !periods[$0].shares[one].isNaN && !periods[$0].shares[other].isNaN }
        guard let common else { return .none(.missing, until: table.until) }
        let (freshness, aging) = indicator.age(of: periods[common].period.end, at: date)
        let until = min(table.until, aging)
        guard let a = try? chain.afterShare.apply(to: periods[common].shares[one], Operands()),
            let b = try? chain.afterShare.apply(to: periods[common].shares[other], Operands())
        else { return .none(.missing, until: until) }
        return PairedReading(
            first: a,
            second: b,
            period: periods[common].period,
            freshness: freshness,
            reporter: reporter,
            isFallback: table.isFallback,
            until: until
        )
    }

    /// The rows behind one power's part in a paired reading, the total that it is a share of last.
    func rows(of pair: PairedReading, _ cell: Cell) -> [(sheet: Sheet, row: Int, role: ObservationUse.Role)] {
        guard let period = pair.period, let reporter = pair.reporter else { return [] }
        let place = sheets.place(of: cell)
        let sheet = ((pair.isFallback ? tables?.fallback?.sheets : nil) ?? sheets).sheets[place.sheet]
        guard indicator.window == nil else {
            var selection = Selection()
            _ = read(place, at: period.end, into: &selection)
            return selection.values.map { (sheet, $0.row, .value) } + selection.totals.map { (sheet, $0.row, .total) }
        }
        var rows: [(sheet: Sheet, row: Int, role: ObservationUse.Role)] = []
        if let row = sheet.row(of: place.power, by: reporter, for: period) { rows.append((sheet, row, .value)) }
        if indicator.share == .partners, !pair.isFallback,
            let row = sheet.row(of: sheets.columns.world, by: reporter, for: period)
        {
            rows.append((sheet, row, .total))
        }
        return rows
    }

    /// Whether there is anything to read for the power of the cell, in any period.
    func mayRead(_ cell: Cell) -> Bool {
        let place = sheets.place(of: cell)
        if tables != nil || registerSince[place.sheet] != nil { return true }
        let sheet = sheets.sheets[place.sheet]
        return sheet.reporters.indices.contains { !sheet.rows(of: place.power, by: $0).isEmpty }
    }

    private struct Origin: Equatable {
        let period: Period
        let reporter: Int?
    }

    private func origin(of selection: Selection) -> Origin? {
        selection.newest.map { Origin(period: $0, reporter: selection.reporter) }
    }
}
