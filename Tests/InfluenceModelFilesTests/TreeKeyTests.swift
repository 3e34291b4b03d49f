import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

/// The keys of nodes and of their places in the tree.
@Suite("Keys of the tree")
struct TreeKeyTests {
    /// A model of a node `index` of nodes `a` and `b`, with keys to add.
    private func file(
        index: String = "",
        a: String = "parent: index, weight: 1",
        b: String = "parent: index, weight: 2",
        x: String = "parent: a, weight: 1",
        y: String = "parent: b, weight: 1",
        grid: String = "{frequency: year, from: 2000}",
        more: String = ""
    ) -> String {
        """
        model: m
        title: T
        definition: D
        grid: \(grid)
        powers: [{id: RUS, name: R}]
        countries: [{id: KAZ, name: K}]
        nodes:
          - {id: index, title: I\(index)}
          - {id: a, title: A, \(a)}
          - {id: b, title: B, \(b)}
        indicators:
          - {id: x, title: X, \(x)}
          - {id: y, title: Y, \(y)}
        \(more)
        """
    }

    private func load(_ text: String) throws -> Model {
        try ModelFiles.load(sources: [ModelSource(name: "m", text: text)]).model
    }

    @Test func `direction, floor and round are of any element`() throws {
        let model = try load(
            file(
                index: ", round: 1, floor: -2.5",
                a: "parent: index, weight: 1, direction: -1",
                x: "parent: a, weight: 1, floor: 1, round: 0, direction: -1",
                y: "parent: b, weight: 1, round: -2"
            )
        )
        #expect(model.nodes.map(\.digits) == [1, nil, 0, nil, -2])
        #expect(model.nodes.map(\.floor) == [-2.5, nil, 1, nil, nil])
        #expect(model.nodes.map(\.direction) == [.positive, .negative, .negative, .positive, .positive])
    }

    @Test func `an indicator may take floor and round from the defaults`() throws {
        let model = try load(file(y: "parent: b, weight: 1, round: 0", more: "defaults: {floor: 1, round: 1}"))
        #expect(model.nodes.compactMap { $0.indicator == nil ? nil : $0.floor } == [1, 1])
        #expect(model.nodes.compactMap { $0.indicator == nil ? nil : $0.digits } == [1, 0])
    }

    @Test func `a weight may change with time`() throws {
        let model = try load(file(a: "parent: index, weight: {2000: 0.3, 2010-07: 0.25}"))
        let node = try #require(model.node("a"))
        #expect(node.weight == 0.25)
        let weights = try ["2000", "2009-12", "2010-06", "2010-07", "2010", "2030"].map {
            node.weight(at: try Period($0))
        }
        #expect(weights == [0.3, 0.3, 0.3, 0.25, 0.25, 0.25])
        #expect(model.node("b")?.weight(at: try Period("2005")) == 2)
        // Nothing changes where the same weight is written once.
        #expect(try load(file(a: "parent: index, weight: {2000: 0.3}")).node("a")?.weightSteps == [])
        #expect(try load(file(a: "parent: index, weight: {1990: 0.3, 1995: 0.4}")).node("a")?.weightSteps.count == 2)
    }

    @Test func `an element may stand under several parents`() throws {
        let model = try load(file(x: "parent: [a, b], weight: {a: 0.3, b: {2000: 0.5, 2010: 0.6}}"))
        #expect(model.nodes.map(\.id) == ["index", "a", "x", "b", "x@b", "y"])
        #expect(model.nodes.map(\.parent) == [nil, 0, 1, 0, 3, 3])
        #expect(model.nodes.map(\.repeats) == [nil, nil, nil, nil, 2, nil])
        #expect(model.nodes[2].weight == 0.3)
        #expect(model.nodes[4].weight == 0.6)
        #expect(model.nodes[4].weight(at: try Period("2005")) == 0.5)
        #expect(model.nodes[4].indicator == model.nodes[2].indicator)
        #expect(model.indicators.map(\.id) == ["x", "y"])
        #expect(model.tracked.isEmpty)
        let alike = try load(file(x: "parent: [b, a], weight: 0.3"))
        #expect(alike.nodes.map(\.id) == ["index", "a", "x", "b", "x@b", "y"])
        #expect(alike.nodes.map(\.weight) == [1, 1, 0.3, 2, 0.3, 1])
    }

