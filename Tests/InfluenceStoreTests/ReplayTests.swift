import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct ReplayTests {
    @Test func `Curves at a run and the versions after it give the curves at any later run`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        var random = TestRandom(3)
        let months = (590...601).map { Period.month($0) }
        for run in 1...12 {
            // Another model in between: its scores are another history.
            let values = (0..<96).map { _ in random.below(4) == 0 ? nil : Double(random.below(3)) }
            _ = try store.commit(
                .of(run % 4 == 0 ? "b" : "a", periods: Array(months.prefix(run))) { values[$0 * 12 + $1] },
                recordedAt: .at(run)
            )
        }
        let runs = try store.runsForward()
        #expect(runs.map(\.id) == Array(1...12))
        #expect(try store.runsForward(after: 3, from: .at(2), through: .at(6), limit: 2).map(\.id) == [4, 5])
        let filter = ScoreFilter(nodes: ["index"])
        let start = runs[2]
        var curves: [ScoreSeries: [Period: Score]] = [:]
        for curve in try store.scoreCurves(matching: filter, asOf: start) {
            for point in curve.points { curves[curve.series, default: [:]][point.period] = point.score }
        }
        #expect(curves.count == 4)
        let versions = try store.scoreVersions(matching: filter, after: start.id, through: runs[10])
        #expect(versions.map(\.run) == versions.map(\.run).sorted())
        for run in runs[3...10] where run.modelHash == "a" {
            for version in versions where version.run == run.id {
                curves[version.series, default: [:]][version.period] = version.score
            }
            for curve in try store.scoreCurves(matching: filter, asOf: run) {
                let expected = curves[curve.series, default: [:]].sorted { $0.key < $1.key }
                #expect(curve.points.map(\.period) == expected.map(\.key))
                #expect(curve.points.map(\.score) == expected.map(\.value))
                let page = try #require(try store.history(of: curve.series, asOf: run.recordedAt))
                #expect(page.points.map(\.score) == curve.points.map(\.score))
            }
        }
        let part = try store.scoreCurves(
            matching: filter,
            periods: PeriodRange(from: months[1].start, through: months[2].end),
            asOf: runs[10]
        )
        #expect(part.allSatisfy { $0.points.map(\.period) == Array(months[1...2]) })
    }
}
