internal import InfluenceModel

// Rows of one reporter over a window, of what stands by itself.

extension IndicatorReader {
    func readWindow(
        _ window: Window,
        of place: Place,
        in sheet: Sheet,
        at date: Day,
        into selection: inout Selection
    ) -> IndicatorReading {
        let power = place.power
        var until = sheet.nextEnd(of: power, after: date)
        if sheet.hasNotApplicable {
            let choice = choose(power, in: sheet, at: date)
            // Another choice may be made then, whatever the window itself stands on.
            until = min(until, choice.until)
            if case .notApplicable(let row) = choice.0 {
                selection.take(row, in: sheet)
                return IndicatorReading(.notApplicable, until: until)
            }
        }
        let isRegister = indicator.gaps == .zero
        if isRegister {
            // The window moves on with the day as long as the register does.
            if indicator.through.map({ date < $0 }) ?? true { until = min(until, date.adding(days: 1)) }
            guard let since = registerSince[place.sheet] else { return IndicatorReading(.noObservation, until: until) }
            guard since <= date else { return IndicatorReading(.noObservation, until: min(until, since)) }
        }
        let source = preferred(in: sheet) { reporter in
            sheet.newestValue(of: power, by: reporter, through: date).flatMap {
                !isRegister && indicator.isExpired(sheet.rows[$0].period.end, at: date) ? nil : $0
            }
        }
        if let source, !isRegister {
            for reporter in sheet.reporters.indices {
                guard let row = sheet.newestValue(of: power, by: reporter, through: date) else { continue }
                let expiry = indicator.expiry(of: sheet.rows[row].period.end)
                if expiry > date { until = min(until, expiry) }
            }
            selection.newest = sheet.rows[source.row].period
        }
        guard isRegister || source != nil else {
            let old = sheet.reporters.indices.compactMap { sheet.newestValue(of: power, by: $0, through: date) }
            guard let row = old.max(by: { sheet.rows[$0].period < sheet.rows[$1].period }) else {
                return IndicatorReading(.noObservation, until: until)
            }
            selection.take(row, in: sheet)
            return IndicatorReading(.expired(sheet.rows[row].period), until: until)
        }
        let last =
            isRegister
            ? min(date, indicator.through ?? date) : source.map { sheet.rows[$0.row].period.end } ?? date
        if isRegister { selection.newest = .day(last) }
        let (freshness, aging) = indicator.age(of: last, at: date)
        until = min(until, aging)
        selection.reporter = source?.reporter
        guard freshness != .expired else { return IndicatorReading(.expired(.day(last)), until: until) }
        do throws(Absence) {
            let windowed = try integrate(
                window,
                of: place,
                rows: source.map { sheet.rows(of: power, by: $0.reporter, through: date) }
                    ?? statements(about: power, in: sheet, at: date),
                in: sheet,
                endingOn: last,
                into: &selection
            )
            let value = try finish(windowed, of: place, into: &selection)
            return IndicatorReading(value: value, freshness: freshness, known: windowed.known, until: until)
        } catch {
            return IndicatorReading(error, until: until)
        }
    }

    /// The integral over a window of the rows of one reporter and power.
    func integrate(
        _ window: Window,
        of place: Place,
        rows: Range<Int>,
        in sheet: Sheet,
        endingOn last: Day,
        into selection: inout Selection
    ) throws(Absence) -> Windowed {
        let span = WindowSpan(window, endingOn: last)
        let nature = chain.nature(isFlow: sheets.isFlow)
        // Those that end before it are many; the rows are in the order of their ends.
        let inside = rows.partition { sheet.rows[$0].period.ending > span.beginning }..<rows.upperBound
        let covering = Covering(inside.compactMap { Covering.Candidate($0, sheet.rows[$0].period, in: span) })
        var sums = WindowSums()
        for piece in covering.pieces {
            let weight = span.weight(from: piece.from, to: piece.to)
            guard let value = rowValue(piece.row, at: place, in: sheet, into: &selection) else {
                sums.unknown += weight
                continue
            }
            let factor = nature.factor(weight: weight, length: piece.length)
            sums.total += value * factor
            sums.known += weight
            sums.levels.add(nature.level(of: value, length: piece.length))
            selection.values.append(.init(row: piece.row, weight: factor))
        }
        // Of the rows, not of the windowed value.
        selection.isAnnual = false
        selection.divisor = nil
        let known = indicator.gaps == .zero ? span.whole - sums.unknown : sums.known
        // Time of a register without a row is zero.
        if known - sums.known > span.whole * 1e-12 { sums.levels.add(0) }
        let windowed = try Windowed(
            window,
            nature,
            total: sums.total,
            known: known,
            within: sums.levels,
            of: span
        )
        selection.scaleValues(by: windowed.scale)
        selection.windowed = windowed.value
        return windowed
    }

    /// A row's value as it enters a window; `nil` where there is none.
    private func rowValue(_ row: Int, at place: Place, in sheet: Sheet, into selection: inout Selection) -> Double? {
        guard sheet.rows[row].state == .value else { return nil }
        guard !chain.before.isEmpty else { return sheet.rows[row].value }
        return try? value(of: row, at: place, in: sheet, by: chain.before, into: &selection)
    }

    /// The steps after a window.
    func finish(_ windowed: Windowed, of place: Place, into selection: inout Selection) throws(Absence) -> Double {
        var operands = Operands()
        if let denominator, chain.after.contains(where: \.isRatio), let newest = selection.newest,
            let found = denominator.row(for: place, newest)
        {
            let divisor = denominator.sheets.sheets[found.sheet].rows[found.row]
            operands.denominator = divisor.annual
            selection.isDenominatorAnnual = true
            selection.divisor = divisor.annual
            selection.denominators.append(.init(row: found.row, weight: 1))
        }
        return try chain.after.apply(to: windowed.value, operands)
    }

    /// The preferred reporter, with its newest row.
    /// - Parameter newest: A reporter's row that counts.
    private func preferred(in sheet: Sheet, newest: (_ reporter: Int) -> Int?) -> (reporter: Int, row: Int)? {
        let rows = sheet.reporters.indices.map(newest)
        let ends = rows.map { $0.map { sheet.rows[$0].period.end } }
        guard let latest = ends.compactMap(\.self).max(),
            let reporter = indicator.preferredReporter(of: rows.indices, besides: latest, newest: { ends[$0] })
        else { return nil }
        return rows[reporter].map { (reporter, $0) }
    }

    /// Whose rows a register is read from where nobody has a value: what is stated to be unknown is no zero.
    private func statements(about power: Int, in sheet: Sheet, at date: Day) -> Range<Int> {
        let rows = { sheet.rows(of: power, by: $0, through: date) }
        return preferred(in: sheet) { rows($0).last }.map { rows($0.reporter) } ?? 0..<0
    }
}

/// What is added up over a window.
struct WindowSums {
    var total = 0.0
    var known = 0.0
    var unknown = 0.0
    var levels = Extent()
}