    @Test func `what lies beneath a node comes along to its further places`() throws {
        let model = try load(
            file(a: "parent: [index, b], weight: {index: 1, b: 3}", y: "parent: [a, b], weight: {a: 5, b: 6}")
        )
        #expect(model.nodes.map(\.id) == ["index", "a", "x", "y", "b", "a@b", "x@a@b", "y@a@b", "y@b"])
        #expect(model.nodes.map(\.repeats) == [nil, nil, nil, nil, nil, 1, 2, 3, 3])
        #expect(model.nodes.map(\.weight) == [1, 1, 1, 5, 2, 3, 1, 5, 6])
        #expect(model.nodes[5].children == [6, 7])
    }

    @Test func `weights are given, equal, found, and found in some periods`() throws {
        let forms: [(String, Weighting)] = [
            ("given", .given), ("equal", .equal), ("pca", .pca()), ("{pca: {}}", .pca()),
            ("{pca: {scope: panel}}", .pca()), ("{pca: {scope: period}}", .pca(.period)),
            ("{pca: {window: P10Y}}", .pca(.window(.months(120)))),
            ("{pca: {loadings: squared}}", .pca(squared: true)), ("{pca: {loadings: plain}}", .pca()),
            ("{pca: {loadings: squared, window: P10Y}}", .pca(.window(.months(120)), squared: true)),
            ("balanced", .balanced()),
            ("{balanced: {floor: 0.01}}", .balanced(floor: 0.01)),
            ("{balanced: {floor: 0.5, scope: period}}", .balanced(floor: 0.5, .period)),
        ]
        for (text, expected) in forms {
            #expect(try load(file(index: ", weights: \(text)")).nodes[0].aggregate?.weighting == expected, "\(text)")
        }
    }

    @Test func `missing weight and screening are said for the whole model`() throws {
        #expect(try load(file()).missing == .siblings)
        #expect(try load(file(index: ", missing: tree, round: 1")).missing == .tree)
        #expect(try load(file(index: ", missing: siblings")).missing == .siblings)
        #expect(try load(file()).screen == nil)
        #expect(try load(file(more: "screen: {min_coverage: 0.9}")).screen == .coverage(0.9))
        #expect(try load(file(more: "screen: {min_indicators: 0.65}")).screen == .indicators(0.65))
    }

    @Test func `treatment may be a chain, and gaps filled from behind`() throws {
        let chained = try load(file(x: "parent: a, weight: 1, treat: {steps: [log, {winsorise: 2}], chain: true}"))
        #expect(chained.indicator("x")?.treatment == Treatment(steps: [.log, .winsorise(2)], isChained: true))
        #expect(try load(file(x: "parent: a, weight: 1, impute: next")).indicator("x")?.imputation == .next)
        #expect(try load(file(x: "parent: a, weight: 1, impute: constant")).indicator("x")?.imputation == .constant)
    }

    @Test func `percentiles and percentile ranks on a range`() throws {
        let forms: [(String, Normalisation)] = [
            ("percentile_rank", Normalisation(.percentileRank())),
            (
                "{percentile_rank: [1, 100], ties: max}",
                Normalisation(.percentileRank(.max, onto: Scale(low: 1, high: 100)))
            ),
            ("{method: percentile_rank, scope: period}", Normalisation(.percentileRank(), scope: .period)),
            ("percentiles", Normalisation(.percentiles(groups: 100))),
            ("{percentiles: 10, scope: period}", Normalisation(.percentiles(groups: 10), scope: .period)),
            (
                "{minmax: [0, 10], scope: {from: 2001, to: 2003}}",
                Normalisation(
                    .minmax(target: Scale(low: 0, high: 10)),
                    scope: .baseline(
                        from: Day(year: 2001, month: 1, day: 1) ?? .earliest,
                        through: Day(year: 2003, month: 12, day: 31) ?? .latest
                    )
                )
            ),
        ]
        for (text, expected) in forms {
            let model = try load(file(x: "parent: a, weight: 1, normalise: \(text)"))
            #expect(model.indicator("x")?.normalisation == expected, "\(text)")
        }
    }

