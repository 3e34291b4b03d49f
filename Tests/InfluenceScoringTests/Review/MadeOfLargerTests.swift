import InfluenceModel
import Testing

@testable import InfluenceScoring

/// 10 - 9.65 is 0.35, and 60.3 on 60..80 is 0.15, but for the rounding of what they were made of: that decides no half, no tie
/// and no rank.
@Suite struct MadeOfLargerTests {
    private static let rows: [NodeID: [PowerID: [Double]]] = [
        "a": ["AAA": [9.6], "BBB": [9.5], "CCC": [9.9]], "b": ["AAA": [9.7], "BBB": [9.8], "CCC": [9.8]],
    ]

    private static func tree(_ root: String, lack: String = "") -> String {
        """
        nodes:
          - {id: index, title: T, \(root)}
          - {id: lack, title: T, parent: index, weight: 1, direction: -1\(lack)}
        indicators:
          - {id: a, title: T, parent: lack, weight: 1, cadence: P1Y, normalise: {goalposts: [0, 10]}}
          - {id: b, title: T, parent: lack, weight: 1, cadence: P1Y, normalise: {goalposts: [0, 10]}}
        """
    }

    private static func model(_ root: String, lack: String = "") throws -> WrittenModel {
        try WrittenModel(tree(root, lack: lack), scale: "{low: 0, high: 10}", rows)
    }

    /// Before: 0.4, 0.3 and 0.1.
    @Test func `Halves of a mirrored mean are those of the decimals`() throws {
        #expect(try Self.model("aggregate: min", lack: ", round: 1").scores("lack") == [[0.4], [0.4], [0.2]])
    }

    /// Before: 7 of the 201 values of [60, 80] were rounded down at a half.
    @Test(arguments: [(60.0, 80.0), (50, 90), (-30, 10), (100, 300), (0.1, 0.9)])
    func `Every half of a line between goalposts is rounded away from zero`(low: Double, high: Double) throws {
        let tenths = high - low > 10 ? 10.0 : 1000
        let steps = (0...Int(((high - low) * tenths).rounded())).map { (low * tenths + Double($0)).rounded() / tenths }
        let powers = steps.indices.map { PowerID("P\($0)") }
        let model = try WrittenModel(
            """
            nodes:
              - {id: index, title: T}
            indicators:
              - {id: x, title: T, parent: index, weight: 1, cadence: P1Y, normalise: {goalposts: [\(low), \(high)]}, round: 1}
            """,
            scale: "{low: 0, high: 10}",
            ["x": Dictionary(uniqueKeysWithValues: zip(powers, steps.map { [$0] }))]
        )
        let table = try model.table()
        let node = try #require(table.position(of: NodeID("x")))
        for (power, step) in zip(powers, steps) {
            let dyad = try #require(table.position(of: Dyad(power: power, country: "KAZ")))
            // In whole numbers: tenths of a score are 100 (x - low) / (high - low), and a half is taken up.
            let (part, whole) = ((step - low) * tenths, (high - low) * tenths)
            let expected = (100 * part.rounded() / whole.rounded() + 1e-9).rounded(.toNearestOrAwayFromZero) / 10
            #expect(table.score(node: node, dyad: dyad, period: 0).value == expected, "\(power) \(step)")
        }
    }

    /// Before: 2, 0, -2 and 2, 1, 0.
    @Test func `Mirrored means that are equal are ties of copeland and outranking`() throws {
        #expect(try Self.model("aggregate: copeland").scores("index") == [[1], [1], [-2]])
        let outranking = try Self.model("aggregate: outranking").scores("index")
        #expect(outranking == [[1.5], [1.5], [0]])
    }

    /// Before: 10 and 0.
    @Test(arguments: ["minmax", "zscore"]) func `They have no spread`(method: String) throws {
        let text = """
            nodes:
              - {id: index, title: T}
              - {id: rel, title: T, parent: index, weight: 1, normalise: {method: \(method), scope: period}}
              - {id: lack, title: T, parent: rel, weight: 1, direction: -1}
            indicators:
              - {id: a, title: T, parent: lack, weight: 1, cadence: P1Y, normalise: {goalposts: [0, 10]}}
              - {id: b, title: T, parent: lack, weight: 1, cadence: P1Y, normalise: {goalposts: [0, 10]}}
            """
        let two = Self.rows.mapValues { $0.filter { $0.key != "CCC" } }
        let model = try WrittenModel(text, scale: "{low: 0, high: 10}", two)
        #expect(try model.scores("rel") == [[nil], [nil]])
        #expect(try WrittenModel(text, scale: "{low: 0, high: 10}", Self.rows).scores("rel")[0][0] != nil)
    }

    /// Before: 0.1, and the band below.
    @Test func `So are halves and bands of a line between points`() throws {
        func value(_ steps: String) throws -> Double? {
            try WrittenModel(
                """
                nodes:
                  - {id: index, title: T}
                indicators:
                  - {id: x, title: T, parent: index, weight: 1, cadence: P1Y, transform: [\(steps)]}
                """,
                scale: "{low: 0, high: 10}",
                ["x": ["AAA": [60.3]]]
            ).scores("x")[0][0]
        }
        let line = "{piecewise: [[60, 0], [80, 10]]}"
        #expect(try value("\(line), {round: 1}") == 0.2)
        #expect(try value("\(line), {bands: [[none, 1], [0.15, 5]]}") == 5)
        #expect(try value("\(line), {cap: [0, 9]}, {round: 1}") == 0.2)
        // What is below a half by more than rounding stays below.
        #expect(try value("{piecewise: [[60, 0], [80.001, 10]]}, {round: 1}") == 0.1)
    }

    @Test func `Ranks with the uncertainty are shared, and a rank is not a reason to be ahead`() throws {
        let model = try WrittenModel(
            Self.tree("aggregate: min")
                + "\nuncertainty: {replications: 200, weights: 0, leave_one_out: false, sensitivity: 0}",
            scale: "{low: 0, high: 10}",
            Self.rows
        )
        let plan = try #require(model.model.uncertainty)
        let found = try #require(Uncertainty(of: model.table(), model: model.model, at: 0, plan: plan).replicated())
        let ranks = (["AAA", "BBB", "CCC"] as [PowerID]).map { found["lack", Dyad(power: $0, country: "KAZ")]?.rank }
        #expect(ranks == [1, 1, 3])
    }
}
