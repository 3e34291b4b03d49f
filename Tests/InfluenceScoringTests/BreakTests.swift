import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite("Dates of data, breaks and lapses")
struct BreakTests {
    private let rus = Dyad(power: "RUS", country: "KAZ")

    private func evidence(_ model: Model, _ rows: [Observation]) throws -> Evidence {
        var model = model
        model.grid = .regular(.month, from: "2000-01")
        return Evidence(model: model, panel: try Panel(rows))
    }

    private let trade = Indicator(
        id: "trade",
        title: "",
        isFlow: true,
        reporters: ["A", "B"],
        transform: [.ratio(to: "gdp", scale: 100)],
        cadence: .months(12),
        maxAge: .months(36)
    )
    private let gdp = Indicator(
        id: "gdp",
        title: "",
        subject: .country,
        reporters: ["WB", "NATIONAL"],
        maxAge: .months(24)
    )
    private let bases = Indicator(id: "bases", title: "", maxAge: .months(120))

    private var model: Model {
        Model(
            .node("index", [.node("economic", [.leaf(trade, weight: 1)]), .leaf(bases, weight: 1)]),
            tracked: [gdp]
        )
    }

    private let rows = [
        observed("trade", "RUS", "KAZ", "2018", 10, by: "A"), observed("trade", "RUS", "KAZ", "2019", 12, by: "A"),
        observed("trade", "RUS", "KAZ", "2021", 20, by: "B"),
        observed("trade", "RUS", "KAZ", "2022", 30, .seriesBreak, by: "B"),
        observed("trade", "RUS", "KAZ", "2023", 31, by: "B"), observed("gdp", nil, "KAZ", "2017", 100, by: "WB"),
        observed("gdp", nil, "KAZ", "2020", 100, by: "WB"), observed("gdp", nil, "KAZ", "2023", 100, by: "NATIONAL"),
        observed("bases", "RUS", "KAZ", "2016-03-15", 2),
    ]

    @Test func `a figure knows the ends of the oldest and newest period that it stands on`() throws {
        let evidence = try evidence(model, rows)
        let span = { (node: NodeID, period: Period) in evidence.dataSpan(of: node, self.rus, at: period) }
        #expect(span("trade", "2019-12") == DataSpan(from: Period("2017").end, to: Period("2019").end))
        #expect(span("economic", "2022-12") == DataSpan(from: Period("2020").end, to: Period("2022").end))
        #expect(span("index", "2022-12") == DataSpan(from: Period("2016-03-15").end, to: Period("2022").end))
        #expect(span("bases", "2030-01") == nil)
        #expect(span("index", "2017-12") == DataSpan(from: Period("2016-03-15").end, to: Period("2016-03-15").end))
        let details = try #require(evidence.details(of: "trade", rus, at: "2022-06"))
        #expect(details.value == 20 && details.reporter == "B" && details.newest == "2021" && details.source == nil)
        #expect(evidence.details(of: "trade", rus, at: "2017-12")?.absence == .noObservation)
    }

    @Test func `under a gate that is closed nothing counts`() throws {
        let gated = Model(
            .node(
                "index",
                [
                    .group(
                        "economic",
                        Aggregate(method: .arithmetic, minCoverage: 0.9),
                        weight: 1,
                        [.leaf(trade, weight: 1), .leaf(Indicator(id: "y", title: ""), weight: 1)]
                    ), .leaf(bases, weight: 1),
                ]
            ),
            tracked: [gdp]
        )
        let table = try Scorer(model: gated, panel: Panel(rows)).scores(for: ["2022-12"])
        let evidence = try evidence(gated, rows)
        let day = Period("2016-03-15").end
        #expect(evidence.dataSpan(of: "index", rus, at: "2022-12", in: table) == DataSpan(from: day, to: day))
        #expect(evidence.dataSpan(of: "index", rus, at: "2022-12")?.to == Period("2022").end)
        #expect(evidence.dataSpan(of: "economic", rus, at: "2022-12", in: table) == nil)
    }

