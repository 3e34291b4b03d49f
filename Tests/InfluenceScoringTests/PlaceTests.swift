import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Nodes under several parents, and missing weight over the whole tree")
struct PlaceTests {
    private func values(_ names: [NodeID], periods: Int, _ random: inout SplitMix) -> [NodeID: [PowerID: [Double]]] {
        var result: [NodeID: [PowerID: [Double]]] = [:]
        for name in names {
            for power in ["A", "B", "C", "D"] as [PowerID] {
                result[name, default: [:]][power] = (0..<periods).map { _ in
                    random.chance(0.25) ? .nan : Double.random(in: 1..<99, using: &random)
                }
            }
        }
        return result
    }

    // MARK: Two parents

    /// The Gender Inequality Index (UNDP, Human Development Report 2011, Technical note 3): the harmonic mean of the
    /// sexes' geometric means over the geometric mean of what both have on average, from 1.
    private let gii = """
        nodes:
          - {id: gii, title: Gender Inequality Index, aggregate: ratio, direction: -1, round: 3}
          - {id: equal, title: Equally distributed, parent: gii, weight: 1, aggregate: harmonic}
          - {id: female, title: Women, parent: equal, weight: 1, aggregate: geometric}
          - {id: male, title: Men, parent: equal, weight: 1, aggregate: geometric}
          - {id: average, title: Average, parent: gii, weight: 1, aggregate: geometric}
          - {id: health, title: Health, parent: average, weight: 1}
          - {id: empowerment, title: Empowerment, parent: average, weight: 1}
          - {id: market, title: Market, parent: average, weight: 1}
          - {id: health_f, title: Health, parent: [female, health], weight: 1, aggregate: geometric}
          - {id: empowerment_f, title: Women, parent: [female, empowerment], weight: 1, aggregate: geometric}
          - {id: empowerment_m, title: Men, parent: [male, empowerment], weight: 1, aggregate: geometric}
        indicators:
          - {id: maternal, title: 10 over maternal mortality, parent: health_f, weight: 1}
          - {id: births, title: 1 over adolescent births, parent: health_f, weight: 1}
          - {id: health_m, title: 1, parent: [male, health], weight: {male: 1, health: 1}}
          - {id: seats_f, title: Seats, parent: empowerment_f, weight: 1}
          - {id: school_f, title: School, parent: empowerment_f, weight: 1}
          - {id: seats_m, title: Seats, parent: empowerment_m, weight: 1}
          - {id: school_m, title: School, parent: empowerment_m, weight: 1}
          - {id: labour_f, title: Labour, parent: [female, market], weight: 1}
          - {id: labour_m, title: Labour, parent: [male, market], weight: 1}
        """

    private func genderInequality() throws -> WrittenModel {
        // Brazil as published in 2011: 58, 75.6, .096 and .904, .488 and .463, .601 and .819; and one year of equality.
        func pair(_ brazil: Double, _ equal: Double) -> [PowerID: [Double]] { ["BRA": [brazil, equal]] }
        return try WrittenModel(
            gii,
            scale: "{low: 0, high: 1}",
            grid: [2011, 2020],
            [
                "maternal": pair(10 / 58, 1), "births": pair(1 / 75.6, 1), "health_m": pair(1, 1),
                "seats_f": pair(0.096, 0.5), "seats_m": pair(0.904, 0.5), "school_f": pair(0.488, 0.4),
                "school_m": pair(0.463, 0.4), "labour_f": pair(0.601, 0.7), "labour_m": pair(0.819, 0.7),
            ]
        )
    }

    @Test func `the gender inequality index of Brazil is the published one`() throws {
        let found = try genderInequality()
        // HDR 2011, table 4: 0.449.
        #expect(try found.scores("gii") == [[0.449, 0]])
        #expect(try found.scores("health_f@health") == found.scores("health_f"))
        #expect(found.model.indicators.count == 9)
        #expect(found.scorer.readers.count == 9)
        try found.checkAttributions()
    }

