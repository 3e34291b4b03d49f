import InfluenceModel
import Testing

@testable import InfluenceScoring

/// No measure speaks where too little of what it speaks of is known.
@Suite struct MeasureGateTests {
    private let share = Indicator(
        id: "trade_share",
        title: "",
        unit: "percent",
        inputs: ["trade"],
        transform: [.share()],
        cadence: .months(12),
        maxAge: .months(36)
    )

    private func level(_ id: NodeID, maxAge: Int = 36) -> Indicator {
        Indicator(id: id, title: "", unit: "percent", cadence: .months(12), maxAge: .months(maxAge))
    }

    private func channels(
        _ plan: (trade: Double, arms: Double, energy: Double),
        minCoverage: Double? = nil,
        pair: PowerPair = PowerPair("RUS", "CHN")
    ) -> MeasureCase {
        MeasureCase(
            tracked: [Indicator(id: "trade", title: "", isFlow: true), share, level("arms"), level("energy")],
            plan: MeasurePlan(
                pairs: [pair],
                dependency: .init(
                    saturation: 0.8,
                    minAttributed: 0.8,
                    minCoverage: minCoverage,
                    channels: [
                        .init(id: "trade", weight: plan.trade, share: "trade_share", partners: "trade"),
                        .init(id: "arms", weight: plan.arms, share: "arms"),
                        .init(id: "energy", weight: plan.energy, share: "energy"),
                    ]
                )
            )
        )
    }

    /// Before: 40 and the 35 in it were 75.
    @Test(arguments: [("EUU+DEU", 40.0), ("DEU+EUU", 40), ("EUU+RUS", 60), ("DEU+RUS", 55)] as [(PowerID, Double)])
    func `A union and its member depend on together what the union has`(pair: PowerID, percent: Double) throws {
        let parts = pair.text.split(separator: "+").map { PowerID(String($0)) }
        var model = channels((1, 0, 0), pair: PowerPair(parts[0], parts[1]))
        model.powers = ["RUS", "EUU", "DEU"]
        model.within = ["DEU": "EUU"]
        let rows = [("EUU", 80.0), ("DEU", 70), ("RUS", 40), (.world, 200)] as [(PowerID, Double)]
        let results = try model.results(rows.map { observed("trade", $0.0, "KAZ", "2020", $0.1) }, ["2020"])
        let expected = min(1, Elementary.log1p(-percent / 100) / Elementary.log1p(-0.8))
        #expect(near(results.value(.dependencyJoint, pair, "2020"), expected))
        let part = try #require(try results.explain(.dependencyJoint, pair, "2020")?.parts.first)
        #expect(near(part.share, percent / 100) && near(part.contribution, expected))
    }

