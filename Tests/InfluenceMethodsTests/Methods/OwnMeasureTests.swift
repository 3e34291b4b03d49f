import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import Testing

@testable import InfluenceEngine

/// A measure that only this file knows: by how many points the leading power is ahead of the next one.
private struct LeaderGap: MeasureMethod {
    static let name = "leader_gap"
    static let subject = Measure.Subject.country
    static let basis = Measure.Basis.powers
    static let unit = "points"

    init(_ given: MethodArguments) {}

    var definition: String { "the highest index less the second highest" }
    func range(on scale: Scale) -> ClosedRange<Double>? { 0...(scale.high - scale.low) }

    func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        country.periods.indices.map { period in
            let values = country.configured.compactMap { country.index(of: $0, at: period).value }.sorted(by: >)
            let coverage = Double(values.count) / Double(country.configured.count)
            return Score(
                measured: values.count < 2 ? .nan : values[0] - values[1],
                coverage: coverage,
                confidence: coverage,
                gate: gate(in: country.plan)
            )
        }
    }

    func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        let powers = question.measures.configured
        var parts: [MeasurePart] = []
        for power in powers {
            var part = try explainer.power(question, power, weight: 1 / Double(powers.count))
            part.isUsed = part.value != nil
            parts.append(part)
        }
        let known = parts.count(where: \.isUsed)
        let closed = explainer.gate(
            .powers,
            question,
            known: known,
            of: powers.count,
            coverage: Double(known) / Double(powers.count),
            question.gate
        )
        return question.answer(parts, closed)
    }
}

/// A measure of states with a constant of its own: whether one of a pair is ahead by more than so many points.
private struct Ahead: MeasureMethod {
    static let name = "ahead"
    static let subject = Measure.Subject.pair
    static let basis = Measure.Basis.powers
    static let edition = 2
    static let labels = [
        MeasureLabel(code: -1, text: "A ahead"), MeasureLabel(code: 0, text: "level"),
        MeasureLabel(code: 1, text: "B ahead"),
    ]
    static let form = MethodForm(.numbers(["points"]), example: "{ahead: 5}")

    let points: Double

    init(_ given: MethodArguments) throws(MethodProblem) {
        points = given.number("points")
        guard points >= 0 else { throw MethodProblem("nobody is ahead by less than nothing; write 0 or more") }
    }

    var definition: String { "whether A or B is ahead by more than \(points) points" }

    func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? {
        guard case .pair(let first, let second, _) = subject else { return nil }
        return country.periods.indices.map { period in
            let sides = [first, second].map { country.index(of: $0, at: period) }
            var state = Double.nan
            if let one = sides[0].value, let other = sides[1].value {
                state = other - one > points ? 1 : one - other > points ? -1 : 0
            }
            return Score(
                measured: state,
                coverage: min(sides[0].coverage, sides[1].coverage),
                confidence: min(sides[0].confidence, sides[1].confidence),
                gate: gate(in: country.plan)
            )
        }
    }

    func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        guard let (first, second) = question.pair else { return question.answer([], .notComparable) }
        var parts: [MeasurePart] = []
        for power in [first, second] {
            var part = try explainer.power(question, power, weight: 0.5)
            part.isUsed = part.value != nil
            parts.append(part)
        }
        let missing = parts.first { !$0.isUsed }.map { MeasureAbsence.noScore(PowerID($0.id), of: "index") }
        return question.answer(parts, missing)
    }

    func sentence(_ facts: MeasureSentence) -> String? {
        guard facts.value != 0 else { return "neither is ahead by more than \(points) points" }
        return "\(facts.name(facts.value < 0 ? facts.pair.first : facts.pair.second)) is ahead"
    }
}

/// A measure is a file and a row: nothing but the table is told of these two.
@Suite struct OwnMeasureTests {
    private var kinds: MethodKinds {
        var kinds = MethodKinds.standard
        kinds.measures.append(LeaderGap.self)
        kinds.measures.append(Ahead.self)
        return kinds
    }

    private static let measures = "measures:\n  pairs: [[RUS, CHN]]\n  ahead: 2\n"

    private func load(_ measures: String, _ kinds: MethodKinds) throws -> Model {
        let source = ModelSource(name: "m", text: TrialModel.text + measures)
        return try ModelFiles.load(sources: [source], kinds: kinds).model
    }

    private func problem(_ measures: String) -> String {
        do {
            _ = try load(measures, kinds)
            return "nothing"
        } catch {
            return "\(error)"
        }
    }

    private static let rules = """
        rules:
          - {id: wide, kind: measure, measure: leader_gap, country: KAZ, above: 2}
          - {id: led, kind: measure, measure: ahead, country: KAZ, power: RUS+CHN, is: RUS ahead}

        """