    private let twice = """
        nodes:
          - {id: index, title: I}
          - {id: a, title: A, parent: index, weight: 2}
          - {id: b, title: B, parent: index, weight: 1, min_coverage: 0.3}
          - {id: c, title: C, parent: [a, b], weight: {a: 1, b: 4}, direction: -1}
        indicators:
          - {id: x, title: X, parent: [a, b], weight: {a: 0.3, b: 0.5}}
          - {id: y, title: Y, parent: b, weight: 1}
          - {id: u, title: U, parent: c, weight: 1}
          - {id: v, title: V, parent: c, weight: 2}
        """
    /// The same with everything written down twice.
    private let apart = """
        nodes:
          - {id: index, title: I}
          - {id: a, title: A, parent: index, weight: 2}
          - {id: b, title: B, parent: index, weight: 1, min_coverage: 0.3}
          - {id: c, title: C, parent: a, weight: 1, direction: -1}
          - {id: c2, title: C, parent: b, weight: 4, direction: -1}
        indicators:
          - {id: x, title: X, parent: a, weight: 0.3}
          - {id: x2, title: X, parent: b, weight: 0.5}
          - {id: y, title: Y, parent: b, weight: 1}
          - {id: u, title: U, parent: c, weight: 1}
          - {id: v, title: V, parent: c, weight: 2}
          - {id: u2, title: U, parent: c2, weight: 1}
          - {id: v2, title: V, parent: c2, weight: 2}
        """

