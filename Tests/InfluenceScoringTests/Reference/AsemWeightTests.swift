import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Weights of the ASEM index against COINr.
@Suite("ASEM weights") struct AsemWeightTests {
    @Test func `Loadings of the first component of each pillar are those of COINr`() throws {
        let data = try ReferenceTable("expected/06_Normalised.csv")
        let expected = try ReferenceTable("expected/weights_pca_weights_level1.csv", key: "iCode")
        let pillars = try Asem().model.nodes.filter { node in
            node.aggregate != nil && node.id != "index" && !["conn", "sust"].contains(node.id)
        }
        #expect(pillars.count == 8)
        let model = try Asem().model
        for pillar in pillars {
            let ids = pillar.children.map { model.nodes[$0].id }
            let loadings = try PrincipalComponents(ids.map { id in try #require(data[id]).map { $0 ?? .nan } })
                .loadings[0]
            let wanted = try ids.map { id in
                let code = try #require(expected.units.first { ReferenceTable.id($0.text) == id })
                return try #require(expected["weight", code])
            }
            // The sign of a component is arbitrary.
            let sign = wanted.reduce(0, +) < 0 ? -1.0 : 1
            for (found, wanted) in zip(loadings, wanted) { #expect(Asem.isClose(found, wanted * sign), "\(pillar.id)") }
        }
    }

    @Test func `Effective weights are those of COINr`() throws {
        let table = try ReferenceTable("expected/weights_eff_weights_custom.csv", key: "iCode")
        let model = try Asem().model
        let codes = Dictionary(uniqueKeysWithValues: table.units.map { (ReferenceTable.id($0.text), $0) })
        let weights = model.nodes.map { node in codes[node.id].flatMap { table["weight", $0] } ?? .nan }
        for (node, found) in zip(model.nodes, model.effectiveWeights(weights)) {
            #expect(Asem.isClose(found, codes[node.id].flatMap { table["effweight", $0] }), "\(node.id)")
        }
    }

    @Test func `Balanced weights of the whole pipeline give equal correlations`() throws {
        let asem = try Asem("nodes:\n  - {id: index, weights: balanced}\n  - {id: sust, weights: equal}\n")
        let table = try asem.scorer.scores(for: [Asem.year], threads: 2)
        let values = { (id: NodeID) in
            asem.model.powers.map { table[id, Dyad(power: $0.id, country: "WLD"), Asem.year]?.value ?? .nan }
        }
        let node = try #require(asem.model.node("index"))
        let correlations = node.children.compactMap {
            Correlation.pearson(values(asem.model.nodes[$0].id), values("index"))
        }
        #expect(correlations.count == 2 && correlations.allSatisfy { abs($0 - correlations[0]) < 1e-9 })
    }
}
