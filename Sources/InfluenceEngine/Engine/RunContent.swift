package import InfluenceModel
package import InfluenceScoring
package import InfluenceStore

/// Everything that a run computes: a pure function of model, panel and grid. The engine stores it, a verification
/// compares it with what was stored; so whatever a run is to keep is made here and nowhere else.
package struct RunContent {
    /// Each series in one grid. The scores of the nodes come first, for all periods.
    package let grids: [ScoreGrid]
    /// Of the last period.
    package let intervals: [SeriesInterval]
    /// Why there are no intervals though the model asks for them: scores are stored without. `nil` where there is no reason.
    /// What an alternative can't do for one score is none.
    package let problem: UncertaintyError?
    /// What it was read from, for those who ask on while the run lasts; `nil` where nothing was computed.
    let results: Results?

    /// The tables of a run, and the observations beneath.
    struct Results {
        let table: ScoreTable
        let measures: MeasureTable
        let replicated: UncertaintyTable?
        let evidence: Evidence
        let scorer: Scorer
    }

    /// The values that cannot be computed though data are there; `nil` where nothing was computed.
    let absent: AbsentCells?
    /// Which scores lapse if nothing new is learnt; `nil` where nothing was computed.
    let lapses: LapseForecast?

    package init(grids: [ScoreGrid], intervals: [SeriesInterval], problem: UncertaintyError? = nil) {
        self.grids = grids
        self.intervals = intervals
        self.problem = problem
        results = nil
        absent = nil
        lapses = nil
    }

    /// Nothing: everything stays as it is stored.
    package static var unchanged: RunContent { RunContent(grids: [], intervals: []) }

    /// - Parameters:
    ///   - periods: those of the model's grid, through the run's last one.
    ///   - levels: of which nodes it is to be counted how often their scores are beyond which levels; nothing that is
    ///     stored depends on it.
    ///   - threads: at most as many are used; the result is the same on any number.
    package init(
        of model: Model,
        panel: Panel,
        periods: [Period],
        levels: [NodeID: [Double]] = [:],
        threads: Int
    ) throws(ScoringError) {
        let scorer = try Scorer(model: model, panel: panel)
        let columns = try scorer.wantedColumns(for: periods, threads: threads)
        let table = try ScoreTable(
            scoring: columns.map(\.treated),
            of: model,
            for: periods,
            threads: threads
        )
        var uncertainty = RunUncertainty.none
        var problem: UncertaintyError?
        do throws(UncertaintyError) {
            uncertainty = try RunUncertainty(
                of: scorer,
                table,
                from: columns,
                levels: levels,
                threads: threads
            )
        } catch {
            // They shall not be kept back with their intervals.
            problem = error
        }
        let measures = try scorer.measures(of: table, threads: threads)
        absent = scorer.absentCells(of: table, limit: AbsentCells.told)
        lapses = try periods.last.map { last throws(ScoringError) in
            try scorer.expectedLapses(at: last, threads: threads)
        }
        grids = [ScoreGrid(table, measures)] + (uncertainty.preferences.map { [$0] } ?? [])
        intervals = uncertainty.intervals
        self.problem = problem
        results = Results(
            table: table,
            measures: measures,
            replicated: uncertainty.replicated,
            evidence: Evidence(model: model, panel: panel, scorer: scorer, table: table),
            scorer: scorer
        )
    }
}

extension RunContent.Results {
    /// Scores and measures alone, of figures that are not those of a run.
    init(of model: Model, panel: Panel, periods: [Period], threads: Int) throws(ScoringError) {
        let scorer = try Scorer(model: model, panel: panel)
        let table = try ScoreTable(
            scoring: scorer.wantedColumns(for: periods, threads: threads).map(\.treated),
            of: model,
            for: periods,
            threads: threads
        )
        self.init(
            table: table,
            measures: try scorer.measures(of: table, threads: threads),
            replicated: nil,
            evidence: Evidence(model: model, panel: panel, scorer: scorer, table: table),
            scorer: scorer
        )
    }
}

extension ScoreGrid {
    /// The scores of a table, dyad by dyad and in each node by node, then the measures.
    init(_ table: ScoreTable, _ measures: MeasureTable) {
        let nodes = table.nodes
        let scores = table.dyads.flatMap { dyad in
            nodes.map { ScoreSeries(node: $0, power: dyad.power, country: dyad.country) }
        }
        let measured = measures.series.map { ScoreSeries(node: $0.node, power: $0.power, country: $0.country) }
        self.init(
            series: scores + measured,
            periods: table.periods,
            score: { series, period in
                series < scores.count
                    ? table.score(node: series % nodes.count, dyad: series / nodes.count, period: period)
                    : measures.series[series - scores.count].scores[period]
            }
        )
    }
}
