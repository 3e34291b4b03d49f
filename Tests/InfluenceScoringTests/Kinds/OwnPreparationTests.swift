import InfluenceModel
import InfluenceScoring
import Testing

/// A method that only this file knows: the largest value of the group in the period.
private struct LargestOfGroup: ImputationMethod {
    static let name = "largest"
    static let reach = Reach.dyads
    static let edition = 2
    static let form = MethodForm(.grouping)

    let groups: String

    init(_ given: MethodArguments) { groups = given.grouping }

    var grouping: String? { groups }
    var text: String { "the largest value of the period and \(groups)" }
    func fill(_ column: inout Filling) { column.fill(groups: groups) { $0.max } }
}

/// A step that only this file knows: nothing is above a limit.
private struct Ceiling: TreatmentMethod {
    static let name = "ceiling"
    static let changesUnit = false
    static let edition = 3
    static let form = MethodForm(.numbers(["limit"]), example: "{ceiling: 10}")

    let limit: Double

    init(_ given: MethodArguments) { limit = given.number("limit") }

    func write(into definition: inout DefinitionBytes) { definition.field(Self.name, limit) }

    var text: String { "at most \(limit)" }

    func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        (values.map { min($0, limit) }, values.count { $0 > limit })
    }
}

@Suite struct OwnPreparationTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.imputations.append(LargestOfGroup.self)
        kinds.treatments.append(Ceiling.self)
        return kinds
    }

    private func text(_ first: String) -> String {
        OwnModel.text(first: ", \(first)")
            .replacing("{id: RUS, name: Russia}", with: "{id: RUS, name: Russia, groups: {bloc: east}}")
            .replacing("{id: CHN, name: China}", with: "{id: CHN, name: China, groups: {bloc: east}}")
    }

    private func model(_ first: String) throws -> Model { try OwnModel.load(text(first), kinds) }

    private func problem(_ first: String) -> String { OwnModel.problem(text(first), kinds) }

    @Test func `A row of the table is all that an imputation of one's own takes`() throws {
        let model = try model("max_age: P6M, impute: {largest: bloc}")
        let imputation = try #require(model.indicator("a")?.imputation)
        #expect(imputation.name == "largest" && imputation.reach == .dyads && imputation.grouping == "bloc")
        #expect(imputation.arithmetic.text == "the largest value of the period and bloc")
        // Russia in Kazakhstan has no value of 2021, and 11 is the largest of that year.
        #expect(try OwnModel.scores("a", try OwnModel.scorer(model, without: [2])) == [1, 11, 3])
        #expect(Scorer.editions(of: model).text.contains("impute.largest=2"))
        let texts = ["{largest: bloc}", "{group_mean: bloc}", "mean"]
        let definitions = try texts.map { try self.model("impute: \($0)").definitions[1] }
        #expect(Set(definitions).count == 3)
        #expect(problem("impute: largest") == "m:9:69: 'largest' needs a grouping; write {largest: region}")
        #expect(problem("impute: {largest: blok}").contains("did you mean 'bloc'?"))
        #expect(problem("impute: {median: 1}").contains("one of group_mean, group_median, largest"))
    }

    @Test func `A row of the table is all that a step of treatment of one's own takes`() throws {
        let model = try model("treat: {steps: [{ceiling: 2.5}], skewness: 0.001, kurtosis: -9}")
        let step = try #require(model.indicator("a")?.treatment?.steps.first)
        #expect(step.name == "ceiling" && step.arithmetic.text == "at most 2.5")
        #expect(Scorer.editions(of: model).text.contains("treat.ceiling=3"))
        let texts = ["{ceiling: 2.5}", "{ceiling: 3}", "{winsorise: 3}", "log"]
        let definitions = try texts.map { try self.model("treat: {steps: [\($0)]}").definitions[1] }
        #expect(Set(definitions).count == 4)
        // Eleven times 1 and a 50: skewed, so the step is tried.
        var rows: [OwnModel.Row] = []
        for year in ["2020", "2021", "2022"] {
            for country in ["KAZ", "UZB"] as [CountryID] {
                for power in ["RUS", "CHN"] as [PowerID] {
                    let isOdd = power == "RUS" && country == "KAZ" && year == "2022"
                    rows.append(("a", power, country, year, isOdd ? 50 : 1))
                }
            }
        }
        #expect(try OwnModel.scores("a", try OwnModel.scorer(model, rows)) == [1, 1, 2.5])
        #expect(problem("treat: {steps: [ceiling]}").contains("'ceiling' needs its limit; write {ceiling: 10}"))
        #expect(problem("treat: {steps: [{ceilng: 1}]}").contains("a step must be one of {winsorise: 5}, log"))
        #expect(problem("treat: {steps: [{ceilng: 1}]}").contains("{ceiling: 10}"))
    }
}
