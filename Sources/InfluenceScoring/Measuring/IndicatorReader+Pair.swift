internal import InfluenceModel

/// The values of one indicator for two powers that can be compared: of the same period and reporter.
struct PairedReading {
    let first: Double
    let second: Double
    /// The data period that both are of.
    let period: Period
    let freshness: Freshness
}

extension IndicatorReader {
    /// The newest values of two powers that are of one period and reporter, at the end of `date`.
    ///
    /// Where one power is known later than the other, both are read as at the end of the earlier one. Freshness is that
    /// at `date`.
    ///
    /// - Parameter country: Position; `cell` gives the cell of a power of it at a period.
    func readPair(
        at date: Day,
        _ first: (Period) -> Cell,
        _ second: (Period) -> Cell
    ) throws(ScoringError) -> PairedReading? {
        var at = date
        var selection = Selection()
        while true {
            let one = try read(first(.day(at)), into: &selection)
            let oneOrigin = origin(of: selection, for: first(.day(at)))
            let other = try read(second(.day(at)), into: &selection)
            let otherOrigin = origin(of: selection, for: second(.day(at)))
            guard !one.value.isNaN, !other.value.isNaN, let oneOrigin, let otherOrigin else { return nil }
            if oneOrigin == otherOrigin {
                let freshness = Freshness(
                    end: oneOrigin.period.end,
                    at: date,
                    cadence: indicator.cadence,
                    maxAge: indicator.maxAge
                )
                return freshness == .expired
                    ? nil
                    : PairedReading(
                        first: one.value,
                        second: other.value,
                        period: oneOrigin.period,
                        freshness: freshness
                    )
            }
            let earlier = min(oneOrigin.period.end, otherOrigin.period.end)
            // Always further back, so it ends: at the first observation at the latest.
            at = earlier < at ? earlier : at.adding(days: -1)
            guard at > .earliest else { return nil }
        }
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
