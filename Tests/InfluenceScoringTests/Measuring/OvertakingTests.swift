import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Who leads is told of one reporter and one period, and what comes about at a break is no overtaking.
@Suite struct OvertakingTests {
    private let model = MeasureCase(
        tracked: [
            Indicator(id: "trade", title: "", isFlow: true),
            Indicator(
                id: "trade_share",
                title: "",
                unit: "percent",
                inputs: ["trade"],
                reporters: ["NATIONAL", "MIRROR"],
                transform: [.share()],
                cadence: .months(12),
                maxAge: .months(36)
            ),
        ],
        plan: MeasurePlan(
            pairs: [PowerPair("RUS", "CHN")],
            overtaking: .init(shares: ["trade_share"], shareMargin: 1, scoreMargin: 2, hold: 2, ratio: 2)
        )
    )

    private func table(
        _ year: Period,
        _ russia: Double,
        _ china: Double,
        _ status: ObservationStatus = .normal,
        by reporter: String = "NATIONAL"
    ) -> [Observation] {
        [
            observed("trade", "RUS", "KAZ", year, russia, status, by: reporter),
            observed("trade", "CHN", "KAZ", year, china, by: reporter),
            observed("trade", .world, "KAZ", year, 100, by: reporter),
        ]
    }

    private func held(_ observations: [Observation], _ years: ClosedRange<Int>) throws -> [Double?] {
        let periods = years.compactMap { Period.year($0) }
        let results = try model.results(observations, periods)
        return periods.map { results.value(.overtaking, "RUS+CHN", $0, of: "trade_share") }
    }

    @Test func `Without a break a new leader waits for its second year`() throws {
        let observations = table("2010", 20, 10) + table("2011", 10, 20) + table("2012", 10, 20)
        #expect(try held(observations, 2010...2012) == [-1, -1, 1])
    }

    @Test func `Where the reporter changes another series begins`() throws {
        let observations =
            table("2010", 16, 30, by: "MIRROR") + table("2011", 20, 15) + table("2012", 20, 22) + table("2013", 20, 23)
        // Of 2010 the mirror's lead of CHN says nothing about 2011, which is believed as it stands.
        #expect(try held(observations, 2010...2013) == [1, -1, -1, 1])
    }

    @Test func `Where the reporter says that its series breaks another one begins`() throws {
        #expect(try held(table("2010", 20, 10) + table("2011", 10, 20, .seriesBreak), 2010...2011) == [-1, 1])
        // The total breaks as well as a part.
        var total = table("2011", 10, 20)
        total[2] = observed("trade", .world, "KAZ", "2011", 100, .seriesBreak, by: "NATIONAL")
        #expect(try held(table("2010", 20, 10) + total, 2010...2011) == [-1, 1])
        // Seen from a later year the break between is not forgotten.
        let later = table("2010", 20, 10) + table("2011", 15, 15, .seriesBreak) + table("2012", 10, 20)
        let results = try model.results(later, ["2010", "2012"])
        #expect(results.value(.overtaking, "RUS+CHN", "2012", of: "trade_share") == 1)
        // Another reporter's break is not this one's.
        let other = table("2010", 20, 10) + table("2011", 10, 20) + table("2011", 10, 20, .seriesBreak, by: "MIRROR")
        #expect(try held(other, 2010...2011) == [-1, -1])
    }

    @Test func `Both values are of one period, and what was compared is told`() throws {
        let observations =
            table("2022", 19.9, 17.86) + table("2023", 19.39, 21.54)
            + [
                observed("trade", "RUS", "KAZ", "2024", 30, by: "NATIONAL"),
                observed("trade", .world, "KAZ", "2024", 100, by: "NATIONAL"),
            ]
        let results = try model.results(observations, ["2022", "2023", "2024"])
        let explanation = try #require(try results.explain(.overtaking, "RUS+CHN", "2024", of: "trade_share"))
        let comparison = try #require(explanation.comparison)
        #expect(comparison.first == 19.39 && comparison.second == 21.54)
        #expect(comparison.data == "2023" && comparison.unit == "percent" && comparison.reporter == "NATIONAL")
        let end = Period("2023").end
        #expect(explanation.dataSpan == DataSpan(from: end, to: end))
        #expect(explanation.parts.flatMap(\.observations).allSatisfy { $0.observation.period == "2023" })
    }

    @Test func `A lead in scores that a broken leaf alone makes is told as a break`() throws {
        var model = model
        model.dimensions = [("economic", 1), ("security", 1)]
        let scores = { (year: Period, russia: [Double], china: [Double], reporter: String) in
            [("RUS", russia), ("CHN", china)].flatMap { power, values in
                zip(["of_economic", "of_security"], values).map { leaf, value in
                    observed(
                        NodeID(leaf),
                        PowerID(power),
                        "KAZ",
                        year,
                        value,
                        by: leaf == "of_economic" ? reporter : "SAME"
                    )
                }
            }
        }
        func isBreak(_ observations: [Observation]) throws -> Bool? {
            try model.results(observations, ["2010", "2013"]).explainer?
                .comparison(of: "index", PowerPair("RUS", "CHN"), in: "KAZ", at: "2013", after: "2010")?.isBreak
        }
        // The economy is read from another table: China's 80 against Russia's 20 is not told by the old one.
        let switched = scores("2010", [60, 50], [20, 50], "A") + scores("2013", [20, 50], [80, 50], "B")
        #expect(try isBreak(switched) == true)
        // The same change by one reporter is an overtaking.
        #expect(
            try isBreak(scores("2010", [60, 50], [20, 50], "A") + scores("2013", [20, 50], [80, 50], "A")) == false
        )
        // As is one that security makes by itself, whatever the economy is read from.
        #expect(
            try isBreak(scores("2010", [40, 60], [40, 20], "A") + scores("2013", [40, 10], [40, 80], "B")) == false
        )
        // With status B it is a break again.
        let marked =
            switched.filter { $0.period == "2010" }
            + scores("2013", [20, 50], [80, 50], "A").map { row in
                row.series.indicator == "of_economic"
                    ? observed("of_economic", row.series.power, "KAZ", "2013", row.value, .seriesBreak, by: "A") : row
            }
        #expect(try isBreak(marked) == true)
    }

    @Test func `Scores lead anew with newer data only`() throws {
        let observations =
            model.scores("RUS", "2020", 50, 50) + model.scores("CHN", "2020", 20, 20)
            + model.scores("CHN", "2021", 60, 60) + model.scores("CHN", "2022", 61, 61)
        let months = Frequency.month.periods(from: Period("2020-01").start, through: Period("2022-12").end)
        let results = try model.results(observations, months)
        let held = months.map { results.value(.overtaking, "RUS+CHN", $0, of: "index") }
        #expect(held.compactMap { $0 }.first == -1)
        // Carried on through 2022 it is no second look; the data of 2022 are.
        #expect(results.value(.overtaking, "RUS+CHN", "2022-11", of: "index") == -1)
        #expect(results.value(.overtaking, "RUS+CHN", "2022-12", of: "index") == 1)
        #expect(results.value(.overtakingLatest, "RUS+CHN", "2021-12", of: "index") == 1)
    }
}
