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
        let reporter = indicator.preferredReporter(of: sheet.reporters.indices, besides: latest) {
            candidate($0).flatMap { isUsable($0) ? sheet.rows[$0].period.end : nil }
        }
        guard let reporter, let row = candidate(reporter) else { return (.none, until) }
        return (sheet.rows[row].state == .notApplicable ? .notApplicable(row) : .row(row), until)
    }
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
