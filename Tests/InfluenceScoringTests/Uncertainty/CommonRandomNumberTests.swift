import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

/// Draws are functions of the seed, the replication and the definition of what they are for: of nothing else.
@Suite struct CommonRandomNumberTests {
    /// A small model whose alternatives are all of one dyad, and what is observed.
    struct World {
        var powers: [PowerID] = ["RUS", "CHN", "TUR"]
        var countries: [CountryID] = ["KAZ", "UZB"]
        var tracked: [Indicator] = []
        var security: [Branch] = [
            .leaf(CommonRandomNumberTests.leaf("arms", high: 60), weight: 0.5),
            .leaf(CommonRandomNumberTests.treaty, weight: 0.3),
        ]
        var dimensions = [0.43, 0.21, 0.36]
        var isReversed = false
        var title = ""
        var observations: [Observation] = []
        var plan = UncertaintyPlan(
            replications: 500,
            goalpostsHigh: [0.8, 1.25],
            nodeAggregations: ["index": [AlternativeAggregation(.geometric, floor: 1)]],
            sensitivity: 40
        )

        init() {
            for power in ["RUS", "CHN", "TUR", "IRN"] as [PowerID] {
                for country in ["KAZ", "UZB", "TJK"] as [CountryID] { observe(power, country) }
            }
        }

        /// Values that are a function of who and where.
        mutating func observe(_ power: PowerID, _ country: CountryID) {
            var random = SplitMix("\(power) \(country)".utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
            for indicator in ["trade", "imports", "loans", "arms", "students", "visas", "bases"] as [NodeID] {
                let value = Double.random(in: 0..<60, using: &random)
                observations.append(observed(indicator, power, country, "2023", value, by: "A"))
            }
            observations.append(observed("treaty", power, country, "2023", random.pick([0, 1]), by: "A"))
        }

        var model: Model {
            let leaf = CommonRandomNumberTests.leaf
            var groups: [Branch] = [
                .node(
                    "economic",
                    [
                        .leaf(leaf("trade", 50), weight: 0.35), .leaf(leaf("imports", 80), weight: 0.2),
                        .leaf(leaf("loans", 100), weight: 0.45),
                    ],
                    weight: dimensions[0]
                ), .node("security", security, weight: dimensions[1]),
                .node(
                    "soft_power",
                    [.leaf(leaf("students", 85), weight: 0.6), .leaf(leaf("visas", 40), weight: 0.4)],
                    weight: dimensions[2]
                ),
            ]
            if isReversed { groups.reverse() }
            return Model(.node("index", groups), powers: powers, countries: countries, tracked: tracked)
        }

        func uncertainty(of country: CountryID? = nil, threads: Int = 1) throws -> (UncertaintyTable, Sensitivity) {
            let model = model
            let scorer = try Scorer(model: model, panel: Panel(observations))
            let columns = scorer.columns(for: ["2022", "2023"])
            let table = try ScoreTable(scoring: columns.map(\.treated), of: model, for: ["2022", "2023"], threads: 1)
            let uncertainty = try Uncertainty(
                of: table,
                model: model,
                at: 1,
                countries: country.map { [$0] },
                plan: plan,
                columns: UncertainColumns(columns),
                threads: threads
            )
            return (
                try #require(uncertainty.replicated(levels: ["index": [20]])), try #require(uncertainty.sensitivity())
            )
        }
    }

    static func leaf(_ id: NodeID, high: Double) -> Indicator {
        Indicator(id: id, title: "", normalisation: Normalisation(.goalposts(low: 0, high: high)))
    }

    static let treaty = Indicator(
        id: "treaty",
        title: "",
        transform: [
            .ordinal([
                OrdinalLevel(level: 0, label: "none", score: 0, citation: ""),
                OrdinalLevel(level: 1, label: "pact", score: 80, citation: ""),
            ])
        ],
        normalisation: Normalisation(.goalposts(low: 0, high: 100))
    )

