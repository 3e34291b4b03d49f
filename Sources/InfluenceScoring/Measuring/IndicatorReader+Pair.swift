internal import InfluenceModel

/// The values of one indicator for two powers that can be compared: of the same period and reporter.
struct PairedReading {
    /// NaN where there is none to compare.
    let first: Double
    let second: Double
    /// The data period that both are of; `nil` where there is none.
    let period: Period?
    let freshness: Freshness
    /// The end of the day at which both were read.
    let date: Day
    /// The reporter's position in the indicator's order.
    let reporter: Int
    /// Whether it cannot be compared with the reading before: another reporter, or a break of the series in between.
    var isBreak = false

    /// - Parameter freshness: Why there is none.
    static func none(_ freshness: Freshness) -> Self {
        PairedReading(first: .nan, second: .nan, period: nil, freshness: freshness, date: .earliest, reporter: 0)
    }

    /// The same seen from later, or as another break has it.
    func with(freshness: Freshness? = nil, isBreak: Bool) -> Self {
        PairedReading(
            first: first,
            second: second,
            period: period,
            freshness: freshness ?? self.freshness,
            date: date,
            reporter: reporter,
            isBreak: isBreak
        )
    }
}

extension IndicatorReader {
    /// The newest values of two powers that are of one period and reporter, at the end of `first`'s period.
    ///
    /// Where one power is known later than the other, both are read as at the end of the earlier one.
    func readPair(_ first: Cell, _ second: Cell, into selection: inout Selection) throws(ScoringError) -> PairedReading
    {
        let date = first.period.end
        var at = date
        while true {
            let one = try read(first.at(at), into: &selection)
            let oneOrigin = origin(of: selection, for: first)
            let other = try read(second.at(at), into: &selection)
            let otherOrigin = origin(of: selection, for: second)
            if one.freshness == .notApplicable, other.freshness == .notApplicable { return .none(.notApplicable) }
            guard !one.value.isNaN, !other.value.isNaN, let oneOrigin, let otherOrigin else { return .none(.missing) }
            if oneOrigin == otherOrigin {
                let freshness = freshness(of: oneOrigin.period, at: date)
                guard freshness != .expired else { return .none(.expired) }
                return PairedReading(
                    first: one.value,
                    second: other.value,
                    period: oneOrigin.period,
                    freshness: freshness,
                    date: at,
                    reporter: oneOrigin.reporter
                )
            }
            let earlier = min(oneOrigin.period.end, otherOrigin.period.end)
            // Always further back, so it ends: at the first observation at the latest.
            at = earlier < at ? earlier : at.adding(days: -1)
            guard at > .earliest else { return .none(.missing) }
        }
    }

    func freshness(of period: Period, at date: Day) -> Freshness {
        Freshness(end: period.end, at: date, cadence: indicator.cadence, maxAge: indicator.maxAge)
    }

    /// The newest rows of a cell, by which alone its value changes from one period to the next, but for its age; `nil`
    /// where a window makes it change without.
    func newestRow(_ cell: Cell) -> Int?? {
        guard indicator.window == .last else { return nil }
        let (sheet, power) = sheets.sheet(for: cell)
        return .some(sheet.newest(of: power, through: cell.period.end))
    }

    /// Whether the reporter says that the series of the cell, or the total that it is a share of, breaks in a period that
    /// ends after `known` and through `end`.
    func hasBreak(_ cell: Cell, by reporter: Int, after known: Day, through end: Day, _ panel: Panel) -> Bool {
        let (sheet, power) = sheets.sheet(for: cell)
        return [power, indicator.transform.isShare ? sheets.world : power].contains { column in
            sheet.rows(of: column, by: reporter).contains { row in
                sheet.rows[row].period.end > known && sheet.rows[row].period.end <= end
                    && sheet.rows[row].sources.contains {
                        panel.observations[sheet.sources[$0]].status == .seriesBreak
                    }
            }
        }
    }

    /// The ends of the periods of which there is a value of the cell's power, in order: when newer data come in.
    func arrivals(_ cell: Cell) -> [Day] {
        let (sheet, power) = sheets.sheet(for: cell)
        return sheet.lines[power].compactMap { sheet.rows[$0].state == .value ? sheet.rows[$0].period.end : nil }
    }

    /// Whether there is anything to read for the power of the cell, in any period.
    func mayRead(_ cell: Cell) -> Bool {
        let (sheet, power) = sheets.sheet(for: cell)
        return indicator.transform.isShare || !sheet.lines[power].isEmpty
    }

    private struct Origin: Equatable {
        let period: Period
        let reporter: Int
    }

    private func origin(of selection: Selection, for cell: Cell) -> Origin? {
        let (sheet, _) = sheets.sheet(for: cell)
        guard let period = selection.newest, let term = selection.totals.last ?? selection.terms.last else {
            return nil
        }
        return Origin(period: period, reporter: sheet.rows[term.row].reporter)
    }
}

extension IndicatorReader.Cell {
    /// The same at the end of another day.
    func at(_ day: Day) -> Self {
        Self(power: power, country: country, dyad: dyad, period: .day(day))
    }
}
