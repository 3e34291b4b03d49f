import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// The ends of the oldest and the newest reference period behind scores of one country and period, recomputed from the
    /// observations as known at a run; `nil` of a score without a value, and of a run of other editions.
    func dataDates(
        of run: Run,
        _ model: Model,
        in country: CountryID,
        at period: Period
    ) throws -> (_ node: NodeID, _ power: PowerID, _ country: CountryID) throws -> ClosedRange<Day>? {
        guard run.otherEditions(than: Scorer.editions(of: model)) == nil else { return { _, _, _ in nil } }
        let panel = try Panel(try observations(of: run, model, in: country).map(\.observation))
        let scorer = try Scorer(model: model, panel: panel)
        let grid = model.grid.periods(through: run.gridThrough.end)
        let scores = try scorer.scores(for: model.hasParametersOfPanel ? grid : [period])
        var known: [Dyad: Explanation] = [:]
        return { node, power, country in
            let dyad = Dyad(power: power, country: country)
            let explanation = try known[dyad] ?? scorer.explain(dyad, at: period, in: scores)
            known[dyad] = explanation
            return explanation.observations(of: node).dataDates
        }
    }
}

extension Sequence<ClosedRange<Day>> {
    /// From the earliest to the latest day of all; `nil` of none.
    var union: ClosedRange<Day>? {
        reduce(nil) { whole, dates in
            guard let whole else { return dates }
            return Swift.min(whole.lowerBound, dates.lowerBound)...Swift.max(whole.upperBound, dates.upperBound)
        }
    }
}