    /// That every interval of the nodes is equal bit for bit in both, and each probability and Sobol index.
    private func expectEqual(
        _ world: World,
        against base: World = World(),
        nodes: [NodeID]? = nil,
        ranks: Bool = true,
        _ comment: Comment
    ) throws {
        let (other, otherIndices) = try world.uncertainty()
        let (own, indices) = try base.uncertainty()
        var compared = 0
        for node in nodes ?? own.nodes {
            for dyad in own.dyads {
                guard let left = own[node, dyad] else { continue }
                let right = try #require(other[node, dyad], comment)
                for figure in [\UncertainScore.low, \.median, \.high, \.lowError, \.highError] {
                    #expect(left[keyPath: figure].bitPattern == right[keyPath: figure].bitPattern, comment)
                }
                #expect(left.levels == right.levels, comment)
                if ranks { #expect(left.rankCounts == right.rankCounts && left.rank == right.rank, comment) }
                compared += 1
            }
        }
        #expect(compared > 0)
        for preference in own.preferences where nodes?.contains(preference.node) ?? true {
            #expect(
                other.probability(
                    that: preference.second,
                    exceeds: preference.first,
                    in: preference.country,
                    at: preference.node
                ) == preference.probability,
                comment
            )
        }
        guard nodes?.contains("index") ?? true else { return }
        for (number, dyad) in own.dyads.enumerated() {
            let place = try #require(other.dyads.firstIndex(of: dyad))
            #expect(indices.indices(dyad: number) == otherIndices.indices(dyad: place), comment)
        }
    }

    @Test func `What belongs to nobody else moves no interval`() throws {
        var world = World()
        world.tracked = [Indicator(id: "bases", title: "")]
        try expectEqual(world, "a tracked indicator with rows")
        world.observations.append(observed("bases", "RUS", "KAZ", "2022", 3, by: "B"))
        try expectEqual(world, "a tracked row")
        world = World()
        world.observations.append(observed("unknown", "RUS", "KAZ", "2023", 3, by: "B"))
        try expectEqual(world, "a row of nothing")
        world = World()
        world.powers.insert("IRN", at: 1)
        try expectEqual(world, ranks: false, "a power with rows")
        world = World()
        world.powers.append("GBR")
        var base = World()
        base.powers.reverse()
        try expectEqual(world, against: base, ranks: false, "a power without rows, and another order")
        world = World()
        world.countries.insert("TJK", at: 0)
        try expectEqual(world, "another country")
        world = World()
        world.observations = world.observations.filter { $0.series.country != "UZB" }
        world.countries = ["KAZ"]
        var fewer = World()
        fewer.countries = ["KAZ"]
        try expectEqual(world, against: fewer, "rows of another country")
    }

    @Test func `A new datum moves the intervals of its own dyad alone`() throws {
        var world = World()
        world.observations = world.observations.map { row in
            let isChanged = row.series.indicator == "trade" && row.series.power == "RUS" && row.series.country == "KAZ"
            return isChanged ? observed("trade", "RUS", "KAZ", "2023", 11, by: "A") : row
        }
        let (own, _) = try World().uncertainty()
        let (other, _) = try world.uncertainty()
        for dyad in own.dyads {
            let isChanged = dyad == Dyad(power: "RUS", country: "KAZ")
            for node in own.nodes {
                let (left, right) = (try #require(own[node, dyad]), try #require(other[node, dyad]))
                let isAbove = ["index", "economic", "trade"].contains(node)
                #expect(
                    (left.low == right.low && left.high == right.high) == !(isChanged && isAbove),
                    "\(node) \(dyad)"
                )
            }
        }
    }

    @Test func `An interval belongs to the definition beneath its node, whatever stands beside it`() throws {
        let beside: [NodeID] = [
            "economic", "trade", "imports", "loans", "soft_power", "students", "visas", "arms", "treaty",
        ]
        var world = World()
        world.security.append(.leaf(Self.leaf("bases", high: 40), weight: 0.2))
        try expectEqual(world, nodes: beside, "an indicator in another dimension")
        let (other, _) = try world.uncertainty()
        let (own, _) = try World().uncertainty()
        let dyad = Dyad(power: "RUS", country: "KAZ")
        #expect(own["security", dyad] != other["security", dyad] && own["index", dyad] != other["index", dyad])
        world = World()
        world.dimensions = [1, 1, 1]
        try expectEqual(world, nodes: beside + ["security"], "a profile of other weights")
        world = World()
        world.isReversed = true
        try expectEqual(world, nodes: beside + ["security"], "dimensions in another order")
        world = World()
        world.security.append(.leaf(Self.leaf("bases", high: 40), weight: 0))
        try expectEqual(world, "a child of weight 0")
    }

