import InfluenceModel
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
        #expect(try table(.given, columns).weights == [1, 2, 2, 2])
        #expect(try table(.equal, columns).weights == [1, 1, 1, 1])
    }

    @Test func `Loadings of the first component are the weights, and the node uses them`() throws {
        let table = try table(.pca, columns)
        let components = try PrincipalComponents(columns)
        #expect(Array(table.weights.dropFirst()) == components.loadings[0])
        let weights = components.loadings[0]
        let expected = zip(columns, weights).reduce(0) { $0 + $1.0[3] * $1.1 } / weights.reduce(0, +)
        let score = try #require(table["index", Dyad(power: "D", country: "KAZ"), "2020"]?.value)
        #expect(abs(score - expected) < 1e-12)
    }

    @Test func `Under balanced weights each child correlates equally with the node`() throws {
        let columns: [[Double]] = [[4, 4, 8, 5, 1, 7], [9, 2, 3, 5, 2, 6], [9, 7, 9, 4, 5, 5]]
        let table = try table(.balanced, columns)
        let node = powers.map { table["index", Dyad(power: $0, country: "KAZ"), "2020"]?.value ?? .nan }
        let correlations = columns.compactMap { Correlation.pearson($0, node) }
        #expect(correlations.count == 3)
        #expect(correlations.allSatisfy { abs($0 - correlations[0]) < 1e-12 })
        #expect(abs(table.weights.dropFirst().reduce(0, +) - 1) < 1e-12)
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

    @Test func `Balanced weights are above 0: equal correlations, and larger ones where the weight is the least`()
        throws
    {
        var random = SplitMix(40)
        var (exact, bounded) = (0, 0)
        for count in 2...8 {
            for _ in 0..<40 {
                let columns = columns(count, &random)
                let components = try PrincipalComponents(columns)
                let weights = try #require(components.balanced)
                let shares = zip(weights, components.deviations).map { $0 * $1 }
                let least = PrincipalComponents.leastPart / Double(count) * shares.reduce(0, +)
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
                let reversed = try #require(PrincipalComponents(columns.reversed()).balanced)
                for (left, right) in zip(weights, reversed.reversed()) { #expect(abs(left - right) < 1e-9) }
            }
        }
        #expect(exact > 50)
        #expect(bounded > 50)
    }

    @Test func `What has no weights is an error that names node and child`() {
        let problem = { (weighting: Weighting, columns: [[Double]]) -> ScoringError? in
            do {
                _ = try table(weighting, columns)
                return nil
            } catch {
                return error as? ScoringError
            }
        }
        let rising: [Double] = [1, 2, 3, 5, 8, 9]
        for weighting in [Weighting.pca, .balanced] {
            #expect(
                problem(weighting, [rising, [4, 4, 4, 4, 4, 4]])
                    == .weightsUndefined(node: "index", child: "i1", .withoutSpread)
            )
            #expect(
                problem(weighting, [rising, [1, 2, .nan, .nan, .nan, .nan]])
                    == .weightsUndefined(node: "index", child: nil, .tooFewCells(2))
            )
            let missing = [Double](repeating: .nan, count: 6)
            #expect(
                problem(weighting, [rising, missing])
                    == .weightsUndefined(node: "index", child: nil, .tooFewCells(0))
            )
        }
        #expect(
            problem(.balanced, [rising, rising.map { 2 * $0 + 1 }])
                == .weightsUndefined(node: "index", child: nil, .dependent)
        )
        #expect(
            problem(.pca, [[-1, 1, -1, 1, 0, 0], [-1, -1, 1, 1, 0, 0]])
                == .weightsUndefined(node: "index", child: nil, .ambiguous)
        )
        guard
            case .weightsUndefined("index", "i2"?, .notPositive(let loading)) = problem(
                .pca,
                [rising, [1, 2, 3, 4, 9, 9], rising.map { -$0 }]
            )
        else {
            Issue.record("a child that goes against the others")
            return
        }
        #expect(loading < 0)
        #expect(throws: ScoringError.weightsUndefined(node: "index", child: nil, .notArithmetic)) {
            try table(.balanced, columns, method: .geometric)
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
        let expected = Copeland.scores(columns, weights: [1, 1, 1])
        #expect(powers.map { table["index", Dyad(power: $0, country: "KAZ"), "2020"]?.value } == expected)
    }

    @Test func `One child, or one of weight 0, needs no values`() throws {
        #expect(try table(.pca, [[1, 1, 1, 1, 1, 1]]).weights == [1, 1])
        #expect(try table(.balanced, [[.nan, .nan, .nan, .nan, .nan, .nan]]).weights == [1, 1])
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
        #expect(model.effectiveWeights() == [1, 0.25, 0.0625, 0.1875, 0.75])
    }
}
