import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct SequenceTests {
    private static let rules =
        "rules:\n  - {id: r, kind: threshold, country: KAZ, power: CHN, node: trade, above: 45}\n"

    /// Before: an overflow, again at each start.
    @Test func `An alert whose database says that it has counted to the end opens all the same`() async throws {
        var trial = try Trial(alerts: Self.rules, at: "2024-03-01")
        try await trial.add("trade,CHN,KAZ,2023,20\n")
        try await trial.engine.recompute(.start)
        var record = try #require(try trial.store.alertRecords().first)
        record.sequence = .max
        let changes = AlertChanges(records: [record], removed: [], events: [], hooks: [:])
        try trial.store.recordAlerts(changes, run: nil, at: trial.clock.now())
        trial.store.close()
        let folder = trial.folder
        trial = try Trial(alerts: Self.rules, at: "2024-03-02", in: folder)
        try await trial.add("trade,CHN,KAZ,2023,60\n")
        try await trial.engine.recompute(.import)
        #expect(try trial.store.alertEvents().map(\.kind) == [.firing])
    }
}
