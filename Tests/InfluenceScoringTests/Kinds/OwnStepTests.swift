import InfluenceModel
import InfluenceScoring
import Testing

/// A step that only this file knows: so many times the value, less an offset.
private struct Times: TransformMethod {
    static let name = "times"
    static let edition = 4
    static let keepsRate = true
    static let form = MethodForm(.numbers(["factor"]), options: [.init("less", .number)], example: "{times: 2}")

    let factor: Double
    let less: Double

    init(_ given: MethodArguments) throws(MethodProblem) {
        factor = given.number("factor")
        less = given.number("less", usual: 0)
        guard less >= 0 else { throw MethodProblem("write 0 or more", at: "less") }
    }

    func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, factor)
        definition.field("less", less, unless: 0)
    }

    func text(of what: String, isFlow: Bool) -> String { "\(factor) times \(what.isEmpty ? "x" : what)" }
    func range(of values: RawRange) -> RawRange { values.through { $0 * factor - less } }
    func result(of value: Double, _ operands: Operands) throws(Absence) -> Double { value * factor - less }
}

/// A window that only this file knows: the amount, of which what lies back more than a year counts half.
private struct Halved: WindowMethod {
    static let name = "halved"
    static let edition = 5
    static let form = MethodForm(
        .duration,
        options: [.init("after", .duration, isRequired: true)],
        example: "{halved: P3Y, after: P1Y}"
    )

    let after: CalendarDuration

    init(_ given: MethodArguments) throws(MethodProblem) {
        guard let after = given.durations["after"] else { throw MethodProblem("'after' says from when on") }
        self.after = after
    }

    func write(into definition: inout DefinitionBytes) { definition.field("after", after) }

    func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String { "halved sum of \(length)" }

    func weight(from: Double, to: Double) -> Double {
        let edge = -after.lengthInMonths
        return (min(to, edge) - min(from, edge)) / 2 + max(to, edge) - max(from, edge)
    }

    func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double) {
        (total / share, 1 / share)
    }
}

@Suite struct OwnStepTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.transforms.append(Times.self)
        kinds.windows.append(Halved.self)
        return kinds
    }

    private func model(_ first: String) throws -> Model {
        try OwnModel.load(OwnModel.text(first: ", \(first)"), kinds)
    }

    private func problem(_ first: String) -> String { OwnModel.problem(OwnModel.text(first: ", \(first)"), kinds) }

    @Test func `A row of the table is all that a step of one's own takes`() throws {
        let model = try model("transform: [{times: 3, less: 1}, {round: 0}]")
        let steps = try #require(model.indicator("a")?.transform)
        #expect(steps.map(\.name) == ["times", "round"])
        #expect(steps[0].text(of: "", isFlow: false) == "3.0 times x")
        let scorer = try OwnModel.scorer(model)
        #expect(try OwnModel.scores("a", scorer) == [2, 5, 8])
        #expect(try OwnModel.explained("a", scorer).score.value == 8)
        #expect(Scorer.editions(of: model).text.contains("transform.times=4"))
        let texts = ["{times: 3, less: 1}", "{times: 3}", "{times: 2}", "{power: 3}"]
        let definitions = try texts.map { try self.model("transform: \($0)").definitions[1] }
        #expect(Set(definitions).count == 4)
        // What a hypothesis may be, through the step.
        let range = try self.model("transform: {times: 3, less: 1}, range: [0, 10]").indicator("a")
        #expect(range.map { RawRange($0) { _ in nil } } == RawRange(low: -1, high: 29))
    }

    @Test func `What is wrong with a step's keys is said with its place and what would be right`() {
        #expect(problem("transform: {times: 3, less: -1}") == "m:9:89: 'less': write 0 or more")
        #expect(problem("transform: times") == "m:9:72: 'times' needs a value; write {times: 2}")
        #expect(problem("transform: tims").contains("did you mean 'times'?"))
        #expect(problem("transform: {times: 3, les: 1}").contains("did you mean 'less'?"))
    }

    @Test func `A row of the table is all that a window of one's own takes, as a window and as a step`() throws {
        let model = try model("flow: true, window: {halved: P3Y, after: P1Y}")
        #expect(model.indicator("a")?.window?.kind.name == "halved")
        let asStep = try self.model("flow: true, transform: [{halved: P3Y, after: P1Y}]")
        #expect(model == asStep)
        let step = try #require(model.indicator("a")?.transform.first)
        #expect(step.text(of: "", isFlow: true) == "halved sum of P3Y")
        // 1, 2 and 3 of three years, all of them known in 2022.
        let scorer = try OwnModel.scorer(model)
        #expect(try OwnModel.scores("a", scorer)[2] == 3 + 1 + 0.5)
        #expect(Scorer.editions(of: model).text.contains("window.halved=5"))
        let texts = ["{halved: P3Y, after: P1Y}", "{halved: P3Y, after: P2Y}", "{sum: P3Y}"]
        let definitions = try texts.map { try self.model("flow: true, window: \($0)").definitions[1] }
        #expect(Set(definitions).count == 3)
        #expect(problem("window: {halved: P3Y}").contains("has no 'after', which is required"))
        #expect(problem("window: {sum: P3Y, after: P1Y}").contains("'after' belongs to 'halved'"))
        #expect(problem("window: halvd").contains("{halved: P3Y, after: P1Y}"))
    }
}
