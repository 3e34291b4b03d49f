import InfluenceModel
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The arithmetic of published indices, as model files say it, against their formulas; the data are invented.
@Suite struct PublishedMethodTests {
    private func near(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }

    /// As Excel's ROUND.
    private func rounded(_ value: Double, _ digits: Int = 1) -> Double {
        let scale = pow(10, Double(digits))
        return (value * scale).rounded(.toNearestOrAwayFromZero) / scale
    }

    private func one(_ values: [NodeID: Double]) -> [NodeID: [PowerID: [Double]]] {
        values.mapValues { ["A": [$0]] }
    }

    /// INFORM Risk: Concept and Methodology, version 2017 (EUR 28655 EN, doi:10.2760/094023): a square root of counts, a
    /// scaled geometric mean of hazards, (10 - geomean((10 - x) / 10 x 9 + 1)) / 9 x 10, each level rounded to one digit
    /// before it goes up, the geometric mean of three dimensions.
    @Test func `INFORM: powers, mirrored and rounded levels, and a scaled geometric mean`() throws {
        let mirrored = "normalise: {goalposts: [0, 11.111111111111111], truncate: false}, direction: -1"
        let found = try WrittenModel(
            """
            nodes:
              - {id: risk, title: T, aggregate: geometric, round: 1}
              - {id: hazard, title: T, parent: risk, weight: 1, aggregate: geometric, normalise: {goalposts: [1, 10]},
                 direction: -1, round: 1}
              - {id: natural_m, title: T, parent: hazard, weight: 1, \(mirrored)}
              - {id: human_m, title: T, parent: hazard, weight: 1, \(mirrored)}
              - {id: natural, title: T, parent: natural_m, weight: 1, round: 1}
              - {id: vulnerability, title: T, parent: risk, weight: 1, round: 1}
              - {id: lack, title: T, parent: risk, weight: 1, round: 1}
            defaults: {weight: 1}
            indicators:
              - {id: quake, title: T, parent: natural, transform: {power: 0.5}, normalise: {goalposts: [0, 1000]}}
              - {id: flood, title: T, parent: natural, transform: {log: {base: e}}, normalise: {goalposts: [0, 20]}}
              - {id: conflict, title: T, parent: human_m, normalise: {goalposts: [0, 10]}}
              - {id: poverty, title: T, parent: vulnerability, normalise: {goalposts: [0, 100]}}
              - {id: doctors, title: T, parent: lack, normalise: {goalposts: [0, 4]}, direction: -1}
            """,
            scale: "{low: 0, high: 10}",
            one(["quake": 250_000, "flood": 30_000, "conflict": 7, "poverty": 43.21, "doctors": 0.5])
        )
        let natural = rounded((5 + log1p(30_000) / 20 * 10) / 2)
        #expect(near(try found.scores("natural")[0][0], natural))
        let mean = sqrt((10 - 0.9 * natural) * (10 - 0.9 * 7))
        let hazard = rounded((10 - mean) / 9 * 10)
        #expect(near(try found.scores("hazard")[0][0], hazard))
        #expect(near(try found.scores("lack")[0][0], 8.8))
        let risk = rounded(pow(hazard * 4.3 * 8.8, 1.0 / 3))
        #expect(near(try found.scores("risk")[0][0], risk))
    }

