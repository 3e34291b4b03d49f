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

    @Test func `A register is missing until somebody reports to it, and then 0 where it has no row`() throws {
        let register = Indicator(
            id: "drills",
            title: "",
            subject: .pair,
            reporters: ["A"],
            gaps: .zero,
            transform: [.window(Window(.sum, .months(60)))]
        )
        func model(_ source: MeasurePlan.Source) -> MeasureCase {
            MeasureCase(
                countries: ["KAZ", "TKM"],
                tracked: [register],
                plan: MeasurePlan(
                    pairs: [PowerPair("RUS", "CHN")],
                    coopetition: .init(scale: 0.5, threshold: 0.33, hysteresis: 0.05, sources: [source])
                )
            )
        }
        // By the sign's own word, and by the indicator's.
        for source in [
            MeasurePlan.Source(
                indicator: "drills",
                full: 2,
                window: .over(Window(.sum, .months(60))),
                isRegister: true
            ),
            MeasurePlan.Source(indicator: "drills", full: 2),
        ] {
            func values(_ rows: [Observation]) throws -> [Double?] {
                let results = try model(source).results(rows, ["2019", "2020"])
                return ["KAZ", "TKM"].flatMap { country in
                    ["2019", "2020"].map { results.table["measure.cooperation", "RUS+CHN", country, $0]?.value }
                }
            }
            let row = { (country: CountryID?, reporter: String, value: Double?, status: ObservationStatus) in
                observed("drills", "CHN+RUS", country, "2020", value, status, by: reporter)
            }
            #expect(try values([]) == [nil, nil, nil, nil])
            // Of a reporter who is not read, without a value, or not to be scored: nothing is in it.
            #expect(try values([row("KAZ", "B", 1, .normal)]) == [nil, nil, nil, nil])
            #expect(try values([row("KAZ", "A", nil, .missing)]) == [nil, nil, nil, nil])
            #expect(try values([row("KAZ", "A", 1, .forecast)]) == [nil, nil, nil, nil])
            // One country's row makes it a list, from then on, for the others too.
            #expect(try values([row("KAZ", "A", 1, .normal)]) == [nil, 0.5, nil, 0])
            // Rows of the pair alone hold for every country.
            #expect(try values([row(nil, "A", 1, .normal)]) == [nil, 0.5, nil, 0.5])
        }
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
