import Foundation
import InfluenceEngine
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

/// A file of `data` that is away for a while: what it said is not forgotten, and so no correction is taken back.
@Suite(.timeLimit(.minutes(5))) struct AbsentFeedTests {
    private func value(_ trial: Trial, _ period: String = "2023") throws -> Double? {
        try trial.store.observations().first { $0.period.description == period }?.value
    }

    /// How the file goes and comes back: moved, behind a link, with its folder.
    enum Way: String, CaseIterable { case moved, linked, folder }

    /// Before: all of the next edition was new, and the correction was gone.
    @Test(arguments: Way.allCases)
    func `The next edition brings what it changed, and takes back no correction`(way: Way) async throws {
        let trial = try Trial()
        let folder = trial.folder
        try folder.write(TrialModel.header + "trade,CHN,KAZ,2022,10\ntrade,CHN,KAZ,2023,20\n", to: "disk/data.csv")
        try FileManager.default.createSymbolicLink(
            atPath: folder["link.csv"],
            withDestinationPath: folder["disk/data.csv"]
        )
        let path = way == .linked ? folder["link.csv"] : folder["disk/data.csv"]
        let moved = way == .folder ? folder["disk"] : folder["disk/data.csv"]
        await trial.engine.importFeeds([path])
        try await trial.add("trade,CHN,KAZ,2023,21\n")
        try FileManager.default.moveItem(atPath: moved, toPath: folder["aside"])
        await trial.engine.importFeeds([path])
        #expect(trial.status.feeds.first?.error != nil)
        try FileManager.default.moveItem(atPath: folder["aside"], toPath: moved)
        await trial.engine.importFeeds([path])
        #expect(trial.status.feeds.first?.error == nil)
        try folder.write(TrialModel.header + "trade,CHN,KAZ,2022,11\ntrade,CHN,KAZ,2023,20\n", to: "disk/data.csv")
        await trial.engine.importFeeds([path])
        #expect(try value(trial, "2022") == 11)
        #expect(try value(trial, "2023") == 21)
    }

    @Test func `A file that has left the configuration is forgotten once all others are there`() async throws {
        let trial = try Trial()
        let folder = trial.folder
        let a = try folder.write(TrialModel.header + "trade,CHN,KAZ,2023,20\n", to: "a.csv")
        let b = try folder.write(TrialModel.header + "trade,CHN,KAZ,2023,30\n", to: "b.csv")
        await trial.engine.importFeeds([a, b])
        #expect(trial.status.feedConflicts.count == 1)
        try FileManager.default.removeItem(atPath: b)
        await trial.engine.importFeeds([a, b])
        await trial.engine.importFeeds([a])
        #expect(trial.status.feedConflicts.isEmpty)
        try folder.write(TrialModel.header + "trade,CHN,KAZ,2023,30\n", to: "b.csv")
        await trial.engine.importFeeds([a])
        #expect(trial.status.feedConflicts.isEmpty)
    }
}
