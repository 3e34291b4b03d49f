import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// An explanation says of every series what its value is made of, and why there is none where there is none.
@Suite struct MeasureExplanationTests {
    private let model = MeasureCase(
        dimensions: [("economic", 0.43), ("security", 0.21), ("soft_power", 0.36)],
        powers: ["RUS", "CHN", "USA", "EUU", "DEU"],
        within: ["DEU": "EUU"],
        tracked: [
            Indicator(id: "trade", title: "", isFlow: true),
            Indicator(
                id: "trade_share",
                title: "",
                unit: "percent",
                inputs: ["trade"],
                transform: [.share()],
                cadence: .months(12),
                maxAge: .months(36)
            ),
            Indicator(id: "energy", title: "", unit: "percent", cadence: .months(12), maxAge: .months(24)),
            Indicator(id: "votes", title: "", subject: .pair, cadence: .months(12), maxAge: .months(24)),
            Indicator(id: "bodies", title: "", subject: .pair),
        ],
        maxAge: .months(24),
        plan: MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            coopetition: .init(
                scale: 0.5,
                threshold: 0.33,
                hysteresis: 0.05,
                sources: [.init(indicator: "votes", full: 100), .init(indicator: "bodies", full: 3)]
            ),
            pattern: .init(firstLeads: "security", secondLeads: "economic", tolerance: 0.05),
            dependency: .init(
                saturation: 0.8,
                minAttributed: 0.7,
                channels: [
                    .init(id: "trade", weight: 2, share: "trade_share", partners: "trade"),
                    .init(id: "energy", weight: 1, share: "energy"),
                ]
            ),
            overtaking: .init(shares: ["trade_share", "energy"], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2),
            displacement: .months(12),
            momentum: .init(span: .months(36))
        )
    )

    private func panel(_ random: inout SplitMix, _ years: [Period]) -> [Observation] {
        var observations: [Observation] = []
        let value = { (random: inout SplitMix) -> Double? in
            random.chance(0.15) ? nil : random.chance(0.1) ? 0 : .random(in: 0...100, using: &random)
        }
        for year in years {
            for power in model.powers {
                observations += model.scores(power, year, value(&random), value(&random), value(&random))
                if random.chance(0.8) {
                    observations.append(
                        observed("trade", power, "KAZ", year, .random(in: 0...40, using: &random))
                    )
                }
                if let share = value(&random) { observations.append(observed("energy", power, "KAZ", year, share)) }
            }
            if random.chance(0.8) { observations.append(observed("trade", .world, "KAZ", year, 100)) }
            if random.chance(0.7) {
                observations.append(observed("votes", "CHN+RUS", nil, year, .random(in: 0...100, using: &random)))
            }
            if random.chance(0.4) {
                observations.append(observed("bodies", "CHN+RUS", "KAZ", year, .random(in: 0...3, using: &random)))
            }
        }
        return observations
    }

    @Test func `Of random tables a reason stands where there is no value, and contributions add up where there is`()
        throws
    {
        var random = SplitMix(5)
        let years = (2010...2018).compactMap { Period.year($0) }
        var explained: Set<Measure> = []
        for _ in 0..<20 {
            let results = try model.results(panel(&random, years), years)
            for series in results.table.series {
                let (measure, _) = try #require(model.plan.measure(of: series.node))
                for (year, score) in zip(years, series.scores) {
                    let explanation = try #require(
                        try results.explainer?.explain(series.node, series.power, in: "KAZ", at: year)
                    )
                    let comment: Comment = "\(series.node) \(series.power) \(year) \(score)"
                    #expect((explanation.absence == nil) == (score.value != nil), comment)
                    if let absence = explanation.absence { #expect(!absence.description.isEmpty) }
                    guard let value = score.value else { continue }
                    explained.insert(measure)
                    #expect(!explanation.used.isEmpty, comment)
                    let dates = try #require(explanation.dataSpan, comment)
                    #expect(dates.to <= year.end, comment)
                    #expect(explanation.parts.allSatisfy { !$0.isUsed || !$0.observations.isEmpty }, comment)
                    let contributions = explanation.parts.compactMap(\.contribution)
                    switch measure {
                    case .tilt, .contest, .cooperation, .divisionOfLabour, .share, .thirdShare, .concentration,
                        .dependency, .dependencyLinear, .dependencyJoint:
                        #expect(abs(contributions.reduce(0, +) - value) < 1e-12, comment)
                    case .overtakingGap:
                        let comparison = try #require(explanation.comparison)
                        #expect(comparison.second - comparison.first == value, comment)
                    default: break
                    }
                    let weights = explanation.parts.filter(\.isUsed).compactMap(\.weight)
                    if [.powers, .sources, .channels].contains(measure.basis), !weights.isEmpty {
                        #expect(abs(weights.reduce(0, +) - score.coverage) < 1e-12, comment)
                    }
                }
            }
        }
        #expect(explained == Set(model.plan.measures).subtracting([.probabilityAbove]))
    }

    @Test func `A pair is explained by its dimensions, each down to both powers' observations`() throws {
        let results = try model.results(
            model.scores("RUS", "2020", 46.4, 86.4, 85.2) + model.scores("CHN", "2019", 42.7, 14.1, 37.8),
            ["2020"]
        )
        let explanation = try #require(try results.explain(.pattern, "RUS+CHN", "2020"))
        #expect(explanation.parts.map(\.id) == ["economic", "security", "soft_power"])
        #expect(explanation.parts.map(\.value) == [46.4, 86.4, 85.2])
        #expect(explanation.parts.map(\.counterpart) == [42.7, 14.1, 37.8])
        #expect(explanation.parts.map(\.weight) == [0.43, 0.21, 0.36])
        #expect(explanation.parts[0].observations.map(\.observation.series.power) == ["RUS", "CHN"])
        #expect(explanation.dataSpan == DataSpan(from: Period("2019").end, to: Period("2020").end))
        #expect(results.value(.pattern, "RUS+CHN", "2020") == 0)
    }

    @Test func `What is no measure, power or period of the table is not explained`() throws {
        let results = try model.results([], ["2020"])
        let explainer = try #require(results.explainer)
        #expect(try explainer.explain("economic", "RUS", in: "KAZ", at: "2020") == nil)
        #expect(try explainer.explain("measure.tilt", "CHN+RUS", in: "KAZ", at: "2020") == nil)
        #expect(try explainer.explain("measure.tilt", "RUS", in: "KAZ", at: "2020") == nil)
        #expect(try explainer.explain("measure.share", "FRA", in: "KAZ", at: "2020") == nil)
        #expect(try explainer.explain("measure.share", "RUS", in: "UZB", at: "2020") == nil)
        #expect(try explainer.explain("measure.share", "RUS", in: "KAZ", at: "2021") == nil)
        let scorer = try Scorer(model: Model(Indicator(id: "x", title: "")), panel: Panel([]))
        #expect(try MeasureExplainer(scorer, scorer.scores(for: ["2020"])) == nil)
    }
}
