import InfluenceReading
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite(.timeLimit(.minutes(5))) struct EngineImportTests {
    @Test func `One bad line rejects the whole file and names every error`() async throws {
        let trial = try Trial()
        let error = await #expect(throws: EngineError.self) { try await trial.add(TrialModel.mixed) }
        guard case .observations(let errors, let total) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(total == 2)
        #expect(errors.map(\.line) == [3, 4])
        #expect(errors.map(\.field) == ["country", "value"])
        #expect(errors.map(\.column) == [11, 20])
        #expect(try trial.store.lastVintage() == nil)
    }

    @Test func `A partial import takes the good rows and hands back the others`() async throws {
        let trial = try Trial()
        let report = try await trial.add(TrialModel.mixed, partial: true)
        #expect(report.stored.added == 2)
        #expect(report.rejected == 2)
        #expect(report.problems.count == 2)
        let rejects = String(decoding: try #require(report.rejects), as: UTF8.self)
        let lines = rejects.split(separator: "\n")
        #expect(lines.first?.hasPrefix("line,error,indicator,power") == true)
        #expect(lines.count == 3)
        #expect(rejects.contains("trade,CHN,XXX,2023,21"))
        // Mended, the rejected rows can be imported as they are, but for the first two columns.
        #expect(try await trial.add("trade,CHN,UZB,2023,21\ntrade,RUS,KAZ,2023,7\n").stored.added == 2)
    }

    @Test func `Without a header there is nothing to import in part`() async throws {
        let trial = try Trial()
        await #expect(throws: EngineError.self) {
            try await trial.engine.importObservations(Array("a,b\n1,2\n".utf8), origin: "x", partial: true)
        }
    }

    @Test func `A run that fails leaves the last good scores and shows until one succeeds`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let before = try trial.everything()
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.add("loans,CHN,KAZ,2023,61\n")
        await trial.engine.use(
            try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.unbegun)])
        )
        let error = await #expect(throws: EngineError.self) { try await trial.engine.recompute(.import) }
        let message = try #require(error?.description)
        #expect(message.contains("begins in the future"), "\(message)")
        #expect(trial.status.runFailure?.message == message)
        #expect(try trial.status.runFailure?.at == instant("2024-03-16"))
        #expect(trial.status.lastAttempt?.succeeded == false)
        #expect(trial.status.computingSince == nil)
        #expect(try trial.everything() == before)
        await trial.engine.use(
            try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)])
        )
        try await trial.engine.recompute(.import)
        #expect(trial.status.runFailure == nil)
        #expect(trial.status.lastRun?.id == 2)
    }

    @Test func `A cell that cannot be computed is null, and stops nothing`() async throws {
        let trial = try Trial(model: TrialModel.geometric)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let others = try trial.score("index", "CHN", "UZB")
        try await trial.add("loans,CHN,KAZ,2023,0\ntrade,RUS,UZB,2023,45\n")
        try await trial.engine.recompute(.import)
        #expect(trial.status.runFailure == nil)
        #expect(try trial.score("economic", "CHN", "KAZ") == nil)
        #expect(try trial.score("loans", "CHN", "KAZ") == 0)
        #expect(try trial.score("index", "CHN", "UZB") == others)
        let russia = try #require(try trial.score("index", "RUS", "UZB"))
        #expect(abs(russia - 45) < 1e-9)
    }

    @Test func `A store that is gone fails runs and imports, and no process`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        trial.store.close()
        await #expect(throws: EngineError.self) { try await trial.engine.recompute(.schedule) }
        await #expect(throws: EngineError.self) { try await trial.add("trade,CHN,KAZ,2023,1\n") }
        #expect(trial.status.runFailure?.message.contains("closed") == true)
        #expect(trial.status.lastRun?.id == 1)
    }
}

@Suite(.timeLimit(.minutes(5))) struct FeedTests {
    @Test func `A feed whose content is unchanged is not imported again, in this life or the next`() async throws {
        let trial = try Trial(at: "2024-03-15")
        let path = try trial.folder.write(TrialModel.data, to: "a.csv")
        await trial.engine.importFeeds([path])
        let feed = FeedStatus(name: path, lastImport: try instant("2024-03-15"), newestPeriod: try Period("2023"))
        #expect(trial.status.feeds == [feed])
        trial.clock.set(to: try instant("2024-03-16"))
        await trial.engine.importFeeds([path])
        #expect(trial.status.feeds == [feed])
        #expect(try trial.store.vintages().count == 1)
        trial.store.close()

        let next = try Trial(at: "2024-03-17", in: trial.folder)
        await next.engine.importFeeds([path])
        #expect(next.status.feeds == [feed])
        #expect(try next.store.vintages().count == 1)
    }

    @Test func `A new edition brings what it changed and does not take back a correction by hand`() async throws {
        let trial = try Trial(at: "2024-03-15")
        let path = try trial.folder.write(TrialModel.data, to: "a.csv")
        await trial.engine.importFeeds([path])
        trial.clock.set(to: try instant("2024-03-16"))
        try await trial.add("trade,CHN,KAZ,2023,21\n")
        trial.clock.set(to: try instant("2024-03-17"))
        let edition = TrialModel.data.replacing("trade,RUS,KAZ,2023,40", with: "trade,RUS,KAZ,2023,44")
        try trial.folder.write(edition + "trade,EUU,UZB,2024,9\n", to: "a.csv")
        await trial.engine.importFeeds([path])
        let vintage = try #require(try trial.store.lastVintage())
        #expect(vintage.added == 1)
        #expect(vintage.revised == 1)
        #expect(trial.status.feeds.first?.newestPeriod?.description == "2024")
        try await trial.engine.recompute(.start)
        #expect(try trial.score("trade", "CHN", "KAZ") == 21)
        #expect(try trial.score("trade", "RUS", "KAZ") == 44)
        // Only when the feed itself says something new about it does it count again.
        trial.clock.set(to: try instant("2024-03-18"))
        let next = edition.replacing("trade,CHN,KAZ,2023,20", with: "trade,CHN,KAZ,2023,20.5")
        try trial.folder.write(next, to: "a.csv")
        await trial.engine.importFeeds([path])
        try await trial.engine.recompute(.start)
        #expect(try trial.score("trade", "CHN", "KAZ") == 20.5)
    }

    @Test func `A feed that is missing or broken shows in the status and holds up nothing`() async throws {
        let trial = try Trial()
        let broken = try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2023,x\n", to: "broken.csv")
        let good = try trial.folder.write(TrialModel.data, to: "good.csv")
        let missing = trial.folder["missing.csv"]
        await trial.engine.importFeeds([missing, broken, good])
        let feeds = trial.status.feeds
        #expect(feeds.map(\.name) == [missing, broken, good])
        #expect(feeds[0].error?.contains(missing) == true)
        #expect(feeds[1].error?.hasPrefix("2:20: value: ") == true)
        #expect(feeds[2].error == nil)
        try await trial.engine.recompute(.start)
        #expect(try trial.score("index", "CHN", "KAZ") == 40)
        // Mended, it is in order.
        try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2024,7\n", to: "broken.csv")
        await trial.engine.importFeeds([missing, broken, good])
        #expect(trial.status.feeds.map { $0.error == nil } == [false, true, true])
        // Taken out of the configuration, it is out of the status.
        await trial.engine.importFeeds([good])
        #expect(trial.status.feeds.map(\.name) == [good])
    }
}
