internal import InfluenceModel

extension IndicatorReader {
    /// What a reading stands on, for the question whether another one may be compared with it.
    private struct Standing {
        var isFallback = false
        var reporter: Int?
        var newest: Period?
        var denominator: Divisor?

        struct Divisor {
            let reporter: Int
            let period: Period
        }
    }

    /// The breaks between the readings of a dyad from one period to the last of others, where both ends and whatever lies
    /// between have a value.
    /// - Parameter periods: Ascending, all after `first`.
    func breaks(_ power: Int, in country: Int, from first: Period, over periods: [Period]) -> [SeriesBreak] {
        let place = sheets.place(of: Cell(power: power, country: country, period: first))
        var selection = Selection()
        var reading = read(place, at: first.end, into: &selection)
        var standing = reading.value.isNaN ? nil : standing(of: selection, at: place)
        var breaks: [SeriesBreak] = []
        for period in periods where period.end >= reading.until {
            reading = read(place, at: period.end, into: &selection)
            guard !reading.value.isNaN else { continue }
            let next = self.standing(of: selection, at: place)
            if let standing { breaks += between(standing, next, at: place, since: period) }
            standing = next
        }
        return breaks
    }

    /// The first day on which a cell that has a value has none, if nothing new is observed.
    func lapse(from cell: Cell) -> Day? {
        // A register that is complete up to the present never ages.
        if indicator.gaps == .zero, indicator.through == nil { return nil }
        let place = sheets.place(of: cell)
        var selection = Selection()
        var date = cell.period.end
        var reading = read(place, at: date, into: &selection)
        guard !reading.value.isNaN else { return nil }
        if let through = indicator.through, indicator.gaps == .zero, date < through {
            date = through
            reading = read(place, at: date, into: &selection)
        }
        while !reading.value.isNaN {
            guard reading.until > date, reading.until < .latest else { return nil }
            date = reading.until
            reading = read(place, at: date, into: &selection)
        }
        return date
    }

    private func standing(of selection: Selection, at place: Place) -> Standing {
        var standing = Standing(
            isFallback: selection.isFallback,
            reporter: selection.reporter,
            newest: selection.newest
        )
        if let denominator, let term = selection.denominators.last {
            let row = denominator.sheets.sheets[denominator.place(for: place).sheet].rows[term.row]
            standing.denominator = .init(reporter: row.reporter, period: row.period)
        }
        return standing
    }

    private func between(_ old: Standing, _ new: Standing, at place: Place, since: Period) -> [SeriesBreak] {
        let make = { (id: NodeID, kind: SeriesBreak.Kind) in SeriesBreak(indicator: id, kind: kind, since: since) }
        var breaks: [SeriesBreak] = []
        if old.isFallback != new.isFallback, let other = indicator.fallback {
            breaks.append(
                make(
                    indicator.id,
                    new.isFallback
                        ? .source(from: indicator.id, to: other) : .source(from: other, to: indicator.id)
                )
            )
        } else if let before = old.reporter, let after = new.reporter {
            let sheet = ((new.isFallback ? tables?.fallback?.sheets : nil) ?? sheets).sheets[place.sheet]
            if before != after {
                breaks.append(
                    make(indicator.id, .reporter(from: sheet.reporters[before], to: sheet.reporters[after]))
                )
            } else if let one = old.newest, let other = new.newest {
                var powers = [place.power]
                if indicator.share == .partners, !new.isFallback { powers.append(sheets.columns.world) }
                let marked = Set(powers.flatMap { sheet.breaks(of: $0, by: after, one, other) }).sorted()
                breaks += marked.map { make(indicator.id, .status($0)) }
            }
        }
        if let denominator, let before = old.denominator, let after = new.denominator {
            let own = denominator.place(for: place)
            let sheet = denominator.sheets.sheets[own.sheet]
            let id = denominator.indicator.id
            if before.reporter != after.reporter {
                let (from, to) = (sheet.reporters[before.reporter], sheet.reporters[after.reporter])
                breaks.append(make(id, .reporter(from: from, to: to)))
            } else {
                breaks += sheet.breaks(of: own.power, by: after.reporter, before.period, after.period)
                    .map { make(id, .status($0)) }
            }
        }
        return breaks
    }
}

extension Sheet {
    /// Whether one reporter says that its series about a power breaks between two periods.
    func hasBreak(of power: Int, by reporter: Int, between one: Period, _ other: Period) -> Bool {
        !breaks(of: power, by: reporter, one, other).isEmpty
    }

    /// The periods of one reporter's rows about a power that it says its series breaks at, after the earlier one of two
    /// and not after the later one.
    fileprivate func breaks(of power: Int, by reporter: Int, _ one: Period, _ other: Period) -> [Period] {
        let (first, last) = (min(one.end, other.end), max(one.end, other.end))
        return rows(of: power, by: reporter, through: last)
            .filter { rows[$0].isBreak && rows[$0].period.end > first }
            .map { rows[$0].period }
    }
}
