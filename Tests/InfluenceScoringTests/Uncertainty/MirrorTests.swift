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
