import InfluenceModel
import Testing

/// Nodes and methods at further edges than those that the faults were found at: other scales, signs, ties, gaps, sizes.
@Suite struct TreeSiblingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let scale: String
        let values: [String: [Double]]
        let scores: [Double?]

        init(
            _ name: String,
            nodes: [String] = ["id: index, title: T"],
            leaves: KeyValuePairs<String, String> = ["x": ""],
            scale: String = "{low: 0, high: 100}",
            _ values: [String: [Double]],
            _ scores: [Double?],
            head: String = ""
        ) {
            self.name = name
            let leaves = leaves.map { id, keys in
                let parent = keys.contains("parent:") ? "" : ", parent: index"
                let weight = keys.contains("weight:") ? "" : ", weight: 1"
                return "  - {id: \(id), title: T\(parent)\(weight)\(keys.isEmpty ? "" : ", " + keys)}\n"
            }
            text =
                head + "nodes:\n" + nodes.map { "  - {\($0)}\n" }.joined() + "indicators:\n" + leaves.joined()
            self.scale = scale
            self.values = values
            self.scores = scores
        }

        var testDescription: String { name }
    }

    private static let nan = Double.nan
    private static func root(_ keys: String) -> [String] { ["id: index, title: T, \(keys)"] }
    private static let two: KeyValuePairs<String, String> = ["x": "", "y": "weight: 3"]
    private static let pairs: [String: [Double]] = ["x": [0, -5, 4, nan], "y": [100, 100, 100, 9]]

    static let known: [Case] = [
        Case(
            "mirrored twice is as it was",
            nodes: [
                "id: index, title: T", "id: a, title: T, parent: index, weight: 1, direction: -1",
                "id: b, title: T, parent: a, weight: 1, direction: -1",
            ],
            leaves: ["x": "parent: b"],
            ["x": [30, 0, 100, 120]],
            [30, 0, 100, 120]
        ),
        Case("a mirrored root", nodes: root("direction: -1"), ["x": [30, 100, 0]], [70, 0, 100]),
        Case(
            "mirrored about the middle of any scale",
            nodes: root("direction: -1"),
            scale: "{low: 1, high: 5}",
            ["x": [1, 2.5, 5]],
            [5, 3.5, 1]
        ),
        Case(
            "goalposts, direction, floor, round: in that order",
            nodes: root("normalise: {goalposts: [0, 200]}, direction: -1, floor: 10, round: -1"),
            ["x": [30, 190, 400, nan]],
            [90, 10, 10, nil]
        ),
        Case(
            "a floor beneath a geometric mean",
            nodes: [
                "id: index, title: T, aggregate: geometric", "id: a, title: T, parent: index, weight: 1, floor: 1",
            ],
            leaves: ["x": "parent: a", "y": ""],
            ["x": [0, -5, 4], "y": [100, 100, 100]],
            [10, 10, 20]
        ),
        Case("geometric", nodes: root("aggregate: geometric"), leaves: ["x": "", "y": ""], pairs, [nil, nil, 20, 9]),
        Case("harmonic", nodes: root("aggregate: harmonic"), leaves: two, pairs, [nil, nil, 100.0 / 7, 9]),
        Case("a root mean", nodes: root("aggregate: {power: 0.5}"), leaves: two, pairs, [56.25, nil, 64, 9]),
        Case(
            "the largest in the end",
            nodes: root("aggregate: {power: 500}"),
            leaves: ["x": "", "y": ""],
            ["x": [1e300, 0], "y": [1e300, 0]],
            [1e300, 0]
        ),
        Case(
            "a product with a part missing, or beyond all numbers",
            nodes: root("aggregate: product"),
            leaves: two,
            ["x": [0, -5, 1e200, nan], "y": [100, 100, 1e200, 9]],
            [0, -500, nil, nil]
        ),
        Case(
            "a ratio by nothing, of nothing, beyond all numbers",
            nodes: root("aggregate: ratio"),
            leaves: two,
            ["x": [1, 0, 5, nan, 1e308, 0], "y": [4, 0, 0, 9, 1e-10, 7]],
            [0.25, nil, nil, nil, nil, 0]
        ),
        Case(
            "extremes and weights of 0",
            nodes: root("aggregate: min"),
            leaves: ["x": "", "y": "weight: 3", "z": "weight: 0"],
            ["x": [1, 0, 5, nan], "y": [4, 0, nan, nan], "z": [-1, -1, -1, -1]],
            [1, 0, 5, nil]
        ),
        Case(
            "medians of what is there",
            nodes: root("aggregate: median"),
            leaves: ["x": "", "y": "weight: 3", "z": ""],
            ["x": [1, 0, 5, nan], "y": [4, 0, nan, nan], "z": [8, 3, 7, 2]],
            [4, 0, 6, 2]
        ),
        Case(
            "0.1 and 0.2 against 0.3 is a tie",
            nodes: root("aggregate: copeland"),
            leaves: ["x": "weight: 0.1", "y": "weight: 0.2", "z": "weight: 0.3"],
            ["x": [2, 1], "y": [2, 1], "z": [1, 2]],
            [0, 0]
        ),
        Case(
            "pairs are compared in what both have",
            nodes: root("aggregate: copeland"),
            leaves: ["x": "", "y": ""],
            ["x": [2, 1, nan, nan], "y": [nan, 1, 3, nan]],
            [1, -2, 1, nil]
        ),
        Case("nobody to beat", nodes: root("aggregate: copeland"), ["x": [2]], [0]),
        Case(
            "less is more before a comparison",
            nodes: root("aggregate: copeland"),
            leaves: ["x": "direction: -1", "y": ""],
            ["x": [2, 1, 3], "y": [1, 1, 1]],
            [0, 2, -2]
        ),
        Case(
            "a mean of ranks",
            nodes: root("aggregate: outranking"),
            leaves: two,
            ["x": [2, 1, 3], "y": [1, 1, 1]],
            [1, 0.75, 1.25]
        ),
        Case("all equal", leaves: ["x": "normalise: minmax"], ["x": [3, 3, 3]], [nil, nil, nil]),
        Case(
            "all equal, by their deviation",
            leaves: ["x": "normalise: zscore"],
            ["x": [0.1, 0.1, 0.1]],
            [nil, nil, nil]
        ),
        Case("a single unit", leaves: ["x": "normalise: percentile_rank"], ["x": [3]], [nil]),
        Case("a single unit is the first of one", leaves: ["x": "normalise: rank"], ["x": [3]], [1]),
        Case("a single unit is all of its group", leaves: ["x": "normalise: {percentiles: 10}"], ["x": [3]], [10]),
        Case(
            "ties",
            leaves: ["x": "normalise: {method: rank, ties: average}"],
            ["x": [3, 3, 1, nan, 7]],
            [2.5, 2.5, 1, nil, 4]
        ),
        Case(
            "ties, the lowest first",
            leaves: ["x": "normalise: {method: rank, ties: max}, direction: -1"],
            ["x": [3, 3, 1, nan, 7]],
            [3, 3, 4, nil, 1]
        ),
        Case(
            "a target that is no better than the worst",
            leaves: ["x": "normalise: {distance_to_target: 1}"],
            ["x": [3, 1, 7]],
            [nil, nil, nil]
        ),
        Case(
            "a reference that is the worst",
            leaves: ["x": "normalise: {distance_to_reference: P2}"],
            ["x": [3, 1, 7]],
            [nil, nil, nil]
        ),
        Case("nothing above 0", leaves: ["x": "normalise: fraction_of_max"], ["x": [-3, 0]], [nil, nil]),
        Case(
            "the logarithm of what has none",
            leaves: ["x": "transform: {log: {base: 2, offset: 0}}"],
            ["x": [0, 8, -1, 1]],
            [nil, 3, nil, 0]
        ),
        Case(
            "a chain in its order",
            leaves: ["x": "transform: [{cap: [1, 100]}, {log: {base: 10, offset: 0}}, {round: 1}]"],
            ["x": [0, 1, 55, 1000]],
            [0, 0, 1.7, 2]
        ),
        Case(
            "what undoes a logarithm",
            leaves: ["x": "transform: [{log: {base: 10, offset: 0}}, {exp: {base: 10}}]"],
            ["x": [1, 1000, 0]],
            [1, 1000, nil]
        ),
        Case(
            "a weight that goes over the whole tree",
            nodes: [
                "id: index, title: T, missing: tree", "id: a, title: T, parent: index, weight: 3",
                "id: b, title: T, parent: index, weight: 1",
            ],
            leaves: ["x": "parent: a", "y": "parent: a", "z": "parent: b"],
            ["x": [1, 1, nan], "y": [nan, 3, nan], "z": [5, 5, 5]],
            [2.6, 2.75, 5]
        ),
        Case(
            "two children of two",
            nodes: root("min_children: 2"),
            leaves: ["x": "", "y": ""],
            ["x": [1, 2], "y": [3, nan]],
            [2, nil]
        ),
        Case(
            "a gate that is met by sums",
            nodes: root("min_coverage: 0.6"),
            leaves: ["a": "weight: 0.35", "b": "weight: 0.15", "c": "weight: 0.1", "d": "weight: 0.4"],
            ["a": [1, 1], "b": [1, 1], "c": [1, nan], "d": [nan, nan]],
            [1, nil]
        ),
        Case(
            "equal weights of those that weigh",
            nodes: root("weights: equal"),
            leaves: ["x": "weight: 5", "y": "weight: 0", "z": "weight: 1"],
            ["x": [1], "y": [100], "z": [3]],
            [2]
        ),
        Case(
            "who is left out is compared with nobody",
            leaves: ["x": "normalise: minmax", "y": "weight: 0"],
            ["x": [1, 2, 3, 9], "y": [1, 2, 3, nan]],
            [0, 50, 100, nil],
            head: "screen: {min_indicators: 0.9}\n"
        ),
    ]

    @Test(arguments: known)
    func `Nodes hold at further edges what was worked out by hand`(_ one: Case) throws {
        let values = one.values.map { id, values in
            (NodeID(id), Dictionary(uniqueKeysWithValues: zip(1..., values).map { (PowerID("P\($0)"), [$1]) }))
        }
        let written = try WrittenModel(one.text, scale: one.scale, Dictionary(uniqueKeysWithValues: values))
        // What is compared with others is not made of its own parts.
        if !one.text.contains("copeland") && !one.text.contains("outranking") { try written.checkAttributions() }
        let found = try written.scores("index").map { $0[0] }
        #expect(zip(found, one.scores).allSatisfy { agree($0, $1) } && found.count == one.scores.count, "\(found)")
    }
}