    @Test func `One country can be asked for alone, on any number of threads`() throws {
        let (all, indices) = try World().uncertainty()
        let (one, own) = try World().uncertainty(of: "UZB", threads: 3)
        #expect(one.dyads.map(\.country) == ["UZB", "UZB", "UZB"])
        for dyad in one.dyads {
            for node in one.nodes { #expect(one[node, dyad] == all[node, dyad]) }
        }
        #expect(one.preferences == all.preferences.filter { $0.country == "UZB" })
        #expect(own.indices(country: 0) == indices.indices(country: 1))
        #expect(own.indices(dyad: 2) == indices.indices(dyad: 5))
        #expect(indices.indices(country: 0) != indices.indices(country: 1))
    }

    @Test func `Only the pairs asked for are counted`() throws {
        let world = World()
        let model = world.model
        let scorer = try Scorer(model: model, panel: Panel(world.observations))
        let table = try scorer.scores(for: ["2023"])
        let uncertainty = try Uncertainty(of: table, model: model, at: 0, plan: world.plan)
        let all = try #require(uncertainty.replicated()).preferences
        #expect(all.count == 2 * 4 * 6)
        let these = uncertainty.replicated(pairs: .these([PowerPair("RUS", "CHN")]))
        #expect(these?.preferences == all.filter { $0.first == "RUS" && $0.second == "CHN" })
        let power = uncertainty.replicated(pairs: .of("TUR"))
        #expect(power?.preferences == all.filter { $0.second == "TUR" })
    }

    /// Each of 100 seeds is compared with a run of 40 times as many replications. Were the error known exactly, 99 of 100
    /// would lie within 2.58 of it; it is estimated, from some 14 values, so that a little fewer do.
    @Test func `The stated Monte Carlo error covers 100 seeds`() throws {
        var world = World()
        world.countries = ["KAZ"]
        func table(_ seed: UInt64, _ replications: Int) throws -> UncertaintyTable {
            var world = world
            world.plan = UncertaintyPlan(
                replications: replications,
                goalpostsHigh: world.plan.goalpostsHigh,
                nodeAggregations: world.plan.nodeAggregations,
                sensitivity: 2,
                seed: seed
            )
            return try world.uncertainty().0
        }
        let truth = try table(1_000, 40_000)
        let seeds = try (1...100).map { try table(UInt64($0), 1_000) }
        var (covered, all) = (0, 0)
        var large: [String] = []
        var pairs = 0
        for node in ["index", "economic", "security", "soft_power"] as [NodeID] {
            for dyad in truth.dyads {
                let exact = try #require(truth[node, dyad])
                let found = try seeds.map { try #require($0[node, dyad]) }
                let low = found.count { abs($0.low - exact.low) <= 2.6 * $0.lowError + 1e-9 }
                let high = found.count { abs($0.high - exact.high) <= 2.6 * $0.highError + 1e-9 }
                #expect(low >= 95 && high >= 95, "\(node) \(dyad.power): \(low) \(high)")
                covered += low + high
                all += 200
                // Nor is it larger than it has to be.
                let spread = found.map { ($0.low - exact.low) * ($0.low - exact.low) }.reduce(0, +) / 100
                let stated = found.map { $0.lowError * $0.lowError }.reduce(0, +) / 100
                // Where all of them are one value both are 0, but for rounding.
                let isSmall = stated <= 3 * spread + 1e-18 && stated >= spread / 2 - 1e-18
                if !isSmall { large.append("\(node) \(dyad): \(stated) \(spread)") }
                pairs += 1
            }
        }
        #expect(covered * 100 >= all * 98, "\(covered) of \(all)")
        // An end that lies among equal values, hard by a gap between clusters, has neighbours that are far.
        #expect(large.count * 10 <= pairs, "\(large)")
    }
}
