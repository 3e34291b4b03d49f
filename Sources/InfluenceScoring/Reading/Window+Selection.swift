internal import InfluenceModel

/// Step 2 of the model, windows: which rows of a sheet enter a value, and with what weight.
extension Window {
    /// Chooses the rows of `power` that count at the end of `date`.
    ///
    /// `last` takes the latest period, of two with one end the longer. The other windows take the periods that end within
    /// the duration up to and including `date`, from the latest end backwards, of two with one end the longer, leaving
    /// out those that overlap one already taken. They read ONE reporter throughout, the first in order with a value in
    /// the window (for a share: with a total); a share's terms and totals come from the same periods, a period for which
    /// the power's own value is stated to be unknown enters neither, and one without a row of the power adds nothing.
    ///
    /// - Parameter total: The column of all partners together, for a share.
    func select(from sheet: Sheet, power: Int, total: Int?, at date: Day, into selection: inout Selection) {
        switch self {
        case .last:
            guard let newest = sheet.newest(of: power, through: date) else { return }
            let row = sheet.rows[newest]
            selection.terms.append(.init(row: newest, weight: 1))
            if let total, let match = sheet.row(of: total, by: row.reporter, for: row.period) {
                selection.totals.append(.init(row: match, weight: 1))
            }
        case .sum(let length), .mean(let length), .decay(let length, _):
            // From the day after, so that a month's window never holds two month ends.
            let first = date.adding(days: 1).subtracting(length)
            guard first <= date,
                let reporter = sheet.firstReporter(endingIn: first...date)
            else { return }
            let base = total ?? power
            choose(sheet.rows(of: base, by: reporter), of: sheet, endingIn: first...date, into: &selection.terms)
            if let total {
                split(total: total, power: power, reporter: reporter, of: sheet, in: &selection)
            }
        }
        weigh(sheet, at: date, in: &selection)
        if let newest = (total == nil ? selection.terms : selection.totals).last {
            selection.newest = sheet.rows[newest.row].period
        }
    }

    /// The rows with a value that end in `days`, none overlapping another, oldest first.
    private func choose(
        _ rows: Range<Int>,
        of sheet: Sheet,
        endingIn days: ClosedRange<Day>,
        into terms: inout [Selection.Term]
    ) {
        var position = rows.partition { sheet.rows[$0].period.end > days.upperBound }
        var taken: Day?
        while position > rows.lowerBound {
            position -= 1
            let row = sheet.rows[position]
            if row.period.end < days.lowerBound { break }
            guard row.state == .value else { continue }
            if let taken, row.period.end >= taken { continue }
            taken = row.period.start
            terms.append(.init(row: position, weight: 1))
        }
        terms.reverse()
    }

    /// Turns the chosen totals into the power's rows of the same periods and the totals that they are a share of.
    private func split(total: Int, power: Int, reporter: Int, of sheet: Sheet, in selection: inout Selection) {
        swap(&selection.terms, &selection.totals)
        var kept = 0
        for term in selection.totals {
            if let own = sheet.row(of: power, by: reporter, for: sheet.rows[term.row].period) {
                guard sheet.rows[own].state == .value else { continue }
                selection.terms.append(.init(row: own, weight: 1))
            }
            selection.totals[kept] = term
            kept += 1
        }
        selection.totals.removeSubrange(kept...)
    }

    private func weigh(_ sheet: Sheet, at date: Day, in selection: inout Selection) {
        switch self {
        case .last, .sum: break
        case .mean:
            selection.divisor = Double(
                max(1, selection.totals.isEmpty ? selection.terms.count : selection.totals.count)
            )
        case .decay(_, let halfLife):
            let weigh = { (term: Selection.Term) in
                let age = sheet.rows[term.row].period.end.months(until: date)
                return Selection.Term(
                    row: term.row,
                    weight: age == 0 ? 1 : Elementary.exp2(-age / halfLife.lengthInMonths)
                )
            }
            for index in selection.terms.indices { selection.terms[index] = weigh(selection.terms[index]) }
            for index in selection.totals.indices { selection.totals[index] = weigh(selection.totals[index]) }
        }
    }
}
