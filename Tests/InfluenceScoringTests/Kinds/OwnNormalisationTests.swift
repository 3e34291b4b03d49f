import InfluenceModel
import InfluenceScoring
import Testing

/// A method that only this file knows: per cent of a multiple of the largest value.
private struct PartOfLargest: NormalisationMethod {
    static let name = "part_of_largest"
    static let edition = 3
    static let form = MethodForm(.numbers(["times"]) { _ in [1] }, options: [.init("signed", .flag)])

    let times: Double
    let signed: Bool

    init(_ given: MethodArguments) throws(MethodProblem) {
        times = given.number("times")
        signed = given.flag("signed", usual: false)
        guard times > 0 else { throw MethodProblem("nothing is a part of nothing; write more than 0") }
    }

    func write(into definition: inout DefinitionBytes) {
        definition.field("times", times)
        definition.field("signed", signed, unless: false)
    }

    var text: String? { "part of \(times) times the largest" }
    func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 100) }

    func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        guard let distribution, distribution.max > 0 else { return (.undefined, .undefined) }
        return (
            .found("largest \(distribution.max)"),
            LinearMap(slope: 100 / (distribution.max * times), lower: signed ? -100 : 0, upper: 100)
        )
    }
}

/// One that replaces values: 1 for those above the mean of the scope, else 0.
private struct AboveMean: NormalisationMethod {
    static let name = "above_mean"
    static let replacesValues = true
    static let form = MethodForm()

    init(_ given: MethodArguments) {}

    var text: String? { "above the mean or not" }
    func values(on scale: Scale) -> ValueScale { .range(low: 0, high: 1) }

    func replace(_ values: inout [Double], in scope: ComparedValues) -> NormalisationParameters {
        let mean = scope.cells.reduce(0) { $0 + scope.raw[$1] } / Double(scope.cells.count)
        for cell in scope.cells { values[cell] = scope.raw[cell] > mean ? 1 : 0 }
        return .found("mean \(mean)")
    }
}

@Suite struct OwnNormalisationTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.normalisations.append(PartOfLargest.self)
        kinds.normalisations.append(AboveMean.self)
        return kinds
    }

    private func model(_ normalise: String) throws -> Model {
        try OwnModel.load(OwnModel.text(first: ", normalise: \(normalise)"), kinds)
    }

    @Test func `A row of the table is all that a normalisation of one's own takes`() throws {
        let model = try model("{part_of_largest: 2, scope: period}")
        let own = try #require(model.indicator("a")?.normalisation)
        #expect(own.method.name == "part_of_largest" && own.scope == .period && own.reach == .dyads)
        #expect(own.method.arithmetic.text == "part of 2.0 times the largest")
        #expect(try self.model("part_of_largest").indicator("a")?.normalisation != own)
        // 12, 11, 10 are the largest of their years.
        let scorer = try OwnModel.scorer(model)
        #expect(try OwnModel.scores("a", scorer) == [1 * (100 / 20.0), 2 * (100 / 22.0), 3 * (100 / 24.0)])
        let explained = try OwnModel.explained("a", scorer)
        #expect(explained.normalisation == .found("largest 12.0"))
        #expect(explained.score.value == 3 * (100 / 24.0))
        #expect(Scorer.editions(of: model).text.contains("normalise.part_of_largest=3"))
        let definitions = try [
            "{part_of_largest: 2}", "{part_of_largest: 3}", "{part_of_largest: 2, signed: true}", "minmax",
        ]
        .map { try self.model($0).definitions[1] }
        #expect(Set(definitions).count == 4)
    }

    @Test func `What is wrong with its keys is said with its place and what would be right`() {
        func problem(_ normalise: String) -> String {
            OwnModel.problem(OwnModel.text(first: ", normalise: \(normalise)"), kinds)
        }
        #expect(
            problem("{part_of_largest: 0}")
                == "m:9:90: 'part_of_largest': nothing is a part of nothing; write more than 0"
        )
        #expect(problem("part_of_larges").contains("did you mean 'part_of_largest'?"))
        #expect(problem("part_of_larges").contains("percentiles, distance_to_max, distance_to_reference"))
        #expect(problem("{part_of_largest: 1, signd: true}").contains("did you mean 'signed'?"))
        #expect(problem("{minmax: [0, 1], signed: true}").contains("'signed' means nothing to 'minmax'"))
        #expect(problem("{above_mean: [], scope: {from: 2020, to: 2021}}").contains("'above_mean' has no baseline"))
        #expect(
            OwnModel.problem(OwnModel.text(first: ", normalise: part_of_largest"))
                .contains("unknown normalisation 'part_of_largest'")
        )
    }

    @Test func `One that replaces values is scored, explained and kept out of what takes lines alone`() throws {
        let model = try model("{method: above_mean, scope: panel}")
        let scorer = try OwnModel.scorer(model)
        #expect(try OwnModel.scores("a", scorer) == [0, 0, 0])
        #expect(try OwnModel.explained("a", scorer).normalisation == .found("mean 6.5"))
    }

    @Test func `It stands in as an alternative where its values are on one scale with those of others`() throws {
        let more = "uncertainty: {replications: 16, normalisations: [part_of_largest]}"
        let text = OwnModel.text(first: ", normalise: {minmax: [0, 100]}", more: more)
        #expect(try OwnModel.load(text, kinds).uncertainty?.normalisations.first?.method.name == "part_of_largest")
        #expect(
            OwnModel.problem(text.replacing("[part_of_largest]", with: "[above_mean]"), kinds)
                .contains("its values are on 0..1, those of 'a', for which it would stand in, on 0..100")
        )
    }
}