    @Test func `A country depends on nobody by one channel of three`() throws {
        let arms = [observed("arms", "RUS", "KAZ", "2020", 100), observed("arms", "CHN", "KAZ", "2020", 0)]
        let one = try channels((0.35, 0.2, 0.45)).results(arms, ["2020"])
        // Before: 1 and 0, as if arms were all there is.
        for power in ["RUS", "CHN"] as [PowerID] {
            let score = try #require(one.score(.dependency, power, "2020"))
            #expect(score.value == nil && score.coverage == 0.2 && score.confidence == 0.2)
            let explanation = try #require(try one.explain(.dependency, power, "2020"))
            #expect(
                explanation.absence?.description
                    == "1 of the 3 channels that apply are known, 20 % of their weight, below the gate of 60 %"
            )
        }
        #expect(one.value(.dependencyJoint, "RUS+CHN", "2020") == nil)
        // Two of three, with weights that make the gate.
        let two = try channels((0.35, 0.2, 0.45)).results(
            arms + [observed("energy", "RUS", "KAZ", "2020", 50), observed("energy", "CHN", "KAZ", "2020", 10)],
            ["2020"]
        )
        let expected = (0.2 * 1 + 0.45 * 0.5) / 0.65
        #expect(abs(try #require(two.value(.dependencyLinear, "RUS", "2020")) - expected) < 1e-15)
        #expect(try two.explain(.dependencyLinear, "RUS", "2020")?.used == ["arms", "energy"])
        // A channel that cannot exist leaves the weight: 0.2 of 0.2.
        let excluded = try channels((0.35, 0.2, 0.45)).results(
            arms + [
                observed("energy", "RUS", "KAZ", "2020", nil, .notApplicable),
                observed("trade", "RUS", "KAZ", "2020", 50), observed("trade", .world, "KAZ", "2020", 100),
            ],
            ["2020"]
        )
        #expect(abs(try #require(excluded.score(.dependency, "RUS", "2020")).coverage - 1) < 1e-15)
        // The gate is the model's.
        let open = try channels((0.35, 0.2, 0.45), minCoverage: 0.2).results(arms, ["2020"])
        #expect(open.value(.dependency, "RUS", "2020") == 1)
        #expect(open.value(.dependency, "CHN", "2020") == 0)
    }

    @Test func `A channel that lapses closes the gate and is no fall of dependency`() throws {
        let observations = [
            observed("trade", "RUS", "KAZ", "2020", 20), observed("trade", .world, "KAZ", "2020", 100),
            observed("energy", "RUS", "KAZ", "2023", 90),
        ]
        let results = try channels((0.6, 0.1, 0.3)).results(observations, ["2023", "2024"])
        #expect(near(results.score(.dependency, "RUS", "2023")?.coverage, 0.9))
        let score = try #require(results.score(.dependency, "RUS", "2024"))
        // Before: .9 of energy alone, with confidence 1.
        #expect(score.value == nil && abs(score.coverage - 0.3) < 1e-15 && abs(score.confidence - 0.3) < 1e-15)
    }

    @Test func `The gate is passed by just its weight, however the sum rounds`() throws {
        for weights in [(0.35, 0.15, 0.1), (0.1, 0.2, 0.3), (0.25, 0.05, 0.3)] {
            let total = (weights.0 + weights.1 + weights.2) / 0.6
            var mean = ChannelMean(.init(saturation: 0.8, minAttributed: 0, channels: []))
            for weight in [weights.0, weights.1, weights.2] {
                mean.add(.init(id: "c", weight: weight, share: "s"), percent: 10, freshness: .fresh)
            }
            mean.add(.init(id: "c", weight: total - 0.6, share: "s"), percent: .nan, freshness: .missing)
            #expect(mean.linearScore(gate: 0.6).value != nil, "\(weights)")
            #expect(mean.linearScore(gate: 0.601).value == nil, "\(weights)")
        }
    }

    private func powers(_ count: Int, known: Int) throws -> MeasureResults {
        let ids = ["RUS", "CHN", "USA", "EUU", "TUR", "JPN", "IND", "IRN", "KOR", "GBR"].map { PowerID($0) }
        let powers = Array(ids.prefix(count)) + ["DEU"]
        let model = MeasureCase(
            powers: powers,
            within: ["DEU": "EUU"],
            plan: MeasurePlan(pairs: [PowerPair("RUS", "CHN")])
        )
        return try model.results(
            (powers.prefix(known) + ["DEU"]).flatMap { model.scores($0, "2020", 50, 50) },
            ["2020"]
        )
    }

    @Test(arguments: [(10, 2), (10, 4), (10, 5), (5, 2), (4, 2)])
    func `Third powers are not nothing because nobody has data of them`(count: Int, known: Int) throws {
        let results = try powers(count, known: known)
        // Before: third share 0.000 and multi-vector 1 from two powers.
        for (measure, power) in [(.share, "RUS"), (.thirdShare, "RUS+CHN"), (.multiVector, "WLD")]
            as [(Measure, PowerID)]
        {
            let score = try #require(results.score(measure, power, "2020"))
            #expect(score.value == nil, "\(measure)")
            #expect(score.coverage == Double(known) / Double(count))
            #expect(score.confidence == score.coverage)
            let explanation = try #require(try results.explain(measure, power, "2020"))
            #expect(
                explanation.absence
                    == .gate(.powers, known: known, of: count, coverage: score.coverage, minimum: 0.6)
            )
        }
    }

    @Test(arguments: [(10, 6), (10, 10), (5, 3), (3, 2)])
    func `From three fifths of the powers on there are shares, of just those`(count: Int, known: Int) throws {
        let results = try powers(count, known: known)
        let share = 1 / Double(known)
        #expect(abs(try #require(results.value(.share, "RUS", "2020")) - share) < 1e-12)
        #expect(abs(try #require(results.value(.thirdShare, "RUS+CHN", "2020")) - (1 - 2 * share)) < 1e-12)
        let explanation = try #require(try results.explain(.multiVector, "WLD", "2020"))
        #expect(explanation.absence == nil && explanation.used.count == known)
        #expect(!explanation.used.contains("DEU"), "inside EUU")
    }

    @Test func `A pair is compared where most of the weight is common`() throws {
        let plan = MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            pattern: .init(firstLeads: "b", secondLeads: "a", tolerance: 0.05)
        )
        for (weights, isOpen) in [([0.43, 0.21, 0.36], true), ([0.30, 0.21, 0.49], false), ([1, 1, 1], true)] {
            let model = MeasureCase(
                dimensions: zip(["a", "b", "c"] as [NodeID], weights).map { ($0, $1) },
                plan: plan
            )
            let results = try model.results(
                model.scores("RUS", "2020", 20, 80, 60) + model.scores("CHN", "2020", 60, 20, nil),
                ["2020"]
            )
            for measure in [Measure.tilt, .contest, .divisionOfLabour, .pattern] {
                let score = try #require(results.score(measure, "RUS+CHN", "2020"))
                #expect((score.value != nil) == isOpen, "\(measure) \(weights)")
                #expect(score.coverage > 0 && score.confidence == score.coverage)
            }
            #expect(results.value(.pattern, "RUS+CHN", "2020") == (isOpen ? 1 : nil))
        }
    }

    @Test func `What is missing lowers the confidence as it does in scores`() throws {
        let model = MeasureCase(
            dimensions: [("a", 3), ("b", 1)],
            maxAge: .months(60),
            plan: MeasurePlan(pairs: [PowerPair("RUS", "CHN")])
        )
        let results = try model.results(
            model.scores("RUS", "2020", 40, 80) + model.scores("CHN", "2018", 20, nil),
            ["2020"]
        )
        let score = try #require(results.score(.tilt, "RUS+CHN", "2020"))
        // CHN's a is two years old: aging; b is not known of both.
        #expect(score.coverage == 0.75 && score.confidence == 0.75 * 0.75)
    }
}
