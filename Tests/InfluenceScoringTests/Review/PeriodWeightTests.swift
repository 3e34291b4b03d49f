import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// Weights that change with time: whatever speaks of a period goes by those of the period.
@Suite struct PeriodWeightTests {
    /// Dimensions `economic` and `security` with an indicator each, `e` and `s`.
    private struct Case {
        let model: Model
        let scorer: Scorer
        let table: ScoreTable
        let measures: MeasureResults

        init(
            economic: String,
            security: String,
            _ values: [(NodeID, PowerID, Period, Double)],
            root: String = "",
            head: String = ""
        ) throws {
            let file = """
                model: m
                title: T
                definition: D
                scale: {low: 0, high: 100}
                grid: {frequency: year, from: 2000}
                powers: [{id: RUS, name: N}, {id: CHN, name: N}]
                countries: [{id: KAZ, name: N}]
                defaults: {cadence: P1Y, max_age: P6M, normalise: {goalposts: [0, 100]}}
                \(head)
                nodes:
                  - {id: index, title: T\(root)}
                  - {id: economic, title: T, parent: index, weight: \(economic)}
                  - {id: security, title: T, parent: index, weight: \(security)}
                indicators:
                  - {id: e, title: T, parent: economic, weight: 1}
                  - {id: s, title: T, parent: security, weight: 1, max_age: P9Y}
                measures: {pairs: [[RUS, CHN]], momentum: {span: P36M}}
                """
            model = try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
            let rows = values.map { observed($0.0, $0.1, "KAZ", $0.2, $0.3) }
            scorer = try Scorer(model: model, panel: Panel(rows))
            let periods = try (2000...2010).map { try Period("\($0)") }
            table = try scorer.scores(for: periods)
            measures = MeasureResults(
                table: try scorer.measures(of: table),
                explainer: try MeasureExplainer(scorer, table)
            )
        }

        func index(_ power: PowerID, _ period: Period) -> Double? {
            table["index", Dyad(power: power, country: "KAZ"), period]?.value
        }
    }

    private static func both(_ period: Period) -> [(NodeID, PowerID, Period, Double)] {
        [("e", "RUS", period, 20), ("e", "CHN", period, 60), ("s", "RUS", period, 80), ("s", "CHN", period, 10)]
    }

    /// Before: by the weights of the newest period, tilt -.663, which leans to the other power; contest .110; division of
    /// labour .373.
    @Test func `Measures of a period are by the weights that its index was computed by`() throws {
        let found = try Case(
            economic: "{2000: 9, 2005: 1}",
            security: "{2000: 1, 2005: 9}",
            Self.both("2002") + Self.both("2008")
        )
        for (period, tilt, contest, labour) in [
            ("2002", (55.0 - 26) / (55 + 26), 0.9 * 0.2 + 0.1 * 0.1, (18 / 26.0 - 54 / 55.0).magnitude),
            ("2008", (15.0 - 74) / (15 + 74), 0.1 * 0.2 + 0.9 * 0.1, (2 / 74.0 - 6 / 15.0).magnitude),
        ] as [(Period, Double, Double, Double)] {
            #expect(near(found.measures.value(.tilt, "RUS+CHN", period), tilt))
            #expect(near(found.measures.value(.contest, "RUS+CHN", period), contest))
            #expect(near(found.measures.value(.divisionOfLabour, "RUS+CHN", period), labour))
            // What explains it adds up to it.
            let explanation = try #require(try found.measures.explain(.tilt, "RUS+CHN", period))
            #expect(near(explanation.parts.compactMap(\.contribution).reduce(0, +), tilt))
            #expect(explanation.parts.compactMap(\.weight) == (period == "2002" ? [0.9, 0.1] : [0.1, 0.9]))
        }
    }

    /// Before: half of the index was no dimension at all, "0 periods of the span have newer data".
    @Test func `A dimension that will have no weight is one while it has`() throws {
        let years: [Period] = ["2002", "2003", "2004", "2005"]
        let found = try Case(
            economic: "{2000: 1, 2008: 0}",
            security: "1",
            years.enumerated().flatMap { place, year in
                [("e", "RUS", year, 20 + Double(place)), ("e", "CHN", year, 60.0 + Double(place))]
            } + [("s", "RUS", "2002", 55), ("s", "CHN", "2002", 37)] + Self.both("2009")
        )
        #expect(near(found.measures.value(.tilt, "RUS+CHN", "2005"), (50.0 - 39) / (50 + 39)))
        #expect(found.measures.value(.divisionOfLabour, "RUS+CHN", "2005") != nil)
        #expect(near(found.measures.value(.momentum, "RUS", "2004"), 0.5))
        // From 2008 on it is none.
        #expect(near(found.measures.value(.tilt, "RUS+CHN", "2009"), (10.0 - 80) / (10 + 80)))
        #expect(found.measures.value(.divisionOfLabour, "RUS+CHN", "2009") == nil)
        let explanation = try #require(try found.measures.explain(.tilt, "RUS+CHN", "2009"))
        #expect(explanation.parts.map(\.id) == ["security"])
    }

