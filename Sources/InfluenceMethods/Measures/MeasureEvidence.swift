import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// What the measures of one period are made of, recomputed from the observations as known at a run.
struct MeasureEvidence {
    let explainer: MeasureExplainer
    let known: Known
    let period: Period

    func explanation(of series: ScoreSeries) throws -> MeasureExplanation? {
        try explainer.explain(series.node, series.power, in: series.country, at: period)
    }
}

extension IndexMethods {
    /// - Parameters:
    ///   - country: the only one that is asked about; `nil`: all.
    ///   - annotatedAsOf: as of ``known(of:_:_:annotatedAsOf:)``.
    /// - Returns: `nil` where the model has no measures, and of a run of other editions: what is stored of it stands alone.
    func measureEvidence(
        of run: Run,
        _ loaded: LoadedModel,
        in country: CountryID?,
        at period: Period,
        annotatedAsOf: Instant? = nil
    ) throws -> MeasureEvidence? {
        guard run.otherEditions(in: loaded) == nil else { return nil }
        let model = loaded.model
        let scope = ObservedScope(country: country, measures: true)
        let known = try self.known(of: run, model, scope, annotatedAsOf: annotatedAsOf)
        let scorer = try Scorer(model: scope.part(of: model), panel: try Panel(known.observations))
        let grid = model.grid.periods(through: run.gridThrough.end)
        let periods = model.hasParametersOfPanel ? grid : model.periods(beneathMeasuresOf: period, among: grid)
        guard let explainer = try MeasureExplainer(scorer, try scorer.scores(for: periods)) else { return nil }
        return MeasureEvidence(explainer: explainer, known: known, period: period)
    }

    /// Since when the power that leads by the newest data has led, as the store tells.
    func leadSince(
        _ facet: NodeID,
        _ series: ScoreSeries,
        through period: Period,
        _ question: Question<some VarlinkStructure>,
        _ evidence: MeasureEvidence
    ) throws -> LeadSince? {
        var states = series
        states.node = Measure.overtakingLatest.node(facet)
        var lead: (value: Double, since: Period, before: Period?)?
        var last: Period?
        var position: HistoryPosition?
        guard let run = question.run else { return nil }
        repeat {
            let page = try store.history(
                of: states,
                periods: PeriodRange(from: .earliest, through: period.end),
                as: run,
                after: position
            )
            for point in page.points {
                guard let value = point.score.value else { continue }
                if lead?.value != value { lead = (value, point.period, last) }
                last = point.period
            }
            position = page.next
        } while position != nil
        guard let lead, let pair = PowerPair(series.power) else { return nil }
        let comparison = try evidence.explainer.comparison(
            of: facet,
            pair,
            in: series.country,
            at: lead.since,
            after: lead.before
        )
        return LeadSince(grid: lead.since, data: comparison?.data, isBreak: comparison?.isBreak ?? false)
    }
}

extension Model {
    /// The periods that the measures of one period look back to, and one before those: in it older data come in.
    func periods(beneathMeasuresOf period: Period, among grid: [Period]) -> [Period] {
        let after = period.end.adding(days: 1)
        let days = (measures?.spans ?? []).map { after.subtracting($0) }
        let first = days.min().map { $0.adding(days: -1) } ?? period.end
        let inside = grid.filter { $0.end >= first && $0 <= period }
        let before = grid.last { $0.end < first }
        return (before.map { [$0] } ?? []) + inside
    }
}