    private func withService(_ body: (TestService) async throws -> Void) async throws {
        let trial = try Trial(model: TrialModel.text + Self.measures, alerts: Self.rules, kinds: kinds)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await TestService.with(trial, body)
    }

    @Test func `A row of the table makes a measure one of the model language`() throws {
        let model = try load(Self.measures, kinds)
        #expect(model.measureNodes.suffix(2) == ["measure.leader_gap", "measure.ahead"])
        let ahead = try #require(model.measure(of: "measure.ahead")?.measure)
        #expect(ahead.unit == "state (-1 A ahead, 0 level, 1 B ahead)" && ahead.range(scale: model.scale) == nil)
        #expect(ahead.label(-1, pair: PowerPair("RUS", "CHN")) == "RUS ahead")
        #expect(model.measures?.gate(of: ahead) == 0.6)
        #expect(Scorer.editions(of: model).text.contains("measure.ahead=2 measures="))
        // Another constant is another measure; without its key there is none, and without its row no key.
        let other = try load(Self.measures.replacing("ahead: 2", with: "ahead: 3"), kinds)
        #expect(other.measures != model.measures && other.measureNodes == model.measureNodes)
        let none = try load(Self.measures.replacing("  ahead: 2\n", with: ""), kinds)
        #expect(none.measureNodes.last == "measure.leader_gap" && none.measure(of: "measure.ahead") == nil)
        #expect(!Scorer.editions(of: none).text.contains("measure.ahead"))
    }

    @Test func `What is wrong with its key is said with its place and what would be right`() {
        #expect(
            problem(Self.measures.replacing("ahead: 2", with: "ahead: -1")).hasSuffix(
                "'ahead': nobody is ahead by less than nothing; write 0 or more"
            )
        )
        #expect(problem(Self.measures.replacing("ahead: 2", with: "ahed: 2")).contains("did you mean 'ahead'?"))
        #expect(problem(Self.measures.replacing("ahead: 2", with: "ahead: much")).contains("'ahead'"))
    }

    @Test func `It is computed, stored, shown in tables with its label and sentence, and explained`() async throws {
        try await withService { service in
            // Russia has (3 x 40 + 50) / 4, China 40.
            let gap = try await service.client.call("GetMeasures", ["country": "KAZ", "measure": "leader_gap"])
            let row = try #require(gap.list("measures").first)
            #expect(row.number("value") == 2.5 && row.text("power") == "WLD" && row.text("basis") == "powers")
            #expect(row.texts("used") == ["CHN", "RUS", "EUU"] && row.number("coverage") == 1)
            #expect(row.number("min_coverage") == 0.6 && row.text("data_to") == "2023-12-31")
            #expect(gap.list("definitions").first?.text("definition") == "the highest index less the second highest")

            let state = try await service.client.call("GetMeasures", ["country": "KAZ", "measure": "ahead"])
            let ahead = try #require(state.list("measures").first)
            #expect(ahead.text("label") == "RUS ahead" && ahead.text("sentence") == "Russia is ahead")
            let history = try await service.client.call(
                "GetHistory",
                ["country": "KAZ", "power": "RUS+CHN", "node": "ahead"]
            )
            #expect(history.list("points").last?.text("label") == "RUS ahead")
            let absent = try await service.client.call("GetMeasures", ["country": "UZB", "measure": "ahead"])
            let unknown = try #require(absent.list("measures").first)
            #expect(unknown.number("value") == nil && unknown.text("reason") == "not enough data")

            let explained = try await service.client.call(
                "Explain",
                ["country": "KAZ", "power": "RUS+CHN", "node": "ahead"]
            )
            let measure = try #require(explained["measure"]?.objectValue)
            #expect(measure.text("formula") == "whether A or B is ahead by more than 2.0 points")
            #expect(measure.list("parts").map { $0.number("value") } == [42.5, 40])
            #expect(measure.text("sentence") == "Russia is ahead" && measure.text("label") == "RUS ahead")
        }
    }

    @Test func `Rules watch it by its levels and states, within its range`() async throws {
        try await withService { service in
            let alerts = try await service.client.call("ListAlerts")
            #expect(Set(alerts.list("alerts").compactMap { $0.text("rule") }) == ["wide", "led"])
        }
        let model = try load(Self.measures, kinds)
        func problem(_ rule: String) -> String {
            do {
                let text = "rules:\n- {id: r, kind: measure, \(rule)}"
                _ = try RuleFile.read(text, name: "a", model: model, feeds: [])
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
        #expect(problem("measure: leader_gap, above: 99") == "nothing")
        #expect(problem("measure: leader_gap, above: 100").contains("never met: leader_gap is within 0...100"))
        #expect(problem("measure: ahead, above: 0").contains("the measure ahead has states: A ahead, level, B ahead"))
        #expect(problem("measure: aheads, is: level").contains("did you mean 'ahead'?"))
    }
}
