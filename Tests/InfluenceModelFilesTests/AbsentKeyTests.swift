import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

/// What defaults, or an extended file, give and an indicator takes away again.
@Suite struct AbsentKeyTests {
    private func text(_ defaults: String, _ x: String, node: String = "", tracked: String = "") -> String {
        """
        model: m
        title: M
        definition: D
        grid: {frequency: year, from: 2000}
        powers: [{id: RUS, name: Russia}]
        countries: [{id: KAZ, name: Kazakhstan}]
        nodes: [{id: index, title: Index\(node)}]
        defaults: {weight: 1, \(defaults)}
        indicators:
          - {id: x, title: X, parent: index, \(x)}
          - {id: y, title: Y, parent: index}
          - {id: a, title: A\(tracked)}
        """
    }

    private static let given =
        "unit: t, reporters: [A], lag: P5Y, range: [0, 9], jump: 5, floor: 1, round: 2, cadence: P1Y, max_age: P2Y, "
        + "flow: true, direction: -1, window: {sum: P2Y}, transform: {log: {base: e}}, impute: mean, note: N, "
        + "treat: {steps: [log]}, normalise: minmax"

    @Test func `Each key of the defaults has a word or value that takes it away`() throws {
        let taken =
            "unit: none, reporters: any, lag: cadence, range: none, jump: none, floor: none, round: none, cadence: event, "
            + "max_age: none, flow: false, direction: 1, window: last, transform: level, impute: none, note: '', "
            + "treat: none, normalise: none"
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: text(Self.given, taken))]).model
        // Before: `floor: none` and five more were errors, and `unit: none` a unit of that name.
        let plain = try ModelFiles.load(sources: [
            ModelSource(name: "m", text: text("cadence: event", "subject: dyad"))
        ]).model
        #expect(model.indicator("x") == plain.indicator("x"))
        #expect(model.definitions[1] == plain.definitions[1])
        let node = try #require(model.nodes.first { $0.id == "x" })
        #expect(node.floor == nil && node.digits == nil)
        let other = try #require(model.nodes.first { $0.id == "y" })
        #expect(other.floor == 1 && other.digits == 2 && other.indicator?.unit == "t")
        #expect(other.indicator?.reporters == ["A"] && other.indicator?.lag == .months(60))
    }

    @Test(arguments: ["unit", "lag", "range", "jump", "floor", "round", "reporters"])
    func `One key is taken away alone, and whatever is written beside it stays`(key: String) throws {
        let word = ["lag": "cadence", "reporters": "any"][key] ?? "none"
        let model = try ModelFiles.load(sources: [
            ModelSource(name: "m", text: text(Self.given, "\(key): \(word)"))
        ]).model
        let (x, y) = (model.nodes[1], model.nodes[2])
        let (own, other) = (try #require(x.indicator), try #require(y.indicator))
        #expect((own.unit == other.unit) == (key != "unit") && (own.lag == other.lag) == (key != "lag"))
        #expect((own.reporters == other.reporters) == (key != "reporters"))
        #expect((x.floor == y.floor) == (key != "floor") && (x.digits == y.digits) == (key != "round"))
        #expect((own.plausibility.range == other.plausibility.range) == (key != "range"))
        #expect((own.plausibility.jump == other.plausibility.jump) == (key != "jump"))
        #expect(own.transform == other.transform && own.treatment == other.treatment)
    }

    @Test func `A file takes away what it extends, for one indicator, a node or all`() throws {
        let base = ModelSource(
            name: "base.yaml",
            text: text("floor: 1, unit: t", "round: 2, transform: share, else: a", node: ", floor: 3, round: 1")
                .replacing("{id: a, title: A}", with: "{id: a, title: A, mirror: [b]}\n  - {id: b, title: B}")
        )
        let child = ModelSource(
            name: "child.yaml",
            text: """
                extends: base.yaml
                model: c
                defaults: {floor: none, unit: none}
                nodes: [{id: index, floor: none}]
                indicators:
                  - {id: x, round: none, else: none}
                  - {id: a, mirror: none}
                """
        )
        let model = try ModelFiles.load(sources: [base, child]).model
        #expect(model.nodes.map(\.floor) == [nil, nil, nil] && model.nodes.map(\.digits) == [1, nil, nil])
        #expect(model.indicators.allSatisfy { $0.unit.isEmpty && $0.fallback == nil })
        #expect(model.tracked.allSatisfy { $0.mirror.isEmpty })
    }

    @Test func `A file takes away the inputs of what it extends, which is read itself then`() throws {
        let base = ModelSource(
            name: "base.yaml",
            text: text("cadence: P1Y", "inputs: [a, b]")
                .replacing("{id: a, title: A}", with: "{id: a, title: A}\n  - {id: b, title: B}")
        )
        let child = ModelSource(
            name: "child.yaml",
            text: "extends: base.yaml\nmodel: c\nindicators: [{id: x, inputs: none, range: [0, 9]}]\n"
        )
        let inputs = try ModelFiles.load(sources: [base]).model.indicator("x")?.inputs
        #expect(inputs == ["a", "b"])
        let own = try ModelFiles.load(sources: [base, child]).model.indicator("x")
        #expect(own?.inputs == ["x"] && own?.plausibility.range != nil)
    }

    @Test func `Words that are none are told with the one that is`() {
        for (key, message) in [
            ("floor: nothing", "write digits and a decimal point, such as 0.35, or 'none'"),
            ("round: off", "'off' is not a whole number, or 'none'"), ("jump: 1", "or a tenth, or 'none'"),
            ("lag: usual", "or 'none'"),
        ] {
            let found = diagnostics(text("unit: t", key))
            #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
        }
    }

    @Test func `What takes a default away has no place where the key has none`() {
        // A node has neither unit nor reporters.
        let found = diagnostics(
            text("weight: 1", "subject: dyad", node: ", unit: none").replacing("weight: 1, ", with: "")
        )
        #expect(found.count == 1 && found[0].contains("unknown key 'unit'"), "\(found)")
    }
}
