import InfluenceControl
import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// What a run may need for all that is observed: refused before it is stored, told where it is there already.
@Suite(.timeLimit(.minutes(5))) struct ObservedMemoryTests {
    private func rows(_ months: Range<Int>, _ value: Int = 1) -> String {
        TrialModel.header
            + months.map { "trade,CHN,KAZ,\(1_900 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1),\(value)\n" }
            .joined()
    }

    @Test func `An import beyond it is refused with both numbers, and nothing of it is stored`() async throws {
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: TrialModel.text)]).model
        let periods = model.grid.periods(through: try instant("2024-03-15").day).count
        let most = model.memoryEstimate(periods: periods, threads: 2, observations: 100, series: 1)
        let trial = try Trial(memory: most)
        #expect(try await trial.add(rows(0..<100)).stored.added == 100)
        let refusal = await #expect(throws: EngineError.self) { try await trial.add(rows(100..<101)) }
        let message = refusal?.description ?? ""
        #expect(message.contains("101 observations of 1 series") && message.contains("MiB are allowed"), "\(message)")
        #expect(message.contains("model_memory"), "\(message)")
        // In parts it is as much: what counts is all that there is.
        await #expect(throws: EngineError.self) { try await trial.add(rows(100..<103), partial: true) }
        await #expect(throws: EngineError.self) {
            try await trial.engine.rehearseImport(Array(rows(100..<101).utf8), origin: "x", partial: false)
        }
        let feed = try trial.folder.write(rows(100..<101), to: "feed.csv")
        await trial.engine.importFeeds([feed])
        #expect(trial.status.feeds.first?.error?.contains("101 observations") == true)
        #expect(try trial.store.observations().count == 100)
        // What is there may be said again, and corrected.
        #expect(try await trial.add(rows(0..<100)).stored.unchanged == 100)
        #expect(try await trial.add(rows(0..<100, 2)).stored.revised == 100)
        _ = try await trial.engine.recompute(.request)
    }

    @Test func `The refusal names the key and the limit on the wire`() async throws {
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: TrialModel.text)]).model
        let most = model.memoryEstimate(periods: 1, threads: 2)
        let trial = try Trial(memory: most)
        try await TestService.with(trial) { service in
            let refusal = try await service.client.refusal(
                "ImportObservations",
                ["name": "x", "text": .string(rows(0..<5))]
            )
            #expect(refusal?.name == "org.influenced.Index.LimitReached")
            #expect(refusal?.parameters["key"] == "model_memory")
            #expect(refusal?.parameters["limit"] == .integer(Int64(most)))
        }
    }

    /// Before: killed at the first run, and at each start.
    @Test
    func `What is too much already is not read: the run says so, questions are answered, and more memory leads out`()
        async throws
    {
        let folder = try TemporaryFolder()
        do {
            let first = try Trial(in: folder)
            _ = try await first.add(rows(0..<500))
            _ = try await first.engine.recompute(.start)
            _ = try await first.add(rows(0..<1, 3))
        }
        let trial = try Trial(in: folder, memory: 40 << 10)
        let error = await #expect(throws: EngineError.self) { try await trial.engine.recompute(.start) }
        #expect(error?.description.contains("500 observations of 1 series") == true)
        #expect(trial.status.runFailure?.message.contains("model_memory") == true)
        #expect(try trial.store.observations().count == 500)
        #expect(try trial.store.lastRun()?.id == 1)
        await trial.engine.use(trial.status.loaded, memory: 1 << 30)
        #expect(try await trial.engine.recompute(.request).run.id == 2)
        #expect(trial.status.runFailure == nil)
    }

    @Test func `A model is refused with what is observed, where that is known`() throws {
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "m.yaml", text: TrialModel.text)])
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["influence.db"])
        defer { store.close() }
        let none = try store.status().counts
        let today = try instant("2024-03-15").day
        func refusal(_ counts: StoreCounts?, limit: Int) -> String? {
            do throws(DiagnosticList) {
                try ModelMemory.check(loaded, limit: limit, today: today, threads: 2, counts: counts)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(refusal(none, limit: 64 << 20) == nil)
        #expect(refusal(nil, limit: 64 << 20) == nil)
        let message = refusal(none, limit: 1 << 20) ?? ""
        #expect(message.contains("0 observations of 0 series), and 1 MiB are allowed"), "\(message)")
    }
}
