import InfluenceModel
import Testing

@testable import InfluenceScoring

/// The methods against what the R package COINr computes for the ASEM Sustainable Connectivity Index.
@Suite("Methods against COINr") struct AsemMethodTests {
    private let nodes: [ReferenceNode]

    init() throws {
        nodes = try ReferenceNode.all()
    }

    private var leaves: [ReferenceNode] { nodes.filter { $0.level == 1 } }

    /// A model of the whole tree for the units of a table, scored on it.
    private func scores(
        of base: ReferenceTable,
        _ aggregation: Aggregation = .arithmetic,
        weights: [NodeID: Double] = [:],
        normalisation: (ReferenceNode) throws -> Normalisation = { _ in .none }
    ) throws -> ScoreTable {
        func branch(_ node: ReferenceNode) throws -> Branch {
            let weight = weights[node.id] ?? node.weight
            if node.level == 1 {
                let normalisation = try normalisation(node)
                let isNegative = node.direction < 0 && normalisation.method != .none
                return .leaf(
                    Indicator(
                        id: node.id,
                        title: "",
                        normalisation: normalisation,
                        direction: isNegative ? .negative : .positive
                    ),
                    weight: weight
                )
            }
            let children = nodes.filter { $0.parent == node.id }
            return .group(node.id, Aggregate(method: aggregation), weight: weight, try children.map(branch))
        }
        let root = try #require(nodes.first { $0.parent == nil })
        let model = Model(try branch(root), powers: base.units, countries: ["WLD"])
        let columns = try model.indicators.map { indicator in
            Column(values: try #require(base[indicator.id]).map { $0 ?? .nan })
        }
        return try ScoreTable(scoring: columns, of: model, for: ["2018"], threads: 2)
    }

    private func compare(_ found: ScoreTable, _ file: String, _ ids: [NodeID]) throws {
        let expected = try ReferenceTable("expected/\(file).csv")
        #expect(expected.units.count == ReferenceTable.source.units)
        var compared = 0
        for id in ids {
            let column = try #require(expected[id], "\(id)")
            for (unit, value) in zip(expected.units, column) {
                let score = try #require(found[id, Dyad(power: unit, country: "WLD"), "2018"]).value
                #expect((score == nil) == (value == nil), "\(id) of \(unit)")
                guard let score, let value else { continue }
                // Next to 0 the file has what cancellation in 1 - (t - x) / (t - min) left over.
                let tolerance = max(1e-9 * abs(value), 1e-15)
                #expect(abs(score - value) <= tolerance, "\(id) of \(unit): \(score), not \(value)")
                compared += 1
            }
        }
        #expect(compared > ids.count * expected.units.count * 7 / 10)
    }

    private func compare(_ file: String, _ normalisation: (ReferenceNode) throws -> Normalisation) throws {
        let found = try scores(of: ReferenceTable("iData.csv"), .median, normalisation: normalisation)
        try compare(found, file, leaves.map(\.id))
    }

    @Test func `minmax`() throws {
        try compare("normalise_raw_minmax_0_100") { _ in Normalisation(.minmax(target: Scale(low: 0, high: 100))) }
    }

    @Test func `zscore`() throws {
        try compare("normalise_raw_zscore_10_2") { _ in Normalisation(.zscore(mean: 10, sd: 2)) }
    }

    @Test func `rank`() throws {
        try compare("normalise_raw_rank_min") { _ in Normalisation(.rank()) }
        try compare("normalise_raw_rank_min") { _ in Normalisation(.rank(.min), scope: .period) }
    }

    @Test func `distance to target`() throws {
        try compare("normalise_raw_dist2targ") { node in
            Normalisation(.distanceToTarget(try #require(node.target)))
        }
    }

    @Test func `goalposts`() throws {
        let parameters = try ReferenceTable("expected/normalise_params_by_indicator.csv", key: "iCode")
        try compare("normalise_raw_goalposts_trunc") { node in
            let unit = try #require(parameters.units.first { ReferenceTable.id($0.text) == node.id })
            let low = try #require(parameters["goalpost_lower", unit])
            let high = try #require(parameters["goalpost_upper", unit])
            return Normalisation(.goalposts(low: low, high: high))
        }
    }

    static let aggregates = [
        ("aggregate_base_minmax_1_100", "aggregate_a_amean_custom", Aggregation.arithmetic),
        ("aggregate_base_minmax_1_100", "aggregate_a_gmean_custom", .geometric),
        ("aggregate_base_minmax_1_100", "aggregate_a_gmean_custom", .power(exponent: 0)),
        ("aggregate_base_withNA_minmax_1_100", "aggregate_withNA_a_amean_custom", .arithmetic),
        ("aggregate_base_withNA_minmax_1_100", "aggregate_withNA_a_amean_custom", .power(exponent: 1)),
    ]

    @Test(arguments: aggregates)
    func `aggregates with custom weights on all levels`(base: String, file: String, method: Aggregation) throws {
        let table = try ReferenceTable("expected/aggregate_weights_custom.csv", key: "iCode")
        var weights: [NodeID: Double] = [:]
        for code in table.units {
            let weight: Double = try #require(table["weight", code])
            weights[ReferenceTable.id(code.text)] = weight
        }
        #expect(weights.count == nodes.count)
        let found = try scores(of: ReferenceTable("expected/\(base).csv"), method, weights: weights)
        try compare(found, file, nodes.map(\.id))
    }

    /// COINr 1.1.14 makes its table in the same way, but for ties that its comparison with 0.5 misses.
    @Test func `copeland is pairs won less pairs lost, which orders most units other than the sum of ranks`() throws {
        let base = try ReferenceTable("expected/aggregate_base_minmax_1_100.csv")
        let (copeland, outranking) = (try scores(of: base, .copeland), try scores(of: base, .outranking))
        var moved: [Int] = []
        for node in nodes where node.level == 2 {
            let criteria = nodes.filter { $0.parent == node.id }
            let columns = try criteria.map { try #require(base[$0.id]).map { $0 ?? .nan } }
            let units = base.units.map { Dyad(power: $0, country: "WLD") }
            let found = units.map { copeland[node.id, $0, "2018"]?.value ?? .nan }
            for unit in units.indices {
                var balance = 0
                for other in units.indices {
                    var margin = 0.0
                    for (column, criterion) in zip(columns, criteria) where column[unit] != column[other] {
                        margin += column[unit] > column[other] ? criterion.weight : -criterion.weight
                    }
                    balance += abs(margin) < 1e-9 ? 0 : margin > 0 ? 1 : -1
                }
                #expect(found[unit] == Double(balance), "\(node.id) \(base.units[unit])")
            }
            let sums = units.map { outranking[node.id, $0, "2018"]?.value ?? .nan }
            moved.append(zip(TiedValues(found).averageRanks, TiedValues(sums).averageRanks).count { $0 != $1 })
        }
        #expect(moved.count == 8)
        // What had the name before ranked most of the 51 otherwise.
        #expect((moved.max() ?? 0) > 35)
    }
}
