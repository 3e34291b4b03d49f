import InfluenceModel
import InfluenceScoring
import Testing

/// A method that only this file knows: the weighted mean, less a part of the distance between its ends. Refuses what is
/// negative.
private struct Unequal: AggregationMethod {
    static let name = "unequal"
    static let edition = 2
    static let isMean = true
    static let form = MethodForm(.numbers(["part"]), example: "{unequal: 0.1}")

    let part: Double

    init(_ given: MethodArguments) throws(MethodProblem) {
        part = given.number("part")
        guard (0...1).contains(part) else { throw MethodProblem("the part is from 0 to 1") }
    }

    func write(into definition: inout DefinitionBytes) { definition.field("part", part) }

    var text: String { "unequal mean of its parts" }
    var needs: String { "an unequal mean takes no negative values" }
    var domain: AggregationDomain { .notNegative }

    func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        let weights = children.map(\.weight)
        CellWise.combine(children, to: &sum, &present) { values, places in
            var (total, weight, least, most) = (0.0, 0.0, Double.infinity, -Double.infinity)
            for (column, place) in places.enumerated() where !values[place].isNaN {
                total += values[place] * weights[column]
                weight += weights[column]
                least = min(least, values[place])
                most = max(most, values[place])
            }
            return total / weight - part * (most - least)
        }
    }
}

/// A comparison of all dyads of a period: how many others have less in the first criterion.
private struct Behind: AggregationMethod {
    static let name = "behind"
    static let isComparison = true
    static let form = MethodForm()

    init(_ given: MethodArguments) {}

    var text: String { "how many are behind" }

    func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children {
            for (cell, place) in child.run.enumerated() where !child.map(child.values[place]).isNaN {
                present[cell] += child.weight
            }
        }
    }

    func compare(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        criteria[0].map { own in Double(criteria[0].count { $0 < own }) }
    }
}

@Suite struct OwnAggregationTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.aggregations.append(Unequal.self)
        kinds.aggregations.append(Behind.self)
        return kinds
    }

    private func model(_ aggregate: String, first: String = "", more: String = "") throws -> Model {
        try OwnModel.load(OwnModel.text(index: ", aggregate: \(aggregate)", first: first, more: more), kinds)
    }

    @Test func `A row of the table is all that an aggregation of one's own takes`() throws {
        let model = try model("{unequal: 0.5}")
        let method = try #require(model.nodes[0].aggregate?.method)
        #expect(method.name == "unequal" && method.arithmetic.text == "unequal mean of its parts")
        // 1 and 13 with the weights 1 and 3.
        let scorer = try OwnModel.scorer(model)
        #expect(try OwnModel.scores("index", scorer) == [10 - 6, 11 - 6, 12 - 6])
        #expect(try OwnModel.explained("index", scorer).score.value == 6)
        #expect(Scorer.editions(of: model).text.contains("aggregate.unequal=2"))
        let definitions = try ["{unequal: 0.5}", "{unequal: 0.6}", "median"].map { try self.model($0).definitions[0] }
        #expect(Set(definitions).count == 3)
        #expect(definitions[0].hash64 != definitions[1].hash64)
    }

    @Test func `What it refuses leaves no score, and the reason is told`() throws {
        let model = try model("{unequal: 0.5}", first: ", transform: [{cap: [-5, -4]}]")
        let explained = try OwnModel.explained("index", try OwnModel.scorer(model))
        #expect(explained.score.value == nil)
        #expect(
            explained.absence?.description.hasPrefix("a is -4, and an unequal mean takes no negative values") == true
        )
    }

    @Test func `A comparison of one's own sees all dyads of a period`() throws {
        let model = try model("behind")
        #expect(model.nodes[0].reach == .dyads)
        let table = try OwnModel.scorer(model).scores(for: OwnModel.periods)
        #expect((0..<4).map { table.score(node: 0, dyad: $0, period: 1).value } == [0, 1, 2, 3])
    }

    @Test func `It stands in as an alternative, and replications are computed by it`() throws {
        let more =
            "uncertainty: {replications: 64, weights: 0, leave_one_out: false, aggregations: {index: [{unequal: 0.5}]}}"
        let model = try model("arithmetic", more: more)
        #expect(model.uncertainty?.nodeAggregations["index"]?.first?.method.name == "unequal")
        let scorer = try OwnModel.scorer(model)
        let table = try scorer.scores(for: OwnModel.periods)
        let plan = try #require(model.uncertainty)
        let replicated = try Uncertainty(of: table, model: model, at: 2, plan: plan).replicated()
        // 12 by the mean, 6 by the other, each in about half of the replications.
        let score = try #require(replicated?.score(node: 0, dyad: 0))
        #expect(score.low == 6 && score.high == 12)
        let floored = try self.model(
            "arithmetic",
            more: more.replacing("{unequal: 0.5}", with: "{unequal: {part: 0.25, floor: 2}}")
        )
        #expect(floored.uncertainty?.nodeAggregations["index"]?.first?.floor == 2)
    }

    @Test func `What is wrong with its keys is said with its place and what would be right`() {
        func problem(_ aggregate: String) -> String {
            OwnModel.problem(OwnModel.text(index: ", aggregate: \(aggregate)"), kinds)
        }
        #expect(problem("{unequal: 2}") == "m:7:56: 'unequal': the part is from 0 to 1")
        #expect(problem("unequal") == "m:7:46: 'unequal' needs its part; write {unequal: 0.1}")
        #expect(problem("unequall").contains("did you mean 'unequal'?"))
        #expect(problem("{behind: 1}") == "m:7:47: 'behind' takes no parameter; write 'aggregate: behind'")
        #expect(problem("{unequal: 0.5, power: 2}").contains("'aggregate' names several methods: power, unequal"))
    }
}
