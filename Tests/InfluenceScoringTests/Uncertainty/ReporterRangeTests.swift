import InfluenceModel
import InfluenceScoring
import Testing

@Suite struct ReporterRangeTests {
    private let model: Model = {
        let leaf = { (id: NodeID, reporters: Reporters?, transform: [Transform]) in
            Indicator(
                id: id,
                title: "",
                reporters: reporters,
                transform: transform,
                normalisation: Normalisation(.goalposts(low: 0, high: 100)),
                cadence: .months(12),
                maxAge: .months(36)
            )
        }
        var model = Model(
            .node(
                "index",
                [
                    .leaf(leaf("trade", Reporters([], byCountry: ["KAZ": ["BNS", "COW", "WB"]]), []), weight: 1),
                    .leaf(leaf("loans", ["IDS", "WB"], []), weight: 1),
                    .leaf(leaf("remittances", nil, [.ratio(to: "gdp", scale: 100)]), weight: 2),
                ]
            ),
            powers: ["RUS", "CHN"],
            tracked: [Indicator(id: "gdp", title: "", subject: .country, reporters: ["WB", "NATIONAL"])]
        )
        model.grid = .listed(["2023"])
        model.uncertainty = UncertaintyPlan(replications: 10, sensitivity: 0)
        return model
    }()

    private let observations = [
        observed("trade", "RUS", "KAZ", "2023", 20, by: "BNS"), observed("trade", "RUS", "KAZ", "2023", 30, by: "COW"),
        // Another period is another fact.
        observed("trade", "RUS", "KAZ", "2022", 90, by: "WB"), observed("trade", "CHN", "KAZ", "2023", 40, by: "BNS"),
        observed("trade", "CHN", "KAZ", "2022", 10, by: "COW"), observed("loans", "RUS", "KAZ", "2023", 50, by: "IDS"),
        observed("loans", "RUS", "KAZ", "2023", 10, by: "WB"), observed("loans", "CHN", "KAZ", "2023", 60, by: "IDS"),
        // No value is no other value.
        observed("loans", "CHN", "KAZ", "2023", nil, .missing, by: "WB"),
        observed("remittances", "RUS", "KAZ", "2023", 5, by: "CBR"),
        observed("remittances", "RUS", "KAZ", "2023", 5, by: "NBK"),
        observed("gdp", nil, "KAZ", "2023", 10, by: "WB"), observed("gdp", nil, "KAZ", "2023", 20, by: "NATIONAL"),
    ]

    private func found(_ observations: [Observation]) throws -> (PeriodUncertainty, ScoreTable) {
        let scorer = try Scorer(model: model, panel: Panel(observations))
        let columns = scorer.columns(for: ["2023"])
        let table = try ScoreTable(scoring: columns.map(\.treated), of: model, for: ["2023"], threads: 1)
        let found = try scorer.uncertainty(
            of: table,
            from: columns,
            at: 0,
            pairs: .all,
            isComplete: true,
            threads: 1
        )
        return (try #require(found), table)
    }

    @Test func `Each listed reporter takes the place of those chosen, for the same dyad and period`() throws {
        let (found, _) = try found(observations)
        let trade = try #require(found.reporterRange(node: 1, dyad: 0))
        #expect(trade.low == 20 && trade.high == 30 && trade.reporters == ["COW"])
        let loans = try #require(found.reporterRange(node: 2, dyad: 0))
        #expect(loans.low == 10 && loans.high == 50 && loans.reporters == ["WB"])
        // What is divided by has reporters too.
        let remittances = try #require(found.reporterRange(node: 3, dyad: 0))
        #expect(remittances.low == 25 && remittances.high == 50 && remittances.reporters == ["NATIONAL"])
        // (20 + 50 + 2 x 50) / 4 by the model, 45 by COW, 32.5 by the World Bank, 30 by the national accounts.
        let index = try #require(found.reporterRange(node: 0, dyad: 0))
        #expect(index.low == 30 && index.high == 45 && index.reporters == ["COW", "NATIONAL", "WB"])
        // Nobody else tells of China's trade in that year.
        for node in 0...3 { #expect(found.reporterRange(node: node, dyad: 1) == nil) }
    }

    @Test func `Where all say the same there is no range, and it never enters the interval`() throws {
        let (disagreed, table) = try found(observations)
        let agreed = observations.filter { $0.series.reporter != "COW" && $0.series.reporter != "NATIONAL" }
            .filter { $0.series.indicator != "loans" || $0.series.reporter == "IDS" }
        let (found, same) = try found(agreed)
        for node in 0...3 {
            #expect(found.reporterRange(node: node, dyad: 0) == nil)
            #expect(
                table.score(node: node, dyad: 0, period: 0).value == same.score(node: node, dyad: 0, period: 0).value
            )
            #expect(found.replicated?.score(node: node, dyad: 0) == disagreed.replicated?.score(node: node, dyad: 0))
        }
    }
}
