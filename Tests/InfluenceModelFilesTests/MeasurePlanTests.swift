import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

@Suite struct MeasurePlanTests {
    private let plan = """
        measures:
          pairs: [[RUS, EUU], [EUU, RUS]]
          coopetition:
            scale: 0.5
            threshold: 0.33
            hysteresis: 0.05
            sources: [{indicator: joint_projects, full: 3}]
          pattern: {first_leads: security, second_leads: economic, tolerance: 0.05}
          dependency:
            saturation: 0.8
            min_attributed: 0.9
            channels: [{id: trade, weight: 2, share: trade_share, partners: exports}, {id: own, weight: 1, share: trade_share}]
          overtaking: {shares: [trade_share], share_margin: 1, score_margin: 2, hold: 2, ratio: 2.5}
          displacement: {span: P1Y}
          momentum: {span: P36M, min_coverage: 0.5}

        """

    @Test func `Every part of the measures reads as what it means`() throws {
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + plan)]).model
        let expected = MeasurePlan(
            pairs: [PowerPair("RUS", "EUU"), PowerPair("EUU", "RUS")],
            coopetition: .init(
                scale: 0.5,
                threshold: 0.33,
                hysteresis: 0.05,
                sources: [.init(indicator: "joint_projects", full: 3)]
            ),
            pattern: .init(firstLeads: "security", secondLeads: "economic", tolerance: 0.05),
            dependency: .init(
                saturation: 0.8,
                minAttributed: 0.9,
                channels: [
                    .init(id: "trade", weight: 2, share: "trade_share", partners: "exports"),
                    .init(id: "own", weight: 1, share: "trade_share"),
                ]
            ),
            overtaking: .init(shares: ["trade_share"], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2.5),
            displacement: .months(12),
            momentum: .init(span: .months(36), minCoverage: 0.5)
        )
        #expect(model.measures == expected)
        let none = try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel)]).model
        #expect(none.measures == nil)
        let least = try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + "measures: {pairs: []}\n")]
        )
        #expect(least.model.measures == MeasurePlan())
    }

    @Test func `Gates, tolerances and what a sign has of its own are read, and have defaults`() throws {
        let text = plan.replacing("measures:\n", with: "measures:\n  min_coverage: 0.7\n")
            .replacing("hysteresis: 0.05", with: "hysteresis: 0.05\n    min_coverage: 0.4")
            .replacing("min_attributed: 0.9", with: "min_attributed: 0.9\n    tolerance: 0.01\n    min_coverage: 0.5")
            .replacing("ratio: 2.5", with: "ratio: 2.5, min_coverage: 0.3")
            .replacing("{span: P36M, min_coverage: 0.5}", with: "{span: P36M, min_points: 5}")
            .replacing("full: 3}", with: "full: 3, max_age: none, window: {sum: P5Y}, gaps: zero}")
        let measures = try #require(
            try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + text)]).model.measures
        )
        #expect(
            measures.coopetition?.sources == [
                .init(
                    indicator: "joint_projects",
                    full: 3,
                    age: .unlimited,
                    window: .over(Window(.sum, .months(60))),
                    isRegister: true
                )
            ]
        )
        #expect(measures.dependency?.tolerance == 0.01 && measures.momentum?.minPoints == 5)
        let gates: [(Measure, Double)] = [
            (.share, 0.7), (.tilt, 0.7), (.cooperation, 0.4), (.dependencyJoint, 0.5), (.concentration, 0.9),
            (.overtakingGap, 0.3), (.displacement, 0.7), (.momentum, 0.7),
        ]
        for (measure, gate) in gates { #expect(measures.gate(of: measure) == gate, "\(measure)") }
        let usual = try #require(
            try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + plan)]).model.measures
        )
        #expect(usual.minCoverage == 0.6 && usual.gate(of: .cooperation) == 0.6)
        #expect(usual.dependency?.tolerance == 0.005 && usual.momentum?.minPoints == 3)
        #expect(usual.momentum?.minCoverage == 0.5)
        let age = plan.replacing("full: 3}", with: "full: 3, max_age: P60M}")
        let sign = try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + age)]).model.measures?
            .coopetition?.sources.first
        #expect(sign?.age == .atMost(.months(60)) && sign?.window == .asIndicator && sign?.isRegister == false)
    }

    /// Before: refused for the unit of its observations, and taken though a logarithm had left no unit.
    @Test func `A channel's share is in per cent after its steps, whatever its observations are in`() throws {
        let rest = sampleModel.replacing(
            "- {id: exports, title: Exports, unit: USD, flow: true}",
            with: "- {id: exports, title: Exports, unit: USD, flow: true, transform: share}"
        )
        let own = plan.replacing("weight: 1, share: trade_share", with: "weight: 1, share: exports")
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: rest + own)]).model
        #expect(model.measures?.dependency?.channels.map(\.share).contains("exports") == true)
        let logarithm = rest.replacing("transform: share}", with: "transform: [share, {log: {base: 10}}]}")
        let refusal = #expect(throws: DiagnosticList.self) {
            try ModelFiles.load(sources: [ModelSource(name: "m", text: logarithm + own)])
        }
        #expect(refusal?.description.contains("'exports' has a value without a unit, but a share") == true)
    }

    @Test(arguments: [
        ("[RUS, EUU], [EUU, RUS]", "[RUS, RUS]", "a pair is two different powers, such as [RUS, CHN]"),
        ("[RUS, EUU], [EUU, RUS]", "[RUS, EUU], [RUS, EUU]", "the pair 'RUS+EUU' is listed twice"),
        ("[RUS, EUU], [EUU, RUS]", "[RUS, EU]", "unknown power 'EU'; did you mean 'EUU'?"),
        ("first_leads: security", "first_leads: economic", "'first_leads' and 'second_leads' are both 'economic'"),
        ("first_leads: security", "first_leads: trade_share", "unknown dimension 'trade_share'"),
        ("indicator: joint_projects", "indicator: visits", "'visits' is about a dyad, not about pairs of powers"),
        ("full: 3", "full: 0", "'full': 0 is not above 0"),
        ("saturation: 0.8", "saturation: 1", "'saturation': 1 is not above 0 and below 1"),
        ("{id: own, weight: 1", "{id: trade, weight: 1", "channel 'trade' is already listed at line"),
        ("weight: 1, share: trade_share", "weight: 1, share: visits", "is in per cent; name one with unit: percent"),
        ("partners: exports", "partners: gdp", "'gdp' is about a country, not about a power in a country"),
        ("partners: exports", "partners: trade_share", "'trade_share' itself has inputs; name those"),
        (
            "shares: [trade_share]", "shares: [trade_shar]",
            "unknown indicator 'trade_shar'; did you mean 'trade_share'?"
        ),
        ("ratio: 2.5", "ratio: 1", "'ratio': 1 is not above 1"),
        ("hold: 2, ", "", "'overtaking' has no 'hold', which is required"),
        ("span: P1Y", "span: PT1H", "is not of whole days"),
        ("threshold: 0.33", "treshold: 0.33", "unknown key 'treshold'"),
        ("measures:\n", "measures:\n  min_coverage: 1.5\n", "'min_coverage': 1.5 is outside 0...1"),
        ("hysteresis: 0.05", "hysteresis: 0.05\n    min_coverage: -1", "'min_coverage': -1 is outside 0...1"),
        ("min_attributed: 0.9", "min_attributed: 0.9\n    tolerance: 2", "'tolerance': 2 is outside 0...1"),
        ("span: P36M", "span: P36M, min_points: 2", "'min_points': 2 is outside 3...1000"),
        ("full: 3}", "full: 3, gaps: zero}", "'gaps: zero' needs a window, in which nothing was"),
        ("full: 3}", "full: 3, gaps: none}", "unknown gaps 'none'"),
        ("full: 3}", "full: 3, max_age: never}", "or 'none'"),
        ("full: 3}", "full: 3, window: P5Y}", "a window; write last or one of"),
        (
            "full: 3}", "full: 3, window: {sum: P5Y}, gaps: zero, max_age: P1Y}",
            "'gaps: zero' and 'max_age' exclude each other"
        ),
        ("full: 3}", "full: 3}, {indicator: joint_projects, full: 1}", "the source 'joint_projects' is listed twice"),
        ("[{indicator: joint_projects, full: 3}]", "[]", "at least one source is required"),
    ])
    func `What is wrong in the measures is told where it stands`(old: String, new: String, message: String) throws {
        let broken = plan.replacing(old, with: new)
        try #require(broken != plan)
        let found = diagnostics(sampleModel + broken)
        let offset = sampleModel.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(found.contains { $0.contains(message) }, "\(found)")
        #expect(
            found.allSatisfy { text in
                text.split(separator: ":").dropFirst().first.flatMap { Int($0) }.map { $0 > offset } ?? false
            },
            "\(found)"
        )
    }
}
