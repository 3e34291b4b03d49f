import InfluenceModel
import InfluenceScoring
import Testing

/// A way that only this file knows: the first child counts so many times as much as each other.
private struct FirstMost: WeightingMethod {
    static let name = "first"
    static let edition = 2
    static let form = MethodForm(.numbers(["times"]))

    let times: Double

    init(_ given: MethodArguments) { times = given.number("times") }

    func write(into definition: inout DefinitionBytes) { definition.field(Self.name, times) }

    func weights(_ given: [Double], of columns: () -> [[Double]]) -> [Double] {
        given.indices.map { $0 == 0 ? times : 1 }
    }
}

/// A way that only this file knows, found in values: the largest value of each child.
private struct Largest: WeightingMethod {
    static let name = "largest"
    static let isFitted = true
    static let isOfWeightedSum = true
    static let form = MethodForm(.keys([.init("root", .flag)]))

    let isRoot: Bool

    init(_ given: MethodArguments) { isRoot = given.flag("root", usual: false) }

    func write(into definition: inout DefinitionBytes) { definition.field("root", isRoot, unless: false) }

    func weights(_ given: [Double], of columns: () -> [[Double]]) -> [Double] {
        columns().map { column in
            let most = column.filter { !$0.isNaN }.max() ?? 0
            return isRoot ? most.squareRoot() : most
        }
    }
}

@Suite struct OwnWeightingTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.weightings.append(FirstMost.self)
        kinds.weightings.append(Largest.self)
        return kinds
    }

    private func model(_ weights: String) throws -> Model {
        try OwnModel.load(OwnModel.text(index: ", weights: \(weights)"), kinds)
    }

    private func problem(_ keys: String) -> String { OwnModel.problem(OwnModel.text(index: ", \(keys)"), kinds) }

    @Test func `A row of the table is all that weights of one's own take`() throws {
        let model = try model("{first: 3}")
        #expect(model.nodes[0].aggregate?.weighting.name == "first")
        let scorer = try OwnModel.scorer(model)
        // Of Russia in Kazakhstan a is 1, 2, 3 and b is 13, 14, 15.
        #expect(try OwnModel.scores("index", scorer) == [4, 5, 6])
        #expect(model.weights(at: "2022") == [1, 3, 1])
        #expect(try OwnModel.explained("index", scorer).score.value == 6)
        #expect(Scorer.editions(of: model).text.contains("weights.first=2"))
        #expect(model.reach.isEmpty)
    }

    @Test func `Weights of one's own that are found in values take a scope as all such do`() throws {
        let model = try model("{largest: {scope: period}}")
        #expect(model.nodes[0].aggregate?.weighting.scope == .period)
        let table = try OwnModel.scorer(model).scores(for: OwnModel.periods)
        // The largest of 2020, 2021 and 2022 are 10, 11, 12 of a and 22, 23, 24 of b.
        #expect((0..<3).map { Array(table.weights.at($0).dropFirst()) } == [[10, 22], [11, 23], [12, 24]])
        let panel = try OwnModel.scorer(self.model("largest")).scores(for: OwnModel.periods)
        #expect(panel.weights.at(0).dropFirst() == [12, 24])
        let rooted = try OwnModel.scorer(self.model("{largest: {root: true, window: P1Y}}"))
            .scores(for: OwnModel.periods)
        let roots = [12.0, 24].map { $0.squareRoot() }
        #expect(rooted.weights.at(2).dropFirst() == roots[...])
        #expect(model.reach == .dyads)
        #expect(try self.model("largest").reach == [.dyads, .periods])
    }

    @Test func `Each way with other parameters is another definition`() throws {
        let texts = [
            "given", "equal", "{first: 2}", "{first: 3}", "largest", "{largest: {root: true}}",
            "{largest: {scope: period}}", "{largest: {window: P2Y}}", "pca", "balanced",
        ]
        #expect(Set(try texts.map { try model($0).definitions[0] }).count == texts.count)
    }

    @Test func `What is wrong with weights of one's own is told as of all`() {
        #expect(problem("weights: first").contains("'first' needs its number; write {first: times}"))
        #expect(problem("weights: frist").contains("did you mean 'first'?"))
        #expect(problem("weights: {first: [1, 2]}").contains("'first' takes 1 numbers"))
        #expect(problem("weights: {largest: {root: perhaps}}").contains("'root'"))
        #expect(problem("weights: {largest: {floor: 1}}").contains("floor"))
        #expect(
            problem("weights: {largest: {scope: panel, window: P1Y}}")
                .contains("'largest' has either a 'scope' or a 'window', not both")
        )
        #expect(
            problem("weights: {largest: {}, first: 2}").contains(
                "one of given, equal, pca, balanced, first, largest, or a mapping of one of pca, balanced, first and largest"
            )
        )
        #expect(
            problem("aggregate: geometric, weights: largest")
                .contains("largest 'weights' are of a weighted mean; write aggregate: arithmetic")
        )
    }
}
