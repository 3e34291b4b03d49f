internal import InfluenceModel

// What is read as one table: shares, and published shares where the model says so.

extension IndicatorReader {
    /// The value of one power in a table.
    func read(_ place: Place, in table: ShareTable, at date: Day, into selection: inout Selection) -> IndicatorReading {
        guard let tables, let power = tables.position(of: place.power) else {
            return IndicatorReading(.noObservation, until: table.until)
        }
        let source = (table.isFallback ? tables.fallback?.sheets : nil) ?? sheets
        let sheet = source.sheets[place.sheet]
        selection.isFallback = table.isFallback
        if let row = excluded(place.power, in: sheet, by: table.reporter, at: date) {
            selection.take(row, in: sheet)
            return IndicatorReading(.notApplicable, until: table.until)
        }
        guard let reporter = table.reporter else {
            return nothing(of: place, power, at: date, until: table.until, into: &selection)
        }
        selection.reporter = reporter
        if chain.window != nil { return readWindow(power, in: table, at: date, into: &selection) }
        let periods = (table.isFallback ? tables.fallback?.books : nil) ?? tables.books
        guard let number = table.places[power] else {
            if let absence = table.absence { return IndicatorReading(absence, until: table.until) }
            return nothing(of: place, power, at: date, until: table.until, into: &selection)
        }
        let period = periods[place.sheet][reporter][number]
        let (freshness, aging) = indicator.age(of: period.period.end, at: date)
        let until = min(table.until, aging)
        selection.take(period, power, tables)
        if let row = period.rows[power] { selection.windowed = sheet.rows[row].value }
        if let absence = table.absence { return IndicatorReading(absence, until: until) }
        do throws(Absence) {
            let value = try chain.afterShare.apply(to: period.shares[power], Operands())
            return IndicatorReading(value: value, freshness: freshness, until: until)
        } catch {
            return IndicatorReading(error, until: until)
        }
    }

    /// The newest row of a power that says anything, if it says that no value can exist.
    /// - Parameter reporter: Whom the table is read from; where it does not speak of the power, anybody counts.
    private func excluded(_ power: Int, in sheet: Sheet, by reporter: Int?, at date: Day) -> Int? {
        guard sheet.hasNotApplicable else { return nil }
        func newest(_ reporter: Int) -> Int? {
            sheet.rows(of: power, by: reporter, through: date).last {
                sheet.rows[$0].state == .value || sheet.rows[$0].state == .notApplicable
            }
        }
        var found = reporter.flatMap(newest)
        if found == nil {
            for row in sheet.reporters.indices.compactMap(newest)
            where found.map({ sheet.rows[$0].period.end < sheet.rows[row].period.end }) ?? true {
                found = row
            }
        }
        return found.flatMap { sheet.rows[$0].state == .notApplicable ? $0 : nil }
    }

    /// That a power has no share, and why.
    private func nothing(
        of place: Place,
        _ power: Int,
        at date: Day,
        until: Day,
        into selection: inout Selection
    ) -> IndicatorReading {
        guard let tables else { return IndicatorReading(.noObservation, until: until) }
        let sheet = sheets.sheets[place.sheet]
        // A period that nothing can be a share of is none of the table's.
        let ends = [place.power, sheets.columns.world].map { sheet.nextEnd(of: $0, after: date) }
        let until = ends.reduce(until) { min($0, $1) }
        let periods = tables.books[place.sheet].joined().filter { $0.period.end <= date && $0.rows[power] != nil }
        if let old = periods.max(by: { $0.period < $1.period }) {
            guard indicator.isExpired(old.period.end, at: date) else {
                return IndicatorReading(.noObservation, until: until)
            }
            selection.isFallback = false
            selection.take(old, power, tables)
            return IndicatorReading(.expired(old.period), until: until)
        }
        let newest = { (power: Int) in
            sheet.reporters.indices.compactMap { sheet.newestValue(of: power, by: $0, through: date) }
                .max { sheet.rows[$0].period < sheet.rows[$1].period }
        }
        guard let own = newest(place.power), let whole = indicator.share else {
            return IndicatorReading(.noObservation, until: until)
        }
        // There is a value, and nothing to take a share of.
        guard let row = whole == .partners ? newest(sheets.columns.world) : own,
            let refusal = tables.refusal(of: sheet.rows[row].period, by: sheet.rows[row].reporter, at: place.sheet)
        else { return IndicatorReading(.noTotal, until: until) }
        let period = sheet.rows[row].period
        guard refusal.isOfDataThatAreThere else { return IndicatorReading(refusal, until: until) }
        return indicator.isExpired(period.end, at: date)
            ? IndicatorReading(.expired(period), until: until)
            : IndicatorReading(refusal, until: min(until, indicator.expiry(of: period.end)))
    }

    // MARK: Windows

    /// The table of a place at the end of a day, and what is read of it in place of single periods under a window.
    ///
    /// The window ends with the newest period of the table's reporter, so that all powers' end with the same; of a register
    /// with the day that it is known for.
    func table(_ tables: TableSet, at place: Int, date: Day) -> ShareTable {
        var table = tables.table(at: place, date: date)
        guard let window = chain.window, let reporter = table.reporter, let newest = table.usable.last else {
            return table
        }
        let isRegister = indicator.gaps == .zero
        let ending =
            isRegister ? Period.day(min(date, indicator.through ?? date)) : tables.books[place][reporter][newest].period
        table.window = TableWindow(self, tables, window, at: place, reporter, endingOn: ending, through: date)
        return table
    }

    private func readWindow(
        _ power: Int,
        in table: ShareTable,
        at date: Day,
        into selection: inout Selection
    ) -> IndicatorReading {
        guard let window = table.window else { return IndicatorReading(.noObservation, until: table.until) }
        let ending = window.ending
        selection.newest = ending
        let (freshness, aging) = indicator.age(of: ending.end, at: date)
        let until = min(table.until, aging)
        guard freshness != .expired else { return IndicatorReading(.expired(.day(ending.end)), until: until) }
        do throws(Absence) {
            let windowed = try window.read(power, into: &selection)
            let value = try chain.afterShare.apply(to: windowed.value, Operands())
            return IndicatorReading(value: value, freshness: freshness, known: windowed.known, until: until)
        } catch {
            return IndicatorReading(error, until: until)
        }
    }
}

extension Selection {
    /// A share of one period.
    fileprivate mutating func take(_ period: TablePeriod, _ power: Int, _ tables: TableSet) {
        if let row = period.rows[power] { values.append(Term(row: row, weight: 1)) }
        newest = period.period
        guard !period.total.isNaN else { return }
        divisor = period.total
        if let row = period.totalRow {
            totals.append(Term(row: row, weight: 1))
        } else if tellsRows {
            for member in tables.members({ period.rows[$0] != nil }) where member.union == nil {
                if let row = period.rows[member.power] { totals.append(Term(row: row, weight: 1)) }
            }
        }
    }
}