    @Test func `breaks are changes of reporter, status B, and those of the denominator`() throws {
        let evidence = try evidence(model, rows)
        let breaks = { (from: Period, to: Period) in evidence.breaks(of: "economic", self.rus, from: from, to: to) }
        #expect(breaks("2018-12", "2020-12") == [])
        let reporter = SeriesBreak(indicator: "trade", kind: .reporter(from: "A", to: "B"), since: "2021-12")
        #expect(breaks("2020-12", "2021-12") == [reporter])
        let status = SeriesBreak(indicator: "trade", kind: .status("2022"), since: "2022-12")
        #expect(breaks("2021-12", "2022-12") == [status])
        let divisor = SeriesBreak(indicator: "gdp", kind: .reporter(from: "WB", to: "NATIONAL"), since: "2023-12")
        #expect(breaks("2022-12", "2023-12") == [divisor])
        #expect(breaks("2019-12", "2024-06") == [reporter, status, divisor])
        // Passed over by the grid it is there all the same.
        #expect(breaks("2022-11", "2024-06") == [status, divisor])
        #expect(evidence.breaks(of: "index", rus, from: "2019-12", to: "2024-06").count == 3)
        #expect(breaks("2024-06", "2019-12") == [] && breaks("2017-01", "2018-12") == [])
        #expect(
            evidence.breaks(of: "economic", Dyad(power: "CHN", country: "KAZ"), from: "2018-12", to: "2024-06") == []
        )
        for found in [reporter, status, divisor] { #expect(!found.description.isEmpty) }
    }

    @Test func `a table breaks with its total, and where published shares stand in`() throws {
        let share = Indicator(
            id: "share",
            title: "",
            inputs: ["x"],
            reporters: ["A"],
            fallback: "p",
            transform: [.share()],
            cadence: .months(12)
        )
        let model = Model(
            share,
            tracked: [Indicator(id: "x", title: ""), Indicator(id: "p", title: "", reporters: ["A"])]
        )
        let evidence = try evidence(
            model,
            [
                observed("x", "RUS", "KAZ", "2019", 10, by: "A"), observed("x", .world, "KAZ", "2019", 100, by: "A"),
                observed("x", "RUS", "KAZ", "2020", 10, by: "A"),
                observed("x", .world, "KAZ", "2020", 100, .seriesBreak, by: "A"),
                observed("p", "RUS", "KAZ", "2021", 12, by: "A"),
            ]
        )
        #expect(
            evidence.breaks(of: "index", rus, from: "2019-12", to: "2022-01") == [
                SeriesBreak(indicator: "share", kind: .status("2020"), since: "2020-12"),
                SeriesBreak(indicator: "share", kind: .source(from: "share", to: "p"), since: "2021-12"),
            ]
        )
        #expect(evidence.details(of: "share", rus, at: "2022")?.source == "p")
    }

    @Test func `what lapses next is the first day of the grid without a value`() throws {
        let evidence = try evidence(model, rows)
        let lapse = { (node: NodeID, period: Period) in evidence.lapses(of: node, self.rus, at: period) }
        // 2023 and 36 months; the denominator is of the very period and does not age.
        #expect(lapse("trade", "2024-06") == Period("2027-01").end)
        // What is already known of later periods is no news.
        #expect(lapse("trade", "2019-12") == Period("2027-01").end)
        #expect(lapse("bases", "2024-06") == Period("2026-03").end)
        #expect(lapse("index", "2024-06") == Period("2026-03").end)
        #expect(lapse("trade", "2027-01") == nil)
        #expect(lapse("trade", "2018-11") == nil)
        let endless = Model(Indicator(id: "e", title: ""))
        #expect(
            try self.evidence(endless, [observed("e", "RUS", "KAZ", "2001", 1)]).lapses(of: "e", rus, at: "2024") == nil
        )
        let register = Indicator(
            id: "e",
            title: "",
            isFlow: true,
            gaps: .zero,
            through: Period("2022").end,
            transform: [.window(Window(.sum, .months(60)))],
            maxAge: .months(24)
        )
        #expect(
            try self.evidence(Model(register), [observed("e", "RUS", "KAZ", "2001", 1)])
                .lapses(of: "e", rus, at: "2010-01") == Period("2025-01").end
        )
    }

    @Test func `a waterfall tells a break from a new period`() throws {
        let model = Model(trade, tracked: [gdp])
        let at = { (period: Period) in
            try AttributionTests.explained(model, self.rows, at: period)
        }
        let group = { (from: Period, to: Period) in
            try Attribution(of: "index", from: try at(from), to: try at(to)).items.map(\.group)
        }
        #expect(try group("2018-12", "2019-12") == [.newPeriod])
        #expect(try group("2019-12", "2021-12") == [.reporterSwitch])
        #expect(try group("2021-12", "2022-12") == [.seriesBreak])
        #expect(try group("2022-12", "2023-12") == [.reporterSwitch])
    }
}
