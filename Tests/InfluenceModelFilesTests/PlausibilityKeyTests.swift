import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import Testing

@Suite struct PlausibilityKeyTests {
    /// A tracked indicator with these keys.
    private func load(_ keys: String) throws -> Plausibility? {
        let text = """
            model: m
            title: M
            definition: d
            grid: {frequency: year, from: 2000}
            powers: [{id: RUS, name: Russia}]
            countries: [{id: KAZ, name: Kazakhstan}]
            nodes: [{id: index, title: Index}]
            indicators:
              - {id: trade, title: Trade, parent: index, weight: 1}
              - {id: x, title: X, \(keys)}
            """
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "m.yaml", text: text)])
        return loaded.model.tracked.first { $0.id == "x" }?.plausibility
    }

    @Test(arguments: [
        ("range: [0, 100]", Plausibility(low: 0, high: 100)), ("range: [0, none]", Plausibility(low: 0)),
        ("range: [none, 0]", Plausibility(high: 0)), ("range: [-5.5, 1e3]", Plausibility(low: -5.5, high: 1000)),
        ("jump: 10", Plausibility(jump: 10)), ("range: [0, none], jump: 1.5", Plausibility(low: 0, jump: 1.5)),
        ("unit: t", .unchecked),
    ])
    func `Ranges and factors are read`(keys: String, expected: Plausibility) throws {
        #expect(try load(keys) == expected)
    }

    @Test(arguments: [
        ("range: [0]", "'range' takes two bounds"), ("range: [0, 1, 2]", "'range' takes two bounds"),
        ("range: []", "'range' takes two bounds"), ("range: 100", "'range' must be a list"),
        ("range: [5, 5]", "must be above the lower one"), ("range: [100, 0]", "must be above the lower one"),
        ("range: [none, none]", "says nothing; leave it out"), ("range: [low, 1]", "or 'none' where there is no bound"),
        ("range: {low: 0}", "'range' must be a list"), ("jump: 1", "no factor above 1"),
        ("jump: 0.1", "no factor above 1"),
        ("jump: -10", "no factor above 1"), ("jump: ten", "is not a number"),
        ("ranges: [0, 1]", "did you mean 'range'?"),
        ("inputs: [trade], range: [0, 1]", "write it at the 'inputs' themselves"),
        ("inputs: [trade], jump: 10", "write it at the 'inputs' themselves"),
    ])
    func `What is wrong with them is said where it stands`(keys: String, part: String) throws {
        let error = #expect(throws: DiagnosticList.self) { try load(keys) }
        let lines = error?.lines ?? []
        #expect(lines.count == 1, "\(lines)")
        #expect(lines.first?.hasPrefix("m.yaml:10:") == true, "\(lines)")
        #expect(lines.first?.contains(part) == true, "\(lines)")
    }

    @Test func `An indicator whose input is itself has observations of its own`() throws {
        #expect(try load("inputs: [x], range: [0, 1]") == Plausibility(low: 0, high: 1))
    }
}
