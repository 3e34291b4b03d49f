import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Aggregations and gates")
struct AggregationTests {
    /// The score of an aggregate of indicators with these weights and values for one dyad.
    private func score(
        _ aggregate: Aggregate,
        _ children: [(weight: Double, value: Double)],
        freshness: [Freshness]? = nil
    ) throws -> Score {
        let leaves = children.enumerated().map { number, child in
            Branch.leaf(Indicator(id: NodeID("x\(number)"), title: ""), weight: child.weight)
        }
        let columns = children.enumerated().map { number, child in
            Column(values: [child.value], freshness: freshness.map { [$0[number]] })
        }
        let model = Model(.group("index", aggregate, weight: 1, leaves), powers: ["RUS"])
        let table = try ScoreTable(scoring: columns, of: model, for: ["2020"], threads: 1)
        return table.score(node: 0, dyad: 0, period: 0)
    }

    @Test func `arithmetic`() throws {
        #expect(try score(Aggregate(method: .arithmetic), [(1, 10), (3, 20)]).value == 17.5)
        #expect(try score(Aggregate(method: .arithmetic), [(1, -4), (3, 0)]).value == -1)
    }

    @Test func `geometric`() throws {
        let mean = try #require(try score(Aggregate(method: .geometric), [(1, 2), (1, 8)]).value)
        #expect(abs(mean - 4) < 1e-14)
        let weighted = try #require(try score(Aggregate(method: .geometric), [(2, 2), (1, 16)]).value)
        #expect(abs(weighted - 4) < 1e-14)
    }

    @Test func `harmonic`() throws {
        #expect(try score(Aggregate(method: .harmonic), [(1, 2), (1, 6)]).value == 3)
        #expect(try score(Aggregate(method: .harmonic), [(3, 6), (1, 2)]).value == 4)
    }

    @Test func `product takes no weights and needs every child of positive weight`() throws {
        #expect(try score(Aggregate(method: .product), [(5, 3), (1, 4)]).value == 12)
        #expect(try score(Aggregate(method: .product), [(5, 3), (1, .nan)]).value == nil)
        #expect(try score(Aggregate(method: .product), [(5, 3), (0, .nan)]).value == 3)
        #expect(try score(Aggregate(method: .product), [(5, -3), (1, 0)]).value?.sign == .plus)
    }

    @Test(arguments: [Aggregation.geometric, .harmonic])
    func `geometric and harmonic means have no value where a child is not above 0`(_ method: Aggregation) throws {
        for value in [0, -0.0, -1] {
            let score = try score(Aggregate(method: method), [(1, 2), (1, value)])
            #expect(score == Score(value: nil, coverage: 1, confidence: 1))
        }
        // A child of weight 0 takes no part.
        #expect(try score(Aggregate(method: method), [(1, 2), (0, -5)]).value.map { abs($0 - 2) < 1e-14 } == true)
    }

    @Test func `the weights of missing children are shared among the present ones`() throws {
        let score = try score(Aggregate(method: .arithmetic), [(0.5, .nan), (0.2, 10), (0.3, 20)])
        #expect(score.value.map { abs($0 - 16) < 1e-12 } == true)
        #expect(score.coverage == 0.5)
        #expect(score.confidence == 0.5)
        let none = try self.score(Aggregate(method: .arithmetic), [(0.5, .nan), (0.5, .nan)])
        #expect(none == Score(value: nil, coverage: 0, confidence: 0))
    }

    @Test func `below min_coverage or min_children there is no score`() throws {
        let weights = [(0.35, 1.0), (0.15, 1), (0.10, 1), (0.40, .nan)]
        // 0.35 + 0.15 + 0.10 of 1 is 0.6 in spite of rounding.
        #expect(try score(Aggregate(method: .arithmetic, minCoverage: 0.6), weights).value != nil)
        let gated = try score(Aggregate(method: .arithmetic, minCoverage: 0.61), weights)
        #expect(gated.value == nil)
        #expect(abs(gated.coverage - 0.6) < 1e-15)
        #expect(try score(Aggregate(method: .arithmetic, minChildren: 3), weights).value != nil)
        #expect(try score(Aggregate(method: .arithmetic, minChildren: 4), weights).value == nil)
    }

