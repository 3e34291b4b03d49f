import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Values that are compared with those of fixed years.
@Suite struct BaselineTests {
    private func written(_ normalise: String, _ values: [PowerID: [Double]], scale: String = "{low: 0, high: 100}")
        throws
        -> WrittenModel
    {
        try WrittenModel(
            """
            nodes: [{id: index, title: I}]
            indicators: [{id: x, title: X, parent: index, weight: 1, normalise: \(normalise)}]
            """,
            scale: scale,
            grid: [2019, 2020, 2021, 2022],
            ["x": values]
        )
    }

    private let values: [PowerID: [Double]] = ["A": [99, 2, 6, 20], "B": [-50, 4, 12, -30]]

    @Test func `The parameters are those of the years alone, and all years are mapped by them`() throws {
        let z = try written("{method: zscore, scope: {from: 2020, to: 2021}}", values).scores("x")
        // 2, 4, 6, 12: mean 6, squares 16 + 4 + 0 + 36.
        let sd = (56.0 / 3).squareRoot()
        for (row, raw) in zip(z, [values["A"], values["B"]].compactMap { $0 }) {
            for (score, x) in zip(row, raw) {
                let score = try #require(score)
                #expect(abs(score - (x - 6) / sd) < 1e-12)
            }
        }
        // What is beyond the years' own range stays on the scale.
        let minmax = try written("{minmax: [0, 10], scope: {from: 2020, to: 2021}}", values).scores("x")
        #expect(minmax == [[10, 0, 4, 10], [0, 2, 10, 0]])
        let distance = try written("{method: distance_to_max, scope: {from: 2020, to: 2021}}", values).scores("x")
        #expect(distance[0][1] == 0 && distance[1][2] == 1 && distance[0][3] == 1)
    }

    /// Before: later values below the baseline's smallest were lifted to it.
    @Test func `A fraction of the maximum is cut above those of the years, and lifted nowhere`() throws {
        let range = "scope: {from: 2020, to: 2021}"
        let expected: [[Double]] = [[1, 2.0 / 12, 0.5, 1], [-50.0 / 12, 4.0 / 12, 1, -30.0 / 12]]
        for truncate in ["", ", truncate: true", ", truncate: false"] {
            let normalise = "{method: fraction_of_max, \(range)\(truncate)}"
            let positive = try written(normalise, values).scores("x")
            let negative = try written(normalise + ", direction: -1", values).scores("x")
            for (place, row) in expected.enumerated() {
                for (period, value) in row.enumerated() {
                    let raw = values[place == 0 ? "A" : "B"]?[period] ?? .nan
                    let score = truncate.hasSuffix("false") ? raw / 12 : value
                    #expect(agree(positive[place][period], score), "\(truncate) \(place) \(period)")
                    #expect(agree(negative[place][period], 1 - score), "\(truncate) \(place) \(period)")
                }
            }
        }
    }

    @Test(arguments: ["", ", direction: -1"]) func `Nothing is cut at either end where that is said`(turn: String)
        throws
    {
        let range = "scope: {from: 2020, to: 2021}"
        // 2, 4, 6, 12.
        for (method, low, high) in [
            ("minmax: [0, 10]", 0.0, 10.0), ("method: minmax", 0, 100), ("method: distance_to_max", 0, 1),
            ("distance_to_target: \(turn.isEmpty ? 12 : 2)", 0, 1),
        ] {
            let scores = try written("{\(method), \(range), truncate: false}" + turn, values).scores("x")
            for (row, raw) in zip(scores, [values["A"], values["B"]].compactMap { $0 }) {
                for (score, x) in zip(row, raw) {
                    let part = turn.isEmpty ? (x - 2) / 10 : (12 - x) / 10
                    #expect(agree(score, low + part * (high - low)), "\(method) of \(x)")
                }
            }
        }
        let capped = try written("{distance_to_target: 7, capped: true, truncate: false, \(range)}", values).scores("x")
        #expect(agree(capped[1][0], -52.0 / 5) && capped[0][0] == 1)
    }

    @Test func `What is taken over from one year to the next may go on beyond it`() throws {
        // The Liner Shipping Connectivity Index (UNCTAD): each part over the largest of a year, their mean over the largest
        // mean of that year.
        let first = "normalise: {method: fraction_of_max, truncate: false, scope: {from: 2004, to: 2004}}"
        let model = try WrittenModel(
            """
            nodes: [{id: index, title: I, \(first)}]
            indicators:
              - {id: ships, title: S, parent: index, weight: 1, \(first)}
              - {id: lines, title: L, parent: index, weight: 1, \(first)}
            """,
            scale: "{low: 0, high: 1}",
            grid: [2004, 2005],
            ["ships": ["A": [200, 300], "B": [50, 10]], "lines": ["A": [40, 44], "B": [50, 20]]]
        )
        let largest = (200.0 / 200 + 40.0 / 50) / 2
        let scores = try model.scores("index")
        #expect(agree(scores[0][0], 1) && agree(scores[0][1], (300.0 / 200 + 44.0 / 50) / 2 / largest))
        #expect(agree(scores[1][0], (0.25 + 1) / 2 / largest) && agree(scores[1][1], (0.05 + 0.4) / 2 / largest))
        try model.checkAttributions()
    }

