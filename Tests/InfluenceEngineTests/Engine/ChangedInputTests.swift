import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceStore

/// Observations that changed without an import.
@Suite struct ChangedInputTests {
    @Test(arguments: [
        "UPDATE observation SET value = value + 1 WHERE series = 1",
        "DELETE FROM observation WHERE series = 1", "UPDATE observation SET status = 85 WHERE series = 1",
        "UPDATE observation_series SET reporter = reporter + 1 WHERE id = 1",
    ])
    func `A cell that nobody imported is damage and no news`(change: String) async throws {
        let folder = try TemporaryFolder()
        let before: [Double?]
        do {
            let trial = try Trial(in: folder)
            try await trial.add(TrialModel.data)
            try await trial.engine.recompute(.start)
            before = try trial.store.scores()?.scores.map(\.score.value) ?? []
            trial.store.close()
        }
        let queue = try DatabaseQueue(folder["influence.db"])
        try queue.use { db in try db.execute(sql: change) }
        queue.close()

        let trial = try Trial(in: folder)
        let error = await #expect(throws: EngineError.self) { try await trial.engine.recompute(.schedule) }
        #expect(error?.description.contains("nothing was imported since run 1") == true)
        #expect(trial.status.damage != nil)
        await #expect(throws: EngineError.self) { try await trial.add(TrialModel.data) }
        #expect(try trial.store.scores()?.scores.map(\.score.value) == before)
        #expect(try trial.store.runs().count == 1)
    }

    @Test func `A start without changes confirms the last run`() async throws {
        let folder = try TemporaryFolder()
        do {
            let trial = try Trial(in: folder)
            try await trial.add(TrialModel.data)
            try await trial.engine.recompute(.start)
            trial.store.close()
        }
        let trial = try Trial(in: folder)
        #expect(try await trial.engine.recompute(.start).isHeartbeat)
        #expect(trial.status.damage == nil)
    }
}
