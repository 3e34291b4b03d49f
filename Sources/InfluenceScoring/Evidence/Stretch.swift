internal import InfluenceModel

/// The stretch of a series that a reading lies in: readings of one indicator for one dyad may be compared with each other
/// where they lie in the same stretch, and where they do not, a break lies between them. What a break is, is said here
/// and nowhere else: scores, measures, waterfalls and alerts all ask it.
struct Stretch: Hashable, Sendable {
    /// Whose readings they are.
    let indicator: NodeID
    /// `nil` where nobody reported: a register that says nothing of the dyad.
    let own: Series?
    /// Of what it was divided by, where it was.
    let divisor: Series?

    /// What a figure is read from.
    struct Series: Hashable, Sendable {
        /// The indicator itself, what stands in for it, or its denominator.
        let indicator: NodeID
        let reporter: String
        /// The newest reference period that was read.
        let newest: Period?
        /// The newest one up to that one at which the reporter says that the series breaks: status B.
        let marked: Period?
    }

    /// The breaks between an earlier reading and this one; none where the two may be compared.
    ///
    /// - Parameters:
    ///   - earlier: Of the same indicator and dyad, at another period, or as known at another time.
    ///   - since: The period of this one.
    func breaks(after earlier: Stretch, since: Period) -> [SeriesBreak] {
        var kinds: [(NodeID, SeriesBreak.Kind)] = []
        if let before = earlier.own, let now = own, let kind = now.breakKind(after: before) {
            kinds.append((indicator, kind))
        }
        if let before = earlier.divisor, let now = divisor, let kind = now.breakKind(after: before) {
            kinds.append((now.indicator, kind))
        }
        return kinds.map { SeriesBreak(indicator: $0, kind: $1, since: since) }
    }
}

extension Stretch.Series {
    fileprivate func breakKind(after earlier: Self) -> SeriesBreak.Kind? {
        if indicator != earlier.indicator { return .source(from: earlier.indicator, to: indicator) }
        if reporter != earlier.reporter { return .reporter(from: earlier.reporter, to: reporter) }
        // Entered since, by a newer period or by a revision that says so.
        if let marked, earlier.marked.map({ marked.end > $0.end }) ?? true { return .status(marked) }
        // Left behind: what is read now lies before it.
        if let left = earlier.marked, let newest, left.end > newest.end { return .status(left) }
        return nil
    }
}

extension IndicatorReader {
    /// The stretch that a reading lies in.
    func stretch(of selection: Selection, at place: Place) -> Stretch {
        let own = selection.reporter.map { reporter in
            series(place, isFallback: selection.isFallback, reporter: reporter, newest: selection.newest)
        }
        return Stretch(indicator: indicator.id, own: own, divisor: divisor(of: selection, at: place))
    }

    /// The stretch of one power's part in a reading of two.
    func stretch(of pair: PairedReading, _ cell: Cell) -> Stretch {
        let place = sheets.place(of: cell)
        let own = pair.reporter.map { reporter in
            series(place, isFallback: pair.isFallback, reporter: reporter, newest: pair.period)
        }
        return Stretch(indicator: indicator.id, own: own, divisor: nil)
    }

    private func series(_ place: Place, isFallback: Bool, reporter: Int, newest: Period?) -> Stretch.Series {
        let fallback = isFallback ? tables?.fallback : nil
        let sheet = (fallback?.sheets ?? sheets).sheets[place.sheet]
        var powers = [place.power]
        // What a share is of breaks it too.
        switch fallback == nil ? indicator.share : nil {
        case .partners: powers.append(sheets.columns.world)
        case .powers: powers = tables?.powers ?? powers
        case nil: break
        }
        return Stretch.Series(
            indicator: fallback?.indicator.id ?? indicator.id,
            reporter: sheet.reporters[reporter],
            newest: newest,
            marked: newest.flatMap { newest in
                powers.compactMap { sheet.newestBreak(of: $0, by: reporter, through: newest.end) }
                    .max { $0.end < $1.end }
            }
        )
    }

    private func divisor(of selection: Selection, at place: Place) -> Stretch.Series? {
        guard let denominator, let term = selection.denominators.last else { return nil }
        let own = denominator.place(for: place)
        let sheet = denominator.sheets.sheets[own.sheet]
        let row = sheet.rows[term.row]
        return Stretch.Series(
            indicator: denominator.indicator.id,
            reporter: sheet.reporters[row.reporter],
            newest: row.period,
            marked: sheet.newestBreak(of: own.power, by: row.reporter, through: row.period.end)
        )
    }
}

extension Sheet {
    /// The newest period of one reporter's rows about a power, ending by `date`, at which it says that its series breaks.
    fileprivate func newestBreak(of power: Int, by reporter: Int, through date: Day) -> Period? {
        guard hasBreak else { return nil }
        return rows(of: power, by: reporter, through: date).last { rows[$0].isBreak }.map { rows[$0].period }
    }
}
