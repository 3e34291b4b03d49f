import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct WeightingTests {
    private let powers: [PowerID] = ["A", "B", "C", "D", "E", "F"]

    private func model(_ weighting: Weighting, _ names: [NodeID], method: Aggregation = .arithmetic) -> Model {
        Model(
            .group(
                "index",
                Aggregate(method: method, weighting: weighting),
                weight: 1,
                names.map { .leaf(Indicator(id: $0, title: ""), weight: 2) }
            ),
            powers: powers
        )
    }

    private func table(
        _ weighting: Weighting,
        _ columns: [[Double]],
        method: Aggregation = .arithmetic
    ) throws -> ScoreTable {
        let names = columns.indices.map { NodeID("i\($0)") }
        return try ScoreTable(
            scoring: columns.map { Column(values: $0) },
            of: model(weighting, names, method: method),
            for: ["2020"],
            threads: 2
        )
    }

    private let columns: [[Double]] = [[1, 2, 3, 5, 8, 9], [2, 1, 4, 4, 9, 7], [10, 30, 25, 50, 40, 90]]

    @Test func `Equal weights ignore those given`() throws {
        #expect(try table(.given, columns).weights.at(0) == [1, 2, 2, 2])
        #expect(try table(.equal, columns).weights.at(0) == [1, 1, 1, 1])
    }

    @Test func `Loadings of the first component are the weights, and the node uses them`() throws {
        let table = try table(.pca(), columns)
        let components = try PrincipalComponents(columns)
        #expect(Array(table.weights.at(0).dropFirst()) == components.loadings[0])
        let weights = components.loadings[0]
        let expected = zip(columns, weights).reduce(0) { $0 + $1.0[3] * $1.1 } / weights.reduce(0, +)
        let score = try #require(table["index", Dyad(power: "D", country: "KAZ"), "2020"]?.value)
        #expect(abs(score - expected) < 1e-12)
    }

    @Test func `Squared loadings are the weights too, whichever way a child points`() throws {
        let components = try PrincipalComponents(columns)
        let weights = try table(.pca(squared: true), columns).weights.at(0).dropFirst()
        #expect(Array(weights) == components.loadings[0].map { $0 * $0 })
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
        // Mirrored, the child has none of plain loadings, and the same of squared ones.
        let mirrored = [columns[0], columns[1].map { 0 - $0 }, columns[2]]
        let found = try table(.pca(squared: true), mirrored).weights.at(0).dropFirst()
        for (one, other) in zip(found, weights) { #expect(abs(one - other) < 1e-12) }
        #expect(try table(.pca(), mirrored)["index", Dyad(power: "D", country: "KAZ"), "2020"]?.value == nil)
    }

    @Test func `Under balanced weights each child correlates equally with the node`() throws {
        let columns: [[Double]] = [[4, 4, 8, 5, 1, 7], [9, 2, 3, 5, 2, 6], [9, 7, 9, 4, 5, 5]]
        let table = try table(.balanced(), columns)
        let node = powers.map { table["index", Dyad(power: $0, country: "KAZ"), "2020"]?.value ?? .nan }
        let correlations = columns.compactMap { Correlation.pearson($0, node) }
        #expect(correlations.count == 3)
        #expect(correlations.allSatisfy { abs($0 - correlations[0]) < 1e-12 })
        #expect(abs(table.weights.at(0).dropFirst().reduce(0, +) - 1) < 1e-12)
    }

    /// `count` columns that a common cause and one another's noise tie together.
    private func columns(_ count: Int, _ random: inout SplitMix) -> [[Double]] {
        let length = count + 6
        var causes: [[Double]] = []
        let common = (0..<length).map { _ in Double.random(in: -1...1, using: &random) }
        for _ in 0..<count { causes.append(common.map { $0 + Double.random(in: -2...2, using: &random) }) }
        var columns: [[Double]] = []
        for column in 0..<count {
            // Some are mixtures of others, which is what asks for weights below 0.
            let mix = random.pick([0.0, 0, 0.7, 3])
            let scale = random.pick([1.0, 1e-3, 50])
            let other = causes[(column + 1) % count]
            columns.append(zip(causes[column], other).map { (own, other) -> Double in (own + mix * other) * scale })
        }
        return columns
    }

    @Test
    func
        `Balanced weights with a floor are above 0: equal correlations, and larger ones where the weight is the least`()
        throws
    {
        var random = SplitMix(40)
        var (exact, bounded) = (0, 0)
        for count in 2...8 {
            for _ in 0..<40 {
                let columns = columns(count, &random)
                let components = try PrincipalComponents(columns)
                let weights = try components.balanced(floor: 0.01)
                let shares = zip(weights, components.deviations).map { $0 * $1 }
                let least = 0.01 / Double(count) * shares.reduce(0, +)
                let sum = columns[0].indices.map { cell in zip(columns, weights).reduce(0) { $0 + $1.0[cell] * $1.1 } }
                let correlations = columns.map { Correlation.pearson($0, sum) ?? .nan }
                let level = correlations.min() ?? .nan
                for (share, correlation) in zip(shares, correlations) {
                    #expect(share >= least * (1 - 1e-9))
                    #expect(correlation >= level - 1e-9)
                    // Above the least share it is at the level.
                    if share > least * (1 + 1e-6) { #expect(abs(correlation - level) < 1e-9) }
                }
                if shares.contains(where: { $0 < least * (1 + 1e-6) }) { bounded += 1 } else { exact += 1 }
                // The order of the children makes no difference.
                let reversed = try PrincipalComponents(columns.reversed()).balanced(floor: 0.01)
                for (left, right) in zip(weights, reversed.reversed()) { #expect(abs(left - right) < 1e-9) }
            }
        }
        #expect(exact > 50)
        #expect(bounded > 50)
    }

    /// Why the only node of a model has no score.
    private func absence(_ weighting: Weighting, _ columns: [[Double]], method: Aggregation = .arithmetic) throws
        -> Absence?
    {
        let names = columns.indices.map { NodeID("i\($0)") }
        let table = try table(weighting, columns, method: method)
        let scores = powers.map { table["index", Dyad(power: $0, country: "KAZ"), "2020"]?.value }
        let absences = powers.indices.map {
            table.absence(node: 0, dyad: $0, period: 0, of: model(weighting, names, method: method))
        }
        #expect(Set(absences).count == 1)
        #expect(scores.allSatisfy { $0 == nil } == (absences[0] != nil))
        return absences[0]
    }

    @Test func `Without weights a node has no score and names the children`() throws {
        let rising: [Double] = [1, 2, 3, 5, 8, 9]
        let flat = [Double](repeating: 4, count: 6)
        let missing = [Double](repeating: .nan, count: 6)
        for weighting in [Weighting.pca(), .balanced()] {
            #expect(try absence(weighting, [rising, flat]) == .weights(.withoutSpread, children: ["i1"]))
            #expect(
                try absence(weighting, [rising, [1, 2, .nan, .nan, .nan, .nan]])
                    == .weights(.tooFewCells(2), children: [])
            )
            #expect(try absence(weighting, [rising, missing]) == .weights(.tooFewCells(0), children: []))
        }
        #expect(
            try absence(.balanced(), [rising, [3, 1, 4, 1, 5, 9], rising.map { 2 * $0 + 1 }])
                == .weights(.dependent, children: ["i0", "i2"])
        )
        #expect(
            try absence(.pca(), [[-1, 1, -1, 1, 0, 0], [-1, -1, 1, 1, 0, 0]]) == .weights(.ambiguous, children: [])
        )
        #expect(
            try absence(.pca(), [rising, [1, 2, 3, 4, 9, 9], rising.map { -$0 }])
                == .weights(.notPositive, children: ["i2"])
        )
        #expect(
            try absence(.balanced(), columns, method: .geometric) == .weights(.notArithmetic, children: [])
        )
    }

    /// Two causes; the third column is nearly their sum, so that equal correlations take a weight below 0 for it, where
    /// the other two are close.
    private let crowded: [[Double]] = [[1, 2, 3, 5, 8, 9], [2, 1, 4, 4, 9, 7], [3.1, 2.9, 7, 9.1, 17, 16]]

    @Test func `Balanced weights are exact, or there are none; with a floor they are as near as it lets them`() throws {
        #expect(try absence(.balanced(), crowded) == .weights(.notPositive, children: ["i2"]))
        #expect(try absence(.balanced(floor: 0.01), crowded) == nil)
        // A hundredth of a third, in units of its deviation.
        let weights = try table(.balanced(floor: 0.01), crowded).weights.at(0).dropFirst()
        let shares = zip(weights, crowded).map { $0 * (Sample($1).sd ?? 0) }
        #expect(abs(shares[2] / shares.reduce(0, +) - 0.01 / 3) < 1e-12)
        let half = try table(.balanced(floor: 0.5), crowded).weights.at(0).dropFirst()
        let halves = zip(half, crowded).map { $0 * (Sample($1).sd ?? 0) }
        #expect(abs((halves.min() ?? 0) / halves.reduce(0, +) - 0.5 / 3) < 1e-12)
        // Where no floor is in the way it changes nothing.
        let free: [[Double]] = [[4, 4, 8, 5, 1, 7], [9, 2, 3, 5, 2, 6], [9, 7, 9, 4, 5, 5]]
        #expect(try table(.balanced(floor: 0.01), free).weights == table(.balanced(), free).weights)
    }

    @Test func `Weights by period are found in the values of each, and a period without them has no score`() throws {
        let names: [NodeID] = ["i0", "i1"]
        let model = model(.pca(.period), names)
        // By power, then period: in the second period the second child goes against the first.
        let first: [Double] = [1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 9, 9]
        let second: [Double] = [2, 9, 1, 7, 4, 5, 4, 4, 9, 2, 7, 1]
        let table = try ScoreTable(
            scoring: [Column(values: first), Column(values: second)],
            of: model,
            for: ["2020", "2021"],
            threads: 2
        )
        let alone = try PrincipalComponents(
            [first, second].map { column in stride(from: 0, to: 12, by: 2).map { column[$0] } }
        )
        #expect(Array(table.weights.at(0).dropFirst()) == alone.loadings[0])
        #expect(Array(table.weights.at(1)) == [1, 2, 2])
        #expect(table["index", Dyad(power: "A", country: "KAZ"), "2020"]?.value != nil)
        let none = Score(value: nil, coverage: 1, confidence: 1)
        #expect(table["index", Dyad(power: "A", country: "KAZ"), "2021"] == none)
        #expect(
            table.absence(node: 0, dyad: 0, period: 1, of: model) == .weights(.notPositive, children: ["i0"])
                || table.absence(node: 0, dyad: 0, period: 1, of: model) == .weights(.notPositive, children: ["i1"])
        )
        #expect(table.absence(node: 0, dyad: 0, period: 0, of: model) == nil)
    }

    @Test func `A window of weights looks back from each period`() throws {
        let names: [NodeID] = ["i0", "i1"]
        var random = SplitMix(41)
        let columns = (0..<2).map { _ in (0..<(6 * 4)).map { _ in Double.random(in: 0...9, using: &random) } }
        let added = zip(columns[0], columns[1]).map { $0 + $1 }
        let periods: [Period] = ["2018", "2019", "2020", "2021"]
        let table = try ScoreTable(
            scoring: [Column(values: columns[0]), Column(values: added)],
            of: model(.pca(.window(.months(24))), names),
            for: periods,
            threads: 2
        )
        for (period, sample) in [(0, [0]), (1, [0, 1]), (3, [2, 3])] {
            let seen = [columns[0], added].map { column in
                (0..<6).flatMap { dyad in sample.map { column[dyad * 4 + $0] } }
            }
            #expect(Array(table.weights.at(period).dropFirst()) == (try PrincipalComponents(seen)).loadings[0])
        }
    }

    @Test func `A Copeland score takes the weights that were found, not those given`() throws {
        let columns: [[Double]] = [[1, 2, 3, 5, 8, 9], [2, 1, 4, 4, 9, 7], [90, 30, 50, 25, 40, 10]]
        let given = Model(
            .group(
                "index",
                Aggregate(method: .copeland, weighting: .equal),
                weight: 1,
                zip(["i0", "i1", "i2"], [1.0, 1, 9]).map { .leaf(Indicator(id: $0, title: ""), weight: $1) }
            ),
            powers: powers
        )
        let table = try ScoreTable(scoring: columns.map { Column(values: $0) }, of: given, for: ["2020"], threads: 1)
        let expected = Copeland.scores(columns, weights: [1, 1, 1]).map(Double?.some)
        #expect(powers.map { table["index", Dyad(power: $0, country: "KAZ"), "2020"]?.value } == expected)
    }

    @Test func `One child, or one of weight 0, needs no values`() throws {
        #expect(try table(.pca(), [[1, 1, 1, 1, 1, 1]]).weights.at(0) == [1, 1])
        #expect(try table(.balanced(), [[.nan, .nan, .nan, .nan, .nan, .nan]]).weights.at(0) == [1, 1])
    }

    @Test func `Effective weights are the product of the shares on the way up`() {
        let model = Model(
            .node(
                "index",
                [
                    .node(
                        "left",
                        [
                            .leaf(Indicator(id: "a", title: ""), weight: 1),
                            .leaf(Indicator(id: "b", title: ""), weight: 3),
                        ],
                        weight: 2
                    ),
                    .leaf(Indicator(id: "c", title: ""), weight: 6),
                ]
            )
        )
        #expect(model.effectiveWeights(model.weights(at: "2020")) == [1, 0.25, 0.0625, 0.1875, 0.75])
    }
}
