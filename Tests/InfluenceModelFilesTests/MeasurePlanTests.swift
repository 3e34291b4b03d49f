import InfluenceModel
import InfluenceModelFiles
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
        ("weight: 1, share: trade_share", "weight: 1, share: visits", "a share of a channel is in 'percent'"),
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
