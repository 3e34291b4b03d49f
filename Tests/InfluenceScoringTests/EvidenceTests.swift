import InfluenceModel
import InfluenceScoring
import Testing

@Suite struct EvidenceTests {
    private let model = Model(
        .node(
            "index",
            [
                .node("economic", [.leaf(trade, weight: 1), .leaf(pacts, weight: 1)]),
                .node("security", [.leaf(Indicator(id: "arms", title: ""), weight: 1)]),
            ]
        ),
        powers: ["RUS", "CHN"],
        countries: ["KAZ", "UZB"],
        tracked: [Indicator(id: "visits", title: "")]
    )

    private static let trade = Indicator(
        id: "trade_share",
        title: "",
        inputs: ["trade"],
        reporters: ["HOST", "MIRROR"],
        transform: [.share()],
        maxAge: .months(24)
    )
    private static let pacts = Indicator(id: "pacts", title: "", subject: .country)

    private func observed(
        _ indicator: NodeID,
        _ power: PowerID?,
        _ country: CountryID?,
        _ period: Period,
        _ value: Double?,
        by reporter: String = "HOST"
    ) -> Observation {
        Observation(
            series: SeriesKey(indicator: indicator, power: power, country: country, reporter: reporter),
            period: period,
            value: value,
            unit: "",
            status: value == nil ? .missing : .normal,
            released: nil,
            source: "",
            note: ""
        )
    }

    @Test func `The newest period of a node is that of its newest observation with a value that has ended`() throws {
        let evidence = Evidence(
            model: model,
            panel: try Panel([
                observed("trade", "RUS", "KAZ", "2021", 5), observed("trade", "RUS", "KAZ", "2022", nil),
                observed("trade", "CHN", "KAZ", "2022", 5), observed("arms", "RUS", "KAZ", "2023-06", 1),
                observed("pacts", nil, "UZB", "2020", 1), observed("visits", "USA", "KAZ", "2023-11", 1),
            ])
        )
        func newest(_ node: NodeID, _ power: PowerID?, _ country: CountryID = "KAZ", _ day: Period = "2023") -> Period?
        {
            evidence.newestPeriod(of: node, power, in: country, through: day.end)
        }
        #expect(newest("economic", "RUS") == "2021")
        #expect(newest("economic", "CHN") == "2022")
        #expect(newest("index", "RUS") == "2023-06")
        #expect(newest("index", "RUS", "KAZ", "2023-05") == "2021")
        #expect(newest("economic", nil) == "2022")
        #expect(newest("economic", .world) == "2022")
        #expect(newest("measure.tilt", "RUS+CHN") == "2023-06")
        #expect(newest("measure.overtaking_gap.trade_share", "RUS+CHN") == "2022")
        // What is said of a country alone is said of every power in it.
        #expect(newest("index", "CHN", "UZB") == "2020")
        #expect(newest("visits", nil) == "2023-11")
        #expect(newest("visits", "RUS") == nil)
        #expect(newest("nothing", "RUS") == nil)
        #expect(newest("economic", "RUS", "KAZ", "2020") == nil)
    }

    @Test func `Two powers are compared by values of one period and reporter that are not too old`() throws {
        let evidence = Evidence(
            model: model,
            panel: try Panel([
                observed("trade", "RUS", "KAZ", "2021", 30), observed("trade", "CHN", "KAZ", "2021", 10),
                observed("trade", .world, "KAZ", "2021", 100),
                // Of 2022 the host knows one of the two only.
                observed("trade", "CHN", "KAZ", "2022", 50), observed("trade", .world, "KAZ", "2022", 100),
            ])
        )
        let pair = try #require(try evidence.comparable("trade_share", "CHN", "RUS", in: "KAZ", at: "2022"))
        #expect(pair.first == 10 && pair.second == 30 && pair.period == "2021")
        #expect(try evidence.comparable("trade_share", "CHN", "RUS", in: "KAZ", at: "2024") == nil)
        #expect(try evidence.comparable("trade_share", "CHN", "RUS", in: "UZB", at: "2022") == nil)
        #expect(try evidence.comparable("trade_share", "CHN", "TUR", in: "KAZ", at: "2022") == nil)
        #expect(try evidence.comparable("pacts", "CHN", "RUS", in: "KAZ", at: "2022") == nil)
    }
}
