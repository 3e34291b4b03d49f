internal import InfluenceModel

// What stands by itself: events, levels and ratios choose their reporter per dyad, so that a row about one power never
// changes another's value.

extension IndicatorReader {
    /// What is read of one dyad.
    enum Choice {
        case row(Int)
        case notApplicable(Int)
        /// The newest value is beyond `max_age`.
        case expired(Int)
        case none
    }

    func readDyad(_ place: Place, at date: Day, into selection: inout Selection) -> IndicatorReading {
        let sheet = sheets.sheets[place.sheet]
        if let window = chain.window {
            return readWindow(window, of: place, in: sheet, at: date, into: &selection)
        }
        let (choice, until) = choose(place.power, in: sheet, at: date)
        switch choice {
        case .none: return IndicatorReading(.noObservation, until: until)
        case .expired(let row):
            selection.take(row, in: sheet)
            return IndicatorReading(.expired(sheet.rows[row].period), until: until)
        case .notApplicable(let row):
            selection.take(row, in: sheet)
            return IndicatorReading(.notApplicable, until: until)
        case .row(let row):
            return read(row, of: place, in: sheet, at: date, until: until, into: &selection)
        }
    }

    /// The value of one row, by the steps of the chain.
    /// - Parameter until: When another row may be chosen.
    func read(
        _ row: Int,
        of place: Place,
        in sheet: Sheet,
        at date: Day,
        until: Day,
        into selection: inout Selection
    ) -> IndicatorReading {
        let (freshness, aging) = indicator.age(of: lastDay(of: sheet.rows[row].period, at: date), at: date)
        selection.take(row, in: sheet)
        do throws(Absence) {
            let value = try value(of: row, at: place, in: sheet, by: chain.after, into: &selection)
            return IndicatorReading(value: value, freshness: freshness, until: min(until, aging))
        } catch {
            return IndicatorReading(error, until: min(until, aging))
        }
    }

    /// The last day that a value speaks of: that of its period, or the one up to which a list of events is complete.
    private func lastDay(of period: Period, at date: Day) -> Day {
        indicator.through.map { max(period.end, min($0, date)) } ?? period.end
    }

    /// One row's own value after steps that need no window: of a flow at a year's length, but where the first step
    /// compares it with a denominator of the same period.
    func value(
        of row: Int,
        at place: Place,
        in sheet: Sheet,
        by steps: [Transform],
        into selection: inout Selection
    ) throws(Absence) -> Double {
        let own = sheet.rows[row]
        var operands = Operands()
        selection.isAnnual = true
        if let denominator, steps.contains(where: \.isRatio), let found = denominator.row(for: place, own.period) {
            let divisor = denominator.sheets.sheets[found.sheet].rows[found.row]
            let comparesOnePeriod = divisor.period == own.period && steps.first?.isRatio == true
            selection.isAnnual = !comparesOnePeriod
            selection.isDenominatorAnnual = !comparesOnePeriod
            operands.denominator = comparesOnePeriod ? divisor.value : divisor.annual
            selection.divisor = operands.denominator
            selection.denominators.append(.init(row: found.row, weight: 1))
        }
        let value = selection.isAnnual ? own.annual : own.value
        selection.windowed = value
        return try steps.apply(to: value, operands)
    }

    /// The row that counts for a dyad, and the first day on which another one may.
    ///
    /// Of an event the newest state: one without a value ends the one before it, and one that is not scored is as if not
    /// there. Else the newest value of the first reporter whose newest usable one is at most `lag` older than the newest
    /// of any; what is stated to be unknown is passed over.
    func choose(_ power: Int, in sheet: Sheet, at date: Day) -> (Choice, until: Day) {
        indicator.cadence == nil
            ? chooseEvent(power, in: sheet, at: date) : choosePeriodic(power, in: sheet, at: date)
    }