    @Test func `what is not applicable leaves the denominator, and confidence is derated`() throws {
        let score = try score(
            Aggregate(method: .arithmetic, minCoverage: 0.9),
            [(4, .nan), (1, 10), (2, 20), (1, 30)],
            freshness: [.notApplicable, .fresh, .aging, .stale]
        )
        #expect(score == Score(value: 20, coverage: 1, confidence: (1 + 1.5 + 0.5) / 4))
        let expired = try self.score(
            Aggregate(method: .arithmetic),
            [(1, .nan), (1, 10), (2, .nan)],
            freshness: [.expired, .fresh, .notApplicable]
        )
        #expect(expired == Score(value: 10, coverage: 0.5, confidence: 0.5))
    }

    @Test func `coverage is carried up the tree, and an aggregate without a score counts for nothing`() throws {
        let leaf = { (id: NodeID, weight: Double) in Branch.leaf(Indicator(id: id, title: ""), weight: weight) }
        let gate = Aggregate(method: .arithmetic, minCoverage: 0.5)
        let model = Model(
            .group(
                "index",
                Aggregate(method: .arithmetic, minCoverage: 0.5),
                weight: 1,
                [
                    .group("d1", gate, weight: 2, [leaf("a", 3), leaf("b", 1)]),
                    .group("d2", gate, weight: 1, [leaf("c", 1), leaf("d", 3)]),
                    .group("d3", gate, weight: 1, [leaf("e", 1), leaf("f", 1)]),
                ]
            ),
            powers: ["RUS"]
        )
        let states: [(Double, Freshness)] = [
            (10, .aging), (.nan, .missing), (20, .fresh), (.nan, .missing), (.nan, .notApplicable),
            (.nan, .notApplicable),
        ]
        let table = try ScoreTable(
            scoring: states.map { Column(values: [$0.0], freshness: [$0.1]) },
            of: model,
            for: ["2020"],
            threads: 1
        )
        let score = { (node: NodeID) in table[node, Dyad(power: "RUS", country: "KAZ"), "2020"] }
        #expect(score("d1") == Score(value: 10, coverage: 0.75, confidence: 0.75 * 0.75))
        #expect(score("d2") == Score(value: nil, coverage: 0.25, confidence: 0.25))
        #expect(score("d3") == Score(value: nil, coverage: 0, confidence: 0))
        // d3 does not apply: 2 of 3 remain, of which d1 covers three quarters.
        #expect(score("index") == Score(value: 10, coverage: 2 * 0.75 / 3, confidence: 2 * 0.75 * 0.75 / 3))
    }

    @Test func `never -0, infinite or not a number`() throws {
        #expect(try score(Aggregate(method: .arithmetic), [(1, -0.0), (1, -0.0)]).value?.sign == .plus)
        let none = Score(value: nil, coverage: 1, confidence: 1)
        #expect(try score(Aggregate(method: .arithmetic), [(2, 1.5e308), (1, 1.5e308)]) == none)
        #expect(try score(Aggregate(method: .product), [(1, 1e300), (1, 1e300)]) == none)
        #expect(try score(Aggregate(method: .harmonic), [(2, .leastNonzeroMagnitude), (1, 1)]) == none)
    }

    @Test func `tiny and subnormal values keep their mean`() throws {
        let tiny = 1024 * Double.leastNonzeroMagnitude
        #expect(try score(Aggregate(method: .arithmetic), [(1, tiny), (1, 3 * tiny)]).value == 2 * tiny)
        let mean = try #require(try score(Aggregate(method: .geometric), [(1, 1e-300), (1, 1e300)]).value)
        #expect(abs(mean - 1) < 1e-12)
    }

    @Test func `columns that do not fit the model are refused`() throws {
        let model = Model(Indicator(id: "x", title: ""))
        #expect(throws: ScoringError.columnsDoNotFit(expected: 1, found: 0)) {
            try ScoreTable(scoring: [], of: model, for: ["2020"], threads: 1)
        }
        #expect(throws: ScoringError.columnsDoNotFit(expected: 2, found: 3)) {
            try ScoreTable(scoring: [Column(values: [1, 2, 3])], of: model, for: ["2020"], threads: 1)
        }
        #expect(throws: ScoringError.columnsDoNotFit(expected: 2, found: 1)) {
            try ScoreTable(
                scoring: [Column(values: [1, 2], freshness: [.fresh])],
                of: model,
                for: ["2020"],
                threads: 1
            )
        }
        let empty = try ScoreTable(scoring: [Column(values: [])], of: model, for: [], threads: 2)
        #expect(Array(empty).isEmpty)
    }
}
