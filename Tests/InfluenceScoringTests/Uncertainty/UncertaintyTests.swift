import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite struct UncertaintyTests {
    static let alternatives = UncertaintyPlan(
        replications: 300,
        goalpostsHigh: [0.8, 1.25],
        normalisations: [Normalisation(.minmax(target: Scale(low: 1, high: 100)))],
        aggregations: [.geometric, .harmonic, .power(exponent: 0.5)].map { AlternativeAggregation($0) },
        sensitivity: 50
    )

    /// A table of a random model whose values are all above 0, so that every aggregation can be applied.
    struct Case {
        let model: Model
        let table: ScoreTable
        let columns: [Column]
        let period = 1

        /// - Parameters:
        ///   - least: Of the values: 0 lets means refuse some.
        ///   - isRounded: Whether nodes may round their scores.
        init(_ random: inout SplitMix, missing: Double = 0.15, least: Double = 1, isRounded: Bool = false) throws {
            var leaves = 0
            func finished(_ branch: Branch) -> Branch {
                guard random.chance(0.2) else { return branch }
                return .finished(
                    branch,
                    floor: random.pick([nil, 8]),
                    digits: isRounded ? random.pick([nil, 0, 1]) : nil
                )
            }
            func leaf() -> Branch {
                leaves += 1
                let indicator = Indicator(
                    id: NodeID("x\(leaves)"),
                    title: "",
                    normalisation: random.pick([
                        Normalisation(.goalposts(low: -5, high: 60)),
                        Normalisation(.minmax(target: Scale(low: 1, high: 100)), scope: .period), .none,
                    ]),
                    direction: random.chance(0.2) ? .negative : .positive
                )
                return finished(.leaf(indicator, weight: random.pick([0, 1, 2, 0.35])))
            }
            func group(_ id: String, depth: Int) -> Branch {
                var parts = (0..<random.pick([1, 2, 3])).map { number in
                    depth > 0 && random.chance(0.5) ? group("\(id)_\(number)", depth: depth - 1) : leaf()
                }
                leaves += 1
                parts.append(.leaf(Indicator(id: NodeID("x\(leaves)"), title: ""), weight: 0.7))
                let aggregate = Aggregate(
                    method: random.pick([.arithmetic, .arithmetic, least > 0 ? .geometric : .arithmetic, .product]),
                    minCoverage: random.pick([0, 0.4]),
                    direction: random.chance(0.15) ? .negative : .positive
                )
                return finished(.group(NodeID(id), aggregate, weight: random.pick([1, 0.43, 0]), parts))
            }
            var model = Model(
                group("index", depth: 2),
                powers: ["RUS", "CHN", "TUR", "IRN"],
                countries: ["KAZ", "UZB"],
                scale: Scale(low: 1, high: 100)
            )
            if random.chance(0.3) { model.missing = .tree }
            if random.chance(0.5) { model.repeatLeaf(&random) }
            if random.chance(0.3) {
                let node = random.pick(model.nodes.indices.filter { model.nodes[$0].weight > 0 })
                // The second of the three periods is asked for.
                model.nodes[node].weightSteps = [
                    WeightStep(from: "2021", weight: 0.2), WeightStep(from: "2022", weight: 0.9),
                    WeightStep(from: "2023", weight: model.nodes[node].weight),
                ]
            }
            columns = model.indicators.map { _ in
                Column(
                    values: (0..<24).map { _ in
                        random.chance(missing) ? .nan : Double.random(in: least..<50, using: &random).rounded()
                    }
                )
            }
            table = try ScoreTable(scoring: columns, of: model, for: ["2021", "2022", "2023"], threads: 1)
            self.model = model
        }

        func uncertainty(_ plan: UncertaintyPlan, threads: Int = 1) throws -> Uncertainty {
            try Uncertainty(of: table, model: model, at: period, plan: plan, threads: threads)
        }
    }

    @Test func `The number of threads changes no bit`() throws {
        var random = SplitMix(21)
        for _ in 0..<10 {
            let sample = try Case(&random)
            let one = try sample.uncertainty(Self.alternatives)
            let three = try sample.uncertainty(Self.alternatives, threads: 3)
            #expect(Self.text(one.replicated()) == Self.text(three.replicated()))
            let (left, right) = (one.sensitivity(), three.sensitivity())
            for country in sample.model.countries.indices {
                #expect(left?.indices(country: country) == right?.indices(country: country))
            }
            for dyad in sample.table.dyads.indices {
                #expect(left?.indices(dyad: dyad) == right?.indices(dyad: dyad))
            }
        }
    }

    @Test func `A plain reference implementation finds the same`() throws {
        var random = SplitMix(31)
        for round in 0..<60 {
            let sample = try Case(&random, least: random.chance(0.7) ? 1 : 0)
            let count = 60
            let branches = sample.model.nodes.filter { $0.aggregate != nil }
            let named = random.chance(0.5) ? [] : branches.filter { _ in random.chance(0.5) }
            let geometric = AlternativeAggregation(.geometric, floor: 2.5)
            let plan = UncertaintyPlan(
                replications: count,
                weights: random.pick([0, 0.25, 0.8]),
                goalpostsHigh: random.pick([[], [0.5], [0.8, 1.25]]),
                normalisations: random.pick([[], Self.alternatives.normalisations]),
                aggregations: random.pick([
                    [], [.geometric], [.harmonic, .product], [.power(exponent: 0.5), .power(exponent: -2)],
                ]).map { AlternativeAggregation($0, floor: random.pick([nil, 3])) },
                nodeAggregations: Dictionary(
                    uniqueKeysWithValues: named.map { ($0.id, [geometric, .init(.harmonic)]) }
                ),
                leaveOneOut: random.chance(0.7),
                seed: UInt64(round)
            )
            func scores(_ table: ScoreTable) -> [[Double?]] {
                table.nodes.indices.map { node in
                    table.dyads.indices.map { table.score(node: node, dyad: $0, period: sample.period).value }
                }
            }
            let models =
                [sample.model] + plan.goalpostsHigh.map(sample.model.widened)
                + plan.normalisations.map(sample.model.normalised)
            let leaves = try models.map { model in
                let table = try ScoreTable(
                    scoring: sample.columns,
                    of: model.withoutRefusals,
                    for: sample.table.periods,
                    threads: 1
                )
                return Dictionary(uniqueKeysWithValues: zip(table.nodes, scores(table)))
            }
            let expected = ReferenceReplications(
                model: sample.model,
                nominal: scores(sample.table),
                absences: sample.model.nodes.indices.map { node in
                    sample.table.dyads.indices.map {
                        sample.table.absence(node: node, dyad: $0, period: sample.period, of: sample.model)
                    }
                },
                period: sample.table.periods[sample.period],
                leaves: leaves,
                plan: plan
            ).values()
            let levels = Dictionary(uniqueKeysWithValues: sample.table.nodes.map { ($0, [20.5, 1e300]) })
            let found = try #require(try sample.uncertainty(plan).replicated(levels: levels))
            let powerCount = sample.model.powers.count
            for node in sample.model.nodes.indices {
                for dyad in sample.table.dyads.indices {
                    let present = expected[node][dyad].compactMap { $0 }.sorted()
                    let score = found.score(node: node, dyad: dyad)
                    #expect(present.isEmpty == (score == nil), "round \(round)")
                    guard let score, let first = present.first, let last = present.last else { continue }
                    #expect(score.replications == present.count)
                    // A sum may be rounded to either side of a level that it meets.
                    let (level, total) = (20.5, Double(present.count))
                    let share = try #require(score.levels.first)
                    #expect(share.above * total >= Double(present.count { $0 > level + 1e-9 }) - 1e-9)
                    #expect(share.above * total <= Double(present.count { $0 > level - 1e-9 }) + 1e-9)
                    #expect(share.below * total >= Double(present.count { $0 < level - 1e-9 }) - 1e-9)
                    #expect(share.below * total <= Double(present.count { $0 < level + 1e-9 }) + 1e-9)
                    #expect(score.levels.last?.above == 0 && score.levels.last?.below == 1)
                    func quantile(_ share: Double) -> Double {
                        let place = Double(present.count - 1) * share
                        let next = min(Int(place) + 1, present.count - 1)
                        return present[Int(place)] + (present[next] - present[Int(place)])
                            * (place - place.rounded(.down))
                    }
                    let tolerance = max(1e-10 * max(abs(first), abs(last)), 1e-12)
                    #expect(abs(score.low - quantile(0.05)) <= tolerance)
                    #expect(abs(score.median - quantile(0.5)) <= tolerance)
                    #expect(abs(score.high - quantile(0.95)) <= tolerance)
                    let start = dyad / powerCount * powerCount
                    // Values drawn as whole numbers tie exactly or not at all; sums that are equal but for their rounding
                    // may fall on either side.
                    var (least, most) = ([Int](repeating: 0, count: powerCount), [Int](repeating: 0, count: powerCount))
                    for replication in 0..<count {
                        guard let own = expected[node][dyad][replication] else { continue }
                        let others = (start..<(start + powerCount)).compactMap { expected[node][$0][replication] }
                        let near = max(1e-10 * abs(own), 1e-12)
                        let best = others.count(where: { $0 > own + near })
                        let worst = others.count(where: { $0 > own - near }) - 1
                        for rank in best...worst { most[rank] += 1 }
                        if others.count(where: { abs($0 - own) <= near }) == 1 {
                            least[others.count { $0 > own }] += 1
                        }
                    }
                    for rank in 0..<powerCount {
                        #expect((least[rank]...max(most[rank], least[rank])).contains(score.rankCounts[rank]))
                    }
                }
            }
        }
    }

    @Test func `Another seed draws other numbers`() throws {
        var random = SplitMix(22)
        let sample = try Case(&random, missing: 0)
        let first = try sample.uncertainty(UncertaintyPlan(replications: 50)).replicated()
        let second = try sample.uncertainty(UncertaintyPlan(replications: 50, seed: 6)).replicated()
        #expect(Self.text(first) != Self.text(second))
    }

    @Test func `Where nothing is uncertain, low, median and high are the score`() throws {
        var random = SplitMix(23)
        let certain = UncertaintyPlan(replications: 20, weights: 0, leaveOneOut: false)
        for _ in 0..<40 {
            let sample = try Case(&random, isRounded: true)
            let uncertainty = try sample.uncertainty(certain)
            let result = try #require(uncertainty.replicated())
            #expect(uncertainty.sensitivity() == nil)
            for node in sample.model.nodes.indices {
                for dyad in sample.table.dyads.indices {
                    let nominal = sample.table.score(node: node, dyad: dyad, period: sample.period).value
                    let found = result.score(node: node, dyad: dyad)
                    #expect((nominal == nil) == (found == nil))
                    guard let nominal, let found else { continue }
                    for figure in [found.low, found.median, found.high] {
                        #expect(abs(figure - nominal) <= 1e-12 * max(1, abs(nominal)))
                    }
                    #expect(found.isRankStable)
                    #expect(found.rankCounts[found.rank - 1] == 20)
                }
            }
        }
    }

    @Test func `Quantiles are in order, ranks are complete, and P(A > B) and P(B > A) add up to 1`() throws {
        var random = SplitMix(24)
        for _ in 0..<30 {
            let sample = try Case(&random)
            let result = try #require(try sample.uncertainty(Self.alternatives).replicated())
            for node in sample.model.nodes.indices {
                for dyad in sample.table.dyads.indices {
                    guard let score = result.score(node: node, dyad: dyad) else { continue }
                    #expect(score.low <= score.median && score.median <= score.high)
                    #expect(score.rankLow <= score.rankHigh)
                    #expect(score.replications <= 300 && score.replications > 0)
                }
            }
            for preference in result.preferences {
                let reverse = result.probability(
                    that: preference.first,
                    exceeds: preference.second,
                    in: preference.country,
                    at: preference.node
                )
                #expect(reverse.map { $0 + preference.probability } == 1)
            }
        }
    }

    @Test func `A power that is higher in every indicator is first in every replication`() throws {
        let names: [NodeID] = ["a", "b", "c", "d"]
        let fixed = Normalisation(.goalposts(low: 0, high: 60))
        let leaves = names.map { Indicator(id: $0, title: "", normalisation: fixed) }
        let model = Model(
            .node(
                "index",
                [
                    .node("economic", leaves[..<2].map { .leaf($0, weight: 1) }, weight: 0.6),
                    .node("security", leaves[2...].map { .leaf($0, weight: 2) }, weight: 0.4),
                ]
            ),
            powers: ["RUS", "CHN", "TUR"]
        )
        let columns = [[10.0, 30, 20], [5, 40, 39], [1, 3, 2], [25, 50, 49.5]].map { Column(values: $0) }
        let table = try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1)
        let plan = UncertaintyPlan(
            replications: 2_000,
            weights: 0.9,
            normalisations: [Normalisation(.minmax(target: Scale(low: 1, high: 100)))],
            aggregations: [AlternativeAggregation(.geometric)]
        )
        let result = try #require(try Uncertainty(of: table, model: model, at: 0, plan: plan).replicated())
        for node in model.nodes.map(\.id) {
            let score = try #require(result[node, Dyad(power: "CHN", country: "KAZ")])
            #expect(score.rankCounts == [2_000, 0, 0])
            #expect(score.isRankStable && score.rankLow == 1 && score.rankHigh == 1)
        }
        for node in ["index", "economic", "security"] as [NodeID] {
            #expect(result.probability(that: "CHN", exceeds: "RUS", in: "KAZ", at: node) == 1)
            #expect(result.probability(that: "RUS", exceeds: "CHN", in: "KAZ", at: node) == 0)
        }
        #expect(result.comparedNodes == ["index", "economic", "security"])
    }

    @Test func `An alternative that refuses a value takes the replication from that dyad alone, a floor gives it back`()
        throws
    {
        let leaves = (["a", "b"] as [NodeID]).map { Indicator(id: $0, title: "") }
        let model = Model(.node("index", leaves.map { .leaf($0, weight: 1) }), powers: ["RUS", "CHN", "TUR"])
        let columns = [[4.0, 2, -1], [16, 0, 9]].map { Column(values: $0) }
        let table = try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1)
        for (method, floor) in [
            (.geometric, nil), (.harmonic, nil), (.power(exponent: -1.5), nil), (.power(exponent: -20), nil),
            (.geometric, 1), (.power(exponent: 0.5), 0.25),
        ] as [(Aggregation, Double?)] {
            let plan = UncertaintyPlan(
                replications: 400,
                weights: 0,
                aggregations: [AlternativeAggregation(method, floor: floor)],
                leaveOneOut: false
            )
            let found = try #require(try Uncertainty(of: table, model: model, at: 0, plan: plan).replicated())
            let all = try #require(found.score(node: 0, dyad: 0))
            #expect(all.replications == 400 && all.low < all.high)
            for (dyad, mean) in [(1, 1.0), (2, 4)] {
                let score = try #require(found.score(node: 0, dyad: dyad))
                if floor == nil {
                    #expect(score.low == mean && score.high == mean && (150..<250).contains(score.replications))
                } else {
                    #expect(score.replications == 400)
                }
            }
        }
    }

    @Test func `Only choices with several options have indices, and one alone has all the variance`() throws {
        let leaves = (["a", "b"] as [NodeID]).map { Indicator(id: $0, title: "") }
        let model = Model(.node("index", leaves.map { .leaf($0, weight: 1) }))
        let columns = [[1.0, 20], [30, 5]].map { Column(values: $0) }
        let table = try ScoreTable(scoring: columns, of: model, for: ["2023"], threads: 1)
        func sensitivity(_ plan: UncertaintyPlan) throws -> Sensitivity? {
            try Uncertainty(of: table, model: model, at: 0, plan: plan).sensitivity()
        }
        let alone = try #require(try sensitivity(UncertaintyPlan(leaveOneOut: false, sensitivity: 4_000)))
        #expect(alone.choices == [.weights])
        let index = try #require(alone.indices(country: 0)?.first)
        #expect(abs(index.first - 1) < 4 * index.firstError && abs(index.total - 1) < 4 * index.totalError)
        let both = try #require(try sensitivity(UncertaintyPlan(sensitivity: 4_000)))
        #expect(both.choices == [.weights, .dropping])
        let parts = try #require(both.indices(country: 0))
        #expect(parts[1].first > parts[0].first)
        #expect(try sensitivity(UncertaintyPlan(sensitivity: 0)) == nil)
    }

    private static func text(_ table: UncertaintyTable?) -> String {
        guard let table else { return "" }
        let scores = table.nodes.indices.flatMap { node in
            table.dyads.indices.map { "\(String(describing: table.score(node: node, dyad: $0)))" }
        }
        return scores.joined() + "\(table.preferences)"
    }
}

