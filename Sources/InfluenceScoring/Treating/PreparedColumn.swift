package import InfluenceModel

/// An indicator's column on its way from observations to normalisation.
package struct PreparedColumn: Sendable {
    /// After window and transform; without the dyads that are screened.
    package let raw: Column
    /// With imputed values; of freshness ``Freshness/imputed``.
    package let imputed: Column
    /// What is normalised.
    package let treated: Column
    /// One, one a period where the scope of the treatment is `period`, or none where there is no treatment.
    package let outcomes: [TreatmentOutcome]

    init(_ raw: Column, of indicator: Indicator, model: Model, cells: Cells, screening: Screening? = nil) {
        self.raw = screening?.apply(to: raw) ?? raw
        let imputed = indicator.imputation?.apply(to: self.raw, of: model, in: cells) ?? self.raw
        // What is left out is not filled in either.
        self.imputed = screening?.apply(to: imputed) ?? imputed
        guard let treatment = indicator.treatment else {
            treated = self.imputed
            outcomes = []
            return
        }
        (treated, outcomes) = treatment.apply(to: self.imputed, periods: cells.periods.count)
    }
}

extension Scorer {
    /// The indicators' values before normalisation, in the order of ``Model/indicators``.
    /// - Parameters: As of ``scores(for:threads:)``.
    package func columns(for periods: [Period], threads: Int = 1) -> [PreparedColumn] {
        columns(in: Cells(model, periods: periods), threads: threads)
    }

    /// The same, as long as somebody waits for them.
    /// - Throws: ``ScoringError/abandoned``
    package func wantedColumns(for periods: [Period], threads: Int) throws(ScoringError) -> [PreparedColumn] {
        try wantedColumns(in: Cells(model, periods: periods), threads: threads)
    }

    func columns(in cells: Cells, threads: Int) -> [PreparedColumn] {
        prepared(concurrently(readers.count, threads: threads) { readers[$0].column(cells) }, cells, threads)
    }

    func wantedColumns(
        in cells: Cells,
        threads: Int,
        under hypothesis: Hypothesis? = nil
    ) throws(ScoringError) -> [PreparedColumn] {
        let read = try concurrently(readers.count, threads: threads) { number throws(ScoringError) in
            try Abandonment.check()
            var column = readers[number].column(cells)
            hypothesis?.replace(in: &column, ofIndicator: number, of: cells)
            return column
        }
        try Abandonment.check()
        return prepared(read, cells, threads)
    }

    private func prepared(_ read: [Column], _ cells: Cells, _ threads: Int) -> [PreparedColumn] {
        let screening = model.screen.map { Screening($0, of: read, model: model, cells: cells) }
        return concurrently(readers.count, threads: threads) { number in
            PreparedColumn(
                read[number],
                of: readers[number].indicator,
                model: model,
                cells: cells,
                screening: screening
            )
        }
    }
}
