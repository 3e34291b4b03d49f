import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// When newer data count as having come in: where they are first read, and nowhere else.
@Suite struct NewDataTests {
    private struct Case {
        let results: MeasureResults

        /// - Parameter rows: indicator, power (`WLD`: the total), period, value, reporter, all of KAZ, one a line.
        init(_ parts: String, _ rows: [String], grid: String = "{frequency: year, from: 2010}", through last: Period)
            throws
        {
            let file = """
                model: m
                title: T
                definition: D
                scale: {low: 0, high: 100}
                grid: \(grid)
                powers: [{id: RUS, name: N}, {id: CHN, name: N}]
                countries: [{id: KAZ, name: N}]
                \(parts)
                """
            let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
            let observations = try rows.map { row in
                let fields = row.split(separator: " ").map(String.init)
                try #require(fields.count == 5)
                return observed(
                    NodeID(fields[0]),
                    PowerID(fields[1]),
                    "KAZ",
                    try Period(fields[2]),
                    Double(fields[3]),
                    .normal,
                    by: fields[4]
                )
            }
            let scorer = try Scorer(model: model, panel: Panel(observations))
            let table = try scorer.scores(for: model.grid.periods(through: last.end))
            results = MeasureResults(
                table: try scorer.measures(of: table),
                explainer: try MeasureExplainer(scorer, table)
            )
        }

        func held(_ node: NodeID, _ years: ClosedRange<Int>) throws -> [Double?] {
            try years.map { results.value(.overtaking, "RUS+CHN", try Period("\($0)"), of: node) }
        }

        func momentum(_ power: PowerID, _ year: Int) throws -> Double? {
            results.value(.momentum, power, try Period("\(year)"))
        }
    }

    private static func years(_ years: ClosedRange<Int>, _ row: (Int) -> [String]) -> [String] { years.flatMap(row) }

    /// Before: with `hold: 2` China was believed in 2017, with `hold: 1` in 2015, when nothing came in at all.
    @Test(arguments: [(1, 2017), (2, 2018), (3, nil)] as [(Int, Int?)])
    func `A lead that a lapse brings about is believed after as many new data as any other`(
        hold: Int,
        believed: Int?
    ) throws {
        let parts = """
            defaults: {cadence: P1Y, normalise: {goalposts: [0, 100]}}
            nodes:
              - {id: index, title: I, min_coverage: 0.3}
              - {id: economic, title: E, parent: index, weight: 1}
            indicators:
              - {id: a, title: A, parent: economic, weight: 1, max_age: P2Y}
              - {id: b, title: B, parent: economic, weight: 1, max_age: P9Y}
            measures:
              pairs: [[RUS, CHN]]
              min_coverage: 0.3
              overtaking: {shares: [], share_margin: 1, score_margin: 2, hold: \(hold), ratio: 2}
            """
        var rows = Self.years(2010...2012) { ["a RUS \($0) 90 R", "a CHN \($0) 10 R"] }
        rows += Self.years(2010...2011) { ["b RUS \($0) 20 R", "b CHN \($0) 60 R"] }
        rows += Self.years(2017...2018) { ["b RUS \($0) 20 R", "b CHN \($0) 60 R"] }
        let found = try Case(parts, rows, through: Period("2018"))
        let expected: [Double?] = (2010...2018).map { $0 < believed ?? .max ? -1 : 1 }
        #expect(try found.held("economic", 2010...2018) == expected)
    }

