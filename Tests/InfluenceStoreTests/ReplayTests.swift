import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

@Suite struct ReplayTests {
    @Test func `The past is gone through run by run, whatever model each was of`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        var random = SplitMix(3)
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
        #expect(runs.map(\.modelHash) == (1...12).map { $0 % 4 == 0 ? "b" : "a" })
        #expect(try store.runsForward(after: 3, from: .at(2), through: .at(6), limit: 2).map(\.id) == [4, 5])
        #expect(try store.runsForward(after: 12).isEmpty)
    }
}