extension Model {
    private func changed(_ change: (Indicator) -> Normalisation?) -> Model {
        with(
            nodes: nodes.map { node in
                guard var indicator = node.indicator, let other = change(indicator) else { return node }
                indicator.normalisation = other
                return node.with(content: .indicator(indicator))
            }
        )
    }

    /// The same by another normalisation of every indicator that has one.
    fileprivate func normalised(by normalisation: Normalisation) -> Model {
        changed { $0.normalisation == .none ? nil : normalisation }
    }

    /// The same with goalposts further apart.
    fileprivate func widened(by factor: Double) -> Model {
        changed { indicator in
            guard let own = indicator.normalisation.goalposts else { return nil }
            return Normalisation(.goalposts(low: own.low, high: own.low + (own.high - own.low) * factor))
        }
    }

    /// With means that take every value, for the scores of the indicators.
    fileprivate var withoutRefusals: Model {
        with(
            nodes: nodes.map { node in
                node.aggregate == nil ? node : node.with(content: .aggregate(Aggregate(method: .arithmetic)))
            }
        )
    }
}

extension Model {
    /// Puts a leaf under a second parent.
    fileprivate mutating func repeatLeaf(_ random: inout SplitMix) {
        let first = random.pick(leaves)
        let others = nodes.indices.filter { nodes[$0].indicator == nil && $0 != nodes[first].parent }
        guard !others.isEmpty else { return }
        let parent = random.pick(others)
        var node = nodes[first]
        (node.id, node.parent, node.repeats) = (NodeID("\(node.id)@\(nodes[parent].id)"), parent, first)
        node.weight = random.pick([0.5, 3])
        nodes[parent].children.append(nodes.count)
        nodes.append(node)
    }
}
