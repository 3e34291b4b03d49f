import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite("What cannot be computed is null with its reason")
struct AbsenceTests {
    /// A model of one node beneath the root beside a leaf that all have.
    private func written(
        _ node: String,
        x: String = "",
        _ values: [NodeID: [PowerID: [Double]]],
        grid: [Int] = [2020]
    ) throws -> WrittenModel {
        try WrittenModel(
            """
            nodes:
              - {id: index, title: I}
              - {id: node, title: N, parent: index, weight: 3\(node)}
            indicators:
              - {id: x, title: X, parent: node, weight: 1\(x)}
              - {id: y, title: Y, parent: node, weight: 1}
              - {id: z, title: Z, parent: index, weight: 1}
            """,
            grid: grid,
            values
        )
    }

    private let all: [PowerID: [Double]] = ["A": [50], "B": [50], "C": [50], "D": [50]]

    @Test func `a value that a mean refuses is missing to the parent, and moves nobody else`() throws {
        for method in ["geometric", "harmonic", "{power: -1}", "{power: 0}"] {
            let good = try written(
                ", aggregate: \(method)",
                ["x": ["B": [9], "C": [4]], "y": ["B": [16], "C": [25]], "z": ["B": [50], "C": [50]]]
            )
            let found = try written(
                ", aggregate: \(method)",
                [
                    "x": ["A": [0], "B": [9], "C": [4]], "y": ["A": [7], "B": [16], "C": [25]],
                    "z": ["A": [50], "B": [50], "C": [50]],
                ]
            )
            #expect(try found.scores("node")[0] == [nil])
            #expect(try found.scores("index")[0] == [50])
            #expect(try Array(found.scores("node")[1...]) == good.scores("node"))
            #expect(try Array(found.scores("index")[1...]) == good.scores("index"))
            let explanation = try found.explain("A")
            guard case .refused(_, "x", 0)? = explanation["node"]?.absence else {
                Issue.record("\(explanation["node"]?.absence as Any)")
                return
            }
            #expect(explanation["index"]?.absence == nil)
            // Its data are there, and so is its coverage; but its weight went to its sibling.
            #expect(explanation["index"]?.score.coverage == 0.25)
            #expect(explanation["z"]?.effectiveWeight == 1)
        }
    }

