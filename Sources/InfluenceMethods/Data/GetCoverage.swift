import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    func coverage(_ question: Question<IndexInterface.GetCoverage.Input>) throws -> IndexInterface.GetCoverage.Output {
        let (country, power) = (
            try question.arguments.country(question.input.country), try question.arguments.power(question.input.power)
        )
        let root = question.model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(
            ScoreFilter(nodes: root, powers: power.map { [$0] }, countries: country.map { [$0] }),
            try question.arguments.period(question.input.period),
            question
        )
        try requireOwnEditions(run, question.loaded)
        let scope = ObservedScope(country: country, power: power)
        let panel = try Panel(try observations(of: run, question.model, scope))
        let scorer = try Scorer(model: scope.part(of: question.model), panel: panel)
        let periods = question.model.grid.periods(through: run.gridThrough.end)
        let scores = try scorer.scores(for: question.model.hasParametersOfPanel ? periods : [period])
        var rows: [IndexInterface.CoverageRow] = []
        for dyad in scores.dyads
        where (country == nil || dyad.country == country) && (power == nil || dyad.power == power) {
            let explanation = try scorer.explain(dyad, at: period, in: scores)
            for (position, node) in explanation.nodes.enumerated() {
                guard case .indicator(let basis) = node.basis else { continue }
                // The newest of the values is the one whose age counts.
                let newest = basis.observations.last { $0.role == .value }?.observation
                rows.append(
                    IndexInterface.CoverageRow(
                        country: dyad.country.text,
                        power: dyad.power.text,
                        node: node.id.text,
                        freshness: Document.freshness(basis.freshness),
                        weight: explanation.nominalWeight(of: position),
                        observedPeriod: newest?.period.description,
                        reporter: newest?.series.reporter,
                        absence: node.score.value == nil ? node.absence?.description : nil
                    )
                )
            }
        }
        let absent = try absentCells(of: scorer, scores, at: period, among: periods) { dyad in
            (country == nil || dyad.country == country) && (power == nil || dyad.power == power)
        }
        let forecast = try question.arguments.span(question.input.expiring).map { span in
            try scorer.lapses(at: period, ahead: span, behind: .days(0), threads: 1)
        }
        let coming = forecast?.coming.filter { lapse in
            (country == nil || lapse.dyad.country == country) && (power == nil || lapse.dyad.power == power)
        }
        return IndexInterface.GetCoverage.Output(
            period: period.description,
            rows: rows,
            lapses: coming.map { $0.map(Document.lapse) },
            lapsesThrough: forecast?.through.description,
            undefinedCount: Int64(absent.total),
            undefined: Document.undefined(absent)
        )
    }

    /// What cannot be computed in a period, and since when: the periods before are scored only where something is.
    private func absentCells(
        of scorer: Scorer,
        _ scores: ScoreTable,
        at period: Period,
        among periods: [Period],
        where isWanted: (Dyad) -> Bool
    ) throws -> AbsentCells {
        let listed = AbsentCells.listed
        let now = scorer.absentCells(of: scores, limit: listed, at: period, where: isWanted)
        guard now.total > 0, scores.periods.count == 1, periods.count > 1 else { return now }
        return scorer.absentCells(of: try scorer.scores(for: periods), limit: listed, at: period, where: isWanted)
    }
}
