import InfluenceModel
import Testing

@testable import InfluenceScoring

/// A score beyond the scale is a score; and where a measure cannot use one, it says so.
@Suite struct BeyondScaleTests {
    private static let measures = """
        measures:
          pairs: [[A, B]]
          overtaking: {share_margin: 1, score_margin: 2, hold: 1, ratio: 2}
          displacement: {span: P1Y}
        """

    /// Of dimensions d and e of one indicator each, of weights 3 and 1.
    private func measured(
        _ values: [PowerID: [(d: Double, e: Double)]],
        scale: String = "{low: 0, high: 100}",
        method: String = "arithmetic",
        years: [Int] = [2020]
    ) throws -> (results: MeasureResults, scores: (NodeID) throws -> [[Double?]]) {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: T}
              - {id: d, title: T, parent: index, weight: 3, aggregate: \(method)}
              - {id: e, title: T, parent: index, weight: 1, aggregate: \(method)}
            defaults: {normalise: none, cadence: P1Y}
            indicators:
              - {id: x, title: T, parent: d, weight: 0.35}
              - {id: y, title: T, parent: d, weight: 0.3}
              - {id: z, title: T, parent: e, weight: 1}
            \(Self.measures)
            """,
            scale: scale,
            grid: years,
            [
                "x": values.mapValues { $0.map(\.d) }, "y": values.mapValues { $0.map(\.d) },
                "z": values.mapValues { $0.map(\.e) },
            ]
        )
        let table = try found.table()
        let results = MeasureResults(
            table: try found.scorer.measures(of: table),
            explainer: try MeasureExplainer(found.scorer, table)
        )
        return (results, found.scores)
    }

    /// Before: "A has no score of index", though 100 stood in the scores; the share of B was 1, tilt of one dimension.
    @Test(arguments: ["arithmetic", "geometric", "harmonic"])
    func `The top of the scale is on it`(_ method: String) throws {
        let (results, scores) = try measured(["A": [(100, 100)], "B": [(20, 60)], "C": [(100, 20)]], method: method)
        #expect(try scores("d") == [[100], [20], [100]])
        #expect(near(results.value(.share, "A", "2020"), 100 / 210.0))
        #expect(near(results.value(.tilt, "A+B", "2020"), (30 - 100) / 130.0))
        #expect(near(results.value(.contest, "A+B", "2020"), 0.3))
        #expect(results.score(.tilt, "A+B", "2020")?.coverage == 1)
        #expect(try results.explain(.tilt, "A+B", "2020")?.used == ["d", "e"])
    }

    /// Before: no score, and the shares of the others twice as large.
    @Test func `A score above the scale counts as what it is`() throws {
        let (results, _) = try measured(["A": [(120, 140)], "B": [(20, 60)], "C": [(50, 50)]])
        #expect(near(results.value(.share, "A", "2020"), 125 / 205.0))
        #expect(near(results.value(.share, "B", "2020"), 30 / 205.0))
        #expect(near(results.value(.thirdShare, "A+B", "2020"), 50 / 205.0))
        #expect(near(results.value(.tilt, "A+B", "2020"), (30 - 125) / 155.0))
        #expect(near(results.value(.contest, "A+B", "2020"), 0.3))
        let structures = [0.75 * 1.2 / 1.25 - 0.75 * 0.2 / 0.3, 0.25 * 1.4 / 1.25 - 0.25 * 0.6 / 0.3]
        #expect(near(results.value(.divisionOfLabour, "A+B", "2020"), structures.map(abs).reduce(0, +) / 2))
        #expect(results.value(.overtakingRatio, "A+B", "2020", of: "index") == -1)
        for measure in [Measure.tilt, .contest, .divisionOfLabour] {
            let explanation = try #require(try results.explain(measure, "A+B", "2020"))
            #expect(explanation.absence == nil && explanation.used == ["d", "e"], "\(measure.name)")
        }
    }

    /// Before: shares of the index less the low end of the scale, .643, .357 and .000, beside 50.0, 34.6 and 15.4 % in rankings.
    @Test(arguments: ["{low: 1, high: 5}", "{low: 0, high: 100}", "{low: -3, high: 7}"])
    func `Shares are of the index, wherever the scale begins`(_ scale: String) throws {
        let (results, _) = try measured(["A": [(2.25, 2.25)], "B": [(3.25, 3.25)], "C": [(1, 1)]], scale: scale)
        #expect(near(results.value(.share, "B", "2020"), 0.5))
        #expect(near(results.value(.share, "A", "2020"), 2.25 / 6.5))
        #expect(near(results.value(.thirdShare, "A+B", "2020"), 1 / 6.5))
        let squares = [3.25, 2.25, 1].map { $0 / 6.5 * ($0 / 6.5) }.reduce(0, +)
        #expect(near(results.value(.multiVector, "WLD", "2020"), (1 / squares - 1) / 2))
    }

    /// Before: shares of .432, .343 and .225; "B has more than twice what A has, -1.65 against -1.00".
    @Test func `Of negative values there are no shares and no multiples, and that is said`() throws {
        let (results, _) = try measured(
            ["A": [(-1, -1)], "B": [(-1.65, -1.65)], "C": [(1, 1)]],
            scale: "{low: -3, high: 3}"
        )
        for (measure, subject) in [(Measure.share, "C"), (.thirdShare, "A+B"), (.multiVector, "WLD")]
            as [(Measure, PowerID)]
        {
            #expect(results.value(measure, subject, "2020") == nil)
            #expect(
                try results.explain(measure, subject, "2020")?.absence == .noShares("A", of: "index", value: -1),
                "\(measure.name)"
            )
        }
        for node in ["index", "d"] as [NodeID] {
            #expect(results.value(.overtakingRatio, "A+B", "2020", of: node) == nil)
            let explanation = try #require(try results.explain(.overtakingRatio, "A+B", "2020", of: node))
            #expect(explanation.absence == .noMultiples("A", of: node, value: -1))
        }
        // They are on the scale, of which tilt and contest speak; who leads needs no share.
        #expect(near(results.value(.tilt, "A+B", "2020"), (1.35 - 2) / 3.35))
        #expect(results.value(.overtakingLatest, "A+B", "2020", of: "index") == 0)
    }

    @Test func `One negative and one positive value are no multiples of each other either`() throws {
        let (results, _) = try measured(["A": [(5, 5)], "B": [(-1, -1)], "C": [(5, 5)]], scale: "{low: -10, high: 10}")
        #expect(results.value(.overtakingRatio, "A+B", "2020", of: "index") == nil)
        #expect(
            try results.explain(.overtakingRatio, "A+B", "2020", of: "index")?.absence
                == .noMultiples("B", of: "index", value: -1)
        )
        #expect(results.value(.share, "C", "2020") == nil)
    }

    @Test func `What is below the scale is no part of an index, and the measures of a pair say so`() throws {
        let (results, _) = try measured(["A": [(50, -20)], "B": [(20, 60)], "C": [(50, 50)]])
        for measure in [Measure.tilt, .contest, .divisionOfLabour] {
            #expect(results.value(measure, "A+B", "2020") == nil)
            let explanation = try #require(try results.explain(measure, "A+B", "2020"))
            #expect(explanation.absence == .belowScale("A", of: "e", value: -20, low: 0), "\(measure.name)")
        }
        // The index itself is above 0.
        #expect(near(results.value(.share, "A", "2020"), 32.5 / 112.5))
    }

    @Test func `Negative values leave no displacement either`() throws {
        let (results, _) = try measured(
            ["A": [(-1, -1), (2, 2)], "B": [(1, 1), (2, 2)], "C": [(1, 1), (2, 2)]],
            scale: "{low: -3, high: 3}",
            years: [2020, 2021]
        )
        #expect(results.value(.displacement, "A+B", "2021") == nil)
        #expect(
            try results.explain(.displacement, "A+B", "2021")?.absence == .noShares("A", of: "index", value: -1)
        )
        #expect(
            "\(MeasureAbsence.noShares("A", of: "index", value: -1.65))"
                == "A has -1.65 of index: there are no shares where a value is negative"
        )
    }
}
