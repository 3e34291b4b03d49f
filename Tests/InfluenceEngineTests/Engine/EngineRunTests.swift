import Foundation
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct EngineRunTests {
    @Test func `The first run computes the whole grid`() async throws {
        let trial = try Trial(at: "2024-03-15")
        try await trial.add(TrialModel.data)
        let report = try await trial.engine.recompute(.start)
        #expect(!report.isHeartbeat)
        #expect(report.run.id == 1)
        #expect(report.run.reason == .start)
        #expect(report.run.gridThrough.description == "2024-03")
        #expect(report.run.computed == 3 * TrialModel.seriesCount)
        #expect(trial.status.lastRun == report.run)
        let points = try trial.everything()
        #expect(points.count == 3 * TrialModel.seriesCount)
        #expect(Set(points.map(\.period.description)) == ["2024-01", "2024-02", "2024-03"])
        // Economic 40, without bases; economic 40 of weight 3 and bases 50 of weight 1.
        #expect(try trial.score("index", "CHN", "KAZ") == 40)
        #expect(try trial.score("index", "RUS", "KAZ", "2024-01") == 42.5)
        #expect(try trial.score("index", "DEU", "UZB") == nil)
    }

    @Test func `A run without observations is one, with nothing but missing scores`() async throws {
        let trial = try Trial()
        let run = try await trial.engine.recompute(.start).run
        #expect(run.inputsKnownAt == nil)
        #expect(try trial.everything().allSatisfy { $0.value == nil && $0.coverage == 0 })
        #expect(try await trial.engine.recompute(.schedule).isHeartbeat)
    }

    @Test func `The same inputs make a heartbeat and no points`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        let before = try trial.everything()
        trial.clock.set(to: try instant("2024-03-16"))
        #expect(try await trial.add(TrialModel.data).stored.vintage == nil)
        let second = try await trial.engine.recompute(.schedule)
        #expect(second.isHeartbeat)
        #expect(second.run.id == first.id)
        #expect(second.run.heartbeats?.count == 1)
        #expect(try second.run.heartbeats?.last == instant("2024-03-16"))
        #expect(try trial.store.runs().count == 1)
        #expect(try trial.everything() == before)
    }

    @Test func `A new source or note of the same value makes no edition and no run`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        trial.clock.set(to: try instant("2024-03-16"))
        let report = try await trial.add(
            "indicator,power,country,period,value,note\ntrade,CHN,KAZ,2023,20,checked\n"
        )
        #expect(report.stored.revised == 0)
        #expect(report.stored.annotated == 1)
        #expect(report.stored.vintage?.hasContent == false)
        let again = try await trial.engine.recompute(.schedule)
        #expect(again.isHeartbeat)
        #expect(again.run.id == first.id)
        // As of a time before it the text is the one before.
        func note(asOf: Instant?) throws -> String? {
            try trial.store.observations(matching: ObservationFilter(powers: ["CHN"]), asOf: asOf).first?.note
        }
        #expect(try note(asOf: nil) == "checked")
        #expect(try note(asOf: instant("2024-03-15T12:00:00Z")) == "")
    }

    @Test func `A new day of release of the same value makes an edition and a run without points`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let report = try await trial.add(
            "indicator,power,country,period,value,released\ntrade,CHN,KAZ,2023,20,2024-02-01\n"
        )
        #expect(report.stored.revised == 1)
        // A run, so that explanations read what is known now; its scores are those of the run before.
        let run = try await trial.engine.recompute(.import)
        #expect(!run.isHeartbeat)
        #expect(run.run.changed == 0)
        #expect(run.run.inputsKnownAt == report.stored.vintage?.recordedAt)
        #expect(try await trial.engine.recompute(.request).isHeartbeat)
    }

    @Test func `A month that begins adds its points and leaves the others`() async throws {
        let trial = try Trial(at: "2024-03-31T23:59:59Z")
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let before = try trial.everything()
        trial.clock.set(to: try instant("2024-04-01"))
        let run = try await trial.engine.recompute(.schedule).run
        #expect(run.id == 2)
        #expect(run.gridThrough.description == "2024-04")
        #expect(run.changed == TrialModel.seriesCount)
        let after = try trial.everything()
        #expect(after.isSuperset(of: before))
        #expect(Set(after.subtracting(before).map(\.period.description)) == ["2024-04"])
        #expect(after.count == 4 * TrialModel.seriesCount)
    }

    @Test func `A revised value changes only what depends on it, and both answers stay`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        let before = try trial.everything()
        trial.clock.set(to: try instant("2024-03-20"))
        let report = try await trial.add("trade,CHN,KAZ,2023,22\n")
        #expect(report.stored.added == 0)
        #expect(report.stored.revised == 1)
        let second = try await trial.engine.recompute(.import).run
        #expect(second.changed == 3 * 3)
        let after = try trial.everything()
        let changed = after.subtracting(before).map(\.series)
        let affected = ["trade", "economic", "index"].map {
            ScoreSeries(node: NodeID($0), power: "CHN", country: "KAZ")
        }
        #expect(Set(changed) == Set(affected))
        #expect(try trial.score("index", "CHN", "KAZ") == 41)
        #expect(try trial.everything(asOf: first.recordedAt) == before)
        #expect(try trial.everything(asOf: second.recordedAt.adding(microseconds: -1)) == before)
        #expect(try trial.everything(asOf: second.recordedAt) == after)
    }

    @Test func `A value taken back to what it was restores the same bits`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        func withoutRuns() throws -> Set<[String]> {
            Set(try trial.everything().map { ["\($0.series)", "\($0.period)", "\($0.value ?? 1)", "\($0.coverage)"] })
        }
        let before = try withoutRuns()
        try await trial.add("trade,CHN,KAZ,2023,22\n")
        try await trial.engine.recompute(.import)
        #expect(try withoutRuns() != before)
        try await trial.add("trade,CHN,KAZ,2023,20\n")
        let third = try await trial.engine.recompute(.import).run
        #expect(third.id == 3)
        #expect(third.inputHash == first.inputHash)
        #expect(try withoutRuns() == before)
    }

    @Test func `A clock set back takes back no month and no run, and adds none`() async throws {
        let trial = try Trial(at: "2024-01-10")
        try await trial.add(TrialModel.data)
        trial.clock.set(to: try instant("2024-05-02"))
        let last = try await trial.engine.recompute(.start).run
        let before = try trial.everything()
        trial.clock.set(to: try instant("2024-03-02"))
        let refused = await #expect(throws: EngineError.self) { try await trial.engine.recompute(.schedule) }
        #expect(refused?.description.contains("the clock is behind: it shows 2024-03-02T00:00:00Z") == true)
        await #expect(throws: EngineError.self) { try await trial.add("trade,CHN,KAZ,2023,50\n") }
        #expect(try trial.store.lastRun() == last)
        #expect(try trial.everything() == before)
        // Less than a minute is nothing: what is learnt then was not known before.
        trial.clock.set(to: last.recordedAt.adding(seconds: -59))
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        let next = try await trial.engine.recompute(.import).run
        #expect(next.recordedAt > last.recordedAt)
        #expect(next.gridThrough == last.gridThrough)
        #expect(try trial.everything(asOf: last.recordedAt) == before)
    }

    @Test func `Another model is a curve of its own, and the old one stays as it was`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        let before = try trial.everything()
        let other = TrialModel.text.replacing("parent: index, weight: 3", with: "parent: index, weight: 1")
        await trial.engine.use(try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: other)]))
        let second = try await trial.engine.recompute(.reload).run
        #expect(second.modelHash != first.modelHash)
        #expect(try trial.score("index", "RUS", "KAZ") == 45)
        #expect(try trial.everything(asOf: first.recordedAt) == before)
        #expect(try trial.store.model(hash: first.modelHash)?.files.first?.text == TrialModel.text)
    }

    @Test func `A grid that begins in the future is said so`() async throws {
        let trial = try Trial(at: "2023-12-31")
        let error = await #expect(throws: EngineError.self) { try await trial.engine.recompute(.start) }
        #expect(error?.description.contains("begins in the future") == true)
        #expect(trial.status.runFailure != nil)
    }

    @Test func `Watchers are told of runs with what changed, of heartbeats and of failures`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        let events = trial.engine.events.events()
        try await trial.engine.recompute(.start)
        try await trial.engine.recompute(.request)
        try await trial.add("trade,RUS,UZB,2023,16\n")
        try await trial.engine.recompute(.import)
        trial.store.close()
        await #expect(throws: EngineError.self) { try await trial.engine.recompute(.request) }
        trial.engine.events.finish()
        var told: [String] = []
        for await event in events {
            switch event {
            case .run(let run, let changes): told.append("run \(run.id): \(changes.count)")
            case .heartbeat(let run): told.append("heartbeat of \(run.id)")
            case .failure(let message): told.append(message)
            case .alert(let alert): told.append(alert.summary)
            }
        }
        #expect(told.prefix(3) == ["run 1: \(TrialModel.seriesCount)", "heartbeat of 1", "run 2: 3"])
        #expect(told.last?.contains("has been closed") == true)
        #expect(told.count == 4)
    }

    @Test func `A damaged database is shown, read where that is possible, and never written to`() async throws {
        let folder = try TemporaryFolder()
        let path = folder["influence.db"]
        do {
            let trial = try Trial(in: folder)
            try await trial.add("trade,CHN,KAZ,2020,40\n")
            try await trial.engine.recompute(.start)
            trial.store.close()
        }
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        // That of the observations; without those of alerts no rule can be evaluated.
        try handle.seek(toOffset: 8 * 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try handle.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))

        let trial = try Trial(in: folder)
        await trial.engine.examineStore()
        guard case .corrupt? = trial.status.damage else {
            Issue.record("the damage was not noticed")
            return
        }
        await #expect(throws: EngineError.self) { try await trial.engine.recompute(.start) }
        await #expect(throws: EngineError.self) { try await trial.add("trade,CHN,KAZ,2021,41\n") }
        trial.store.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
}
