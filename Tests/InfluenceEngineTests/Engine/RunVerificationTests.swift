import Foundation
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct RunVerificationTests {
    /// A trial of five runs: a first one, a revision, a month, a day of release, another model, and the first model again.
    private func history() async throws -> Trial {
        let trial = try Trial()
        try await trial.add(TrialModel.data + "loans,RUS,UZB,2023,12.75\n")
        try await trial.engine.recompute(.start)
        trial.clock.set(to: try instant("2024-03-20"))
        try await trial.add("trade,CHN,KAZ,2023,22\n")
        try await trial.engine.recompute(.import)
        trial.clock.set(to: try instant("2024-05-02"))
        try await trial.engine.recompute(.schedule)
        try await trial.add("indicator,power,country,period,value,released\ntrade,CHN,KAZ,2023,22,2024-05-01\n")
        try await trial.engine.recompute(.import)
        let other = TrialModel.text.replacing("parent: index, weight: 3", with: "parent: index, weight: 1")
        await trial.engine.use(try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: other)]))
        try await trial.engine.recompute(.reload)
        await trial.engine.use(try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)]))
        try await trial.add("trade,CHN,KAZ,2023,20\nbases,CHN,UZB,2024-04,1\n")
        try await trial.engine.recompute(.reload)
        return trial
    }

    private func verify(_ run: Int64, in store: Store) throws -> RunVerification {
        try RunVerification(of: try #require(try store.run(run)), in: store, threads: 2)
    }

    @Test func `Every run is reproduced, whatever was learnt and changed after it`() async throws {
        let trial = try await history()
        let runs = try trial.store.runs()
        #expect(runs.count == 6)
        for run in runs {
            let verification = try verify(run.id, in: trial.store)
            #expect(verification.matches, "run \(run.id): \(verification.reason ?? "")")
            #expect(verification.reason == nil)
            #expect(verification.inputHash == run.inputHash)
            let months = run.id <= 2 ? 3 : 5
            #expect(verification.comparison == RunComparison(compared: months * TrialModel.seriesCount))
        }
        // Nothing was written by looking.
        #expect(try trial.store.runs() == runs)
    }

    @Test func `A run without observations is reproduced`() async throws {
        let trial = try Trial()
        try await trial.engine.recompute(.start)
        try await trial.add(TrialModel.data)
        #expect(try verify(1, in: trial.store).matches)
    }

    /// The database of a history in which some bytes were replaced by others.
    private func tampered(_ old: [UInt8], _ new: [UInt8]) async throws -> (TemporaryFolder, Store) {
        let trial = try await history()
        trial.store.close()
        let file = URL(filePath: trial.folder["influence.db"])
        let content = try Data(contentsOf: file)
        try #require(content.firstRange(of: old) != nil)
        try Data(content.replacing(old, with: new)).write(to: file)
        return (trial.folder, try Store(opening: trial.folder["influence.db"]))
    }

    /// A number as SQLite keeps it.
    private func stored(_ value: Double) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
    }

    @Test func `A changed score is found and named`() async throws {
        // The index of Russia in Kazakhstan.
        let (_, store) = try await tampered(stored(42.5), stored(42.75))
        let verification = try verify(1, in: store)
        #expect(!verification.matches)
        #expect(verification.inputMatches)
        #expect(verification.reason?.contains("does not answer what the run computed") == true)
        let comparison = try #require(verification.comparison)
        #expect(comparison.differing == 3)
        #expect(comparison.differingSeries == 1)
        let difference = try #require(comparison.differences.first)
        #expect(difference.series == ScoreSeries(node: "index", power: "RUS", country: "KAZ"))
        #expect(difference.period.description == "2024-01")
        #expect(difference.periods == 3)
        #expect(difference.figure == "value")
        #expect(difference.stored == 42.75)
        #expect(difference.recomputed == 42.5)
        // Later runs found that score unchanged and answer it too; the other model's is another one.
        #expect(try verify(6, in: store).comparison?.differing == 5)
        #expect(try verify(5, in: store).matches)
    }

    @Test func `A changed observation is found by the hash of the input`() async throws {
        let (_, store) = try await tampered(stored(12.75), stored(13.75))
        let verification = try verify(2, in: store)
        #expect(!verification.matches)
        #expect(!verification.inputMatches)
        #expect(verification.reason?.contains("not those that it read") == true)
        // 12.75 itself is a score too, and was changed alike; what follows from it was not.
        let nodes = Set(try #require(verification.comparison).differences.map(\.series.node.text))
        #expect(nodes == ["economic", "index"])
    }

    @Test func `A changed text of the model is found by its hash`() async throws {
        let (_, store) = try await tampered(
            Array("parent: index, weight: 3".utf8),
            Array("parent: index, weight: 2".utf8)
        )
        let verification = try verify(1, in: store)
        #expect(!verification.matches)
        #expect(verification.comparison == nil)
        #expect(verification.reason?.contains("text of its model has been changed") == true)
        #expect(try verify(5, in: store).matches)
    }

    @Test func `A run of other editions of the methods is said to be one, and no word of tampering`() async throws {
        let trial = try await history()
        let text = try #require(try trial.store.run(1)?.editions?.text)
        let other = String(text.dropLast()) + "0"
        let (_, store) = try await tampered(Array(text.utf8), Array(other.utf8))
        let verification = try verify(1, in: store)
        #expect(!verification.matches)
        #expect(verification.comparison == nil)
        let reason = try #require(verification.reason)
        #expect(reason.hasPrefix("run 1 was computed by influenced \(Version.text), with other editions of "))
        #expect(reason.contains("to compute it once more takes influenced"))
        #expect(!reason.contains("changed"))
    }
}