    @Test func `what is wrong is said where it stands`() {
        let cases: [(text: String, expected: [String])] = [
            (file(index: ", round: 1.5"), ["m:8:34: 'round': '1.5' is not a whole number, or 'none'"]),
            (file(index: ", round: 16"), ["m:8:34: 'round': 16 is outside -15...15, or 'none'"]),
            (
                file(index: ", floor: low"),
                ["m:8:34: 'floor': 'low' is not a number; write digits and a decimal point, such as 0.35, or 'none'"]
            ),
            (
                file(a: "parent: index, weight: {2010: 1}"),
                ["m:9:47: no weight is in force from the grid's first period 2000 until 2010; begin with 2000"]
            ),
            (
                file(a: "parent: index, weight: {2001: 1}", grid: "{periods: [2000, 2001]}"),
                ["m:9:47: no weight is in force from the grid's first period 2000 until 2001; begin with 2000"]
            ),
            (
                file(a: "parent: index, weight: {2000: 1, 1999: 2}"),
                ["m:9:56: '1999' must come after '2000': list periods in order"]
            ),
            (file(a: "parent: index, weight: {2000: 1, 2001: -2}"), ["m:9:62: the weight from 2001: -2 is negative"]),
            (
                file(a: "parent: index, weight: {early: 1}"),
                [
                    "m:9:46: 'weight' has none for the parent 'index'",
                    "m:9:47: 'weight' names 'early', which is no 'parent'; known: index",
                ]
            ),
            (
                file(a: "parent: index, weight: {'20 00': 1}"),
                ["m:9:47: 'weight': '20 00' is no period; write {2000: 0.3, 2010: 0.25}"]
            ),
            (file(a: "parent: index, weight: {}"), ["m:9:46: 'weight' is empty; write a number"]),
            (file(a: "parent: index, weight: [1]"), ["m:9:46: 'weight' must be a single value, not a list; write 1"]),
            (
                file(a: "parent: index, weight: {2000: 1, 2010: 0}", b: "parent: index, weight: {2000: 2, 2010: 0}"),
                ["m:9:53: all children of 'index' have the weight 0 from 2010"]
            ),
            (
                file(index: ", weights: equal", a: "parent: index, weight: {2000: 1, 2010: 3}"),
                ["m:9:62: weights by period are read where those of 'index' are given, not equal"]
            ),
            (
                file(x: "parent: [], weight: 1"),
                [
                    "m:9:10: node 'a' has no children; nothing names it as its parent",
                    "m:12:31: 'parent' is empty; name at least one node",
                ]
            ),
            (file(x: "parent: [a, a], weight: 1"), ["m:12:35: parent 'a' is listed twice"]),
            (
                file(x: "parent: [a, c], weight: 1"),
                ["m:12:35: unknown parent 'c'; known: index, a, b"]
            ),
            (
                file(x: "parent: [a, b], weight: {a: 1}"), ["m:12:47: 'weight' has none for the parent 'b'"]
            ),
            (
                file(x: "parent: [a, b], weight: {a: 1, b: 2, c: 3}"),
                ["m:12:60: 'weight' names 'c', which is no 'parent'; known: a, b"]
            ),
            (
                file(a: "parent: [index, b], weight: 1", b: "parent: [index, a], weight: 1"),
                ["m:9:39: a node cannot be its own ancestor: a -> b -> a"]
            ),
            (file(index: ", weights: {equal: {}}"), ["m:8:44: 'equal' takes no parameter; write weights: equal"]),
            (
                file(index: ", weights: {pca: {floor: 0.1}}"),
                ["m:8:43: unknown key 'floor'; known: scope, window, loadings"]
            ),
            (
                file(index: ", weights: {pca: {loadings: square}}"),
                ["m:8:53: 'loadings': unknown loadings 'square'; did you mean 'squared'? known: plain, squared"]
            ),
            (
                file(index: ", weights: {balanced: {loadings: squared}}"),
                ["m:8:48: unknown key 'loadings'; known: scope, window, floor"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {method: rank, scope: {from: 2001, to: 2003}}"),
                [
                    "m:12:78: 'rank' has no baseline: it compares values with each other, and those outside have no place "
                        + "among them; known with a baseline: minmax, zscore, distance_to_max, distance_to_target, "
                        + "fraction_of_max"
                ]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {method: zscore, scope: {from: 2003, to: 2001}}"),
                ["m:12:97: 'to', 2001, lies before 'from', 2003"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {method: zscore, scope: {from: 1990, to: 1999}}"),
                ["m:12:80: no period of the grid, which begins with 2000, lies from 1990 to 1999"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {method: zscore, scope: {from: 2001}}"),
                ["m:12:80: 'scope' has no 'to', which is required"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {method: zscore, scope: years}"),
                ["m:12:80: 'scope': 'years' is not a scope; write panel, period or a baseline, {from: 2010, to: 2015}"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {goalposts: [0, 1], scope: {from: 2001, to: 2002}}"),
                ["m:12:83: 'scope' means nothing to 'goalposts', which looks at no other values"]
            ),
            (
                file(index: ", weights: {pca: {scope: period, window: P10Y}}"),
                ["m:8:66: 'pca' has either a 'scope' or a 'window', not both"]
            ),
            (
                file(index: ", weights: {balanced: {floor: 1}}"),
                ["m:8:55: 'floor': 1 is no part of an equal share; write more than 0 and less than 1, such as 0.01"]
            ),
            (
                file(index: ", weights: {}"),
                [
                    "m:8:36: 'weights' must be one of given, equal, pca, balanced, or a mapping of one of pca and balanced, such as {pca: {scope: period}}"
                ]
            ),
            (
                file(index: ", aggregate: geometric, weights: {balanced: {floor: 0.1}}"),
                ["m:8:58: balanced 'weights' are of a weighted mean; write aggregate: arithmetic"]
            ),
            (file(index: ", missing: all"), ["m:8:36: 'missing': unknown missing 'all'; known: siblings, tree"]),
            (
                file(a: "parent: index, weight: 1, missing: tree"),
                ["m:9:58: 'missing' is said of the whole tree; write it at the root, 'index'"]
            ),
            (
                file(index: ", missing: tree", a: "parent: index, weight: 1, round: 1"),
                [
                    "m:9:10: 'missing: tree' shares weight among the indicators of the whole tree, so 'a' must be an arithmetic mean without normalise, direction, floor or round"
                ]
            ),
            (
                file(index: ", missing: tree, aggregate: geometric"),
                [
                    "m:8:10: 'missing: tree' shares weight among the indicators of the whole tree, so 'index' must be an arithmetic mean"
                ]
            ),
            (
                file(b: "parent: index, weight: 2, aggregate: ratio"),
                ["m:10:10: 'b' is a ratio, of its first child by its second, and has 1 children"]
            ),
            (
                file(index: ", aggregate: ratio", b: "parent: index, weight: 0"),
                ["m:10:46: a ratio needs both of its children: no weight of 0"]
            ),
            (
                file(more: "screen: {}"),
                ["m:14:9: 'screen' has either 'min_coverage' or 'min_indicators', such as {min_coverage: 0.9}"]
            ),
            (file(more: "screen: {min_coverage: 2}"), ["m:14:24: 'min_coverage': 2 is outside 0...1"]),
            (
                file(x: "parent: a, weight: 1, normalise: {percentiles: 1}"),
                ["m:12:70: 'percentiles': 'groups' must be a whole number from 2 to 1000000"]
            ),
            (
                file(x: "parent: a, weight: 1, normalise: {goalposts: [-1e308, 1e308]}"),
                ["m:12:68: 'goalposts': the goalposts are too far from or too near to each other"]
            ),
        ]
        for (text, expected) in cases { #expect(diagnostics(text) == expected) }
    }

    @Test func `a tree that would grow beyond measure is refused`() {
        // Each node stands under both of the level above: twice as many places on each.
        var nodes = "  - {id: index, title: I}\n"
        for level in 0..<20 {
            for side in ["a", "b"] {
                let parents = level == 0 ? "index" : "[a\(level - 1), b\(level - 1)]"
                nodes += "  - {id: \(side)\(level), title: T, parent: \(parents), weight: 1}\n"
            }
        }
        let text = """
            model: m
            title: T
            definition: D
            grid: {frequency: year, from: 2000}
            powers: [{id: RUS, name: R}]
            countries: [{id: KAZ, name: K}]
            nodes:
            \(nodes)
            indicators:
              - {id: x, title: X, parent: [a19, b19], weight: 1}
            """
        let found = diagnostics(text)
        #expect(found.count == 1)
        #expect(found[0].hasSuffix("stand in more than 10000 further places"))
    }
}
