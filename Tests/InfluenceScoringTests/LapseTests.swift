import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite("Lapses")
struct LapseTests {
    /// An index of two yearly indicators and a lasting one; without trade there is too little of it.
    private static let model: Model = {
        func yearly(_ id: NodeID) -> Indicator {
            Indicator(id: id, title: "", cadence: .months(12), maxAge: .months(24))
        }
        var model = Model(
            .group(
                "index",
                Aggregate(method: .arithmetic, minCoverage: 0.6),
                weight: 1,
                [
                    .leaf(yearly("trade"), weight: 2), .leaf(yearly("loans"), weight: 1),
                    .leaf(Indicator(id: "bases", title: ""), weight: 1),
                ]
            ),
            countries: ["KAZ", "UZB"]
        )
        model.grid = .regular(.month, from: "2020-01")
        return model
    }()

    private static let observations = [
        observed("trade", "RUS", "KAZ", "2023", 1), observed("loans", "RUS", "KAZ", "2022", 1),
        observed("bases", "RUS", "KAZ", "2020-01", 1), observed("trade", "CHN", "KAZ", "2021", 1),
        observed("bases", "CHN", "KAZ", "2020-01", 1),
    ]

    private func forecast(
        at period: Period,
        ahead: CalendarDuration = .months(12),
        behind: CalendarDuration = .months(12),
        _ observations: [Observation] = observations
    ) throws -> LapseForecast {
        try Scorer(model: Self.model, panel: Panel(observations)).lapses(at: period, ahead: ahead, behind: behind)
    }

    private func text(_ lapses: [Lapse]) -> [String] {
        lapses.map { "\($0.period) \($0.dyad.power) \($0.node) \($0.leaves.map(\.text).joined(separator: "+"))" }
    }

    @Test func `a forecast names each score once, the first period without it and what it waits for`() throws {
        let forecast = try forecast(at: "2024-11", ahead: .months(24))
        #expect(
            text(forecast.coming) == ["2025-01 RUS loans loans", "2026-01 RUS index trade", "2026-01 RUS trade trade"]
        )
        #expect(forecast.through == "2026-11")
        // China's trade of 2021 became too old in January 2024.
        #expect(text(forecast.past) == ["2024-01 CHN index trade", "2024-01 CHN trade trade"])
    }

    @Test func `further away than asked nothing is told`() throws {
        #expect(text(try forecast(at: "2024-11", ahead: .months(1)).coming) == [])
        #expect(text(try forecast(at: "2024-11", ahead: .months(2)).coming) == ["2025-01 RUS loans loans"])
        #expect(try forecast(at: "2024-11", behind: .months(9)).past == [])
    }

    @Test func `what was withdrawn has not lapsed`() throws {
        let withdrawn = Self.observations.map { observation in
            observation.series.power == "CHN" && observation.series.indicator == "trade"
                ? observed("trade", "CHN", "KAZ", "2021", nil, .missing) : observation
        }
        #expect(try forecast(at: "2024-11", withdrawn).past == [])
    }

    // MARK: Shares

    /// Russia's trade is known of 2013 alone, which is too old from January 2017 on; of a month in between another reporter
    /// knows, without it.
    private static func shares(_ month: Period?, maxAge: Int = 36) throws -> Scorer {
        var model = Model(
            .node(
                "index",
                [
                    .leaf(
                        Indicator(
                            id: "trade_share",
                            title: "",
                            inputs: ["trade"],
                            reporters: ["HOST", "MIRROR"],
                            lag: .months(12),
                            transform: [.share()],
                            cadence: .months(12),
                            maxAge: .months(maxAge)
                        ),
                        weight: 1
                    )
                ]
            )
        )
        model.grid = .regular(.month, from: "2013-01")
        var rows = [
            observed("trade", "RUS", "KAZ", "2013", 30, by: "HOST"),
            observed("trade", "CHN", "KAZ", "2013", 10, by: "HOST"),
            observed("trade", .world, "KAZ", "2013", 100, by: "HOST"),
        ]
        if let month {
            rows.append(observed("trade", "CHN", "KAZ", month, 2, by: "MIRROR"))
            rows.append(observed("trade", .world, "KAZ", month, 8, by: "MIRROR"))
        }
        return try Scorer(model: model, panel: Panel(rows))
    }

    /// Before: a figure that a table without it had hidden by when it became too old had been withdrawn, not lapsed.
    @Test(arguments: [nil, "2016-12", "2016-10", "2016-07"] as [Period?])
    func `what is too old has lapsed, also where a table without it came first`(_ month: Period?) throws {
        let forecast = try Self.shares(month).lapses(at: "2017-05", ahead: .months(3), behind: .months(12))
        let first = month ?? "2017-01"
        let russia = text(forecast.past).filter { $0.contains("RUS") }
        #expect(russia == ["\(first) RUS index trade_share", "\(first) RUS trade_share trade_share"])
    }

    @Test func `what a table leaves out and is young enough has not lapsed`() throws {
        let forecast = try Self.shares("2016-10", maxAge: 48).lapses(
            at: "2017-05",
            ahead: .months(3),
            behind: .months(12)
        )
        #expect(text(forecast.past).filter { $0.contains("RUS") } == [])
    }

    @Test func `a forecast is what scoring the periods to come gives`() throws {
        var random = SplitMix(12)
        for _ in 0..<40 {
            var observations: [Observation] = []
            for indicator in ["trade", "loans", "bases"] as [NodeID] {
                for power in ["RUS", "CHN"] as [PowerID] {
                    for year in 2019...2024 where random.chance(0.3) {
                        let period = try #require(Period.year(year))
                        observations.append(observed(indicator, power, "KAZ", period, 1))
                    }
                }
            }
            let scorer = try Scorer(model: Self.model, panel: Panel(observations))
            let forecast = try scorer.lapses(at: "2024-06", ahead: .months(30), behind: .months(30))
            let table = try scorer.scores(for: Self.model.grid.periods(through: Period("2026-12").end))
            for node in table.nodes {
                for dyad in table.dyads {
                    let gone = table.periods.first { period in
                        period.start > Period("2024-06").start && table[node, dyad, period]?.value == nil
                    }
                    let isThere = table[node, dyad, "2024-06"]?.value != nil
                    let told = forecast.coming.filter { $0.node == node && $0.dyad == dyad }
                    #expect(told.map(\.period) == (isThere ? [gone].compactMap { $0 } : []))
                }
            }
        }
    }

    @Test func `a period outside of the grid is refused, and the span is bounded`() throws {
        #expect(throws: ScoringError.unknownPeriod("2019-12")) { try forecast(at: "2019-12") }
        let far = try forecast(at: "2024-11", ahead: .months(12 * 9_000))
        #expect(far.through == "2034-11")
    }
}