    /// ND-GAIN Country Index, Technical Report (Chen et al., University of Notre Dame): (readiness - vulnerability + 1) x 50.
    @Test func `ND-GAIN: a mirrored dimension, on the scale of the other`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: gain, title: T}
              - {id: vulnerability, title: T, parent: gain, weight: 1, direction: -1}
              - {id: readiness, title: T, parent: gain, weight: 1, min_children: 3}
            defaults: {weight: 1, normalise: {goalposts: [0, 1]}}
            indicators:
              - {id: food, title: T, parent: vulnerability}
              - {id: water, title: T, parent: vulnerability}
              - {id: economic, title: T, parent: readiness}
              - {id: governance, title: T, parent: readiness, normalise: {goalposts: [-2.5, 2.5]}}
              - {id: social, title: T, parent: readiness}
            """,
            one(["food": 0.5, "water": 0.3, "economic": 0.6, "governance": 1, "social": 0.2])
        )
        #expect(near(try found.scores("gain")[0][0], ((0.6 + 0.7 + 0.2) / 3 - 0.4 + 1) * 50))
    }

    /// Corruption Perceptions Index, technical methodology note (Transparency International): each source to mean 45 and
    /// deviation 20 by the mean m and deviation s of a fixed year, cut to 0...100; the mean of at least three, rounded.
    @Test func `CPI: fixed z-scores are goalposts`() throws {
        let sources = [("a", 3.0, 1.0), ("b", 50, 12), ("c", 0.4, 0.2), ("d", 5, 2)]
        let indicators = sources.map { id, m, s in
            "  - {id: \(id), title: T, parent: cpi, weight: 1, normalise: {goalposts: [\(m - 45 * s / 20), \(m + 55 * s / 20)]}}"
        }
        let text =
            "nodes: [{id: cpi, title: T, min_children: 3, round: 0}]\nindicators:\n"
            + indicators.joined(separator: "\n")
        let values: [NodeID: [PowerID: [Double]]] = [
            "a": ["A": [3.5], "B": [9]], "b": ["A": [38], "B": [50]], "c": ["A": [0.31]], "d": ["B": [-9]],
        ]
        let found = try WrittenModel(text, values)
        // 55, 25, 36; 100 (cut), 45, 0 (cut).
        #expect(try found.scores("cpi") == [[39], [48]])
        let two = try WrittenModel(text, values.filter { $0.key != "c" })
        #expect(try two.scores("cpi") == [[nil], [48]])
    }

    /// Fragile States Index (The Fund for Peace): the sum of twelve indicators of 0...10, here three of them; and the same
    /// where the children are a dimension of a mean.
    @Test func `FSI: a sum is a stretched mean`() throws {
        let leaves =
            "indicators:\n" + ["x", "y", "z"].map { "  - {id: \($0), title: T, parent: fsi, weight: 1}\n" }.joined()
        let found = try WrittenModel(
            "nodes: [{id: fsi, title: T, min_children: 3, normalise: {goalposts: [0, 3.3333333333333335], truncate: false}}]\n"
                + leaves,
            scale: "{low: 0, high: 10}",
            one(["x": 9.5, "y": 8.1, "z": 7.7])
        )
        #expect(near(try found.scores("fsi")[0][0], 25.3))
        let scaled = try WrittenModel(
            "nodes: [{id: fsi, title: T, min_children: 3}]\ndefaults: {normalise: {goalposts: [0, 10]}}\n" + leaves,
            scale: "{low: 0, high: 30}",
            one(["x": 9.5, "y": 8.1, "z": 7.7])
        )
        #expect(near(try scaled.scores("fsi")[0][0], 25.3))
    }

    /// Multidimensional Poverty Index (Alkire and Foster 2011): headcount x intensity.
    @Test func `MPI: a product, on 0 to 1`() throws {
        let found = try WrittenModel(
            """
            nodes: [{id: mpi, title: T, aggregate: product, round: 3}]
            defaults: {weight: 1, normalise: {goalposts: [0, 100]}}
            indicators:
              - {id: headcount, title: T, parent: mpi}
              - {id: intensity, title: T, parent: mpi}
            """,
            scale: "{low: 0, high: 1}",
            one(["headcount": 27.5, "intensity": 47.3])
        )
        #expect(try found.scores("mpi") == [[0.13]])
    }

    /// Global Peace Index (Institute for Economics and Peace): scores of 1...5 by the smallest and largest value, weights of
    /// 1 to 5 within, 60 % internal and 40 % external peace, three digits.
    @Test func `GPI: a scale that begins at 1`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: gpi, title: T, round: 3}
              - {id: inner, title: T, parent: gpi, weight: 0.6}
              - {id: outer, title: T, parent: gpi, weight: 0.4}
            defaults: {normalise: minmax}
            indicators:
              - {id: homicide, title: T, parent: inner, weight: 4}
              - {id: jailed, title: T, parent: inner, weight: 3}
              - {id: arms, title: T, parent: outer, weight: 3}
            """,
            scale: "{low: 1, high: 5}",
            [
                "homicide": ["A": [0], "B": [1], "C": [4]], "jailed": ["A": [50], "B": [750], "C": [250]],
                "arms": ["A": [2], "B": [2.5], "C": [4]],
            ]
        )
        // (4 x 1 + 3 x 1) / 7, (4 x 2 + 3 x 5) / 7, (4 x 5 + 3 x 2.142857) / 7; 1, 2, 5.
        let expected = [1.0, 0.6 * 23 / 7 + 0.8, 0.6 * (20 + 3 * (1 + 4 * 200 / 700.0)) / 7 + 2]
        #expect(zip(try found.scores("gpi"), expected).allSatisfy { near($0[0], rounded($1, 3)) })
    }

    /// Gender Inequality Index (UNDP, technical note 4): health is the square root of 10 / maternal mortality, cut to
    /// 10...1000, times 1 / adolescent births: reciprocals of what was observed, in one indicator each.
    @Test func `GII: reciprocals are powers`() throws {
        let found = try WrittenModel(
            """
            nodes: [{id: health, title: T, aggregate: geometric}]
            defaults: {weight: 1}
            indicators:
              - {id: mmr, title: T, parent: health, transform: [{cap: [10, 1000]}, {power: -1}], normalise: {goalposts: [0, 0.1]}}
              - {id: abr, title: T, parent: health, transform: {power: -1}}
            """,
            scale: "{low: 0, high: 1}",
            ["mmr": ["A": [2], "B": [320]], "abr": ["A": [2.3], "B": [94]]]
        )
        #expect(near(try found.scores("health")[0][0], sqrt(1 / 2.3)))
        #expect(near(try found.scores("health")[1][0], sqrt(10.0 / 320 / 94)))
    }

    /// KOF Globalisation Index: a missing variable's weight goes over the whole tree, each variable by percentiles.
    @Test func `KOF: percentiles of the panel, and weights over the whole tree`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: kof, title: T, missing: tree}
              - {id: trade, title: T, parent: kof, weight: 1}
              - {id: social, title: T, parent: kof, weight: 1}
            defaults: {weight: 1, cadence: P1Y, max_age: P6M, normalise: {percentiles: 100}}
            indicators:
              - {id: goods, title: T, parent: trade}
              - {id: tariffs, title: T, parent: trade, direction: -1}
              - {id: visits, title: T, parent: social}
            """,
            scale: "{low: 1, high: 100}",
            grid: [2020, 2021],
            [
                "goods": ["A": [1, 2], "B": [3, 4]], "tariffs": ["A": [10, .nan], "B": [5, 0]],
                "visits": ["A": [7, 8], "B": [9, 10]],
            ]
        )
        // A: 25, 34 and 25, by 1/4, 1/4 and 1/2; then 50 and 50, whatever the tree. B: 75, 67, 75.
        #expect(near(try found.scores("kof")[0][0], (25 + 34 + 50) / 4))
        #expect(near(try found.scores("kof")[0][1], 50))
        #expect(near(try found.scores("kof")[1][0], (75 + 67 + 150) / 4))
    }
}
