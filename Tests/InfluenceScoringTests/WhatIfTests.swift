import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("What-if scenarios")
struct WhatIfTests {
    /// The bits of a table, in its order.
    private func bits(_ table: ScoreTable) -> [[UInt64?]] {
        table.map { [$0.score.value?.bitPattern, $0.score.coverage.bitPattern, $0.score.confidence.bitPattern] }
    }

    private func base(_ drawn: RandomCase) throws -> ScoreTable {
        try Scorer(model: drawn.model, panel: Panel(drawn.observations)).scores(for: drawn.periods)
    }

    private func table(_ scenario: Scenario, _ drawn: RandomCase, threads: Int = 1) throws -> ScoreTable {
        try Hypothesis(scenario, on: drawn.model, at: drawn.periods)
            .scores(on: Panel(drawn.observations), for: drawn.periods, threads: threads)
    }

    /// Random cases that can be scored.
    private func cases(_ seed: UInt64, _ count: Int = 40) -> [RandomCase] {
        var random = SplitMix(seed)
        return (0..<count).map { _ in RandomCase(&random) }.filter { (try? base($0)) != nil }
    }

    @Test func `an empty scenario is the base, bit for bit, on any number of threads`() throws {
        let cases = cases(70)
        #expect(cases.count > 10)
        for drawn in cases {
            let expected = bits(try base(drawn))
            for threads in [1, 3] { #expect(bits(try table(Scenario(), drawn, threads: threads)) == expected) }
        }
    }

    @Test func `dropping an indicator is a weight of 0, and is the model without it`() throws {
        var compared = 0
        for drawn in cases(71) {
            for node in drawn.model.nodes where node.indicator != nil && node.weight > 0 {
                let siblings = node.parent.map { drawn.model.nodes[$0].children } ?? []
                guard
                    siblings.contains(where: { drawn.model.nodes[$0].weight > 0 && drawn.model.nodes[$0].id != node.id }
                    )
                else { continue }
                guard let dropped = try? table(Scenario(dropped: [node.id]), drawn) else { continue }
                let weightless = try table(Scenario(weights: [.init(node: node.id, weight: 0)]), drawn)
                #expect(bits(dropped) == bits(weightless))
                let smaller = drawn.model.without(node.id)
                let without = try Scorer(model: smaller, panel: Panel(drawn.observations)).scores(for: drawn.periods)
                for element in without {
                    let (dyad, period) = (without.dyads[element.dyad], without.periods[element.period])
                    let other = try #require(dropped[without.nodes[element.node], dyad, period])
                    #expect(other.value?.bitPattern == element.score.value?.bitPattern)
                    #expect(other.coverage.bitPattern == element.score.coverage.bitPattern)
                    #expect(other.confidence.bitPattern == element.score.confidence.bitPattern)
                    compared += 1
                }
            }
        }
        #expect(compared > 1000)
    }

    @Test func `scaling the weights of all siblings changes nothing`() throws {
        for drawn in cases(72) {
            for node in drawn.model.nodes where node.children.count > 1 {
                func scaled(by factor: Double) -> Scenario {
                    Scenario(
                        weights: node.children.map {
                            .init(node: drawn.model.nodes[$0].id, weight: drawn.model.nodes[$0].weight * factor)
                        }
                    )
                }
                let expected = try base(drawn)
                // A power of two moves no bit.
                #expect(bits(try table(scaled(by: 4), drawn)) == bits(expected))
                for (one, other) in zip(try table(scaled(by: 10), drawn), expected) {
                    try #require((one.score.value == nil) == (other.score.value == nil))
                    guard let a = one.score.value, let b = other.score.value else { continue }
                    #expect(abs(a - b) <= 1e-9 * max(1, abs(b)))
                }
            }
        }
    }

    private static let model = Model(
        .node(
            "index",
            [
                .node(
                    "economic",
                    [
                        .leaf(.percent("trade"), weight: 3), .leaf(.percent("loans"), weight: 1),
                    ],
                    weight: 0.6
                ),
                .leaf(
                    Indicator(
                        id: "alliance",
                        title: "",
                        transform: [
                            .ordinal([
                                OrdinalLevel(level: 0, label: "none", score: 0, citation: ""),
                                OrdinalLevel(level: 2, label: "pact", score: 80, citation: ""),
                            ])
                        ],
                        normalisation: Normalisation(.goalposts(low: 0, high: 100))
                    ),
                    weight: 0.4
                ), .leaf(.percent("openness", subject: .country), weight: 0),
                .leaf(.percent("size", subject: .power), weight: 0),
            ]
        ),
        countries: ["KAZ", "UZB"],
        tracked: [Indicator(id: "visits", title: "")]
    )

    private static let panel: [Observation] = [
        observed("trade", "RUS", "KAZ", "2023", 20), observed("loans", "RUS", "KAZ", "2023", 40),
        observed("alliance", "RUS", "KAZ", "2023", 2), observed("trade", "CHN", "KAZ", "2023", 30),
        observed("openness", nil, "KAZ", "2023", 10), observed("size", "RUS", nil, "2023", 10),
    ]

    private func scores(_ scenario: Scenario, at asked: [Period] = ["2023", "2024"]) throws -> ScoreTable {
        try Hypothesis(scenario, on: Self.model, at: asked).scores(on: Panel(Self.panel), for: ["2023", "2024"])
    }

    private func value(_ table: ScoreTable, _ node: NodeID, _ power: PowerID, _ period: Period = "2023") -> Double? {
        table[node, Dyad(power: power, country: "KAZ"), period]?.value
    }

    @Test func `known answers: weights, values and levels`() throws {
        #expect(value(try scores(Scenario()), "index", "RUS") == 0.6 * 25 + 0.4 * 80)
        let heavy = try scores(Scenario(weights: [.init(node: "loans", weight: 3)]))
        #expect(value(heavy, "economic", "RUS") == 30)
        let valued = Scenario(values: [.init(indicator: "trade", power: "RUS", country: "KAZ", value: 60)])
        #expect(value(try scores(valued), "economic", "RUS") == 55)
        #expect(value(try scores(valued), "economic", "CHN") == 30)
        let level = Scenario(values: [.init(indicator: "alliance", power: "CHN", country: "KAZ", value: 2)])
        let allied = try scores(level)
        #expect(value(allied, "alliance", "CHN") == 80)
        #expect(allied["alliance", Dyad(power: "CHN", country: "KAZ"), "2023"]?.confidence == 1)
        #expect(value(try scores(Scenario()), "alliance", "CHN") == nil)
    }

    @Test func `a value holds in the periods asked about, and only for what it is about`() throws {
        let scenario = Scenario(values: [.init(indicator: "trade", power: "RUS", country: "KAZ", value: 60)])
        let table = try scores(scenario, at: ["2024"])
        #expect(value(table, "trade", "RUS", "2023") == 20)
        #expect(value(table, "trade", "RUS", "2024") == 60)
        let country = try scores(
            Scenario(values: [.init(indicator: "openness", power: nil, country: "KAZ", value: 77)])
        )
        #expect(value(country, "openness", "RUS") == 77)
        #expect(value(country, "openness", "CHN") == 77)
        #expect(country["openness", Dyad(power: "RUS", country: "UZB"), "2023"]?.value == nil)
        let power = try scores(Scenario(values: [.init(indicator: "size", power: "CHN", country: nil, value: 5)]))
        #expect(value(power, "size", "RUS") == 10)
        #expect(value(power, "size", "CHN") == 5)
        #expect(power["size", Dyad(power: "CHN", country: "UZB"), "2023"]?.value == 5)
    }

    @Test func `the shares that follow are those of all siblings`() throws {
        let hypothesis = try Hypothesis(
            Scenario(weights: [.init(node: "alliance", weight: 1.4)]),
            on: Self.model,
            at: ["2023"]
        )
        let shares = hypothesis.shares(comparedWith: Self.model, at: "2023")
        #expect(shares.map(\.node) == ["economic", "alliance", "openness", "size"])
        #expect(shares.map(\.share) == [0.3, 0.7, 0, 0])
        #expect(shares.map(\.baseShare) == [0.6, 0.4, 0, 0])
        #expect(shares.allSatisfy { $0.parent == "index" })
        #expect(try Hypothesis(Scenario(), on: Self.model, at: []).shares(comparedWith: Self.model, at: "2023").isEmpty)
    }

    @Test(
        arguments: [
            (
                Scenario(weights: [.init(node: "economc", weight: 1)]),
                ScenarioError.unknownNode("economc", known: model.nodes.map(\.id))
            ), (Scenario(dropped: ["visits"]), .tracked("visits")),
            (
                Scenario(values: [.init(indicator: "visits", power: "RUS", country: "KAZ", value: 1)]),
                .tracked("visits")
            ),
            (Scenario(dropped: ["index"]), .root("index")),
            (Scenario(weights: [.init(node: "trade", weight: -1)]), .invalidWeight("trade", -1)),
            (Scenario(weights: [.init(node: "trade", weight: .infinity)]), .invalidWeight("trade", .infinity)),
            (Scenario(dropped: ["trade", "loans"]), .nothingLeft(of: "economic")),
            (
                Scenario(weights: [.init(node: "trade", weight: 2)], dropped: ["trade"]),
                .twice("the weight of trade")
            ),
            (
                Scenario(weights: [
                    .init(node: "trade", weight: .greatestFiniteMagnitude),
                    .init(node: "loans", weight: .greatestFiniteMagnitude),
                ]), .invalidWeight("economic", .infinity)
            ),
            (
                Scenario(values: [.init(indicator: "economic", power: "RUS", country: "KAZ", value: 1)]),
                .aggregate("economic")
            ),
            (
                Scenario(values: [.init(indicator: "trade", power: "RUS", country: "KAZ", value: -.infinity)]),
                .notFinite("trade")
            ),
            (
                Scenario(values: [.init(indicator: "alliance", power: "RUS", country: "KAZ", value: 1)]),
                .notALevel("alliance", 1, levels: [0, 2])
            ),
            (
                Scenario(values: [.init(indicator: "trade", power: "USA", country: "KAZ", value: 1)]),
                .unknownPower("USA", known: ["RUS", "CHN"])
            ),
            (
                Scenario(values: [.init(indicator: "trade", power: "RUS", country: "KGZ", value: 1)]),
                .unknownCountry("KGZ", known: ["KAZ", "UZB"])
            ),
            (
                Scenario(values: [.init(indicator: "trade", power: nil, country: "KAZ", value: 1)]),
                .otherSubject("trade", .dyad)
            ),
            (
                Scenario(values: [.init(indicator: "openness", power: "RUS", country: "KAZ", value: 1)]),
                .otherSubject("openness", .country)
            ),
            (
                Scenario(values: [.init(indicator: "size", power: "RUS", country: "KAZ", value: 1)]),
                .otherSubject("size", .power)
            ),
            (
                Scenario(values: [
                    .init(indicator: "trade", power: "RUS", country: "KAZ", value: 1),
                    .init(indicator: "trade", power: "RUS", country: "KAZ", value: 2),
                ]), .twice("the value of trade of RUS in KAZ")
            ),
        ] as [(Scenario, ScenarioError)]
    )
    func `what cannot be assumed is refused, and said how`(scenario: Scenario, error: ScenarioError) {
        #expect(throws: error) { try Hypothesis(scenario, on: Self.model, at: ["2023"]) }
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: [Weighting.equal, .pca(), .balanced()])
    func `a weight that the model does not give can only be taken away`(weighting: Weighting) throws {
        var model = Self.model
        let position = try #require(model.nodes.firstIndex { $0.id == "economic" })
        model.nodes[position].content = .aggregate(Aggregate(method: .arithmetic, weighting: weighting))
        #expect(throws: ScenarioError.derivedWeight("trade", parent: "economic")) {
            try Hypothesis(Scenario(weights: [.init(node: "trade", weight: 2)]), on: model, at: ["2023"])
        }
        let dropped = try Hypothesis(Scenario(dropped: ["trade"]), on: model, at: ["2023"])
        #expect(dropped.shares(comparedWith: model, at: "2023").isEmpty)
        let other = try Hypothesis(Scenario(weights: [.init(node: "economic", weight: 2)]), on: model, at: ["2023"])
        #expect(!other.shares(comparedWith: model, at: "2023").isEmpty)
    }

    @Test func `an unknown node is answered with the nearest one`() {
        let error = ScenarioError.unknownNode("economc", known: ["index", "economic"])
        #expect(error.description == "the model has no node 'economc'; did you mean 'economic'? known: index, economic")
        #expect(
            ScenarioError.notALevel("a", 1.5, levels: [0, 2]).description
                == "1.5 is not a level of a; its levels are 0, 2"
        )
    }
}

extension Indicator {
    fileprivate static func percent(_ id: NodeID, subject: Subject = .dyad) -> Indicator {
        Indicator(id: id, title: "", subject: subject, normalisation: Normalisation(.goalposts(low: 0, high: 100)))
    }
}

extension Model {
    /// The model written down without a leaf.
    fileprivate func without(_ leaf: NodeID) -> Model {
        let kept = nodes.indices.filter { nodes[$0].id != leaf }
        func moved(_ position: Int) -> Int? { kept.firstIndex(of: position) }
        return with(
            nodes: kept.map { position in
                var node = nodes[position]
                node.parent = node.parent.flatMap(moved)
                node.children = node.children.compactMap(moved)
                return node
            }
        )
    }
}
