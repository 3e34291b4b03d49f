import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// The measures of small tables, through the whole scorer.
@Suite struct MeasureTests {
    private static let plan = MeasurePlan(
        pairs: [PowerPair("RUS", "CHN")],
        minCoverage: 0.5,
        coopetition: .init(
            scale: 0.5,
            threshold: 0.33,
            hysteresis: 0.05,
            minCoverage: 0.6,
            sources: [.init(indicator: "votes", full: 100), .init(indicator: "bodies", full: 4)]
        ),
        pattern: .init(firstLeads: "security", secondLeads: "economic", tolerance: 0.05),
        dependency: .init(
            saturation: 0.8,
            minAttributed: 0.8,
            channels: [.init(id: "trade", weight: 1, share: "trade_share", partners: "trade")]
        ),
        overtaking: .init(shares: ["trade_share"], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2),
        displacement: .months(12),
        momentum: .init(span: .months(36), minCoverage: 0.5)
    )

    /// Two dimensions of one indicator each, which carries its score; trade beside them.
    private func model(_ plan: MeasurePlan? = plan, weighting: Weighting = .given) -> Model {
        let leaf = { (id: NodeID) in Branch.leaf(Indicator(id: id, title: ""), weight: 1) }
        var model = Model(
            .group(
                "index",
                Aggregate(method: .arithmetic, weighting: weighting),
                weight: 1,
                [.node("economic", [leaf("money")], weight: 3), .node("security", [leaf("arms")], weight: 1)]
            ),
            powers: ["RUS", "CHN", "USA", "EUU", "DEU"],
            tracked: [
                Indicator(id: "trade", title: "", isFlow: true),
                Indicator(
                    id: "trade_share",
                    title: "",
                    unit: "percent",
                    inputs: ["trade"],
                    reporters: ["HOST", "MIRROR"],
                    transform: [.share()],
                    cadence: .months(12),
                    maxAge: .months(36)
                ),
                Indicator(id: "votes", title: "", subject: .pair),
                Indicator(id: "bodies", title: "", subject: .pair),
            ]
        )
        model.powers = model.powers.map { $0.id == "DEU" ? Power(id: "DEU", name: "", within: "EUU") : $0 }
        model.measures = plan
        return model
    }

    private func measures(
        _ observations: [Observation],
        _ periods: [Period],
        weighting: Weighting = .given
    ) throws -> MeasureTable {
        let scorer = try Scorer(model: model(weighting: weighting), panel: Panel(observations))
        let table = try scorer.scores(for: periods)
        let measures = try scorer.measures(of: table)
        #expect(try scorer.measures(of: table, threads: 2).series.map(\.scores) == measures.series.map(\.scores))
        return measures
    }

    private func scores(_ power: PowerID, _ period: Period, money: Double?, arms: Double?) -> [Observation] {
        [("money", money), ("arms", arms)].compactMap { indicator, value in
            value.map { observed(NodeID(indicator), power, "KAZ", period, $0) }
        }
    }

    @Test func `Shares are of the powers with an index, and a member of a union has none`() throws {
        let table = try measures(
            scores("RUS", "2020", money: 60, arms: 60) + scores("CHN", "2020", money: 30, arms: 30)
                + scores("EUU", "2020", money: 10, arms: 10) + scores("DEU", "2020", money: 50, arms: 50),
            ["2020"]
        )
        func value(_ measure: Measure, _ power: PowerID) -> Score? { table[measure.node(), power, "KAZ", "2020"] }
        #expect(isNear(value(.share, "RUS")?.value, 0.6))
        #expect(value(.share, "RUS")?.coverage == 0.75 && value(.share, "RUS")?.confidence == 0.75, "what is missing")
        #expect(isNear(value(.share, "CHN")?.value, 0.3))
        #expect(isNear(value(.share, "EUU")?.value, 0.1))
        #expect(value(.share, "USA") == Score.none, "missing is not zero")
        #expect(value(.share, "DEU") == nil)
        #expect(isNear(value(.thirdShare, "RUS+CHN")?.value, 0.1))
        // N = 1 / (0.36 + 0.09 + 0.01), of 3.
        #expect(isNear(value(.multiVector, .world)?.value, (1.0 / 0.46 - 1) / 2))
        #expect(isNear(value(.tilt, "RUS+CHN")?.value, -(1.0 / 3)))
    }

