import InfluenceModel
import InfluenceScoring
import Testing

/// What stands behind a measure is what it is made of: its channels, its signs or the values that it compares, and not
/// the index.
@Suite struct MeasureEvidenceTests {
    private static let model: Model = {
        func percent(_ id: NodeID) -> Indicator { Indicator(id: id, title: "", unit: "percent", cadence: .months(12)) }
        var model = Model(
            .node("index", [.leaf(Indicator(id: "arms", title: ""), weight: 1)]),
            tracked: [percent("trade"), percent("loans"), Indicator(id: "votes", title: "", subject: .pair)]
        )
        model.grid = .regular(.year, from: "2019")
        model.measures = MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            minCoverage: 0.3,
            coopetition: .init(
                scale: 0.5,
                threshold: 0.33,
                hysteresis: 0.05,
                sources: [.init(indicator: "votes", full: 100)]
            ),
            dependency: .init(
                saturation: 0.8,
                minAttributed: 0.8,
                channels: [
                    .init(id: "buying", weight: 1, share: "trade", partners: "trade"),
                    .init(id: "owing", weight: 1, share: "loans"),
                ]
            ),
            overtaking: .init(shares: ["loans"], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2)
        )
        return model
    }()

    private static let known = [
        observed("arms", "RUS", "KAZ", "2019", 10), observed("arms", "CHN", "KAZ", "2023", 20, .estimated),
        observed("trade", "RUS", "KAZ", "2021", 30), observed("trade", "CHN", "KAZ", "2022", 40, .provisional),
        observed("loans", "RUS", "KAZ", "2020", 50), observed("loans", "CHN", "KAZ", "2021", 60),
        observed("votes", "CHN+RUS", nil, "2022", 80, .seriesBreak),
    ]

    private func evidence(_ observations: [Observation] = known) throws -> Evidence {
        Evidence(model: Self.model, panel: try Panel(observations))
    }

    /// Each of them with a power, and the periods in which what it is made of was observed, oldest and newest.
    static let cases: [(node: NodeID, power: PowerID, periods: (Period, Period), statuses: [ObservationStatus])] = [
        ("measure.dependency", "RUS", ("2020", "2021"), []),
        ("measure.dependency", "CHN", ("2021", "2022"), [.provisional]),
        ("measure.dependency_linear", "CHN", ("2021", "2022"), [.provisional]),
        ("measure.dependency_joint", "RUS+CHN", ("2020", "2022"), [.provisional]),
        ("measure.concentration.buying", .world, ("2021", "2022"), [.provisional]),
        ("measure.effective_partners.buying", .world, ("2021", "2022"), [.provisional]),
        ("measure.cooperation", "RUS+CHN", ("2022", "2022"), [.seriesBreak]),
        ("measure.overtaking_gap.loans", "RUS+CHN", ("2020", "2021"), []),
        ("measure.tilt", "RUS+CHN", ("2019", "2023"), [.estimated]),
        ("index", "CHN", ("2023", "2023"), [.estimated]),
    ]

    @Test(arguments: cases.indices) func `Dates and flags are those of its own material`(_ place: Int) throws {
        let one = Self.cases[place]
        let evidence = try evidence()
        let span = evidence.dataSpan(ofFigure: one.node, one.power, in: "KAZ", at: "2023")
        #expect(span == DataSpan(from: one.periods.0.end, to: one.periods.1.end))
        #expect(
            evidence.newestPeriod(of: one.node, one.power, in: "KAZ", through: Period("2023").end) == one.periods.1
        )
        let statuses = evidence.statuses(ofFigure: one.node, one.power, in: "KAZ", at: "2023")
        #expect(statuses == one.statuses)
    }

    @Test func `An error is put right in what reads it alone`() throws {
        func put(_ indicator: NodeID, _ value: Double) -> [Observation] {
            Self.known.map {
                $0.series.indicator == indicator
                    ? observed(indicator, $0.series.power, $0.series.country, $0.period, value) : $0
            }
        }
        let readers: [NodeID: Set<NodeID>] = [
            "arms": ["measure.tilt", "index"],
            "trade": [
                "measure.dependency", "measure.dependency_linear", "measure.dependency_joint",
                "measure.concentration.buying", "measure.effective_partners.buying",
            ],
            "loans": [
                "measure.dependency", "measure.dependency_linear", "measure.dependency_joint",
                "measure.overtaking_gap.loans",
            ],
            "votes": ["measure.cooperation"],
        ]
        for (indicator, expected) in readers {
            let (before, now) = (try evidence(put(indicator, 0.07)), try evidence(put(indicator, 70)))
            let found = Self.cases.map(\.node).filter {
                !now.errorsPutRight(beneath: $0, in: "KAZ", since: before).isEmpty
            }
            #expect(Set(found) == expected, "\(indicator)")
        }
    }
}
