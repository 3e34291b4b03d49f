import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// Momentum counts periods with newer data, not months over which a score is carried on.
@Suite struct MomentumTests {
    private let model = MeasureCase(plan: MeasurePlan(momentum: .init(span: .months(36))))

    private func months(_ first: Period, _ last: Period) -> [Period] {
        Frequency.month.periods(from: first.start, through: last.end)
    }

    @Test func `Yearly data on a monthly grid are as many points as years`() throws {
        let values = [2018: 40.0, 2019: 42, 2020: 44, 2021: 47, 2022: 50]
        let observations = values.sorted { $0.key < $1.key }.flatMap { year, value in
            Period.year(year).map { model.scores("RUS", $0, value, value) } ?? []
        }
        let results = try model.results(observations, months("2017-01", "2025-12"))
        // Of 2020, 2021, 2022: 3 a year in the middle of 3, 3 and (50 - 44) / 2.
        #expect(near(results.value(.momentum, "RUS", "2022-12"), 3))
        // Two rises: before, 36 months of which two moved made the same test of "changes" among carried values.
        #expect(results.value(.momentumP, "RUS", "2022-12") == 0.5)
        #expect(try results.explain(.momentum, "RUS", "2022-12")?.used == ["2020-12", "2021-12", "2022-12"])
        #expect(near(results.value(.momentum, "RUS", "2023-11"), 3))
        // A year later two points are left: before, 0.00 with p = 1.000 of carried months.
        for month in ["2023-12", "2024-06", "2025-12"] as [Period] {
            #expect(results.value(.momentum, "RUS", month) == nil, "\(month)")
            #expect(results.value(.momentumP, "RUS", month) == nil, "\(month)")
        }
        #expect(try results.explain(.momentum, "RUS", "2023-12")?.absence == .points(2, needed: 3))
        #expect(try results.explain(.momentum, "RUS", "2018-12")?.absence == .spanCut)
        #expect(try results.explain(.momentum, "CHN", "2022-12")?.absence == .noScore("CHN", of: "index"))
    }

    @Test func `A true standstill is a slope of 0 with p = 1, and carried values are none`() throws {
        let observations = (2019...2022).flatMap { year in
            Period.year(year).map { model.scores("RUS", $0, 50, 50) } ?? []
        }
        let results = try model.results(observations, months("2017-01", "2024-12"))
        #expect(results.value(.momentum, "RUS", "2022-12") == 0)
        #expect(results.value(.momentumP, "RUS", "2022-12") == 1)
        #expect(results.value(.momentum, "RUS", "2024-12") == nil)
    }

    /// Before: slopes of 1e-15 with p = 0.625: what is left out at breaks and what is left do not add up to the last bit.
    @Test(arguments: [1, 11, 13] as [UInt64])
    func `An index of which all that moves is left out at breaks stands still`(_ seed: UInt64) throws {
        var random = SplitMix(seed)
        var observations: [Observation] = []
        for year in 2014...2022 {
            let period = try Period("\(year)")
            observations += model.scores("RUS", period, nil, 37.7)
            let value = (Double.random(in: 50...950, using: &random)).rounded() / 10
            observations.append(observed("of_economic", "RUS", "KAZ", period, value, .seriesBreak))
        }
        let results = try model.results(observations, months("2013-01", "2022-12"))
        for year in 2017...2022 {
            let month = try Period("\(year)-12")
            #expect(results.value(.momentum, "RUS", month) == 0, "\(month)")
            #expect(results.value(.momentumP, "RUS", month) == 1, "\(month)")
        }
    }

    @Test func `A score that moves because something lapses is no point`() throws {
        let model = MeasureCase(
            maxAge: .months(24),
            plan: MeasurePlan(momentum: .init(span: .months(60)))
        )
        var observations = (2015...2019).flatMap { year in
            Period.year(year).map { model.scores("RUS", $0, Double(year - 2000), nil) } ?? []
        }
        observations += model.scores("RUS", "2015", nil, 90)
        let results = try model.results(observations, months("2013-01", "2020-12"))
        let explanation = try #require(try results.explain(.momentum, "RUS", "2020-06"))
        #expect(explanation.used == ["2015-12", "2016-12", "2017-12", "2018-12", "2019-12"])
        // At 2018-01 the security score of 2015 lapses and the index falls, without newer data.
        #expect(!explanation.used.contains("2018-01"))
    }

    @Test func `Each leaf's newer data make a point, wherever in the year they come`() throws {
        let observations =
            model.scores("RUS", "2019-03", 10, nil) + model.scores("RUS", "2019-08", nil, 20)
            + model.scores("RUS", "2020-02", 30, 40) + model.scores("RUS", "2020-02-20", nil, 50)
        let results = try model.results(observations, months("2016-01", "2021-12"))
        #expect(try results.explain(.momentum, "RUS", "2020-12")?.used == ["2019-03", "2019-08", "2020-02"])
    }

