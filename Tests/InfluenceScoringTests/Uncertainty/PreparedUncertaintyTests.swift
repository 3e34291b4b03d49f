import InfluenceModel
import InfluenceScoring
import Testing

/// Uncertainty of what the model prepares: treated values, fitted weights, ranks, comparisons.
@Suite struct PreparedUncertaintyTests {
    private static let certain = UncertaintyPlan(replications: 40, weights: 0, leaveOneOut: false)

    private func model(
        _ indicators: [Indicator],
        _ aggregate: Aggregate = Aggregate(method: .arithmetic),
        powers: [PowerID]
    ) -> Model {
        Model(.group("index", aggregate, weight: 1, indicators.map { .leaf($0, weight: 1) }), powers: powers)
    }

    @Test func `An alternative treatment starts from the untreated values`() throws {
        let powers: [PowerID] = ["RUS", "CHN", "TUR", "IRN", "USA"]
        let treatment = Treatment(steps: [.winsorise(1)])
        let model = model([Indicator(id: "a", title: "", treatment: treatment)], powers: powers)
        let untreated = [Column(values: [1, 2, 2, 3, 100])]
        let treated = [Column(values: [1, 2, 2, 3, 3])]
        let table = try ScoreTable(scoring: treated, of: model, for: ["2023"], threads: 1)
        let plan = UncertaintyPlan(replications: 40, weights: 0, treatments: [nil], leaveOneOut: false)
        let uncertainty = try Uncertainty(
            of: table,
            model: model,
            at: 0,
            plan: plan,
            columns: UncertainColumns(treated: treated, untreated: untreated)
        )
        let score = try #require(uncertainty.replicated()?.score(node: 0, dyad: 4))
        #expect(score.low == 3 && score.high == 100)
        #expect(uncertainty.sensitivity()?.choices == [.treatment])
        #expect(throws: UncertaintyError.self) {
            try Uncertainty(
                of: table,
                model: model,
                at: 0,
                plan: plan,
                columns: UncertainColumns(treated: treated, untreated: [])
            )
        }
    }

    @Test func `Each alternative treatment gives what the model gives with it`() throws {
        let powers: [PowerID] = ["RUS", "CHN", "TUR", "IRN", "USA"]
        let columns = [Column(values: [1, 2, 2, 3, 100])]
        let alternatives: [Treatment?] = [Treatment(steps: [.log]), Treatment(steps: [.winsorise(5)])]
        let plain = model([Indicator(id: "a", title: "")], powers: powers)
        let table = try ScoreTable(scoring: columns, of: plain, for: ["2023"], threads: 1)
        let plan = UncertaintyPlan(replications: 400, weights: 0, treatments: alternatives, leaveOneOut: false)
        let found = try #require(try Uncertainty(of: table, model: plain, at: 0, plan: plan).replicated())
        let score = try #require(found.score(node: 0, dyad: 4))
        // 100, 3 winsorised, ln(99.99) logged: a third of the draws each.
        #expect(score.low == 3 && score.high == 100)
        #expect(score.median > 4.6 && score.median < 4.7)
    }

    @Test func `Ranks can have alternatives, and be one`() throws {
        let powers: [PowerID] = ["RUS", "CHN", "TUR"]
        let columns = [Column(values: [10, 40, 20])]
        let minmax = Normalisation(.minmax(target: Scale()))
        for (own, other) in [(Normalisation(.rank()), minmax), (minmax, Normalisation(.rank()))] {
            let model = model([Indicator(id: "a", title: "", normalisation: own)], powers: powers)
            let table = try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1)
            let plan = UncertaintyPlan(replications: 40, weights: 0, normalisations: [other], leaveOneOut: false)
            let uncertainty = try Uncertainty(
                of: table,
                model: model,
                at: 0,
                plan: plan,
                columns: UncertainColumns(treated: columns, untreated: columns)
            )
            let swapped = self.model([Indicator(id: "a", title: "", normalisation: other)], powers: powers)
            let alternative = try ScoreTable(scoring: columns, of: swapped, for: ["2023"], threads: 1)
            let found = try #require(uncertainty.replicated())
            for dyad in 0..<3 {
                let score = try #require(found.score(node: 0, dyad: dyad))
                let values = [table, alternative].compactMap { $0.score(node: 0, dyad: dyad, period: 0).value }
                #expect(score.low == values.min() && score.high == values.max())
            }
        }
    }

    @Test func `Weights found in the data are what the draws are centred on`() throws {
        let powers: [PowerID] = ["RUS", "CHN", "TUR", "IRN"]
        let model = model(
            (["a", "b", "c"] as [NodeID]).map { Indicator(id: $0, title: "") },
            Aggregate(method: .arithmetic, weighting: .pca()),
            powers: powers
        )
        let columns = [[1.0, 2, 3, 5], [2, 4, 5, 11], [4, 1, 5, 6]].map { Column(values: $0) }
        let table = try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1)
        #expect(table.weights[1, at: 0] != table.weights[3, at: 0])
        let found = try #require(
            try Uncertainty(of: table, model: model, at: 0, plan: Self.certain).replicated()
        )
        for dyad in powers.indices {
            let value = try #require(table.score(node: 0, dyad: dyad, period: 0).value)
            let score = try #require(found.score(node: 0, dyad: dyad))
            #expect(abs(score.low - value) < 1e-12 && abs(score.high - value) < 1e-12)
        }
    }

    @Test func `Copeland scores are compared anew in every replication`() throws {
        let powers: [PowerID] = ["RUS", "CHN", "TUR"]
        let leaves = (["a", "b", "c"] as [NodeID]).map { Indicator(id: $0, title: "") }
        let columns = [[1.0, 2, 3], [5, 3, 1], [2, 9, .nan]].map { Column(values: $0) }
        func table(_ method: Aggregation) throws -> (Model, ScoreTable) {
            let model = model(leaves, Aggregate(method: method), powers: powers)
            return (model, try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1))
        }
        let (compared, scores) = try table(.copeland)
        let own = try #require(
            try Uncertainty(of: scores, model: compared, at: 0, plan: Self.certain).replicated()
        )
        let (arithmetic, means) = try table(.arithmetic)
        let plan = UncertaintyPlan(
            replications: 60,
            weights: 0,
            aggregations: [AlternativeAggregation(.copeland)],
            leaveOneOut: false
        )
        let alternative = try #require(
            try Uncertainty(of: means, model: arithmetic, at: 0, plan: plan).replicated()
        )
        for dyad in powers.indices {
            let copeland = try #require(scores.score(node: 0, dyad: dyad, period: 0).value)
            let mean = try #require(means.score(node: 0, dyad: dyad, period: 0).value)
            let score = try #require(own.score(node: 0, dyad: dyad))
            #expect(score.low == copeland && score.high == copeland)
            let both = try #require(alternative.score(node: 0, dyad: dyad))
            #expect(abs(both.low - min(copeland, mean)) < 1e-12 && abs(both.high - max(copeland, mean)) < 1e-12)
        }
    }

    @Test func `An aggregate that is ranked itself is refused by name`() throws {
        let model = model(
            [Indicator(id: "a", title: "")],
            Aggregate(method: .arithmetic, normalisation: Normalisation(.rank())),
            powers: ["RUS", "CHN"]
        )
        let table = try ScoreTable(scoring: [Column(values: [1, 2])], of: model, for: ["2023"], threads: 1)
        #expect(throws: UncertaintyError.replacedAggregate(node: "index")) {
            try Uncertainty(of: table, model: model, at: 0, plan: Self.certain)
        }
    }
}