    /// Before: 2.5 in 2018, which is over a figure of 2018 that only 2019 reads, and 1.5 in 2019.
    @Test func `What is read for the first time after its period is a point of the period that reads it`() throws {
        let parts = """
            defaults: {cadence: P1Y, normalise: {goalposts: [0, 100]}}
            nodes: [{id: index, title: I}]
            indicators:
              - {id: a, title: A, parent: index, weight: 1, max_age: P1Y, reporters: [R1, R2]}
              - {id: b, title: B, parent: index, weight: 1, max_age: P9Y}
            measures: {pairs: [[RUS, CHN]], momentum: {span: P48M, min_points: 3}}
            """
        let rows =
            Self.years(2010...2017) { ["a RUS \($0) 40 R1", "b RUS \($0) \(6 * ($0 - 2010)) R"] } + ["a RUS 2018 40 R2"]
        for last in 2018...2019 {
            let found = try Case(parts, rows, through: Period("\(last)"))
            // Whatever the grid has learnt since.
            #expect(try found.momentum("RUS", 2018) == 3)
            if last == 2019 { #expect(try found.momentum("RUS", 2019) == 1) }
        }
    }

    /// Before: 7.5 and 3.33, over points that lack the rise.
    @Test func `A table that falls back to an older period brings nothing until it is read`() throws {
        let parts = """
            defaults: {cadence: P1Y, max_age: P2Y, normalise: {goalposts: [0, 100]}}
            nodes: [{id: index, title: I}]
            indicators:
              - {id: a, title: A, parent: index, weight: 1, inputs: [tt], transform: share}
              - {id: tt, title: TT, flow: true, cadence: P1Y}
            measures: {pairs: [[RUS, CHN]], momentum: {span: P60M, min_points: 3}}
            """
        let rows =
            Self.years(2014...2016) {
                ["tt RUS \($0) 40 R", "tt CHN \($0) \(20 + 10 * ($0 - 2014)) R", "tt WLD \($0) 100 R"]
            }
            + ["tt CHN 2018 70 R", "tt WLD 2018 100 R"]
        let found = try Case(parts, rows, through: Period("2019"))
        #expect(try found.momentum("CHN", 2018) == 10)
        #expect(try found.momentum("CHN", 2019) == 10)
    }

    /// Before: beneath the weight of 0 nothing was ever new, and who led then was held for ever.
    @Test(arguments: ["{2010: 1, 2014: 0}", "{2010: 0, 2014: 1}", "0", "1"])
    func `The weight of a dimension says nothing about who leads in it`(weight: String) throws {
        let parts = """
            defaults: {cadence: P1Y, max_age: P1Y, reporters: [R1, R2], normalise: {goalposts: [0, 100]}}
            nodes:
              - {id: index, title: I}
              - {id: economic, title: E, parent: index, weight: \(weight)}
              - {id: soft, title: S, parent: index, weight: 1}
            indicators:
              - {id: a, title: A, parent: economic, weight: 1}
              - {id: b, title: B, parent: soft, weight: 1}
            measures:
              pairs: [[RUS, CHN]]
              overtaking: {shares: [], share_margin: 1, score_margin: 2, hold: 2, ratio: 2}
            """
        let rows = Self.years(2010...2020) { year in
            ["a", "b"].flatMap { ["\($0) RUS \(year) 50 R1", "\($0) CHN \(year) \(year < 2015 ? 20 : 80) R1"] }
        }
        let found = try Case(parts, rows, through: Period("2020"))
        let expected: [Double?] = (2010...2020).map { $0 < 2016 ? -1 : 1 }
        #expect(try found.held("soft", 2010...2020) == expected)
        #expect(try found.held("economic", 2010...2020) == expected)
        // Another reporter from 2015 on, which is read once the first one is behind: no lead is compared across it.
        let broken = rows.map { row in
            row.split(separator: " ")[2] < "2015" ? row : row.replacing(" R1", with: " R2")
        }
        let turned = try Case(parts, broken, through: Period("2020"))
        #expect(try turned.held("soft", 2014...2016) == [-1, -1, 1])
        #expect(try turned.held("economic", 2014...2016) == [-1, -1, 1])
    }

    /// Before: none in any week, for no week ends on the day on which a span of months begins.
    @Test func `A span of months begins in the last week that has ended by then`() throws {
        let parts = """
            defaults: {cadence: P1Y, max_age: none, normalise: {goalposts: [0, 100]}}
            nodes: [{id: index, title: I}]
            indicators: [{id: a, title: A, parent: index, weight: 1}]
            measures: {pairs: [[RUS, CHN]], displacement: {span: P12M}}
            """
        let rows = ["a RUS 2017 60 R", "a CHN 2017 40 R", "a RUS 2018 40 R", "a CHN 2018 60 R"]
        let found = try Case(parts, rows, grid: "{frequency: week, from: 2018-W01}", through: Period("2019-W10"))
        #expect(found.results.value(.displacement, "RUS+CHN", "2018-W40") == nil)
        #expect(found.results.value(.displacement, "RUS+CHN", "2019-W05") == 1)
        // A grid with gaps has no such period where the last one is further away.
        let listed = try Case(parts, rows, grid: "{periods: [2017, 2019]}", through: Period("2019"))
        #expect(listed.results.value(.displacement, "RUS+CHN", "2019") == nil)
    }
}