    /// Before: every row that ended in the period, read or not, and no totals.
    @Test func `A point stands on what was read of the leaves with newer data, and on nothing else`() throws {
        let model = MeasureCase(
            changing: { indicator in
                indicator.reporters = ["A"]
                if indicator.id == "of_economic" { indicator.transform = [.share()] }
            },
            plan: MeasurePlan(momentum: .init(span: .months(36), minPoints: 2))
        )
        func rows(_ year: Period, _ value: Double, by reporter: String) -> [Observation] {
            [
                observed("of_economic", "RUS", "KAZ", year, value, by: reporter),
                observed("of_economic", .world, "KAZ", year, 100, by: reporter),
            ]
        }
        let observations =
            rows("2019", 10, by: "A") + rows("2020", 20, by: "A") + rows("2020", 70, by: "B")
            + [observed("of_security", "RUS", "KAZ", "2019", 50, by: "A")]
        let results = try model.results(observations, ["2017", "2018", "2019", "2020"])
        let parts = try #require(try results.explain(.momentum, "RUS", "2020")).parts
        #expect(parts.map(\.id) == ["2019", "2020"])
        let uses = parts.map { part in
            part.observations.map { "\($0.observation.series.indicator) \($0.role) \($0.observation.series.reporter)" }
        }
        #expect(
            uses == [
                ["of_economic value A", "of_economic total A", "of_security value A"],
                ["of_economic value A", "of_economic total A"],
            ]
        )
    }

    @Test func `Slope and test over random arrivals are those worked out from the points alone`() throws {
        var random = SplitMix(77)
        let grid = months("2010-01", "2016-12")
        let year = { (place: Int) in grid[0].end.months(until: grid[place].end) / 12 }
        for _ in 0..<25 {
            var observations: [Observation] = []
            var points: [(period: Int, value: Double)] = []
            let rate = Double.random(in: 0.02...0.5, using: &random)
            for (place, month) in grid.enumerated() where random.chance(rate) {
                let value = Double.random(in: 0...100, using: &random)
                observations += model.scores("RUS", month, value, value)
                points.append((place, value))
            }
            let results = try model.results(observations, grid)
            for (place, month) in grid.enumerated() {
                let inside = points.filter { $0.period <= place && $0.period > place - 36 }
                var slopes: [Double] = []
                for (number, one) in inside.enumerated() {
                    for other in inside[(number + 1)...] {
                        slopes.append((other.value - one.value) / (year(other.period) - year(one.period)))
                    }
                }
                slopes.sort()
                let value = results.value(.momentum, "RUS", month)
                guard place >= 35, inside.count >= 3 else {
                    #expect(value == nil)
                    continue
                }
                let middle = slopes.count / 2
                let median =
                    slopes.count.isMultiple(of: 2) ? (slopes[middle - 1] + slopes[middle]) / 2 : slopes[middle]
                #expect(value == median + 0)
                let changes = zip(inside, inside.dropFirst()).map { $1.value - $0.value }
                let test = SignTest.p(up: changes.count { $0 > 0 }, down: changes.count { $0 < 0 })
                #expect(results.value(.momentumP, "RUS", month) == test)
            }
        }
    }

    /// Before: each leaf behind the second place was taken for the next one, and the last for none.
    @Test func `A leaf in two places brings data to both, and the leaves behind it keep their own`() throws {
        let text = """
            nodes:
              - {id: index, title: I}
              - {id: economic, title: E, parent: index, weight: 1}
              - {id: security, title: S, parent: index, weight: 1}
              - {id: culture, title: C, parent: index, weight: 1}
            indicators:
              - {id: both, title: B, parent: [economic, security], weight: 1, max_age: none}
              - {id: arms, title: A, parent: security, weight: 1, max_age: none}
              - {id: language, title: L, parent: culture, weight: 1, max_age: none}
            """
        let none = Double.nan
        let found = try WrittenModel(
            text,
            grid: [2018, 2019, 2020, 2021],
            [
                "both": ["RUS": [1, 2, none, none]], "arms": ["RUS": [none, none, 3, none]],
                "language": ["RUS": [none, none, none, 4]],
            ]
        )
        let nodes = ["index", "economic", "security", "culture"].compactMap { id in
            found.model.nodes.firstIndex { $0.id == NodeID(id) }
        }
        let arrivals = LeafCourses(beneath: nodes, found.scorer, try found.table(), country: 0)
        let years = nodes.map { node in (0..<4).filter { arrivals.isNew(beneath: node, 0, at: $0) }.map { 2018 + $0 } }
        #expect(years == [[2018, 2019, 2020, 2021], [2018, 2019], [2018, 2019, 2020], [2021]])
    }
}
