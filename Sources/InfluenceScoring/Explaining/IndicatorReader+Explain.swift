internal import InfluenceModel

extension IndicatorReader {
    /// Reads the cell once more and tells from what.
    /// - Parameters:
    ///   - column: What was normalised, or with `isReplaced` what came out.
    ///   - position: The cell's in it.
    func explain(
        _ cell: Cell,
        panel: Panel,
        in column: Column,
        at position: Int,
        isReplaced: Bool
    ) throws(ScoringError) -> IndicatorBasis {
        var selection = Selection()
        let reading = try read(cell, into: &selection)
        let (sheet, _) = sheets.sheet(for: cell)
        var uses: [ObservationUse] = []
        for (terms, role) in [(selection.terms, ObservationUse.Role.value), (selection.totals, .total)] {
            for term in terms {
                uses += sheets.uses(
                    of: sheet.rows[term.row],
                    in: sheet,
                    as: role,
                    weight: term.weight / selection.divisor,
                    isAnnual: selection.isAnnual,
                    panel: panel
                )
            }
        }
        var divisor = selection.totals.isEmpty ? nil : selection.sum(selection.totals, of: sheet)
        if let denominator, let row = selection.denominator {
            divisor = selection.comparesOnePeriod ? row.value : row.annual
            uses += denominator.uses(of: row, for: cell, isAnnual: !selection.comparesOnePeriod, panel: panel)
        }
        return IndicatorBasis(
            observations: uses,
            freshness: column.freshness(at: position),
            windowed: selection.windowed,
            divisor: divisor,
            raw: reading.value.isNaN ? nil : reading.value,
            treated: isReplaced || column.values[position].isNaN ? nil : column.values[position]
        )
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

extension Denominator {
    fileprivate func uses(
        of row: Sheet.Row,
        for cell: IndicatorReader.Cell,
        isAnnual: Bool,
        panel: Panel
    ) -> [ObservationUse] {
        let (sheet, _) = sheets.sheet(for: cell)
        return sheets.uses(of: row, in: sheet, as: .denominator, weight: 1, isAnnual: isAnnual, panel: panel)
    }
}
