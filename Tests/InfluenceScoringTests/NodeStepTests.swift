import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Mirrored, floored and rounded nodes")
struct NodeStepTests {
    private func isClose(_ left: Double?, _ right: Double, _ tolerance: Double = 1e-12) -> Bool {
        left.map { abs($0 - right) <= tolerance } ?? false
    }

    /// ND-GAIN (Chen et al., "University of Notre Dame Global Adaptation Index: Country Index Technical Report", 2015):
    /// (readiness - vulnerability + 1) x 50, that is the mean of readiness and of vulnerability's mirror image, of 100.
    @Test func `a mirrored dimension counts against the index, and shows its mirror image`() throws {
        let gain = try WrittenModel(
            """
            nodes:
              - {id: gain, title: G, normalise: {goalposts: [0, 1], truncate: false}}
              - {id: readiness, title: R, parent: gain, weight: 1}
              - {id: vulnerability, title: V, parent: gain, weight: 1, direction: -1, normalise: {minmax: [0, 1]}}
              - {id: raw, title: V, parent: vulnerability, weight: 1}
            indicators:
              - {id: economic, title: E, parent: readiness, weight: 1}
              - {id: social, title: S, parent: readiness, weight: 1}
              - {id: exposure, title: X, parent: raw, weight: 1}
              - {id: capacity, title: C, parent: raw, weight: 3}
            """,
            scale: "{low: 0, high: 1}",
            [
                "economic": ["A": [0.4], "B": [0.2], "C": [0.9]], "social": ["A": [0.6], "B": [0.4], "C": [0.3]],
                "exposure": ["A": [0], "B": [1], "C": [0.25]], "capacity": ["A": [0], "B": [1], "C": [0.25]],
            ]
        )
        #expect(try gain.scores("vulnerability").map { $0[0] } == [1, 0, 0.75])
        for (found, wanted) in zip(try gain.scores("gain"), [0.75, 0.15, 0.675]) { #expect(isClose(found[0], wanted)) }
    }

    private let risk = """
        nodes:
          - {id: risk, title: R, direction: -1, round: 1}
          - {id: hazard, title: H, parent: risk, weight: 2, floor: 10}
          - {id: coping, title: C, parent: risk, weight: 1, direction: -1}
        indicators:
          - {id: quakes, title: Q, parent: hazard, weight: 1}
          - {id: floods, title: F, parent: hazard, weight: 1, round: 0}
          - {id: health, title: H, parent: coping, weight: 3}
          - {id: roads, title: R, parent: coping, weight: 1, direction: -1, floor: 20}
        """

    @Test func `the steps are direction, floor, round`() throws {
        let found = try WrittenModel(
            risk,
            [
                "quakes": ["A": [4], "B": [60]], "floods": ["A": [3.5], "B": [2.4]], "health": ["A": [80], "B": [50]],
                "roads": ["A": [95], "B": [40]],
            ]
        )
        // Floods to 4 and 2; quakes and floods 4, below the floor of 10, and 31; roads 5 to 20, and 60.
        #expect(try found.scores("floods").map { $0[0] } == [4, 2])
        #expect(try found.scores("hazard").map { $0[0] } == [10, 31])
        #expect(try found.scores("roads").map { $0[0] } == [20, 60])
        #expect(try found.scores("coping").map { $0[0] } == [35, 47.5])
        // 100 - 18.333, 100 - 36.5
        #expect(try found.scores("risk").map { $0[0] } == [81.7, 63.5])
    }

    @Test(
        arguments: [
            (2.25, 1, 2.3), (-2.25, 1, -2.3), (0.5, 0, 1), (-0.5, 0, -1), (1.5, 0, 2), (2.5, 0, 3), (1.005, 2, 1.01),
            (2.675, 2, 2.68), (1.15, 1, 1.2), (8.15, 1, 8.2), (0.285, 2, 0.29), (1.0049999, 2, 1), (149, -2, 100),
            (150, -2, 200), (-150, -2, -200), (0.04, 1, 0), (-0.04, 1, 0), (1e300, 3, 1e300),
            (12345.678, 15, 12345.678),
            (4_503_599_627_370_495.5, 0, 4_503_599_627_370_496), (2_251_799_813_685_247.75, 0, 2_251_799_813_685_248),
            (2_251_799_813_685_247.25, 0, 2_251_799_813_685_247),
        ] as [(Double, Int, Double)]
    )
    func `halves of decimals are rounded away from zero`(value: Double, digits: Int, expected: Double) {
        let rounded = decimallyRounded(value, digits: digits)
        #expect(rounded == expected)
        #expect(rounded != 0 || rounded.sign == .plus)
        #expect(decimallyRounded(rounded, digits: digits) == rounded)
    }

    @Test func `means of rounded figures are rounded as their decimals are`() {
        // (a + b) / 2 of tenths: a half where their sum of tenths is odd.
        for a in 0...100 {
            for b in 0...100 {
                let mean = (Double(a) / 10 + Double(b) / 10) / 2
                let weighted = Double(a) / 10 * 0.5 + Double(b) / 10 * 0.5
                let right = Double((a + b + 1) / 2) / 10
                #expect(decimallyRounded(mean, digits: 1) == right)
                #expect(decimallyRounded(weighted, digits: 1) == right)
            }
        }
        #expect(decimallyRounded(.nan, digits: 1).isNaN)
    }

    @Test func `ranks and distances are floored and rounded too`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: I, normalise: percentile_rank, round: 1, floor: 0.2, direction: -1}
            indicators:
              - {id: x, title: X, parent: index, weight: 1, normalise: rank, floor: 2}
            """,
            ["x": ["A": [7], "B": [9], "C": [11], "D": [20]]]
        )
        #expect(try found.scores("x").map { $0[0] } == [2, 2, 3, 4])
        // From the highest: 1, 2, 3, 3 of 4; the two lowest share the better place.
        #expect(try found.scores("index").map { $0[0] } == [0.7, 0.7, 0.3, 0.2])
    }

    private func drawn(_ text: String, _ names: [NodeID], _ random: inout SplitMix) throws -> WrittenModel {
        let powers: [PowerID] = ["A", "B", "C"]
        return try WrittenModel(
            text,
            grid: [2019, 2020, 2021, 2022],
            Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (
                        name,
                        Dictionary(
                            uniqueKeysWithValues: powers.map { power in
                                (
                                    power,
                                    (0..<4).map { _ in
                                        random.chance(0.25) ? .nan : Double.random(in: 1..<99, using: &random)
                                    }
                                )
                            }
                        )
                    )
                }
            )
        )
    }

    @Test func `waterfalls and contributions of mirrored, floored and rounded nodes are exact`() throws {
        var random = SplitMix(61)
        let names: [NodeID] = ["quakes", "floods", "health", "roads"]
        var (changes, sums) = (0, 0)
        for text in [
            risk, risk.replacing(", round: 1", with: "").replacing(", floor: 10", with: ", floor: 30"),
            risk.replacing(", round: 1", with: "").replacing(", floor: 10", with: ", aggregate: geometric"),
        ] {
            for _ in 0..<4 {
                let found = try drawn(text.replacing("max_age", with: ""), names, &random).checkAttributions()
                changes += found.changes
                sums += found.sums
            }
        }
        #expect(changes > 500 && sums > 100)
    }

    @Test func `on a mirrored sum effects are the midpoints of what the parts take away`() throws {
        let text = """
            nodes:
              - {id: index, title: I, direction: -1}
              - {id: inner, title: I, parent: index, weight: 1, direction: -1}
            indicators:
              - {id: x, title: X, parent: index, weight: 1}
              - {id: y, title: Y, parent: inner, weight: 1}
            """
        let found = try WrittenModel(text, grid: [2019, 2020], ["x": ["A": [10, 20]], "y": ["A": [10, 40]]])
        // 100 - (10 + 90) / 2, 100 - (20 + 60) / 2
        #expect(try found.scores("index")[0] == [50, 60])
        let explanations = [try found.explain("A", at: 2019), try found.explain("A")]
        let change = try Attribution(of: "index", from: explanations[0], to: explanations[1])
        #expect(change.method == .bennet)
        #expect(AttributionTests.lines(change) == ["new_period y 15.0", "new_period x -5.0"])
        // Mirrored once: 80 at half the weight; twice: 40.
        #expect(explanations[1].nodes.map(\.contribution) == [60, 20, 20, 40])
        #expect(explanations[1].contribution(of: "y", to: "inner") == 60)
        try found.checkAttributions()
    }

    @Test func `mirroring a weighted mean is mirroring its parts`() throws {
        var random = SplitMix(62)
        let names: [NodeID] = ["a", "b", "c"]
        func text(_ node: String, _ leaf: String) -> String {
            """
            nodes:
              - {id: index, title: I\(node)}
            indicators:
              - {id: a, title: A, parent: index, weight: 0.3\(leaf)}
              - {id: b, title: B, parent: index, weight: 0.5\(leaf)}
              - {id: c, title: C, parent: index, weight: 0.1\(leaf)}
            """
        }
        var again = random
        let whole = try drawn(text(", direction: -1", ""), names, &random).scores("index").joined()
        let parts = try drawn(text("", ", direction: -1"), names, &again).scores("index").joined()
        for (left, right) in zip(whole, parts) {
            #expect((left == nil) == (right == nil))
            #expect(abs((left ?? 0) - (right ?? 0)) < 1e-12 * 100)
        }
        #expect(whole.contains { $0 != nil })
    }
}