    @Test(arguments: ["", ", weights: equal", ", weights: pca", ", aggregate: geometric", ", aggregate: copeland"])
    func `a node in two places is as if it were written twice`(keys: String) throws {
        var random = SplitMix(70)
        for _ in 0..<5 {
            let drawn = values(["x", "y", "u", "v"], periods: 3, &random)
            let doubled = drawn.merging(["x2": drawn["x"] ?? [:], "u2": drawn["u"] ?? [:], "v2": drawn["v"] ?? [:]]) {
                $1
            }
            let grid = [2019, 2020, 2021]
            func keyed(_ text: String) -> String {
                text.replacing("title: A,", with: "title: A\(keys),").replacing("title: C,", with: "title: C\(keys),")
            }
            let one = try WrittenModel(keyed(twice), grid: grid, drawn)
            let two = try WrittenModel(keyed(apart), grid: grid, doubled)
            for (left, right) in [
                ("index", "index"), ("a", "a"), ("b", "b"), ("c", "c"), ("c@b", "c2"), ("x@b", "x2"), ("u@c@b", "u2"),
            ] as [(NodeID, NodeID)] {
                #expect(try one.scores(left) == two.scores(right), "\(left)")
            }
            for dyad in 0..<4 {
                for period in 0..<3 {
                    let (left, right) = (try one.table(), try two.table())
                    #expect(
                        left.score(node: 0, dyad: dyad, period: period)
                            == right.score(node: 0, dyad: dyad, period: period)
                    )
                }
            }
            if !keys.contains("copeland") { try one.checkAttributions() }
        }
    }

    @Test func `each place has its own weight and contribution, and effects are booked to it`() throws {
        let found = try WrittenModel(
            twice,
            grid: [2019, 2020],
            ["x": ["A": [10, 20]], "y": ["A": [30, 30]], "u": ["A": [40, 40]], "v": ["A": [70, 70]]]
        )
        let explanation = try found.explain("A")
        let places = explanation.nodes.filter { $0.id == "x" || $0.id == "x@b" }
        #expect(places.map(\.score.value) == [20, 20])
        #expect(places.map(\.parent) == [1, 6])
        for (found, wanted) in zip(places.compactMap(\.effectiveWeight), [2.0 / 3 * 0.3 / 1.3, 1.0 / 3 * 0.5 / 5.5]) {
            #expect(abs(found - wanted) < 1e-15)
        }
        let leaves = explanation.nodes.filter { $0.indicator != nil }
        #expect(abs(leaves.compactMap(\.contribution).reduce(0, +) - (explanation.nodes[0].score.value ?? 0)) < 1e-12)
        let effective = found.model.effectiveWeights(found.model.weights(at: "2020"))
        #expect(
            abs(zip(found.model.nodes, effective).filter { $0.0.indicator != nil }.reduce(0) { $0 + $1.1 } - 1) < 1e-15
        )
        let change = try Attribution(of: "index", from: try found.explain("A", at: 2019), to: explanation)
        #expect(change.items.map(\.node) == ["x", "x@b"])
        #expect(change.items.allSatisfy { $0.group == .newPeriod && $0.after?.raw == 20 })
    }

    @Test func `an audit looks at a node once, and a scenario drops it everywhere`() throws {
        var random = SplitMix(71)
        let drawn = values(["x", "y", "u", "v"], periods: 3, &random)
        let found = try WrittenModel(twice, grid: [2019, 2020, 2021], drawn)
        let audit = try found.scorer.audit(among: found.periods)
        #expect(audit.indicators.map(\.id).sorted() == ["u", "v", "x", "y"])
        #expect(audit.correlations.count == 6)
        #expect(audit.aggregates.map(\.id) == ["index", "a", "c", "b"])
        #expect(audit.aggregates[3].children.map(\.id) == ["c@b", "x@b", "y"])

        let dropped = try Hypothesis(Scenario(dropped: ["x"]), on: found.model, at: [])
        #expect(dropped.model.nodes.filter { $0.id == "x" || $0.id == "x@b" }.map(\.weight) == [0, 0])
        let weighed = try Hypothesis(Scenario(weights: [.init(node: "u", weight: 9)]), on: found.model, at: [])
        #expect(weighed.model.nodes.filter { $0.id == "u" || $0.id == "u@c@b" }.map(\.weight) == [9, 9])
        let one = try Hypothesis(Scenario(weights: [.init(node: "x", weight: 9)]), on: found.model, at: [])
        #expect(one.model.nodes.filter { $0.id == "x" || $0.id == "x@b" }.map(\.weight) == [9, 0.5])
        let other = try Hypothesis(
            Scenario(values: [.init(indicator: "x", power: "A", country: "KAZ", value: 77)]),
            on: found.model,
            at: found.periods
        ).scores(on: found.scorer.panel, for: found.periods)
        for node in ["x", "x@b"] as [NodeID] {
            #expect(other[node, Dyad(power: "A", country: "KAZ"), "2020"]?.value == 77)
        }
    }

    // MARK: Missing weight

    private let deep = """
        nodes:
          - {id: index, title: I, missing: tree, min_coverage: 0.1}
          - {id: a, title: A, parent: index, weight: 3, min_coverage: 0.6}
          - {id: b, title: B, parent: index, weight: 2, min_children: 2}
          - {id: c, title: C, parent: b, weight: 3}
        indicators:
          - {id: x, title: X, parent: a, weight: 1}
          - {id: y, title: Y, parent: a, weight: 4}
          - {id: z, title: Z, parent: b, weight: 1}
          - {id: u, title: U, parent: c, weight: 1}
          - {id: v, title: V, parent: c, weight: 1}
        """
    /// Products of shares: 0.6 x 0.2 ...
    private let flat = """
        nodes:
          - {id: index, title: I, min_coverage: 0.1}
        indicators:
          - {id: x, title: X, parent: index, weight: 12}
          - {id: y, title: Y, parent: index, weight: 48}
          - {id: z, title: Z, parent: index, weight: 10}
          - {id: u, title: U, parent: index, weight: 15}
          - {id: v, title: V, parent: index, weight: 15}
        """

    /// Gygli et al. 2019: higher levels are made of the variables themselves, by the products of their weights.
    @Test func `over the whole tree the root is the mean of all that is known`() throws {
        let found = try WrittenModel(
            deep,
            ["x": ["A": [10], "B": [10]], "u": ["A": [40], "B": [40]], "v": ["B": [70]]]
        )
        // A: 12 of x, 15 of u. Among siblings it would be 0.6 x 10 + 0.4 x 40 = 22, if `a` and `b` passed their gates.
        #expect(try found.scores("index")[0][0].map { abs($0 - (120.0 + 600) / 27) < 1e-12 } == true)
        #expect(try found.scores("index")[1][0].map { abs($0 - (120.0 + 600 + 1050) / 42) < 1e-12 } == true)
        // Below their own gates they show nothing, yet what lies beneath them counts above.
        #expect(try found.scores("a") == [[nil], [nil]])
        #expect(try found.scores("b") == [[nil], [nil]])
        #expect(try found.scores("c") == [[40], [55]])
        let explanation = try found.explain("A")
        #expect(explanation["a"]?.absence == .coverage(0.2, minimum: 0.6))
        #expect(explanation["b"]?.absence == .children(1, minimum: 2))
        #expect(explanation["x"]?.effectiveWeight.map { abs($0 - 12.0 / 27) < 1e-15 } == true)
        #expect(explanation["a"]?.effectiveWeight.map { abs($0 - 12.0 / 27) < 1e-15 } == true)
        #expect(explanation["c"]?.effectiveWeight.map { abs($0 - 15.0 / 27) < 1e-15 } == true)
        #expect(explanation["u"]?.contribution.map { abs($0 - 600.0 / 27) < 1e-12 } == true)
        #expect(explanation["index"]?.score.coverage.distance(to: 0.27).magnitude ?? 1 < 1e-15)
    }

    @Test func `a deep tree is then as a flat one of the products`() throws {
        var random = SplitMix(72)
        for _ in 0..<10 {
            let drawn = values(["x", "y", "z", "u", "v"], periods: 3, &random)
            let grid = [2019, 2020, 2021]
            let (one, two) = (try WrittenModel(deep, grid: grid, drawn), try WrittenModel(flat, grid: grid, drawn))
            let (left, right) = (try one.table(threads: 3, cellsPerRun: 4), try two.table())
            for dyad in 0..<4 {
                for period in 0..<3 {
                    let (a, b) = (
                        left.score(node: 0, dyad: dyad, period: period),
                        right.score(node: 0, dyad: dyad, period: period)
                    )
                    #expect((a.value == nil) == (b.value == nil))
                    #expect(abs((a.value ?? 0) - (b.value ?? 0)) < 1e-12 * 100)
                    #expect(abs(a.coverage - b.coverage) < 1e-14)
                }
            }
            #expect(try one.checkAttributions().sums > 5)
            let (old, new) = (try one.explain("A", at: 2019), try one.explain("A"))
            guard old.nodes[0].score.value != nil, new.nodes[0].score.value != nil else { continue }
            let groups = Set(try Attribution(of: "index", from: old, to: new).items.map(\.group))
            #expect(groups.isSubset(of: [.newPeriod, .entered, .left]))
        }
    }

    // MARK: Weights by period

    @Test(arguments: Aggregation.plain.filter { $0 != .ratio } + [.power(exponent: 2)])
    func `weights by period are those of each period alone`(method: Aggregation) throws {
        var random = SplitMix(73)
        let word = method == .power(exponent: 2) ? "{power: 2}" : method.name
        let grid = [2018, 2019, 2020, 2021, 2022]
        for missing in method == .arithmetic ? ["siblings", "tree"] : ["siblings"] {
            let drawn = values(["x", "y", "z"], periods: 5, &random)
            func text(_ x: String, _ y: String, _ z: String) -> String {
                """
                nodes:
                  - {id: index, title: I, aggregate: \(word), missing: \(missing), min_children: 2}
                  - {id: a, title: A, parent: index, weight: \(z), aggregate: \(word)}
                indicators:
                  - {id: x, title: X, parent: a, weight: \(x)}
                  - {id: y, title: Y, parent: a, weight: \(y)}
                  - {id: z, title: Z, parent: index, weight: 1}
                """
            }
            let whole = try WrittenModel(
                text("{2018: 0.3, 2020: 0, 2022: 0.3}", "{2000: 0.7, 2021: 2}", "{2018: 1, 2021: 0.4}"),
                grid: grid,
                drawn
            )
            let table = try whole.table()
            let weights = [
                ("0.3", "0.7", "1"), ("0.3", "0.7", "1"), ("0", "0.7", "1"), ("0", "2", "0.4"), ("0.3", "2", "0.4"),
            ]
            for (period, (x, y, z)) in weights.enumerated() {
                let fixed = try WrittenModel(text(x, y, z), grid: grid, drawn).table()
                for node in 0..<5 {
                    for dyad in 0..<4 {
                        #expect(
                            table.score(node: node, dyad: dyad, period: period)
                                == fixed.score(node: node, dyad: dyad, period: period)
                        )
                    }
                }
                #expect(table.weights.at(period) == fixed.weights.at(0))
            }
            let parted = try whole.table(threads: 4, cellsPerRun: 6)
            #expect(Array(parted) == Array(table))
            if method != .copeland, method != .outranking { try whole.checkAttributions() }
        }
    }

    @Test func `a change of weights is booked as such`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: I}
            indicators:
              - {id: x, title: X, parent: index, weight: {2019: 1, 2020: 3}}
              - {id: y, title: Y, parent: index, weight: 1}
            """,
            grid: [2019, 2020],
            ["x": ["A": [10, 10]], "y": ["A": [50, 50]]]
        )
        #expect(try found.scores("index") == [[30, 20]])
        let change = try Attribution(
            of: "index",
            from: try found.explain("A", at: 2019),
            to: try found.explain("A")
        )
        #expect(Set(change.items.map(\.group)) == [.weights])
        #expect(abs(change.items.reduce(0) { $0 + $1.effect } + 10) < 1e-12)
        let audit = try found.scorer.audit(at: "2020", among: found.periods)
        #expect(audit.aggregates[0].children.map(\.nominalWeight) == [0.75, 0.25])
        #expect(
            try found.scorer.audit(at: "2019", among: found.periods).aggregates[0].children.map(\.weight) == [0.5, 0.5]
        )
    }

    // MARK: Screening

    @Test func `dyads of too little data are left out before anything is compared`() throws {
        let text = """
            nodes:
              - {id: index, title: I}
            screen: {min_indicators: 0.6}
            defaults: {normalise: minmax, impute: mean}
            indicators:
              - {id: x, title: X, parent: index, weight: 8}
              - {id: y, title: Y, parent: index, weight: 1}
              - {id: z, title: Z, parent: index, weight: 1}
            """
        // C has one of three and is the extreme of x; A has two, B and D three.
        let values: [NodeID: [PowerID: [Double]]] = [
            "x": ["A": [1], "B": [3], "C": [900], "D": [2]], "y": ["A": [5], "B": [7], "D": [9]],
            "z": ["B": [2], "D": [4]],
        ]
        let found = try WrittenModel(text, values)
        #expect(try found.scores("x").map { $0[0] } == [0, 100, nil, 50])
        // A's missing z is the mean of those who stay.
        #expect(try found.scores("z").map { $0[0] } == [50, 0, nil, 100])
        #expect(try found.scores("index")[2] == [nil])
        let explanation = try found.explain("C")
        #expect(explanation.nodes.allSatisfy { $0.absence == .screened(share: 1.0 / 3, minimum: 0.6) })
        #expect(explanation["x"]?.score.coverage == 0)
        #expect(try found.explain("A").nodes.allSatisfy { $0.absence == nil })
        // By weight it is C that has most.
        let weighed = try WrittenModel(text.replacing("min_indicators: 0.6", with: "min_coverage: 0.85"), values)
        #expect(try weighed.scores("index").map { $0[0] == nil } == [false, false, true, false])
        let light = try WrittenModel(text.replacing("min_indicators: 0.6", with: "min_coverage: 0.8"), values)
        #expect(try light.scores("index").allSatisfy { $0[0] != nil })
        // As if it were not in the data.
        var fewer = values
        for name in values.keys { fewer[name]?["C"] = nil }
        let without = try WrittenModel(text, fewer)
        #expect(try without.scores("index").map { $0[0] } == [0, 1, 3].map { try found.scores("index")[$0][0] })
    }

    @Test func `the world may be the country of units that are powers in none`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: I, normalise: rank}
            indicators:
              - {id: x, title: X, parent: index, weight: 1, normalise: minmax}
              - {id: y, title: Y, parent: index, weight: 1, normalise: {goalposts: [0, 10]}}
            """,
            country: "WLD",
            ["x": ["FRA": [1], "DEU": [3]], "y": ["FRA": [9], "DEU": [4]]]
        )
        #expect(try found.scores("index") == [[2], [1]])
        #expect(try found.scorer.audit(among: found.periods).dyads.map(\.subject.country) == ["WLD", "WLD"])
        #expect(try found.explain("FRA")["y"]?.score.value == 90)
    }

    @Test func `editions tell which methods a model uses`() throws {
        let found = try WrittenModel(
            deep.replacing("missing: tree, ", with: "aggregate: copeland, "),
            ["x": ["A": [1]]]
        )
        let editions = Editions.of(found.model)
        #expect(editions["aggregate.copeland"] == 4)
        #expect(editions["aggregate.arithmetic"] == 2)
        #expect(editions["reading"] == 3)
        #expect(editions["weights.given"] == 1)
        #expect(editions["measures"] == nil)
        #expect(Editions.of(try WrittenModel(deep, ["x": ["A": [1]]]).model)["missing.tree"] == 1)
    }
}