    @Test func `A pair is compared in the dimensions that both have, and coverage says how much that is`() throws {
        let table = try measures(
            scores("RUS", "2020", money: 40, arms: 80) + scores("CHN", "2020", money: 60, arms: nil),
            ["2020"]
        )
        func score(_ measure: Measure) -> Score? { table[measure.node(), "RUS+CHN", "KAZ", "2020"] }
        #expect(score(.tilt)?.coverage == 0.75)
        #expect(isNear(score(.tilt)?.value, 0.2))
        #expect(isNear(score(.contest)?.value, 0.4))
        for measure in [Measure.divisionOfLabour, .pattern, .cooperation, .coopetitionQuadrant, .displacement] {
            #expect(score(measure) == Score.none, "\(measure)")
        }
    }

    @Test func `Dimensions weigh what they weigh in the score, wherever that comes from`() throws {
        let observations =
            scores("RUS", "2020", money: 20, arms: 40) + scores("CHN", "2020", money: 80, arms: 10)
        let table = try measures(observations, ["2020"], weighting: .equal)
        #expect(isNear(table[Measure.contest.node(), "RUS+CHN", "KAZ", "2020"]?.value, (0.2 + 0.1) / 2))
        #expect(isNear(table[Measure.tilt.node(), "RUS+CHN", "KAZ", "2020"]?.value, (0.9 - 0.6) / (0.9 + 0.6)))
    }

    @Test func `Dependency is of what was observed, whatever the index makes of it`() throws {
        let plan = MeasurePlan(
            dependency: .init(
                saturation: 0.8,
                minAttributed: 0,
                channels: [.init(id: "trade", weight: 1, share: "trade_share")]
            )
        )
        let observations = [
            trade("RUS", "2020", 30), trade("CHN", "2020", 60), trade(.world, "2020", 100),
        ]
        for (imputation, method) in [(Imputation?.none, Normalisation.Method.rank()), (.mean, .none)] {
            let share = Indicator(
                id: "trade_share",
                title: "",
                inputs: ["trade"],
                transform: [.share()],
                imputation: imputation,
                normalisation: Normalisation(method)
            )
            var model = Model(share, powers: ["RUS", "CHN", "USA"], tracked: [Indicator(id: "trade", title: "")])
            model.measures = plan
            let scorer = try Scorer(model: model, panel: Panel(observations))
            let table = try scorer.measures(of: scorer.scores(for: ["2020"]))
            func linear(_ power: PowerID) -> Double? {
                table[Measure.dependencyLinear.node(), power, "KAZ", "2020"]?.value
            }
            #expect(isNear(linear("RUS"), 0.3))
            #expect(isNear(linear("CHN"), 0.6))
            // Nothing is known of it: what is imputed is a guess, and no channel.
            #expect(linear("USA") == nil || linear("USA") == 0)
        }
    }

    @Test func `Who is left out of a comparison depends as before`() throws {
        let share = Indicator(id: "trade_share", title: "", inputs: ["trade"], transform: [.share()])
        let base = Model(
            .node("index", [.leaf(share, weight: 1), .leaf(Indicator(id: "other", title: ""), weight: 1)]),
            powers: ["RUS", "CHN"],
            tracked: [Indicator(id: "trade", title: "")]
        )
        for screen in [nil, Screen.coverage(0.9), .indicators(0.9)] {
            var model = base
            model.screen = screen
            model.measures = MeasurePlan(
                dependency: .init(
                    saturation: 0.8,
                    minAttributed: 0,
                    channels: [.init(id: "trade", weight: 1, share: "trade_share")]
                )
            )
            let observations = [
                trade("RUS", "2020", 30), trade("CHN", "2020", 60), trade(.world, "2020", 100),
                observed("other", "CHN", "KAZ", "2020", 5),
            ]
            let scorer = try Scorer(model: model, panel: Panel(observations))
            let scores = try scorer.scores(for: ["2020"])
            let index = scores["index", Dyad(power: "RUS", country: "KAZ"), "2020"]?.value
            #expect((index == nil) == (screen != nil))
            // Before: none for Russia, since the indicator's column had lost its cell.
            let found = try scorer.measures(of: scores)[Measure.dependencyLinear.node(), "RUS", "KAZ", "2020"]
            #expect(isNear(found?.value, 0.3))
            #expect(found?.coverage == 1)
        }
    }

    @Test func `Measures have a value only where what they name has one`() throws {
        let table = try measures(scores("RUS", "2020", money: 40, arms: 80), ["2020", "2021"])
        let valued = table.series.filter { $0.scores.contains { $0.value != nil } }
        #expect(valued.isEmpty, "\(valued.map(\.node))")
        #expect(table.series.allSatisfy { $0.scores == [.none, .none] })
        let scorer = try Scorer(model: model(nil), panel: Panel([]))
        #expect(try scorer.measures(of: scorer.scores(for: ["2020"])).series.isEmpty)
    }

