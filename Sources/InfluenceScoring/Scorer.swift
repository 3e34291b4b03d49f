package import InfluenceModel

// The arithmetic of the index: pure functions of (model, panel). No clock, no file, no database.
//
//   Panel      what is known            -> Reading/      select, window, transform: a raw value a cell
//   Column     raw values of a node     -> Imputing/, Treating/  gaps, outliers: each only where the model asks
//                                       -> Normalising/  onto the node scale
//   ScoreTable scores of every node     <- Aggregating/  aggregate, gate
//
// Guarantee: one model and one panel give the same bits on any processor, in whatever order the observations came and on
// any number of threads. The elementary functions are our own (Elementary/) for that reason.

/// Scores a model on a panel.
package struct Scorer: Sendable {
    package let model: Model
    package let panel: Panel
    /// In the order of ``Model/indicators``.
    let readers: [IndicatorReader]

    /// - Throws: ``ScoringError/pairInTree(_:)``, ``ScoringError/unknownDenominator(indicator:denominator:)``
    package init(model: Model, panel: Panel) throws(ScoringError) {
        self.model = model
        self.panel = panel
        var readers: [IndicatorReader] = []
        let powers = PowerColumns(model)
        for indicator in model.indicators {
            try Abandonment.check()
            readers.append(try IndicatorReader(indicator, model: model, panel: panel, powers: powers))
        }
        self.readers = readers
    }

    /// The scores of every node for every dyad at the end of each period. Only observations whose period has ended by
    /// then are seen: a year enters with its December.
    ///
    /// - Parameters:
    ///   - periods: Also the scope of normalisations over the panel, whose parameters depend on it.
    ///   - threads: At most as many are used; the result is the same on any number.
    /// - Throws: ``ScoringError``, where the model does not fit. What data keep from being computed is null, in that cell
    ///   alone.
    package func scores(for periods: [Period], threads: Int = 1) throws(ScoringError) -> ScoreTable {
        try scores(in: Cells(model, periods: periods), threads: threads)
    }

    /// - Parameter hypothesis: what replaces values that are read.
    func scores(
        in cells: Cells,
        threads: Int,
        under hypothesis: Hypothesis? = nil
    ) throws(ScoringError) -> ScoreTable {
        let columns = try wantedColumns(in: cells, threads: threads, under: hypothesis).map(\.treated)
        return try ScoreTable(scoring: columns, of: model, in: cells, threads: threads)
    }
}

extension Cells {
    /// - Parameter dyad: Position.
    func cell(dyad: Int, period: Period) -> IndicatorReader.Cell {
        let (country, power) = dyad.quotientAndRemainder(dividingBy: powerCount)
        return IndicatorReader.Cell(power: power, country: country, period: period)
    }
}
