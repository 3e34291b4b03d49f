import InfluenceModel
import InfluenceScoring

/// Replications of whole models, from the scores of one period to distributions, ranks and probabilities.
///
/// All cells have data, the worst case: no score is spared for want of coverage.
struct UncertaintyBenchmark {
    private let turns = 15

    func run(_ report: (BenchmarkLine) -> Void) throws {
        let bundled = Shape(powers: 11, countries: 5, dimensions: [[5, 3, 6]])
        // 2 sub-indices of 5 and 3 pillars, 49 indicators.
        let asem = Shape(powers: 51, countries: 1, dimensions: [[8, 6, 5, 6, 5], [9, 5, 5]])
        for (name, shape, plan, budget) in [
            ("10,000 replications, 11 powers x 5 countries x 14 indicators", bundled, Self.bundled(10_000), 20.0),
            ("1,000 replications, 51 units x 49 indicators in 4 levels", asem, Self.asem, 10.0),
        ] {
            for threads in [1, 2] {
                let milliseconds = try milliseconds(shape, plan, threads: threads)
                report(
                    BenchmarkLine(
                        "\(name), \(threads) thread\(threads == 1 ? "" : "s")",
                        milliseconds,
                        "ms",
                        threads == 2 ? .atMost(budget) : nil
                    )
                )
            }
        }
        let rows = try sensitivity(bundled, Self.bundled(0))
        report(BenchmarkLine("Sobol indices, 1,000 rows, 11 x 5 x 14, 2 threads", rows, "ms"))
        let plain = try sensitivity(bundled, Self.normalised)
        report(BenchmarkLine("Sobol indices, 1,000 rows, 11 x 5 x 14, minmax for goalposts, 2 threads", plain, "ms"))
    }

    /// The choices of the bundled model.
    private static func bundled(_ replications: Int) -> UncertaintyPlan {
        UncertaintyPlan(
            replications: replications,
            goalpostsHigh: [0.8, 1.25],
            nodeAggregations: ["index": [AlternativeAggregation(.geometric, floor: 1)]]
        )
    }

    /// Without logarithms: weights, one normalisation instead of another, one indicator left out.
    private static let normalised = UncertaintyPlan(normalisations: [Normalisation(.minmax(target: Scale()))])

    private static let asem = UncertaintyPlan(
        replications: 1_000,
        normalisations: [Normalisation(.minmax(target: Scale()))],
        leaveOneOut: false
    )

    private func milliseconds(_ shape: Shape, _ plan: UncertaintyPlan, threads: Int) throws -> Double {
        let pairs = ComparedPairs.these([PowerPair("P0", "P1")])
        let table = try shape.table()
        return try best {
            let uncertainty = try Uncertainty(
                of: table,
                model: shape.model,
                at: 0,
                plan: plan,
                threads: threads
            )
            guard uncertainty.replicated(pairs: pairs)?.score(node: 0, dyad: 0) != nil else {
                throw NothingComputed()
            }
        }
    }

    private func sensitivity(_ shape: Shape, _ plan: UncertaintyPlan) throws -> Double {
        let table = try shape.table()
        return try best {
            let uncertainty = try Uncertainty(of: table, model: shape.model, at: 0, plan: plan, threads: 2)
            guard uncertainty.sensitivity()?.indices(country: 0) != nil else { throw NothingComputed() }
        }
    }

    /// Milliseconds of the fastest turn.
    private func best(_ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<turns { best = min(best, try seconds(of: body)) }
        return best * 1_000
    }
}

private struct NothingComputed: Error, CustomStringConvertible {
    let description = "no distribution came out"
}

/// A tree of that many indicators a group, and their values drawn at random.
private struct Shape {
    let model: Model
    private let columns: [Column]

    /// - Parameter dimensions: One list: the root's groups. Several: a level of its own between root and groups.
    init(powers: Int, countries: Int, dimensions: [[Int]]) {
        var nodes: [Node] = []
        func add(_ id: String, _ parent: Int?, _ weight: Double, _ content: (Int) -> Node.Content) -> Int {
            let position = nodes.count
            nodes.append(
                Node(
                    id: NodeID(id),
                    title: "",
                    parent: parent,
                    children: [],
                    weight: weight,
                    content: content(position)
                )
            )
            if let parent { nodes[parent].children.append(position) }
            return position
        }
        let mean = Node.Content.aggregate(Aggregate(method: .arithmetic, minCoverage: 0.6))
        let root = add("index", nil, 1) { _ in mean }
        for (number, groups) in dimensions.enumerated() {
            let above = dimensions.count == 1 ? root : add("part\(number)", root, 0.4) { _ in mean }
            for (group, count) in groups.enumerated() {
                let parent = add("group\(number)_\(group)", above, 0.2 + 0.1 * Double(group)) { _ in mean }
                for leaf in 0..<count {
                    _ = add("indicator\(number)_\(group)_\(leaf)", parent, 0.1 + 0.05 * Double(leaf)) { position in
                        .indicator(
                            Indicator(
                                id: NodeID("indicator\(position)"),
                                title: "",
                                normalisation: Normalisation(.goalposts(low: 0, high: 60))
                            )
                        )
                    }
                }
            }
        }
        model = Model(
            id: "benchmark",
            title: "",
            definition: "",
            scale: Scale(),
            grid: .listed([]),
            powers: (0..<powers).map { Power(id: PowerID("P\($0)"), name: "") },
            countries: (0..<countries).map { Country(id: CountryID("C\($0)"), name: "") },
            nodes: nodes,
            tracked: []
        )
        let random = Philox(key: 42)
        columns = model.indicators.indices.map { indicator in
            Column(
                values: (0..<(powers * countries)).map {
                    random.uniforms(replication: UInt64($0), stream: UInt64(indicator)).0 * 50
                }
            )
        }
    }

    func table() throws -> ScoreTable {
        try ScoreTable(scoring: columns, of: model, for: [.day(.earliest)], threads: 1)
    }
}
