import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Explanations")
struct ExplanationTests {
    private let kaz = Dyad(power: "RUS", country: "KAZ")

    @Test func `an indicator tells every observation and its part`() throws {
        let indicator = Indicator(
            id: "t",
            title: "",
            inputs: ["e", "i"],
            transform: [
                .window(Window(.decay(halfLife: .months(12)), .months(24))), .ratio(to: "gdp", scale: 100),
            ],
            cadence: .months(12)
        )
        let flow = { (id: NodeID, subject: Subject) in Indicator(id: id, title: "", subject: subject, isFlow: true) }
        let observations = [
            observed("e", "RUS", "KAZ", "2022", 4, by: "UN"), observed("i", "RUS", "KAZ", "2022", 6, by: "UN"),
            observed("gdp", nil, "KAZ", "2022-Q4", 50, by: "WB"),
            observed("e", "RUS", "KAZ", "2023", 1, by: "UN"), observed("i", "RUS", "KAZ", "2023", 2, by: "UN"),
        ]
        let basis = try basis(
            indicator,
            observations,
            at: "2023-12",
            tracked: [flow("e", .dyad), flow("i", .dyad), flow("gdp", .country)]
        )
        #expect(basis.observations.map(\.observation.value) == [4, 6, 1, 2, 50])
        #expect(basis.observations.map(\.role) == [.value, .value, .value, .value, .denominator])
        // Of a year h / ln 2 (1 - 1/2) months weigh, of the one before half of that; each amount is a twelfth a month.
        let year = 12 / 0.693147180559945309 / 2 / 12
        let factors = [year / 2, year / 2, year, year, 4]
        for (use, factor) in zip(basis.observations, factors) { #expect(abs(use.factor - factor) < 1e-15) }
        let windowed = 10 * year / 2 + 3 * year
        #expect(basis.windowed.map { abs($0 - windowed) < 1e-12 } == true)
        #expect(basis.divisor == 200)
        #expect(basis.raw.map { abs($0 - windowed / 2) < 1e-12 } == true)
        #expect(basis.freshness == .fresh)
    }

    @Test func `what is expired or cannot exist says so with the observation`() throws {
        let indicator = Indicator(id: "x", title: "", maxAge: .months(12))
        let old = observed("x", "RUS", "KAZ", "2020", 4)
        let expired = try basis(indicator, [old], at: "2022-12")
        #expect(expired.freshness == .expired)
        #expect(expired.raw == nil)
        #expect(expired.observations.map(\.observation) == [old])
        let never = observed("x", "RUS", "KAZ", "2020", nil, .notApplicable)
        let impossible = try basis(indicator, [never], at: "2022-12")
        #expect(impossible.freshness == .notApplicable)
        #expect(impossible.observations.map(\.observation) == [never])
    }

    private let tree = Branch.node(
        "index",
        [
            .group(
                "economic",
                Aggregate(method: .arithmetic, minCoverage: 0.5),
                weight: 3,
                [
                    .leaf(
                        Indicator(id: "a", title: "", normalisation: Normalisation(.goalposts(low: 0, high: 10))),
                        weight: 1
                    ),
                    .leaf(Indicator(id: "b", title: ""), weight: 1), .leaf(Indicator(id: "c", title: ""), weight: 2),
                ]
            ),
            .group(
                "security",
                Aggregate(method: .arithmetic, minCoverage: 0.9),
                weight: 1,
                [
                    .leaf(Indicator(id: "d", title: ""), weight: 1), .leaf(Indicator(id: "e", title: ""), weight: 1),
                ]
            ),
            .leaf(Indicator(id: "f", title: ""), weight: 2),
        ]
    )

    @Test func `contributions follow the weights that were in effect, and sum to the score`() throws {
        let scorer = try Scorer(
            model: Model(tree),
            panel: Panel([
                observed("a", "RUS", "KAZ", "2020", 4), observed("c", "RUS", "KAZ", "2020", 70),
                observed("d", "RUS", "KAZ", "2020", 90), observed("f", "RUS", "KAZ", "2020", 50),
            ])
        )
        let explanation = try scorer.explain(kaz, at: "2020", among: ["2020"])
        let node = { (id: NodeID) in try #require(explanation[id]) }
        // economic = (40 x 1 + 70 x 2) / 3 = 60; security is gated; index = (60 x 3 + 50 x 2) / 5.
        #expect(try node("index").score.value == 56)
        #expect(try node("a").effectiveWeight.map { abs($0 - 0.2) < 1e-15 } == true)
        #expect(try node("a").contribution.map { abs($0 - 8) < 1e-12 } == true)
        #expect(try node("a").dimensionContribution.map { abs($0 - 40.0 / 3) < 1e-12 } == true)
        #expect(try node("a").normalisation == .goalposts(low: 0, high: 10))
        #expect(try node("b").effectiveWeight == 0)
        #expect(try node("b").contribution == nil)
        #expect(try node("d").effectiveWeight == 0)
        #expect(try node("d").contribution == 0)
        #expect(try node("economic").contribution.map { abs($0 - 36) < 1e-12 } == true)
        #expect(try node("f").dimension == 8)
        #expect(try node("f").dimensionContribution == 50)
        #expect(explanation.nodes.map(\.dimension) == [nil, 1, 1, 1, 1, 5, 5, 5, 8])
        let leaves = explanation.nodes.filter { if case .indicator = $0.basis { true } else { false } }
        #expect(abs(leaves.compactMap(\.contribution).reduce(0, +) - 56) < 1e-10)
        guard case .aggregate(let security) = try node("security").basis else { throw NoBasis() }
        #expect(try node("security").absence == .coverage(0.5, minimum: 0.9))
        #expect(security.childrenPresent == 1)
        #expect(security.children == 2)
    }

    @Test func `a score that is no sum has no contributions`() throws {
        let branch = Branch.node(
            "index",
            [
                .node("g", [.leaf(Indicator(id: "a", title: ""), weight: 1)], method: .geometric),
                .node("p", [.leaf(Indicator(id: "b", title: ""), weight: 1)], method: .product),
            ]
        )
        let scorer = try Scorer(
            model: Model(branch),
            panel: Panel([observed("a", "RUS", "KAZ", "2020", 4), observed("b", "RUS", "KAZ", "2020", 8)])
        )
        let explanation = try scorer.explain(kaz, at: "2020", among: ["2020"])
        #expect(explanation["g"]?.contribution.map { abs($0 - 2) < 1e-12 } == true)
        #expect(explanation["p"]?.contribution == 4)
        #expect(explanation["a"]?.contribution == nil)
        #expect(explanation["a"]?.effectiveWeight == 0.5)
        #expect(explanation["b"]?.effectiveWeight == nil)
    }

    @Test func `each gate is named`() throws {
        let leaf = Branch.leaf(Indicator(id: "x", title: ""), weight: 1)
        let other = Branch.leaf(Indicator(id: "y", title: ""), weight: 1)
        let gate = { (aggregate: Aggregate, observations: [Observation]) in
            let scorer = try Scorer(
                model: Model(.group("index", aggregate, weight: 1, [leaf, other])),
                panel: Panel(observations)
            )
            return try scorer.explain(kaz, at: "2020", among: ["2020"])["index"]?.absence
        }
        let one = [observed("x", "RUS", "KAZ", "2020", 1)]
        #expect(try gate(Aggregate(method: .arithmetic), []) == .noChild)
        #expect(try gate(Aggregate(method: .arithmetic), one) == nil)
        #expect(try gate(Aggregate(method: .arithmetic, minChildren: 2), one) == .children(1, minimum: 2))
        #expect(try gate(Aggregate(method: .product), one) == .children(1, minimum: 2))
        let relative = Aggregate(method: .arithmetic, normalisation: Normalisation(.minmax(target: Scale())))
        #expect(try gate(relative, one) == .withoutSpread)
        let never = ["x", "y"].map { observed($0, "RUS", "KAZ", "2020", nil, .notApplicable) }
        #expect(try gate(Aggregate(method: .arithmetic), never) == .notApplicable)
    }

    @Test func `unknown dyads and periods are refused`() throws {
        let scorer = try Scorer(model: Model(tree), panel: Panel([]))
        let unknown = Dyad(power: "XXX", country: "KAZ")
        #expect(throws: ScoringError.unknownDyad(unknown)) { try scorer.explain(unknown, at: "2020", among: ["2020"]) }
        #expect(throws: ScoringError.unknownPeriod("2021")) { try scorer.explain(kaz, at: "2021", among: ["2020"]) }
    }
}
