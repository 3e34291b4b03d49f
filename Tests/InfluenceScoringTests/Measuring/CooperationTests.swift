import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct CooperationTests {
    private func model(_ sources: [MeasurePlan.Source], minCoverage: Double? = nil) -> MeasureCase {
        let pair = { (id: NodeID, maxAge: Int?) in
            Indicator(
                id: id,
                title: "",
                subject: .pair,
                isFlow: id == "exercises",
                cadence: .months(12),
                maxAge: maxAge.map { .months($0) }
            )
        }
        return MeasureCase(
            countries: ["KAZ", "TKM"],
            tracked: [
                pair("votes", 36), pair("trade", 36), pair("bodies", nil), pair("exercises", 12), pair("projects", 36),
            ],
            plan: MeasurePlan(
                pairs: [PowerPair("RUS", "CHN")],
                coopetition: .init(
                    scale: 0.5,
                    threshold: 0.33,
                    hysteresis: 0.05,
                    minCoverage: minCoverage,
                    sources: sources
                )
            )
        )
    }

    /// The five signs of the second edition of the bundled model.
    private let signs: [MeasurePlan.Source] = [
        .init(indicator: "votes", full: 100, age: .atMost(.months(60))),
        .init(indicator: "trade", full: 20, age: .atMost(.months(72))), .init(indicator: "bodies", full: 3),
        .init(indicator: "exercises", full: 2, window: .over(Window(.sum, .months(60))), isRegister: true),
        .init(indicator: "projects", full: 3),
    ]

    private let observations = [
        observed("votes", "CHN+RUS", nil, "2022", 68), observed("trade", "CHN+RUS", nil, "2023", 18),
        observed("bodies", "CHN+RUS", "KAZ", "2015", 3), observed("bodies", "CHN+RUS", "TKM", "2015", 0),
        observed("exercises", "CHN+RUS", "KAZ", "2018-08-22", 1),
        observed("exercises", "CHN+RUS", "KAZ", "2024-07-01", 1),
    ]

    @Test func `Each sign has its own full value, age, window and register`() throws {
        let results = try model(signs).results(observations, ["2024", "2026", "2028", "2029"])
        // .68, .9, 1, one exercise of the last five years; no projects.
        #expect(near(results.value(.cooperation, "RUS+CHN", "2026"), 0.77))
        #expect(results.score(.cooperation, "RUS+CHN", "2026")?.coverage == 0.8)
        // Nobody trained in TKM: the register says so, the bodies too.
        let other = try #require(results.table["measure.cooperation", "RUS+CHN", "TKM", "2026"]?.value)
        #expect(near(other, 0.395))
        // Votes of 2022 are older than 60 months from 2028 on: trade, bodies and exercises are left, and the gate holds.
        #expect(near(results.value(.cooperation, "RUS+CHN", "2028"), 0.8))
        let explanation = try #require(try results.explain(.cooperation, "RUS+CHN", "2028"))
        #expect(explanation.used == ["trade", "bodies", "exercises"])
        #expect(near(explanation.parts.compactMap(\.contribution).reduce(0, +), 0.8))
        #expect(explanation.parts.first { $0.id == "votes" }?.freshness == .expired)
        // And the exercises of 2024 leave the window in 2029: 0, which is known.
        let late = try #require(try results.explain(.cooperation, "RUS+CHN", "2029"))
        #expect(late.parts.first { $0.id == "exercises" }?.value == 0)
        #expect(late.parts.first { $0.id == "exercises" }?.isUsed == true)
    }

    @Test func `Two signs of five are too few, and so is what rests on them`() throws {
        let model = model(signs)
        let scores = model.scores("RUS", "2022", 50, 50) + model.scores("CHN", "2022", 40, 40)
        let two = observations.filter { ["votes", "bodies"].contains($0.series.indicator) } + scores
        let results = try model.results(two, ["2022"])
        // Before: .84 from two of five signs, which made every republic's quadrant.
        for measure in [Measure.cooperation, .coopetitionIntensity, .coopetitionBalance, .coopetitionQuadrant] {
            let score = try #require(results.score(measure, "RUS+CHN", "2022"))
            #expect(score.value == nil && score.coverage == 0.4, "\(measure)")
        }
        #expect(
            try results.explain(.cooperation, "RUS+CHN", "2022")?.absence
                == .gate(.sources, known: 2, of: 5, coverage: 0.4, minimum: 0.6)
        )
        #expect(try results.explain(.coopetitionQuadrant, "RUS+CHN", "2022")?.absence == .part(.cooperation))
        let open = try self.model(signs, minCoverage: 0.4).results(two, ["2022"])
        #expect(open.value(.coopetitionQuadrant, "RUS+CHN", "2022") == 3)
    }

    @Test func `A register without a single row is none, and one that cannot exist leaves the weight`() throws {
        let plan = [signs[2], signs[3]]
        let none = try model(plan).results([observed("bodies", "CHN+RUS", "KAZ", "2015", 3)], ["2020"])
        #expect(none.score(.cooperation, "RUS+CHN", "2020")?.coverage == 0.5)
        let excluded = try model(plan).results(
            [
                observed("bodies", "CHN+RUS", "KAZ", "2015", 3),
                observed("exercises", "CHN+RUS", "KAZ", "2020", nil, .notApplicable),
            ],
            ["2020"]
        )
        #expect(excluded.score(.cooperation, "RUS+CHN", "2020") == Score(value: 1, coverage: 1, confidence: 0.5))
    }
}