    /// Whatever the weights are, and however they are found.
    @Test(arguments: [
        ("{2000: 1, 2003: 2, 2006: 7}", "{2000: 3, 2004: 1}", ""), ("0.2", "{2000: 5, 2007: 0.1}", ""),
        ("3", "1", ", weights: equal"), ("1", "1", ", weights: {pca: {scope: period}}"),
        ("1", "1", ", weights: {pca: {window: P4Y}}"),
    ])
    func `Tilt is of the two powers' index in every period`(economic: String, security: String, root: String) throws {
        let years = try (2000...2010).map { try Period("\($0)") }
        var values: [(NodeID, PowerID, Period, Double)] = []
        for (place, year) in years.enumerated() {
            values.append(("e", "RUS", year, Double(20 + place * place % 7)))
            values.append(("e", "CHN", year, Double(60 - place)))
            values.append(("s", "RUS", year, Double(30 + place * 5 % 11)))
            values.append(("s", "CHN", year, Double(10 + place * 3)))
        }
        let found = try Case(
            economic: economic,
            security: security,
            values,
            root: root
        )
        for year in years {
            guard let first = found.index("RUS", year), let second = found.index("CHN", year) else {
                #expect(found.measures.value(.tilt, "RUS+CHN", year) == nil)
                continue
            }
            #expect(near(found.measures.value(.tilt, "RUS+CHN", year), (second - first) / (second + first)))
        }
    }

    /// Before: by the weights of the last step, and by the given ones where they are equal.
    @Test(
        arguments: [
            // Only `s` has data: 1/2 of the weight in 2002, 1/10 from 2003 on.
            ("{2000: 1, 2003: 9}", "1", "", 5.0, nil), ("{2000: 9, 2003: 1}", "1", "", nil, 5),
            ("9", "1", ", weights: equal", 5, 5), ("9", "1", "", nil, nil),
        ] as [(String, String, String, Double?, Double?)]
    )
    func `A screen goes by the weights of the period`(
        economic: String,
        security: String,
        root: String,
        before: Double?,
        after: Double?
    ) throws {
        let found = try Case(
            economic: economic,
            security: security,
            [("s", "RUS", "2002", 5), ("s", "RUS", "2004", 5)],
            root: root,
            head: "screen: {min_coverage: 0.3}"
        )
        #expect(found.index("RUS", "2002") == before)
        #expect(found.index("RUS", "2004") == after)
        // Told as it was done.
        let cell = IndicatorReader.Cell(power: 0, country: 0, period: "2002")
        #expect((try found.scorer.screened(cell) == nil) == (before != nil))
    }

    /// Before: 1 -> 5 and 10.0 % -> 35.7 %, above a score that 83.3 % made.
    @Test func `A hypothesis tells the shares of the period that it is about`() throws {
        let model = try Case(economic: "{2000: 9, 2005: 1}", security: "{2000: 1, 2005: 9}", Self.both("2002")).model
        let scenario = Scenario(weights: [.init(node: "economic", weight: 5)])
        for (period, base, security) in [("2002", 9.0, 1.0), ("2005", 1, 9)] as [(Period, Double, Double)] {
            let shares = try Hypothesis(scenario, on: model, at: [period]).shares(comparedWith: model, at: period)
            #expect(shares.map(\.baseWeight) == [base, security])
            #expect(shares.map(\.weight) == [5, security])
            #expect(shares.map(\.share) == [5 / (5 + security), security / (5 + security)])
        }
    }

    @Test func `A hypothesis that leaves nothing in some period is refused`() throws {
        let model = try Case(economic: "1", security: "{2000: 0, 2005: 9}", Self.both("2002")).model
        #expect(throws: ScenarioError.nothingLeft(of: "index")) {
            try Hypothesis(Scenario(dropped: ["economic"]), on: model, at: ["2008"])
        }
    }
}
