package import InfluenceModel

// The arithmetic of the index: pure functions of (model, panel). No clock, no file, no database.
//
//   Panel      what is known            -> Reading/      select, window, transform: a raw value a cell
//   Column     raw values of a node     -> Imputing/, Treating/  gaps, outliers: each only where the model asks
//                                       -> Normalising/  onto the node scale
//   ScoreTable scores of every node     <- Aggregating/  aggregate, gate
//
// Guarantee: one model, one panel and one machine architecture give the same bits, in whatever order the observations
// came and on any number of threads.

/// Scores a model on a panel.
package struct Scorer: Sendable {
    /// Raised by every change that gives other bits for the same model and panel, so that stored scores are computed anew.
    package static let arithmeticVersion: UInt64 = 3

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
    /// - Throws: ``ScoringError``, naming the cell; the first in the order of the nodes.
    package func scores(for periods: [Period], threads: Int = 1) throws(ScoringError) -> ScoreTable {
        try scores(in: Cells(model, periods: periods), threads: threads)
    }

    /// - Parameter hypothesis: what replaces values that are read.
    func scores(
        in cells: Cells,
        threads: Int,
        under hypothesis: Hypothesis? = nil
    ) throws(ScoringError) -> ScoreTable {
        let columns = try columns(in: cells, threads: threads, under: hypothesis).map(\.treated)
        return try ScoreTable(scoring: columns, of: model, in: cells, threads: threads)
    }
}

extension IndicatorReader {
    /// The raw values of all cells.
    func column(_ cells: Cells) throws(ScoringError) -> Column {
        var values: [Double] = []
        var freshness: [Freshness] = []
        values.reserveCapacity(cells.count)
        freshness.reserveCapacity(cells.count)
        var selection = Selection()
        for dyad in cells.dyads.indices {
            for period in cells.periods {
                let reading = try read(cells.cell(dyad: dyad, period: period), into: &selection)
                values.append(reading.value)
                freshness.append(reading.freshness)
            }
        }
        return Column(values: values, freshness: freshness)
    }
}

extension Cells {
    /// - Parameter dyad: Position.
    func cell(dyad: Int, period: Period) -> IndicatorReader.Cell {
        let (country, power) = dyad.quotientAndRemainder(dividingBy: powerCount)
        return IndicatorReader.Cell(power: power, country: country, dyad: dyads[dyad], period: period)
    }
}