    @Test func `aggregates that refuse are counted and told of, with the time since when`() throws {
        let found = try written(
            ", aggregate: geometric",
            ["x": ["A": [0, 4, 0, 0], "B": [1, 0, 1, 1]], "y": ["A": [7, 7, 7, 7], "B": [1, 1, 1, 1]], "z": all],
            grid: [2020, 2021, 2022, 2023]
        )
        let absent = found.scorer.absentCells(of: try found.table())
        #expect(absent.total == 2 && absent.standing == 1)
        #expect(absent.items.map(\.node) == ["node", "node"] && absent.items.map(\.dyad.power) == ["A", "B"])
        #expect(absent.items.map(\.first) == ["2020", "2021"] && absent.items.map(\.since) == ["2022", "2021"])
        #expect(absent.items.map(\.last) == ["2023", "2021"] && absent.items.map(\.count) == [3, 1])
        #expect(
            absent.items.map(\.absence) == [
                .refused(.geometric, child: "x", value: 0), .refused(.geometric, child: "x", value: 0),
            ]
        )
        // As a period has it.
        let then = found.scorer.absentCells(of: try found.table(), at: "2021")
        #expect(then.total == 1 && then.items.map(\.dyad.power) == ["B"] && then.items.map(\.isStanding) == [true])
        #expect(found.scorer.absentCells(of: try found.table(), at: "2020").items.map(\.since) == ["2020"])
        #expect(found.scorer.absentCells(of: try found.table()) { $0.power == "B" }.total == 1)
        #expect(found.scorer.absentCells(of: try found.table(), limit: 0).items.isEmpty)
    }

    @Test func `what was so before is not told of again`() throws {
        let values = { (x: [Double]) -> [NodeID: [PowerID: [Double]]] in
            ["x": ["A": x, "B": [1, 1, 1]], "y": ["A": [7, 7, 7], "B": [1, 1, 1]], "z": self.all]
        }
        func new(_ old: [Double], _ x: [Double]) throws -> AbsentCells {
            let sides = try [old, x].map {
                try written(", aggregate: harmonic", values($0), grid: [2020, 2021, 2022])
            }
            return sides[1].scorer.absentCells(of: try sides[1].table(), besides: try sides[0].table())
        }
        #expect(try new([0, 1, 1], [0, 1, 1]).total == 0)
        #expect(try new([0, 1, 1], [5, 1, 1]).total == 0)
        let later = try new([0, 1, 1], [0, 0, 1])
        #expect(later.items.map(\.first) == ["2021"] && later.items.map(\.last) == ["2021"] && later.standing == 0)
        // It was missing before: no value is lost, but none comes from what is new.
        let fresh = try new([1, 1, .nan], [1, 1, 0])
        #expect(fresh.total == 1 && fresh.standing == 1)
    }

    /// Before: the leaf behind the second place was looked for beyond the last reader, and the run died of it.
    @Test func `a leaf in two places is told of once, and the leaves behind it with their own reasons`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: index, title: I}
              - {id: a, title: A, parent: index, weight: 1}
              - {id: b, title: B, parent: index, weight: 1}
            indicators:
              - {id: x, title: X, parent: [a, b], weight: 1, transform: {log: {base: e, offset: 0}}}
              - {id: y, title: Y, parent: b, weight: 1, transform: {log: {base: e, offset: 0}}}
              - {id: z, title: Z, parent: b, weight: 1, transform: {log: {base: e, offset: 0}}}
            """,
            ["x": ["A": [-1], "B": [1]], "y": ["A": [1], "B": [1]], "z": ["A": [-2], "B": [-3]]]
        )
        let absent = found.scorer.absentCells(of: try found.table())
        #expect(absent.total == 3)
        #expect(absent.items.map { "\($0.node) \($0.dyad.power)" } == ["x A", "z A", "z B"])
        #expect(absent.items.map(\.absence) == [-1, -2, -3].map { .logarithmUndefined($0) })
    }

    @Test func `each kind of refusal is among them, and what is merely missing is not`() throws {
        func absent(_ node: String, x: String = "", _ values: [NodeID: [PowerID: [Double]]]) throws -> [String] {
            let found = try written(node, x: x, values.merging(["z": all]) { $1 })
            return found.scorer.absentCells(of: try found.table()).items.map {
                "\($0.node) \($0.dyad.power): \($0.absence.advice)"
            }
        }
        let two: [NodeID: [PowerID: [Double]]] = ["x": ["A": [3]], "y": ["A": [0]]]
        #expect(
            try absent(", aggregate: ratio", two)
                == ["node A: y, which it is divided by, is 0; give it a 'floor'"]
        )
        #expect(
            try absent(", aggregate: product", ["x": ["A": [1e200]], "y": ["A": [1e200]]])
                == ["node A: a figure is too large for a floating-point number; look at units and magnitudes"]
        )
        #expect(
            try absent("", x: ", normalise: minmax", ["x": ["A": [5]]]) == [
                "x A: the values that it is normalised by are equal, or too few; normalise by goalposts, or compare over the "
                    + "panel"
            ]
        )
        #expect(
            try absent("", x: ", transform: {power: -1}", ["x": ["A": [0]]])
                == ["x A: 0 has no power of -1; put a 'cap' before the power"]
        )
        #expect(try absent(", aggregate: ratio", ["x": ["A": [3]]]) == [])
        #expect(try absent(", min_coverage: 0.9, aggregate: geometric", ["x": ["A": [0]]]) == [])
        #expect(try absent(", aggregate: geometric", ["x": ["A": [3]], "y": ["A": [2]]]) == [])
        // Imputed values count for no coverage, and can be refused too.
        #expect(
            try absent(", aggregate: geometric", x: ", impute: mean", ["x": ["B": [0]], "y": ["C": [1]]]).map {
                $0.prefix(6)
            }
                == ["node A", "node B", "node C", "node D"]
        )
    }

    @Test func `a floor keeps a mean from refusing`() throws {
        let found = try written(
            ", aggregate: geometric",
            x: ", floor: 1",
            ["x": ["A": [0], "B": [9]], "y": ["A": [16], "B": [16]], "z": all]
        )
        #expect(try found.scores("node")[0][0].map { abs($0 - 4) < 1e-12 } == true)
        #expect(try found.scores("node")[1][0].map { abs($0 - 12) < 1e-12 } == true)
    }

    @Test func `each reason is told`() throws {
        func absence(
            _ node: String,
            x: String = "",
            _ values: [NodeID: [PowerID: [Double]]],
            of id: NodeID = "node"
        ) throws -> Absence? {
            try written(node, x: x, values.merging(["z": all]) { $1 }).explain("A")[id]?.absence
        }
        let two: [NodeID: [PowerID: [Double]]] = ["x": ["A": [3], "B": [4]], "y": ["A": [0], "B": [2]]]
        #expect(try absence("", two) == nil)
        #expect(try absence(", aggregate: ratio", two) == .divisorZero(child: "y"))
        #expect(try absence(", aggregate: ratio", ["x": ["A": [3]]]) == .children(1, minimum: 2))
        #expect(try absence(", aggregate: product", ["x": ["A": [3]]]) == .children(1, minimum: 2))
        #expect(try absence(", min_children: 2", ["x": ["A": [3]]]) == .children(1, minimum: 2))
        #expect(try absence(", min_coverage: 0.6", ["x": ["A": [3]]]) == .coverage(0.5, minimum: 0.6))
        #expect(try absence("", ["x": ["B": [3]]]) == .noChild)
        #expect(try absence(", normalise: minmax", ["x": ["A": [3], "B": [3]]]) == .withoutSpread)
        #expect(try absence("", x: ", normalise: minmax", ["x": ["A": [3], "B": [3]]], of: "x") == .withoutSpread)
        #expect(try absence("", x: ", normalise: percentile_rank", ["x": ["A": [3]]], of: "x") == .withoutSpread)
        #expect(
            try absence("", x: ", normalise: {distance_to_reference: B}", ["x": ["A": [3], "C": [9]]], of: "x")
                == .noReference("B")
        )
        #expect(
            try absence(", normalise: {distance_to_reference: B}", ["x": ["A": [3], "C": [9]]]) == .noReference("B")
        )
        #expect(try absence(", aggregate: product", ["x": ["A": [1e200]], "y": ["A": [1e200]]]) == .notFinite)
        #expect(
            try absence("", x: ", normalise: minmax", ["x": ["A": [-1.7e308], "B": [1.7e308]]], of: "x") == .notFinite
        )
        #expect(
            try absence(", weights: pca", ["x": ["A": [1], "B": [2]], "y": ["A": [1], "B": [2]]])
                == .weights(.tooFewCells(2), children: [])
        )
        #expect(
            try absence(", aggregate: {power: 2}", ["x": ["A": [-3]], "y": ["A": [4]]])
                == .refused(.power(exponent: 2), child: "x", value: -3)
        )
    }

    @Test func `every reason is a sentence that names what it is about`() {
        let reasons: [(Absence, String)] = [
            (.notApplicable, "nothing"), (.screened(share: 0.5, minimum: 0.9), "50 %"), (.noChild, "none of its parts"),
            (.coverage(0.25, minimum: 0.6), "25 % of the weight has data, and 60 % is needed"),
            (.children(1, minimum: 2), "1 of its parts has a score, and 2 are needed"),
            (.refused(.geometric, child: "x", value: 0), "x is 0, and a geometric mean needs values above 0"),
            (.refused(.power(exponent: 2), child: "x", value: -1), "no negative values"),
            (.divisorZero(child: "y"), "y, which it is divided by, is 0"), (.withoutSpread, "equal, or too few"),
            (.noReference("USA"), "USA"), (.notFinite, "too large"),
            (.weights(.dependent, children: ["x", "y"]), "x, y determine one another"),
            (.weights(.notPositive, children: ["x"]), "x would weigh nothing or less"),
            (.weights(.ambiguous, children: []), "equally much"),
        ]
        for (reason, text) in reasons {
            #expect(reason.description.contains(text), "\(reason)")
            #expect(!reason.description.hasSuffix("."))
        }
    }

    @Test func `a year whose weights are not found is null, and the others stand`() throws {
        let values: [NodeID: [PowerID: [Double]]] = [
            "x": ["A": [1, 1], "B": [2, 2], "C": [4, 4], "D": [8, 8]],
            "y": ["A": [2, 4], "B": [1, 4], "C": [5, 4], "D": [7, 4]],
            "z": ["A": [50, 50], "B": [50, 50], "C": [50, 50], "D": [50, 50]],
        ]
        let found = try written(", weights: {pca: {scope: period}}", values, grid: [2019, 2020])
        #expect(try found.scores("node").map { $0.map { $0 == nil } } == Array(repeating: [false, true], count: 4))
        #expect(try found.scores("index").map { $0[1] } == [50, 50, 50, 50])
        #expect(try found.explain("B")["node"]?.absence == .weights(.withoutSpread, children: ["y"]))
        #expect(try found.explain("B", at: 2019)["node"]?.absence == nil)
        let audit = try found.scorer.audit(among: found.periods)
        #expect(audit.aggregates[1].unweighed == .weights(.withoutSpread, children: ["y"]))
        try found.checkAttributions()
    }
}
