package import InfluenceModel

/// An indicator's column on its way from observations to normalisation.
package struct PreparedColumn: Sendable {
    /// After window and transform.
    package let raw: Column
    /// With imputed values; of freshness ``Freshness/imputed``.
    package let imputed: Column
    /// What is normalised.
    package let treated: Column
    /// One, one a period where the scope of the treatment is `period`, or none where there is no treatment.
    package let outcomes: [TreatmentOutcome]

    init(_ raw: Column, of indicator: Indicator, model: Model, cells: Cells) {
        self.raw = raw
        imputed = indicator.imputation?.apply(to: raw, of: model, in: cells) ?? raw
        guard let treatment = indicator.treatment else {
            treated = imputed
            outcomes = []
            return
        }
        (treated, outcomes) = treatment.apply(to: imputed, periods: cells.periods.count)
    }
}

extension Scorer {
    /// The indicators' values before normalisation, in the order of ``Model/indicators``.
    /// - Parameters: As of ``scores(for:threads:)``.
    package func columns(for periods: [Period], threads: Int = 1) -> [PreparedColumn] {
        columns(in: Cells(model, periods: periods), threads: threads)
    }

    func columns(
        in cells: Cells,
        threads: Int,
        under hypothesis: Hypothesis? = nil
    ) -> [PreparedColumn] {
        concurrently(readers.count, threads: threads) { number in
            let reader = readers[number]
            var column = reader.column(cells)
            hypothesis?.replace(in: &column, ofIndicator: number, of: cells)
            return PreparedColumn(column, of: reader.indicator, model: model, cells: cells)
        }
    }
}
