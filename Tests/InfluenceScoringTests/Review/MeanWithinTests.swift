import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// A weighted mean lies within the smallest and the largest of what it is of, and of equal parts it is the very value: sum
/// w x / sum w rounds beyond them.
@Suite struct MeanWithinTests {
    private static let means: [Aggregation] = [
        .arithmetic, .geometric, .harmonic, .power(exponent: 0.5), .power(exponent: -2), .power(exponent: 0),
        .power(exponent: 9.3), .median,
    ]

    private func values(_ method: Aggregation, _ children: [(weight: Double, values: [Double])]) -> [Double] {
        let children = children.enumerated().map { number, child in
            Child(
                id: NodeID("x\(number)"),
                weight: child.weight,
                values: child.values,
                run: child.values.indices,
                fit: .identity,
                periods: 1,
                coverage: nil,
                confidence: nil
            )
        }
        let count = children.first?.values.count ?? 0
        return AggregateRun(Aggregate(method: method), of: children, count: count).values
    }

    /// Before: of the weights 0.35 and 0.3 a mean of 100.00000000000001, of the geometric mean 100.00000000000004.
    @Test(
        arguments: means,
        [
            [0.35, 0.3], [0.35, 0.1], [0.25, 0.1, 0.1], [0.15, 0.15, 0.15], [0.21, 0.36], [0.05, 0.05, 0.35],
            [0.1, 0.2],
        ]
    )
    func `The mean of equal values is the very value`(_ method: Aggregation, _ weights: [Double]) {
        let wanted = [100, 50, 7.3, 0.1, 1e-3, 1e15, 33.3]
        #expect(values(method, weights.map { ($0, wanted) }) == wanted)
    }

    @Test(arguments: means)
    func `No mean of any values by any weights leaves them`(_ method: Aggregation) {
        var random = SplitMix(12)
        for _ in 0..<300 {
            let count = random.pick([1, 2, 3, 5, 8])
            let cells = 200
            // Near each other and far apart, in steps as people write them, a few ulp apart, and missing.
            let base = random.pick([100, 7.3, 1e-5, 3e8])
            let spread = random.pick([0, 0, 1e-15, 1e-12, 1e-6, 0.3])
            let isEqual = spread == 0
            var children = (0..<count).map { _ in
                (
                    weight: random.pick([0.35, 0.3, 0.1, 1e-9, 1e9, Double.random(in: 0.01...1, using: &random)]),
                    values: (0..<cells).map { _ -> Double in
                        if random.chance(0.2) { return .nan }
                        return isEqual ? base : base * (1 + spread * Double.random(in: -1...1, using: &random))
                    }
                )
            }
            for place in children.indices where random.chance(0.1) {
                children[place].values = children[place].values.map { $0 * 3 }
            }
            for (cell, mean) in values(method, children).enumerated() {
                let extent = Extent(children.map { $0.values[cell] })
                guard extent.low <= extent.high else {
                    #expect(mean.isNaN)
                    continue
                }
                #expect(extent.low <= mean && mean <= extent.high, "\(method.name) \(mean) of \(extent)")
            }
        }
    }

