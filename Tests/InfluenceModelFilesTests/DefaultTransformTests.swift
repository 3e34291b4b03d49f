import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

/// A transform, and what belongs to its steps, as a default.
@Suite struct DefaultTransformTests {
    private func text(_ defaults: String, _ x: String = "", _ y: String = "") -> String {
        """
        model: m
        title: M
        definition: D
        grid: {frequency: year, from: 2000}
        powers: [{id: RUS, name: Russia}]
        countries: [{id: KAZ, name: Kazakhstan}]
        nodes: [{id: index, title: Index}]
        defaults: {weight: 1, \(defaults)}
        indicators:
          - {id: x, title: X, parent: index\(x)}
          - {id: y, title: Y, parent: index\(y)}
          - {id: gdp, title: GDP}
        """
    }

    private func read(_ defaults: String, _ x: String = "", _ y: String = "") throws -> [Indicator] {
        let sources = [ModelSource(name: "m", text: text(defaults, x, y))]
        let model = try ModelFiles.load(sources: sources).model
        return ["x", "y", "gdp"].compactMap { model.indicator($0) }
    }

    @Test func `It is the whole chain of those that give none`() throws {
        let log = Transform.log(.e)
        let mean = Transform.window(Window(.mean, .months(36)))
        let all = try read("transform: [{mean: P3Y}, {log: {base: e}}]", ", transform: level")
        #expect(all.map(\.transform) == [[], [mean, log], []])
        // A window of its own comes before the default's steps, as beside a transform of its own.
        #expect(
            try read("transform: {log: {base: e}}", ", window: {mean: P3Y}").map(\.transform) == [
                [mean, log], [log], [],
            ]
        )
        // Both as defaults; a list is everything.
        #expect(
            try read("window: {mean: P3Y}, transform: {log: {base: e}}", ", transform: [level]").map(\.transform)
                == [[], [mean, log], []]
        )
        #expect(try read("transform: {share: powers}").map(\.share) == [.powers, .powers, nil])
    }

    @Test func `What belongs to a step is taken by those that have it`() throws {
        let levels = "levels: [{level: 1, label: l, score: 5, citation: c}]"
        let table = Transform.ordinal([OrdinalLevel(level: 1, label: "l", score: 5, citation: "c")])
        #expect(
            try read("transform: ordinal, \(levels)", ", transform: {round: 1}").map(\.transform)
                == [[.round(digits: 1)], [table], []]
        )
        let shares = try read("transform: share, min_total: 7, tolerance: 102", ", transform: level")
        #expect(shares.map(\.minTotal) == [0, 7, 0] && shares.map(\.tolerance) == [100.5, 102, 100.5])
        let tables = try read("tolerance: 102", ", table: true")
        #expect(tables.map(\.tolerance) == [102, 100.5, 100.5])
        let ranges = try read("range: [0, none], jump: 10", ", inputs: [gdp]", ", range: [1, 2]")
        #expect(ranges.map(\.plausibility.low) == [nil, 1, nil])
        #expect(ranges.map(\.plausibility.jump) == [nil, 10, nil])
    }

    @Test func `Two windows are reported at the indicator's`() {
        #expect(
            diagnostics(text("transform: [{mean: P3Y}, {round: 1}]", ", window: {sum: P1Y}"))
                == [
                    "m:10:38: the default 'transform' has a window of its own; write the whole 'transform' of this indicator"
                ]
        )
    }

    @Test func `A file that extends another replaces the default with what belongs to it`() throws {
        let base = ModelSource(name: "base.yaml", text: text("window: {sum: P1Y}, transform: share, min_total: 7"))
        let child = ModelSource(
            name: "child.yaml",
            text: "extends: base.yaml\ndefaults: {transform: [{power: 0.5}]}\n"
        )
        let model = try ModelFiles.load(sources: [base, child]).model
        #expect(model.indicator("x")?.transform == [.power(0.5)] && model.indicator("x")?.minTotal == 0)
    }

    @Test func `A wrong one is reported once, where it stands`() {
        #expect(
            diagnostics(text("transform: log")) == [
                "m:8:34: 'log' does not say to which base; it meant log10(1 + x): write {log: {base: 10}}, or with an "
                    + "offset {log: {base: e, offset: 0}}"
            ]
        )
    }
}
