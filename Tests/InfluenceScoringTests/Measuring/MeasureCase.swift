import InfluenceModel

@testable import InfluenceScoring

/// A model of dimensions with one indicator each, which carries its score, and of what measures read beside them.
struct MeasureCase {
    var dimensions: [(id: NodeID, weight: Double)] = [("economic", 3), ("security", 1)]
    var powers: [PowerID] = ["RUS", "CHN"]
    var within: [PowerID: PowerID] = [:]
    var countries: [CountryID] = ["KAZ"]
    var tracked: [Indicator] = []
    /// Of the indicators of the dimensions.
    var maxAge: CalendarDuration?
    /// Of the root.
    var method = Aggregation.arithmetic
    /// What else there is to say of the indicators of the dimensions.
    var changing: (inout Indicator) -> Void = { _ in }
    var plan: MeasurePlan

    var model: Model {
        let leaf = { (id: NodeID) in
            var indicator = Indicator(id: id, title: "", cadence: .months(12), maxAge: maxAge)
            changing(&indicator)
            return Branch.leaf(indicator, weight: 1)
        }
        var model = Model(
            .node(
                "index",
                dimensions.map { .node($0.id, [leaf(NodeID("of_\($0.id)"))], weight: $0.weight) },
                method: method
            ),
            powers: powers,
            countries: countries,
            tracked: tracked
        )
        model.powers = powers.map { Power(id: $0, name: "", within: within[$0]) }
        model.measures = plan
        return model
    }

    /// Scores by dimension, of one power in one period; `nil` for none.
    func scores(_ power: PowerID, _ period: Period, _ values: Double?..., in country: CountryID = "KAZ")
        -> [Observation]
    {
        zip(dimensions, values).compactMap { dimension, value in
            value.map { observed(NodeID("of_\(dimension.id)"), power, country, period, $0) }
        }
    }

    func results(_ observations: [Observation], _ periods: [Period]) throws -> MeasureResults {
        let scorer = try Scorer(model: model, panel: Panel(observations))
        let table = try scorer.scores(for: periods)
        return MeasureResults(
            table: try scorer.measures(of: table),
            explainer: try MeasureExplainer(scorer, table)
        )
    }
}

/// The measures of a case, and what they are made of.
struct MeasureResults {
    let table: MeasureTable
    let explainer: MeasureExplainer?

    func score(_ measure: Measure, _ power: PowerID, _ period: Period, of facet: NodeID? = nil) -> Score? {
        table[measure.node(facet), power, "KAZ", period]
    }

    func value(_ measure: Measure, _ power: PowerID, _ period: Period, of facet: NodeID? = nil) -> Double? {
        score(measure, power, period, of: facet)?.value
    }

    func explain(
        _ measure: Measure,
        _ power: PowerID,
        _ period: Period,
        of facet: NodeID? = nil
    ) throws -> MeasureExplanation? {
        try explainer?.explain(measure.node(facet), power, in: "KAZ", at: period)
    }
}

/// Within the rounding of a few sums.
func near(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 1e-12 } ?? false
}
