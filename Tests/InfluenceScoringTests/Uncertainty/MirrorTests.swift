import InfluenceModel
import InfluenceScoring
import Testing

@Suite struct MirrorTests {
    static let model = Model(
        .node(
            "index",
            [.leaf(Indicator(id: "share", title: "", inputs: ["trade"], transform: [.share()]), weight: 1)]
        ),
        powers: ["RUS", "CHN", "TUR"],
        tracked: [
            Indicator(id: "trade", title: "", mirror: [["mirror"], ["mirror_in", "mirror_out"]]),
            Indicator(id: "mirror", title: ""), Indicator(id: "mirror_in", title: ""),
            Indicator(id: "mirror_out", title: ""),
        ]
    )

    static let observations = [
        observed("trade", "RUS", "KAZ", "2023", 20, by: "KAZ"), observed("trade", "CHN", "KAZ", "2023", 30, by: "KAZ"),
        observed("trade", "TUR", "KAZ", "2023", 10, by: "KAZ"),
        observed("trade", .world, "KAZ", "2023", 100, by: "KAZ"),
        observed("trade", "RUS", "KAZ", "2022", 20, by: "KAZ"), observed("trade", .world, "KAZ", "2022", 80, by: "KAZ"),
        observed("mirror", "CHN", "KAZ", "2023", 50, by: "CHN"),
        observed("mirror_in", "RUS", "KAZ", "2023", 4, by: "RUS"),
        observed("mirror_out", "RUS", "KAZ", "2023", 11, by: "RUS"),
        // Half a sum is none, and a part of another reporter's does not complete it.
        observed("mirror_in", "TUR", "KAZ", "2023", 4, by: "A"),
        observed("mirror_out", "TUR", "KAZ", "2023", 4, by: "B"),
    ]

    private func value(_ panel: Panel, _ power: PowerID, _ period: Period) -> Double? {
        panel.observations.first {
            $0.series.indicator == "trade" && $0.series.power == power && $0.period == period
        }?.value
    }

    @Test func `Partners' figures replace the country's, and the total moves with them`() throws {
        let host = try Panel(Self.observations)
        let mirrored = try host.mirrored(by: Self.model)
        #expect(value(mirrored, "CHN", "2023") == 50)
        #expect(value(mirrored, "RUS", "2023") == 15)
        #expect(value(mirrored, "TUR", "2023") == 10)
        #expect(value(mirrored, .world, "2023") == 115.0)
        #expect(value(mirrored, "RUS", "2022") == 20)
        #expect(value(mirrored, .world, "2022") == 80)
        #expect(mirrored.observations.count == host.observations.count)
        // The figures are the partners' now: once more changes nothing.
        #expect(try mirrored.mirrored(by: Self.model).observations == mirrored.observations)
    }

    /// Before: of 240 a total of 280, in which Germany's difference was twice.
    @Test(
        arguments: [
            (["EUU": 140.0, "DEU": 80], 240.0), (["EUU": 140], 240), (["DEU": 80], 240), (["DEU": 80, "RUS": 60], 250),
            (["EUU": 140, "DEU": 80, "RUS": 60], 250), (["EUU": 140, "FRA": 9], 240), (["FRA": 9], 204),
        ] as [([PowerID: Double], Double)]
    )
    func `A union and its member move the total once`(figures: [PowerID: Double], total: Double) throws {
        var model = Self.model
        model.powers = ["RUS", "EUU"].map { Power(id: $0, name: "") } + [Power(id: "DEU", name: "", within: "EUU")]
        let host = [("RUS", 50.0), ("EUU", 100), ("DEU", 40), ("FRA", 5), (.world, 200)] as [(PowerID, Double)]
        let rows =
            host.map { observed("trade", $0.0, "KAZ", "2023", $0.1, by: "KAZ") }
            + figures.map { observed("mirror", $0.key, "KAZ", "2023", $0.value, by: "OWN") }
        let mirrored = try Panel(rows).mirrored(by: model)
        #expect(value(mirrored, .world, "2023") == total)
        for (power, figure) in figures { #expect(value(mirrored, power, "2023") == figure) }
    }

    /// What left a union is a partner of its own since.
    @Test(arguments: [("2019", 240.0), ("2020", 270), ("2023", 270)] as [(Period, Double)])
    func `A member that has left the union moves the total by itself`(year: Period, total: Double) throws {
        var model = Self.model
        model.powers = ["EUU", "GBR"].map { Power(id: $0, name: "") }
        let host = [("EUU", 100.0), ("GBR", 10), (.world, 200)] as [(PowerID, Double)]
        let rows =
            host.map { observed("trade", $0.0, "KAZ", year, $0.1, by: "KAZ") }
            + [("EUU", 140.0), ("GBR", 40)].map { observed("mirror", PowerID($0.0), "KAZ", year, $0.1, by: "OWN") }
        #expect(value(try Panel(rows).mirrored(by: model), .world, year) == total)
    }

    @Test func `The input range spans the two scores`() throws {
        let host = try Panel(Self.observations)
        let scores = try [host, host.mirrored(by: Self.model)].map { panel in
            try Scorer(model: Self.model, panel: panel).scores(for: ["2023"])
        }
        let china = InputRange(
            host: scores[0].score(node: 0, dyad: 1, period: 0),
            mirrored: scores[1].score(node: 0, dyad: 1, period: 0)
        )
        #expect(china?.low == 30)
        #expect(china.map { abs($0.high - 5_000.0 / 115) < 1e-12 } == true)
        let missing = Score(value: nil, coverage: 0, confidence: 0)
        #expect(InputRange(host: missing, mirrored: missing) == nil)
    }

    @Test func `A model without mirrors leaves the panel as it is`() throws {
        let host = try Panel(Self.observations)
        let plain = Model(Indicator(id: "trade", title: ""))
        #expect(try host.mirrored(by: plain).observations == host.observations)
    }
}