    /// Before: the scope was read and dropped, and the whole panel clipped.
    @Test func `Values are clipped in each period by themselves where that is said`() throws {
        let rows: [PowerID: [Double]] = [
            "A": [0, 1000], "B": [10, 1010], "C": [20, 1020], "D": [30, 1030], "E": [40, 1040], "F": [100, 1100],
        ]
        for (scope, first, second) in [
            ("period", [5, 10, 20, 30, 40, 70], [1005, 1010, 1020, 1030, 1040, 1070]),
            ("panel", [11, 11, 20, 30, 40, 100], [1000, 1010, 1020, 1030, 1039, 1039]),
        ] as [(String, [Double], [Double])] {
            let found = try WrittenModel(
                """
                nodes: [{id: index, title: I}]
                indicators:
                  - {id: x, title: X, parent: index, weight: 1, normalise: none, treat: {clip: [10, 90], scope: \(scope)}}
                """,
                scale: "{low: 0, high: 100}",
                grid: [2020, 2021],
                ["x": rows]
            ).scores("x")
            for (place, row) in found.enumerated() {
                #expect(agree(row[0], first[place]) && agree(row[1], second[place]), "\(scope) \(place)")
            }
        }
    }

    @Test func `Values after the years move no score`() throws {
        for method in ["zscore", "minmax", "distance_to_max", "fraction_of_max", "{distance_to_target: 30}"] {
            let text = method.hasPrefix("{") ? "{distance_to_target: 30," : "{method: \(method),"
            let normalise = text + " scope: {from: 2019, to: 2020}}"
            let before = try written(normalise, ["A": [3, 2, 6, 20], "B": [5, 4, 12, 7]]).scores("x")
            let after = try written(normalise, ["A": [3, 2, 6, 20], "B": [5, 4, 12, 1e6]]).scores("x")
            #expect(before.map { $0.prefix(3) } == after.map { $0.prefix(3) }, "\(method)")
            #expect(before[0] == after[0])
            let moved = try written(normalise, ["A": [3, 2, 6, 20], "B": [1, 9, 12, 7]]).scores("x")
            #expect(moved[0] != before[0], "\(method)")
        }
    }

    @Test func `Part-years belong to the baseline where they lie in it whole`() throws {
        let normalisation = Normalisation(
            .zscore(mean: 0, sd: 1),
            scope: .baseline(from: Period("2020").start, through: Period("2020").end)
        )
        #expect(
            normalisation.baseline(among: ["2019-Q4", "2020-Q1", "2020-Q4", "2021-Q1", "2020", "2019-07-01/P12M"])
                == [1, 2, 4]
        )
        #expect(Normalisation(.zscore(mean: 0, sd: 1)).baseline(among: ["2020"]) == nil)
    }

    @Test func `Years without data, or without spread, leave nothing to compare with`() throws {
        let normalise = "{method: zscore, scope: {from: 2019, to: 2019}}"
        let empty = try written(normalise, ["A": [.nan, 1, 6, 20], "B": [.nan, 5, 12, 7]])
        #expect(try empty.scores("x").allSatisfy { $0.allSatisfy { $0 == nil } })
        let even = try written(normalise, ["A": [3, 1, 6, 20], "B": [3, 5, 12, 7]])
        #expect(try even.scores("x").allSatisfy { $0.allSatisfy { $0 == nil } })
        #expect(try even.explain("A", at: 2021)["x"]?.absence == .withoutSpread)
    }

    @Test func `A value that the line takes beyond the numbers is null, and no other`() throws {
        let found = try written(
            "{method: zscore, scope: {from: 2019, to: 2020}}",
            ["A": [0, 1e-150, 2e-150, 1e200], "B": [3e-150, 2e-150, 1e-150, 1e-150]]
        ).scores("x")
        #expect(found[0][3] == nil && found[1][3] != nil && found[0][2] != nil)
    }

    @Test func `Changes are explained exactly, on any number of threads`() throws {
        let model = try written("{method: zscore, scope: {from: 2020, to: 2021}}", values)
        let found = try model.checkAttributions()
        #expect(found.changes > 0 && found.sums > 0)
        let one = try model.table()
        let three = try model.table(threads: 3, cellsPerRun: 3)
        for dyad in one.dyads.indices {
            for period in one.periods.indices {
                #expect(
                    one.score(node: 0, dyad: dyad, period: period) == three.score(node: 0, dyad: dyad, period: period)
                )
            }
        }
    }

    @Test func `Definitions tell baselines apart`() throws {
        let texts = [
            "{method: zscore, scope: panel}", "{method: zscore, scope: period}",
            "{method: zscore, scope: {from: 2020, to: 2021}}", "{method: zscore, scope: {from: 2019, to: 2021}}",
            "{method: zscore, scope: {from: 2020, to: 2022}}",
        ]
        let hashes = try texts.map { try written($0, values).model.definitions[0].hash64 }
        #expect(Set(hashes).count == texts.count)
        #expect(
            try written("{method: zscore, scope: {from: 2020-01-01, to: 2021-12}}", values).model.definitions[0].hash64
                == hashes[2]
        )
    }
}
