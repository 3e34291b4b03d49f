import InfluenceModel
import Testing

@testable import InfluenceScoring

/// A node whose own mean refuses a value has none; where another choice of the method takes it, it has one.
@Suite struct RefusedMeanTests {
    private func replicated(
        _ uncertainty: String,
        node: String = "aggregate: geometric",
        root: String = "",
        _ values: [NodeID: [PowerID: [Double]]]
    ) throws -> (UncertaintyTable, WrittenModel) {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: T\(root.isEmpty ? "" : ", " + root)}
              - {id: n, title: T, parent: index, weight: 3, \(node)}
            defaults: {normalise: none, cadence: P1Y, weight: 1}
            indicators:
              - {id: a, title: T, parent: n}
              - {id: b, title: T, parent: n}
              - {id: e, title: T, parent: index}
            uncertainty: {replications: 1000, weights: 0, sensitivity: 0, \(uncertainty)}
            """,
            values
        )
        let plan = try #require(found.model.uncertainty)
        let uncertainty = try Uncertainty(of: found.table(), model: found.model, at: 0, plan: plan)
        return (try #require(uncertainty.replicated()), found)
    }

    private let values: [NodeID: [PowerID: [Double]]] = [
        "a": ["A": [0], "B": [50]], "b": ["A": [20], "B": [50]], "e": ["A": [90], "B": [50]],
    ]

    private func above(_ table: UncertaintyTable) -> Double? {
        // Of B above A.
        table.preferences.first { $0.node == "index" && $0.first == "A" && $0.second == "B" }?.probability
    }

    /// Before: 90..90 and A above B in more than 99.9 %. Right is 30 in the half that takes the arithmetic mean.
    @Test(arguments: ["{n: [arithmetic]}", "{n: [median]}", "{n: [{power: 1}]}", "{n: [{geometric: {floor: 0.001}}]}"])
    func `An alternative that takes the value gives the node one`(_ alternatives: String) throws {
        let (table, found) = try replicated("leave_one_out: false, aggregations: \(alternatives)", values)
        #expect(try found.scores("n") == [[nil], [50]])
        #expect(try found.scores("index") == [[90], [50]])
        let score = try #require(table["index", Dyad(power: "A", country: "KAZ")])
        #expect(score.high == 90 && score.low < 31, "\(score.low)")
        if !alternatives.contains("floor") { #expect(abs(score.low - 30) < 1e-9) }
        let probability = try #require(above(table))
        #expect(probability > 0.4 && probability < 0.6, "\(probability)")
        // By the model's own choices it has none, and is told of in none.
        #expect(table["n", Dyad(power: "A", country: "KAZ")] == nil)
    }

    /// Before: 90..90. Without a n is 20, and the index 37.5.
    @Test func `Leaving out what is refused gives the node a value`() throws {
        let (table, _) = try replicated("leave_one_out: true", values)
        let score = try #require(table["index", Dyad(power: "A", country: "KAZ")])
        #expect(abs(score.low - 37.5) < 1e-9 && score.high == 90)
        let probability = try #require(above(table))
        #expect(probability > 0.25 && probability < 0.42, "\(probability)")
    }

    @Test func `Every mean that refuses is one of them, and a gate that is closed stays so`() throws {
        for node in ["aggregate: harmonic", "aggregate: {power: -1}", "aggregate: {power: 0}"] {
            let (table, _) = try replicated(
                "leave_one_out: false, aggregations: {n: [arithmetic]}",
                node: node,
                values
            )
            let score = try #require(table["index", Dyad(power: "A", country: "KAZ")])
            #expect(abs(score.low - 30) < 1e-9 && score.high == 90, "\(node)")
        }

        // Too few data for a score: none in any replication.
        var few = values
        few["a"] = ["B": [50]]
        let (gated, _) = try replicated(
            "leave_one_out: false, aggregations: {n: [arithmetic]}",
            node: "aggregate: geometric, min_coverage: 0.6",
            few
        )
        let alone = try #require(gated["index", Dyad(power: "A", country: "KAZ")])
        #expect(alone.low == 90 && alone.high == 90)
        // What the table's gate leaves without a score for the want of what is refused has none either.
        let (closed, found) = try replicated(
            "leave_one_out: false, aggregations: {n: [arithmetic]}",
            root: "min_coverage: 0.6",
            values
        )
        #expect(try found.scores("index")[0] == [nil])
        #expect(closed["index", Dyad(power: "A", country: "KAZ")] == nil)
    }

    @Test func `What lies beneath a node of refused parts alone may have scores too`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: T, min_coverage: 0, min_children: 1}
              - {id: m, title: T, parent: index, weight: 3, min_coverage: 0, min_children: 1}
              - {id: n, title: T, parent: m, weight: 1, aggregate: geometric, min_coverage: 0, min_children: 1}
            defaults: {normalise: none, cadence: P1Y, weight: 1}
            indicators:
              - {id: a, title: T, parent: n}
              - {id: b, title: T, parent: n}
              - {id: e, title: T, parent: index}
            uncertainty: {replications: 400, weights: 0, sensitivity: 0, leave_one_out: false, aggregations: {n: [arithmetic]}}
            """,
            values
        )
        let plan = try #require(found.model.uncertainty)
        let uncertainty = try Uncertainty(of: found.table(), model: found.model, at: 0, plan: plan)
        let score = try #require(uncertainty.replicated()?["index", Dyad(power: "A", country: "KAZ")])
        #expect(abs(score.low - 30) < 1e-9 && score.high == 90)
    }
}