    @Test func `What is brought back is what rounding took beyond the parts and nothing else`() {
        // As before, bit for bit.
        #expect(values(.arithmetic, [(1, [10]), (3, [20])]) == [17.5])
        #expect(values(.arithmetic, [(0.1, [0.1]), (0.2, [0.4])]) == [(0.1 * 0.1 + 0.2 * 0.4) / (0.1 + 0.2)])
        #expect(values(.arithmetic, [(1, [-4]), (3, [0])]) == [-1])
        #expect(values(.arithmetic, [(1, [.nan]), (3, [.nan])])[0].isNaN)
        #expect(values(.geometric, [(1, [0]), (3, [5])])[0].isNaN)
        // The smallest numbers there are.
        #expect(
            values(.arithmetic, [(0.3, [Double.leastNonzeroMagnitude]), (0.3, [Double.leastNonzeroMagnitude])]) == [
                Double.leastNonzeroMagnitude
            ]
        )
        #expect(
            values(.median, [(1, [Double.leastNonzeroMagnitude]), (1, [Double.leastNonzeroMagnitude])]) == [
                Double.leastNonzeroMagnitude
            ]
        )
    }

    private let tree = """
        nodes:
          - {id: index, title: T, normalise: {method: rank, scope: period}}
          - {id: n, title: T, parent: index, weight: 1, min_coverage: 0.5}
        defaults: {normalise: none, cadence: P1Y}
        indicators:
          - {id: x0, title: T, parent: n, weight: 0.35}
          - {id: x1, title: T, parent: n, weight: 0.35}
          - {id: x2, title: T, parent: n, weight: 0.3}
        """

    /// Before: 50.00000000000001 and 50, ranks 3 and 2.
    @Test func `A missing cell leaves a tie a tie`() throws {
        let found = try WrittenModel(
            tree,
            ["x0": ["A": [50], "B": [50]], "x1": ["B": [50]], "x2": ["A": [50], "B": [50]]]
        )
        #expect(try found.scores("n") == [[50], [50]])
        #expect(try found.scores("index") == [[1], [1]])
    }

    /// Before: 0, 100, 0; 40, 50, 40; 1, 3, 1; 0, 1, 0; -1, 2, -1.
    @Test(
        arguments: [
            ("minmax", [nil, nil, nil]), ("{zscore: [50, 10]}", [nil, nil, nil]), ("distance_to_max", [nil, nil, nil]),
            ("rank", [1, 1, 1]), ("percentile_rank", [0, 0, 0]), ("{percentiles: 10}", [10, 10, 10]),
        ] as [(String, [Double?])]
    )
    func `All have the same value, though one has a row less`(_ method: String, _ expected: [Double?]) throws {
        let found = try WrittenModel(
            """
            nodes: [{id: index, title: T}]
            indicators:
              - id: x
                title: T
                parent: index
                weight: 1
                transform: {mean: P3Y}
                normalise: \(method)
                cadence: P1Y
            """,
            grid: [2018, 2019, 2020],
            ["x": ["A": [7.3, 7.3, 7.3], "B": [7.3, .nan, 7.3], "C": [7.3, 7.3, 7.3]]]
        )
        #expect(try found.scores("x").map(\.[2]) == expected)
    }

    @Test func `A mean over time of equal rows is their value, of a flow their rate a year`() throws {
        func raw(_ keys: String, _ rows: String) throws -> Double? {
            try WrittenRows("normalise: none, \(keys)", rows).score(at: "2020-12").value
        }
        let yearly = (2018...2020).map { "x RUS \($0) 7.3" }.joined(separator: "\n")
        let months = (1...12).map { "x RUS 2020-\($0 < 10 ? "0" : "")\($0) 0.1" }.joined(separator: "\n")
        // Before 7.299999999999999 and 0.10000000000000002.
        #expect(try raw("window: {mean: P3Y}", yearly) == 7.3)
        #expect(try raw("window: {mean: P1Y}", months) == 0.1)
        #expect(try raw("window: {decay: P3Y, half_life: P1Y}", yearly) == 7.3)
        #expect(try raw("flow: true, window: {mean: P3Y}", yearly) == 7.3)
        #expect(try raw("flow: true, window: {mean: P1Y}", months) == 0.1 * 12)
        // Months of a register without a row are zero, and part of the mean.
        let half = try raw("gaps: zero, window: {mean: P2Y}", months)
        #expect(half.map { abs($0 - 0.05) < 1e-15 } == true)
        // An amount is no mean.
        let sum = try raw("flow: true, window: {sum: P1Y}", months)
        #expect(sum.map { abs($0 - 1.2) < 1e-12 } == true)
    }

    @Test func `What is filled in lies within what it is made of`() {
        var random = SplitMix(5)
        for _ in 0..<2_000 {
            let values = (0..<random.pick([1, 2, 3, 7])).map { _ in random.pick([0.1, 7.3, 7.3, 50, 33.3]) }
            let (sample, extent) = (Sample(values), Extent(values))
            let share = Double.random(in: 0...1, using: &random)
            for figure in [sample.mean, sample.quantile(share)] {
                #expect(figure.map { extent.low <= $0 && $0 <= extent.high } == true)
            }
            #expect(between(7.3, 7.3, share) == 7.3)
        }
    }

    /// Before: the replications of a node whose children are all 100 were spread about it, and a tie was none.
    @Test(arguments: ["", ", aggregate: geometric", ", aggregate: harmonic", ", aggregate: {power: 3}"])
    func `Replications of equal children are all the very value`(_ aggregate: String) throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: T}
              - {id: n, title: T, parent: index, weight: 0.35, min_coverage: 0.3\(aggregate)}
              - {id: m, title: T, parent: index, weight: 0.3, min_coverage: 0.3}
            defaults: {normalise: none, cadence: P1Y}
            indicators:
              - {id: x0, title: T, parent: n, weight: 0.35}
              - {id: x1, title: T, parent: n, weight: 0.35}
              - {id: x2, title: T, parent: n, weight: 0.3}
              - {id: x3, title: T, parent: m, weight: 0.1}
              - {id: x4, title: T, parent: m, weight: 0.3}
            uncertainty: {replications: 300, leave_one_out: true, aggregations: [geometric, {power: 2}], sensitivity: 0}
            """,
            [
                "x0": ["A": [100], "B": [100], "C": [50]], "x1": ["B": [100], "C": [100]],
                "x2": ["A": [100], "B": [100]], "x3": ["A": [100], "B": [100], "C": [100]],
                "x4": ["A": [100], "B": [100], "C": [100]],
            ]
        )
        let table = try found.table()
        let plan = try #require(found.model.uncertainty)
        let uncertainty = try Uncertainty(of: table, model: found.model, at: 0, plan: plan)
        let replicated = try #require(uncertainty.replicated())
        for node in ["index", "n", "m"] as [NodeID] {
            for power in ["A", "B"] as [PowerID] {
                let score = try #require(replicated[node, Dyad(power: power, country: "KAZ")])
                #expect([score.low, score.median, score.high] == [100, 100, 100], "\(node) of \(power)")
            }
        }
        // Without one of 50 and 100 the mean is the other one.
        let mixed = try #require(replicated["n", Dyad(power: "C", country: "KAZ")])
        #expect(mixed.low == 50 && mixed.high == 100)
        let pair = replicated.preferences.first { $0.node == "index" && $0.first == "A" && $0.second == "B" }
        #expect(pair?.probability == 0.5)
    }
}
