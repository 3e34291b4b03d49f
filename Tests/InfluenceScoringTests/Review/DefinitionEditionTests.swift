import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// The edition of each method is a part of the definition of what uses it, and of nothing else.
@Suite struct DefinitionEditionTests {
    private func model(_ head: String = "", index: String = "") throws -> Model {
        let file = """
            model: m
            title: T
            definition: D
            grid: {frequency: year, from: 2000}
            powers: [{id: RUS, name: N}, {id: CHN, name: N}]
            countries: [{id: KAZ, name: N}]
            \(head)
            nodes:
              - {id: index, title: T\(index)}
              - {id: first, title: T, parent: index, weight: 1}
              - {id: second, title: T, parent: index, weight: 1}
            indicators:
              - {id: level, title: T, parent: first, weight: 1, normalise: {goalposts: [0, 10]}}
              - {id: flow, title: T, parent: first, weight: 1, flow: true, window: {sum: P3Y}, normalise: minmax}
              - {id: share, title: T, parent: second, weight: 1, transform: [share, {round: 1}]}
              - {id: register, title: T, parent: second, weight: 1, gaps: zero, window: {mean: P3Y}, round: 1}
            """
        return try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
    }

    /// By id, whether the definition is another one if a node's own step is of a later edition.
    private func changed(_ model: Model, by raised: NodeID) -> Set<NodeID> {
        let (before, after) = (model.definitions, model.definitions(editions: { $0.id == raised ? "m=2" : "" }))
        return Set(zip(model.nodes, zip(before, after)).filter { $1.0 != $1.1 }.map(\.0.id))
    }

    @Test func `A later edition of a node's methods changes it and what is above it`() throws {
        let model = try model()
        #expect(changed(model, by: "index") == ["index"])
        #expect(changed(model, by: "first") == ["first", "index"])
        #expect(changed(model, by: "flow") == ["flow", "first", "index"])
        #expect(changed(model, by: "register") == ["register", "second", "index"])
        #expect(changed(model, by: "nothing").isEmpty)
    }

    @Test func `Over the whole tree, and under a screen, it does so for all that looks at it`() throws {
        let whole = try model(index: ", missing: tree")
        #expect(changed(whole, by: "flow") == ["flow", "first", "index"])
        #expect(changed(whole, by: "first") == ["first", "index"])
        let screened = try model("screen: {min_coverage: 0.5}")
        #expect(changed(screened, by: "flow") == Set(screened.nodes.map(\.id)))
    }

    @Test func `Each node has the editions of its own methods that are no longer the first`() throws {
        let model = try model()
        let known: [NodeID: String] = [
            "index": "aggregate.arithmetic=2 reading=3", "first": "aggregate.arithmetic=2 reading=3",
            "second": "aggregate.arithmetic=2 reading=3", "level": "reading=3",
            "flow": "normalise.minmax=3 reading=3 window.sum=2",
            "share": "reading=3 transform.round=3 transform.share=5",
            "register": "gaps=2 reading=3 round=2 window.mean=3",
        ]
        for node in model.nodes { #expect(Editions.later(of: node, in: model) == known[node.id], "\(node.id)") }
        #expect(Scorer.definitions(of: model) == model.definitions(editions: { known[$0.id] ?? "" }))
        #expect(zip(Scorer.definitions(of: model), model.definitions).allSatisfy { $0 != $1 && $0.hash64 != $1.hash64 })
    }

    /// What a node uses is among what its model uses, in the same edition.
    @Test(arguments: [
        ", aggregate: copeland", ", weights: balanced", ", aggregate: geometric, floor: 1", ", missing: tree",
    ])
    func `No node uses what its model does not`(index: String) throws {
        let model = try model(index: index)
        let all = Editions.of(model)
        for node in model.nodes {
            let own = try #require(MethodEditions(text: Editions.later(of: node, in: model)))
            let shared = MethodEditions(all.filter { own.text.split(separator: " ").contains("\($0.key)=\($0.value)") })
            #expect(own == shared && !own.text.contains("=1"))
        }
    }
}
