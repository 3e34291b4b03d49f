internal import InfluenceModel

extension IndicatorReader {
    /// Reads the cell once more and tells from what.
    /// - Parameters:
    ///   - column: What was normalised, or with `isReplaced` what came out.
    ///   - position: The cell's in it.
    func explain(_ cell: Cell, panel: Panel, in column: Column, at position: Int, isReplaced: Bool) -> IndicatorBasis {
        var selection = Selection()
        let reading = read(cell, into: &selection)
        return IndicatorBasis(
            observations: uses(of: selection, for: cell, panel: panel),
            freshness: column.freshness(at: position),
            windowed: selection.windowed,
            divisor: selection.divisor,
            raw: reading.value.isNaN ? nil : reading.value,
            treated: isReplaced || column.values[position].isNaN ? nil : column.values[position],
            known: reading.known,
            absence: reading.absence,
            reporter: reporter(of: selection, for: cell),
            source: selection.isFallback ? indicator.fallback : nil,
            span: reading.value.isNaN ? nil : span(of: selection, for: cell),
            stretch: reading.value.isNaN ? nil : stretch(of: selection, at: sheets.place(of: cell))
        )
    }

    /// Values first, then totals, then denominators.
    private func uses(of selection: Selection, for cell: Cell, panel: Panel) -> [ObservationUse] {
        let source = source(of: selection)
        let place = sheets.place(of: cell)
        let sheet = source.sheets[place.sheet]
        var uses: [ObservationUse] = []
        for (terms, role) in [(selection.values, ObservationUse.Role.value), (selection.totals, .total)] {
            for term in terms {
                uses += source.uses(
                    of: sheet.rows[term.row],
                    in: sheet,
                    as: role,
                    weight: term.weight,
                    isAnnual: selection.isAnnual,
                    panel: panel
                )
            }
        }
        guard let denominator else { return uses }
        let divisors = denominator.sheets.sheets[denominator.place(for: place).sheet]
        for term in selection.denominators {
            uses += denominator.sheets.uses(
                of: divisors.rows[term.row],
                in: divisors,
                as: .denominator,
                weight: term.weight,
                isAnnual: selection.isDenominatorAnnual,
                panel: panel
            )
        }
        return uses
    }

    /// The sheets that a selection's values and totals lie in.
    func source(of selection: Selection) -> SheetSet {
        (selection.isFallback ? tables?.fallback?.sheets : nil) ?? sheets
    }

    func reporter(of selection: Selection, for cell: Cell) -> String? {
        let sheet = source(of: selection).sheets[sheets.place(of: cell).sheet]
        return selection.reporter.map { sheet.reporters[$0] }
    }

    /// What is said of the values that one stands on, where it is not that all is normal.
    func statuses(of selection: Selection, for cell: Cell, _ panel: Panel) -> Set<ObservationStatus> {
        var statuses = Set(uses(of: selection, for: cell, panel: panel).map(\.observation.status))
        statuses.remove(.normal)
        return statuses
    }

    /// The ends of the oldest and newest reference period that a value stands on.
    func span(of selection: Selection, for cell: Cell) -> DataSpan? {
        let place = sheets.place(of: cell)
        let sheet = source(of: selection).sheets[place.sheet]
        var span: DataSpan?
        func add(_ end: Day) {
            let day = DataSpan(from: end, to: end)
            span = span?.union(day) ?? day
        }
        for term in selection.values { add(sheet.rows[term.row].period.end) }
        for term in selection.totals { add(sheet.rows[term.row].period.end) }
        if let denominator {
            let divisors = denominator.sheets.sheets[denominator.place(for: place).sheet]
            for term in selection.denominators { add(divisors.rows[term.row].period.end) }
        }
        // A register speaks of the days without a row too.
        if indicator.gaps == .zero, let newest = selection.newest { add(newest.end) }
        return span
    }
}

extension SheetSet {
    fileprivate func uses(
        of row: Sheet.Row,
        in sheet: Sheet,
        as role: ObservationUse.Role,
        weight: Double,
        isAnnual: Bool,
        panel: Panel
    ) -> [ObservationUse] {
        sheet.sources[row.sources].map { position in
            let observation = panel.observations[position]
            let isFlow = flows[observation.series.indicator] ?? false
            return ObservationUse(
                observation: observation,
                role: role,
                factor: isAnnual && isFlow ? weight.annualised(from: observation.period) : weight
            )
        }
    }
}