    private func chooseEvent(_ power: Int, in sheet: Sheet, at date: Day) -> (Choice, until: Day) {
        var until = sheet.nextEnd(of: power, after: date)
        var newest: Int?
        for reporter in sheet.reporters.indices {
            let visible = sheet.rows(of: power, by: reporter, through: date)
            guard let row = visible.last(where: { sheet.rows[$0].state != .unscored }) else { continue }
            guard let known = newest else {
                newest = row
                continue
            }
            let (one, other) = (sheet.rows[known].period, sheet.rows[row].period)
            // Without an order of reporters the longer period counts.
            if other.end > one.end || (other.end == one.end && !sheet.isListed && other.start < one.start) {
                newest = row
            }
        }
        guard let newest else { return (.none, until) }
        let row = sheet.rows[newest]
        switch row.state {
        case .notApplicable: return (.notApplicable(newest), until)
        case .unknown, .unscored: return (.none, until)
        case .value:
            let last = lastDay(of: row.period, at: date)
            if indicator.isExpired(last, at: date) { return (.expired(newest), until) }
            until = min(until, indicator.expiry(of: last))
            return (.row(newest), until)
        }
    }

    private func choosePeriodic(_ power: Int, in sheet: Sheet, at date: Day) -> (Choice, until: Day) {
        var until = sheet.nextEnd(of: power, after: date)
        var latest: Day?
        var expired: Int?
        func candidate(_ reporter: Int) -> Int? {
            sheet.rows(of: power, by: reporter, through: date).last {
                sheet.rows[$0].state == .value || sheet.rows[$0].state == .notApplicable
            }
        }
        let newest = sheet.reporters.indices.compactMap { candidate($0).map { sheet.rows[$0].period.end } }.max()
        func isUsable(_ row: Int) -> Bool {
            let end = sheet.rows[row].period.end
            // That there is no value holds until somebody has one, and that one's age does not bring it back.
            return sheet.rows[row].state == .notApplicable
                ? newest.map { indicator.isRecent(end, besides: $0) } ?? true : !indicator.isExpired(end, at: date)
        }
        for reporter in sheet.reporters.indices {
            guard let row = candidate(reporter) else { continue }
            let period = sheet.rows[row].period
            guard isUsable(row) else {
                if expired.map({ sheet.rows[$0].period.end < period.end }) ?? true { expired = row }
                continue
            }
            latest = max(latest ?? period.end, period.end)
            if sheet.rows[row].state == .value { until = min(until, indicator.expiry(of: period.end)) }
        }
        guard let latest else { return (expired.map { .expired($0) } ?? .none, until) }
        for reporter in sheet.reporters.indices {
            guard let row = candidate(reporter), isUsable(row),
                indicator.isRecent(sheet.rows[row].period.end, besides: latest)
            else { continue }
            return (sheet.rows[row].state == .notApplicable ? .notApplicable(row) : .row(row), until)
        }
        return (.none, until)
    }

    /// The first reporter whose newest row is at most `lag` older than the newest of any, with that row.
    /// - Parameter newest: A reporter's row that counts.
    private func preferred(in sheet: Sheet, newest: (_ reporter: Int) -> Int?) -> (reporter: Int, row: Int)? {
        let rows = sheet.reporters.indices.map(newest)
        guard let latest = rows.compactMap({ $0.map { sheet.rows[$0].period.end } }).max() else { return nil }
        for (reporter, row) in rows.enumerated() {
            if let row, indicator.isRecent(sheet.rows[row].period.end, besides: latest) { return (reporter, row) }
        }
        return nil
    }

    /// Whose rows a register is read from where nobody has a value: what is stated to be unknown is no zero.
    private func statements(about power: Int, in sheet: Sheet, at date: Day) -> Range<Int> {
        let rows = { sheet.rows(of: power, by: $0, through: date) }
        return preferred(in: sheet) { rows($0).last }.map { rows($0.reporter) } ?? 0..<0
    }

    // MARK: Windows

    private func readWindow(
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
}

/// What is added up over a window.
struct WindowSums {
    var total = 0.0
    var known = 0.0
    var unknown = 0.0
    var levels = Extent()
}

extension Selection {
    /// A value that stands on one row.
    mutating func take(_ row: Int, in sheet: Sheet) {
        values.append(Term(row: row, weight: 1))
        newest = sheet.rows[row].period
        reporter = sheet.rows[row].reporter
    }

    mutating func scaleValues(by scale: Double) {
        for index in values.indices {
            values[index] = Term(row: values[index].row, weight: values[index].weight * scale)
        }
    }
}