    @Test func `Cooperation is the mean of the signs that are known, of the pair in any order`() throws {
        let signs = [
            observed("votes", "CHN+RUS", nil, "2020", 80), observed("bodies", "CHN+RUS", "KAZ", "2021", 1),
        ]
        let table = try measures(
            signs + scores("RUS", "2020", money: 36, arms: 36) + scores("CHN", "2020", money: 50, arms: 50),
            ["2020", "2021"]
        )
        #expect(
            table["measure.cooperation", "RUS+CHN", "KAZ", "2020"]
                == Score(value: nil, coverage: 0.5, confidence: 0.5),
            "one sign of two is below the gate"
        )
        #expect(table["measure.cooperation", "RUS+CHN", "KAZ", "2021"]?.value == 0.525)
        #expect(table["measure.coopetition_quadrant", "RUS+CHN", "KAZ", "2021"]?.value == 3)
        #expect(table["measure.coopetition_intensity", "RUS+CHN", "KAZ", "2021"]?.value == 0.6)
    }

    private func trade(_ power: PowerID, _ year: Period, _ value: Double, by reporter: String = "HOST") -> Observation {
        observed("trade", power, "KAZ", year, value, by: reporter)
    }

    @Test func `Shares are compared of one period and reporter, and a lead is believed in the second year`() throws {
        let years: [(Period, Double, Double)] = [
            ("2020", 20, 10), ("2021", 20, 19.5), ("2022", 19, 21), ("2023", 18, 22), ("2024", 5, 22),
        ]
        var observations: [Observation] = []
        for (year, russia, china) in years {
            observations += [trade("RUS", year, russia), trade("CHN", year, china), trade(.world, year, 100)]
        }
        // Of 2025 the host tells China's figure only, and the mirror, who would lead, both.
        observations += [trade("CHN", "2025", 1), trade(.world, "2025", 100)]
        observations += [
            trade("RUS", "2025", 90, by: "MIRROR"), trade("CHN", "2025", 1, by: "MIRROR"),
            trade(.world, "2025", 100, by: "MIRROR"),
        ]
        let periods: [Period] = ["2020", "2021", "2022", "2022-06", "2023", "2024", "2025"]
        let table = try measures(observations, periods.sorted())
        func series(_ measure: Measure) -> [Double?] {
            periods.map { table[measure.node("trade_share"), "RUS+CHN", "KAZ", $0]?.value }
        }
        #expect(series(.overtakingLatest) == [-1, 0, 1, 0, 1, 1, 1])
        #expect(series(.overtaking) == [-1, -1, -1, -1, 1, 1, 1])
        #expect(series(.overtakingGap) == [-10, -0.5, 2, -0.5, 4, 17, 17])
        #expect(series(.overtakingRatio) == [0, 0, 0, 0, 0, 1, 1])
        #expect(table["measure.overtaking_gap.trade_share", "RUS+CHN", "KAZ", "2025"]?.confidence == 1)
    }

    @Test func `Dependency takes the newest share, joint dependency both of one period`() throws {
        let table = try measures(
            [
                trade("RUS", "2020", 30), trade("CHN", "2020", 20), trade(.world, "2020", 100),
                trade("CHN", "2021", 50),
                trade(.world, "2021", 100),
            ],
            ["2020", "2021"]
        )
        let plan = try #require(Self.plan.dependency)
        #expect(table["measure.dependency_linear", "CHN", "KAZ", "2021"]?.value == 0.5)
        #expect(table["measure.dependency", "RUS", "KAZ", "2021"]?.value == plan.saturating(0.3))
        #expect(table["measure.dependency_joint", "RUS+CHN", "KAZ", "2021"]?.value == plan.saturating(0.5))
        #expect(table["measure.dependency", "USA", "KAZ", "2021"] == Score.none)
    }

    @Test func `Concentration is over all partners of the newest full period, without a union whose member is listed`()
        throws
    {
        let table = try measures(
            [
                trade("RUS", "2020", 50), trade("KGZ", "2020", 30), trade("EUU", "2020", 15), trade("DEU", "2020", 10),
                trade(.world, "2020", 100), trade("RUS", "2021", 50), trade(.world, "2021", 100),
            ],
            ["2020", "2021"]
        )
        let concentration = try #require(table["measure.concentration.trade", .world, "KAZ", "2020"])
        #expect(abs(try #require(concentration.value) - 0.35) < 1e-15)
        #expect(concentration.coverage == 0.9)
        #expect(isNear(table["measure.effective_partners.trade", .world, "KAZ", "2020"]?.value, 1 / 0.35))
        #expect(
            table["measure.concentration.trade", .world, "KAZ", "2021"]?.value == concentration.value,
            "half is nobody's"
        )
        #expect(table["measure.concentration.trade", .world, "KAZ", "2021"]?.confidence == 0.9)
    }

    @Test func `Momentum is the slope a year of a whole span, displacement the change over it`() throws {
        var observations: [Observation] = []
        for year in 2015...2021 {
            let step = Double(year - 2015)
            let period = try Period("\(year)")
            observations += scores("RUS", period, money: 60 - 2 * step, arms: 60 - 2 * step)
            observations += scores("CHN", period, money: 20 + step, arms: 20 + step)
        }
        let years = try (2015...2021).map { try Period("\($0)") }
        let table = try measures(observations, years)
        func series(_ measure: Measure, _ power: PowerID) -> [Double?] {
            years.map { table[measure.node(), power, "KAZ", $0]?.value }
        }
        #expect(series(.momentum, "RUS") == [nil, nil, -2, -2, -2, -2, -2])
        #expect(series(.momentum, "CHN") == [nil, nil, 1, 1, 1, 1, 1])
        #expect(series(.momentumP, "CHN").compactMap { $0 } == Array(repeating: 0.5, count: 5))
        #expect(series(.displacement, "RUS+CHN")[0] == nil)
        for value in series(.displacement, "RUS+CHN").dropFirst() {
            #expect(abs(try #require(value) - 1) < 1e-12, "two powers: what the one loses the other gains")
        }
    }

    @Test func `On random data every measure stays in its range, and the shares add up to 1`() throws {
        var random = SplitMix(21)
        let periods = try (2010...2019).map { try Period("\($0)") }
        for _ in 0..<30 {
            var observations: [Observation] = []
            for power in ["RUS", "CHN", "USA", "EUU", "DEU"] as [PowerID] {
                for period in periods {
                    let score = { (random: inout SplitMix) -> Double? in
                        random.chance(0.2) ? nil : random.chance(0.2) ? 0 : .random(in: 0...100, using: &random)
                    }
                    observations += scores(power, period, money: score(&random), arms: score(&random))
                    if random.chance(0.7) {
                        observations.append(trade(power, period, .random(in: 0...30, using: &random)))
                    }
                }
            }
            for period in periods where random.chance(0.8) {
                observations.append(trade(.world, period, .random(in: 50...150, using: &random)))
                observations.append(observed("votes", "CHN+RUS", nil, period, .random(in: 0...120, using: &random)))
            }
            let table = try measures(observations, periods)
            for series in table.series {
                let measure = try #require(Self.plan.measure(of: series.node)?.measure)
                for score in series.scores {
                    #expect((0...1).contains(score.coverage) && score.confidence >= 0)
                    #expect(score.confidence <= score.coverage + 1e-12, "\(series.node)")
                    if score.value != nil {
                        #expect(score.coverage >= Self.plan.gate(of: measure) - 1e-9, "\(series.node)")
                    }
                    guard let value = score.value else { continue }
                    #expect(value.isFinite)
                    if !measure.labels.isEmpty { #expect(measure.label(value, pair: nil) != nil) }
                    switch measure {
                    case .tilt, .coopetitionBalance: #expect((-1...1).contains(value))
                    case .effectivePartners: #expect(value >= 1)
                    case .overtakingGap, .momentum: break
                    default: if measure.labels.isEmpty { #expect((0...1).contains(value), "\(series.node) \(value)") }
                    }
                }
            }
            for period in periods.indices {
                let shares = table.series.filter { $0.node == "measure.share" }.compactMap { $0.scores[period].value }
                #expect(shares.isEmpty || abs(shares.reduce(0, +) - 1) < 1e-12)
            }
        }
    }

    @Test func `A measure's node is read back, and no node of a model is taken for one`() {
        for measure in Self.plan.measures {
            let facet: NodeID? = measure.facet == nil ? nil : "trade_share"
            let node = measure.node(facet)
            #expect(Measure.isMeasure(node) && !IDSyntax.isNode(node.text))
            let read = Self.plan.measure(of: node)
            #expect(read?.measure == measure && read?.facet == facet)
            #expect(Measure.long(Measure.short(node.text)) == node.text && Measure.long(node.text) == node.text)
        }
        for text in [
            "measure", "measure.", "measure.nothing", "measure.tilt.x", "measure.overtaking", "measure.overtaking.",
            "tilt",
        ] {
            #expect(Self.plan.measure(of: NodeID(text)) == nil, "\(text)")
        }
        #expect(PowerPair("RUS+CHN")?.observed == "CHN+RUS")
        #expect(PowerPair("RUS+RUS") == nil && PowerPair("RUS") == nil)
    }
}

/// Within the rounding of a few sums.
private func isNear(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 1e-12 } ?? false
}
