package import InfluenceModel

/// Tells what the measures of a table of scores were made of. Reads lazily and remembers; belongs to one task.
///
/// What looks back (momentum, displacement) is told as far as the table reaches: its periods must be consecutive.
package final class MeasureExplainer {
    let scorer: Scorer
    let plan: MeasurePlan
    let readers: MeasureReaders
    let table: ScoreTable
    private var countries: [Int: CountryMeasures] = [:]
    private var explanations: [Place: Explanation] = [:]
    private var courses: [Int: LeafCourses] = [:]

    private struct Place: Hashable {
        let dyad: Dyad
        let period: Period
    }

    /// - Parameter table: Of this very scorer.
    /// - Returns: `nil` for a model without measures, or a table without periods.
    /// - Throws: what reading an indicator of the measures throws.
    package init?(_ scorer: Scorer, _ table: ScoreTable) throws(ScoringError) {
        guard let plan = scorer.model.measures, !table.periods.isEmpty else { return nil }
        self.scorer = scorer
        self.plan = plan
        self.table = table
        readers = try MeasureReaders(scorer, plan)
    }

    /// - Parameter power: of the measure's series: a power, a pair in the model's order, `WLD`.
    /// - Returns: `nil` for what is no measure, power, country or period of the model and the table.
    package func explain(
        _ node: NodeID,
        _ power: PowerID,
        in country: CountryID,
        at period: Period
    ) throws(ScoringError) -> MeasureExplanation? {
        guard let (measure, facet) = plan.measure(of: node), let at = table.position(of: period),
            let place = scorer.model.countries.firstIndex(where: { $0.id == country }),
            let subject = MeasuredSubject(measure, power, scorer.model)
        else { return nil }
        let question = MeasureQuestion(
            node: node,
            measure: measure,
            facet: facet,
            measures: measures(of: place),
            subject: subject,
            at: at
        )
        return try measure.arithmetic.explanation(of: question, by: self)
    }

    /// Of which period the values of a pair are that can be compared at the end of a period of the grid, in the table or
    /// before it, and whether they cannot be compared with those at `earlier`.
    /// - Returns: `nil` where there are none. Scores are of no period.
    package func comparison(
        of node: NodeID,
        _ pair: PowerPair,
        in country: CountryID,
        at period: Period,
        after earlier: Period?
    ) throws(ScoringError) -> (data: Period?, isBreak: Bool)? {
        guard let place = scorer.model.countries.firstIndex(where: { $0.id == country }) else { return nil }
        guard readers[node] != nil, scorer.model.node(node)?.aggregate == nil else {
            guard let earlier else { return (nil, false) }
            return (nil, try isBreak(of: node, pair, in: country, from: earlier, to: period))
        }
        let measures = measures(of: place)
        guard let first = measures.position(of: pair.first), let second = measures.position(of: pair.second) else {
            return nil
        }
        var readings = PairedReadings(measures, first, second, [earlier, period].compactMap { $0 })
        guard let reading = readings.read(node)?.last, let data = reading.period else { return nil }
        return (data, reading.isBreak)
    }

    private func measures(of country: Int) -> CountryMeasures {
        if let known = countries[country] { return known }
        let measures = CountryMeasures(scorer, plan, readers, table, country: country)
        countries[country] = measures
        return measures
    }

    /// What happens to each leaf in a country.
    func courses(_ measures: CountryMeasures) -> LeafCourses {
        if let known = courses[measures.country] { return known }
        let leaves = scorer.model.nodes.indices.filter { scorer.model.nodes[$0].indicator != nil }
        let found = LeafCourses(beneath: leaves, scorer, table, country: measures.country)
        courses[measures.country] = found
        return found
    }

    /// Why the scores of a power are what they are.
    func explanation(_ question: MeasureQuestion, _ power: Int, at period: Int? = nil) throws(ScoringError)
        -> Explanation
    {
        let place = Place(
            dyad: Dyad(power: question.model.powers[power].id, country: question.measures.id),
            period: table.periods[period ?? question.at]
        )
        if let known = explanations[place] { return known }
        let explanation = try scorer.explain(place.dyad, at: place.period, in: table)
        explanations[place] = explanation
        return explanation
    }

    /// What stands behind a power's value of an indicator.
    func observations(
        _ reader: IndicatorReader,
        _ cell: IndicatorReader.Cell
    ) -> [ObservationUse] {
        let column = Column(values: [.nan], freshness: [.missing])
        return reader.explain(cell, panel: scorer.panel, in: column, at: 0, isReplaced: false).observations
    }

    /// What stands behind one of two powers' values that are compared: of the one period and reporter of both.
    func observations(
        _ reader: IndicatorReader,
        of pair: PairedReading,
        _ cell: IndicatorReader.Cell
    ) -> [ObservationUse] {
        reader.rows(of: pair, cell).flatMap { sheet, row, role in
            sheet.sources[sheet.rows[row].sources].map {
                ObservationUse(observation: scorer.panel.observations[$0], role: role, factor: 1)
            }
        }
    }

    /// Observations as they are, from their positions in the panel.
    func observations(_ positions: [Int]) -> [ObservationUse] {
        positions.map { ObservationUse(observation: scorer.panel.observations[$0], role: .value, factor: 1) }
    }
}
