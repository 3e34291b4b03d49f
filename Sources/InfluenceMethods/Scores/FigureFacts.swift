import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// What stands behind stored figures beyond themselves: the dates of their data, what the reporters say of them, and where
/// they break. Recomputed from the observations as known at a run; belongs to one task.
struct FigureFacts {
    /// Of one figure.
    struct Facts: Hashable {
        static let none = Facts()

        var span: DataSpan?
        /// Without ``ObservationStatus/normal``.
        var statuses: [ObservationStatus] = []
        /// Those that it must not be compared across.
        var breaks: [SeriesBreak] = []
    }

    private let evidence: Evidence
    private let table: ScoreTable
    /// Where measures are asked about.
    private let explainer: MeasureExplainer?

    init(_ scorer: Scorer, _ table: ScoreTable, _ explainer: MeasureExplainer?) {
        evidence = Evidence(model: scorer.model, panel: scorer.panel, scorer: scorer, table: table)
        self.table = table
        self.explainer = explainer
    }

    /// The ends of the oldest and newest reference period behind a score or measure; `nil` without a value.
    func span(of series: ScoreSeries, at period: Period) throws -> DataSpan? {
        guard Measure.isMeasure(series.node) else {
            return evidence.dataSpan(of: series.node, dyad(series), at: period, in: table)
        }
        return span(of: try explainer?.explain(series.node, series.power, in: series.country, at: period))
    }

    private func span(of explanation: MeasureExplanation?) -> DataSpan? {
        explanation.flatMap { $0.absence == nil ? $0.dataSpan : nil }
    }

    /// - Parameter day: Breaks after it count; `nil`: those at which the period itself begins.
    /// - Throws: Also once nobody waits for it any more.
    func facts(of series: ScoreSeries, at period: Period, breaksAfter day: Day? = nil) throws -> Facts {
        try Task.checkCancellation()
        guard !Measure.isMeasure(series.node) else {
            let explanation = try explainer?.explain(series.node, series.power, in: series.country, at: period)
            let span = span(of: explanation)
            let uses = explanation?.parts.filter(\.isUsed).flatMap(\.observations) ?? []
            let found = Set(uses.map(\.observation.status))
            return Facts(
                span: span,
                statuses: span == nil ? [] : ObservationStatus.allCases.filter { $0 != .normal && found.contains($0) },
                breaks: evidence.breaks(
                    ofMeasure: series.node,
                    series.power,
                    in: series.country,
                    after: day,
                    by: period
                )
            )
        }
        let figure = evidence.figure(of: series.node, dyad(series), at: period, breaksAfter: day, in: table)
        return Facts(span: figure.span, statuses: figure.statuses, breaks: figure.breaks)
    }

    private func dyad(_ series: ScoreSeries) -> Dyad { Dyad(power: series.power, country: series.country) }
}

extension Period {
    /// The day a year before the end of a period: tables of one period mark what broke since.
    var yearBefore: Day { end.adding(days: 1).subtracting(.months(12)).adding(days: -1) }
}

extension IndexMethods {
    /// Costs what the observations of `scope` cost.
    /// - Parameters:
    ///   - period: The only one that is asked about; `nil`: all of the run's grid.
    ///   - range: of those, the ones that are asked about.
    /// - Returns: `nil` of a run of other editions: what is stored of it stands alone.
    func figureFacts(
        of run: Run,
        _ loaded: LoadedModel,
        _ scope: ObservedScope,
        at period: Period? = nil,
        in range: PeriodRange = .all
    ) throws -> FigureFacts? {
        guard run.otherEditions(in: loaded) == nil else { return nil }
        let model = loaded.model
        let measures = scope.measures
        let grid = model.grid.periods(through: run.gridThrough.end)
        var periods = grid
        if let period, !model.hasParametersOfPanel {
            periods = measures ? model.periods(beneathMeasuresOf: period, among: grid) : [period]
        } else if !measures, !model.hasParametersOfPanel {
            periods = grid.filter { $0.end >= range.from && $0.start <= range.through }
        }
        let scorer = try Scorer(model: scope.part(of: model), panel: try Panel(try observations(of: run, model, scope)))
        let table = try scorer.scores(for: periods)
        return FigureFacts(scorer, table, measures ? try MeasureExplainer(scorer, table) : nil)
    }
}

extension Sequence<DataSpan> {
    /// From the earliest to the latest day of all; `nil` of none.
    var hull: DataSpan? { reduce(nil) { $0?.union($1) ?? $1 } }
}
