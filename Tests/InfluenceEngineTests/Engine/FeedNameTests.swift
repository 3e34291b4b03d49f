import Foundation
import Glibc
import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A feed is known by what the configuration writes, and counts by what it says now.
@Suite(.timeLimit(.minutes(5))) struct FeedNameTests {
    private let trial: Trial
    private let folder: TemporaryFolder

    init() throws {
        trial = try Trial()
        folder = trial.folder
    }

    private func write(_ value: Int, _ earlier: Int = 10, to name: String) throws -> String {
        let rows = "trade,CHN,KAZ,2022,\(earlier)\ntrade,CHN,KAZ,2023,\(value)\n"
        return try folder.write(TrialModel.header + rows, to: name)
    }

    /// Has the link `d.csv` lead to another file, in one step.
    private func link(to target: String) throws -> String {
        try FileManager.default.createSymbolicLink(atPath: folder["new"], withDestinationPath: target)
        #expect(rename(folder["new"], folder["d.csv"]) == 0)
        return folder["d.csv"]
    }

    private func value(_ period: String = "2023") throws -> Double? {
        try trial.store.observations().first { $0.period.description == period }?.value
    }

    // MARK: Back to what it said before

    /// Before: 70, and no word, after a restart too.
    @Test func `A link that leads back to the edition before brings back its figures`() async throws {
        _ = try write(50, to: "v1.csv")
        _ = try write(70, to: "v2.csv")
        for (target, expected) in [("v1.csv", 50.0), ("v2.csv", 70), ("v1.csv", 50), ("v2.csv", 70), ("v1.csv", 50)] {
            let path = try link(to: target)
            await trial.engine.importFeeds([path])
            #expect(try value() == expected)
        }
        trial.store.close()
        let next = try Trial(in: folder)
        await next.engine.importFeeds([folder["d.csv"]])
        #expect(try next.store.observations().map(\.value) == [10, 50])
        #expect(try next.store.vintages().count == 5)
    }

    /// - Parameter broken: another file, of which nothing can be read all the while.
    @Test(arguments: [nil, "missing.csv"])
    func `A configuration that names the file before brings back its figures`(broken: String?) async throws {
        let first = try write(50, to: "v1.csv")
        let second = try write(70, to: "v2.csv")
        let others = [broken].compactMap { $0 }.map { folder[$0] }
        for (path, expected) in [(first, 50.0), (second, 70), (first, 50), (second, 70)] {
            await trial.engine.importFeeds([path] + others)
            #expect(try value() == expected)
            #expect(trial.status.feedConflicts.isEmpty)
        }
    }

    @Test func `A correction stays whichever way the order of the configuration is turned`() async throws {
        let path = try write(50, to: "v1.csv")
        let other = try folder.write(TrialModel.header + "loans,CHN,KAZ,2023,5\n", to: "other.csv")
        await trial.engine.importFeeds([path, other])
        try await trial.add("trade,CHN,KAZ,2023,55\n")
        await trial.engine.importFeeds([other, path])
        #expect(try value() == 55)
        await trial.engine.importFeeds([path, other])
        #expect(try value() == 55)
    }

    // MARK: The order

    /// Before: the value of the file that is not in the configuration any more, for ever.
    @Test func `What a file outranked counts once that has left the configuration`() async throws {
        let first = try write(10, to: "first.csv")
        let second = try write(20, to: "second.csv")
        let other = try folder.write(TrialModel.header + "loans,CHN,KAZ,2023,5\n", to: "other.csv")
        await trial.engine.importFeeds([first, second])
        #expect(try value() == 10)
        await trial.engine.importFeeds([other, second])
        #expect(try value() == 20)
    }

    @Test func `Of two that contradict each other the first counts, though the second keeps its place`() async throws {
        let first = try write(10, to: "first.csv")
        let second = try write(20, to: "second.csv")
        let other = try folder.write(TrialModel.header + "loans,CHN,KAZ,2023,5\n", to: "other.csv")
        await trial.engine.importFeeds([first, second, other])
        #expect(try value() == 10)
        await trial.engine.importFeeds([other, second, first])
        #expect(try value() == 20)
        let vintages = try trial.store.vintages().count
        await trial.engine.importFeeds([other, second, first])
        #expect(try trial.store.vintages().count == vintages)
    }

    // MARK: Away for a while

    /// How the file goes and comes back.
    enum Way: String, CaseIterable { case moved, target, folder }

    /// Before: "revised=2", and the correction was gone without a word.
    @Test(arguments: Way.allCases)
    func `An edition after the file was away brings what it changed, and takes back no correction`(
        way: Way
    ) async throws {
        _ = try write(20, to: "disk/v1.csv")
        let path = try way == .target ? link(to: "disk/v1.csv") : folder["disk/v1.csv"]
        let moved = way == .folder ? folder["disk"] : folder["disk/v1.csv"]
        await trial.engine.importFeeds([path])
        try await trial.add("trade,CHN,KAZ,2023,21\n")
        #expect(rename(moved, folder["aside"]) == 0)
        await trial.engine.importFeeds([path])
        #expect(trial.status.feeds.first?.error != nil)
        #expect(rename(folder["aside"], moved) == 0)
        await trial.engine.importFeeds([path])
        #expect(trial.status.feeds.first?.error == nil)
        _ = try write(20, 11, to: "disk/v1.csv")
        await trial.engine.importFeeds([path])
        #expect(try value("2022") == 11)
        #expect(try value() == 21)
        #expect(try trial.store.lastVintage()?.revised == 1)
    }

    @Test func `A file that is renamed in the configuration first, and on the disk later, takes back nothing`()
        async throws
    {
        let path = try write(20, to: "a.csv")
        await trial.engine.importFeeds([path])
        try await trial.add("trade,CHN,KAZ,2023,21\n")
        await trial.engine.importFeeds([folder["b.csv"]])
        #expect(rename(path, folder["b.csv"]) == 0)
        await trial.engine.importFeeds([folder["b.csv"]])
        #expect(trial.status.feeds.first?.error == nil)
        #expect(try value() == 21)
        #expect(try trial.store.vintages().count == 2)
    }

    @Test func `The same content under another name is no news`() async throws {
        let path = try write(20, to: "a.csv")
        await trial.engine.importFeeds([path])
        let imported = trial.status.feeds.first?.lastImport
        #expect(imported != nil)
        #expect(rename(path, folder["b.csv"]) == 0)
        trial.clock.set(to: try instant("2024-05-01"))
        await trial.engine.importFeeds([folder["b.csv"]])
        #expect(trial.status.feeds.map(\.lastImport) == [imported])
    }

    // MARK: What is known without the file

    /// What becomes of the file while the daemon is down.
    enum Loss: String, CaseIterable { case gone, wrong, folder }

    /// Before: no last import after the start, so that nothing ever grew old.
    @Test(arguments: Loss.allCases)
    func `A feed that cannot be read since the start grows old from its last import`(loss: Loss) async throws {
        let path = try write(20, to: "data/a.csv")
        await trial.engine.importFeeds([path])
        try await trial.engine.recompute(.start)
        trial.store.close()
        switch loss {
        case .gone: #expect(unlink(path) == 0)
        case .wrong: try folder.write("something else\n", to: "data/a.csv")
        case .folder: #expect(rename(folder["data"], folder["aside"]) == 0)
        }

        let next = try Trial(at: "2024-03-20", in: folder)
        let loaded = next.status.loaded
        let rules = "rules: [{id: quiet, kind: stale, feed: '*', after: 7d, severity: critical}]\n"
        let plan = try RuleFile.read(rules, name: "alerts.yaml", model: loaded.model, feeds: [path])
        await next.engine.use(loaded, alerts: plan)
        await next.engine.importFeeds([path])
        let feed = try #require(next.status.feeds.first)
        #expect(feed.error != nil)
        #expect(try feed.lastImport == instant("2024-03-15"))
        #expect(feed.newestPeriod?.description == "2023")
        try await next.engine.recompute(.start)
        #expect(next.status.alerts.counts.open == 0)
        next.clock.set(to: try instant("2024-03-23"))
        try await next.engine.evaluateAlerts()
        #expect(next.status.alerts.counts.open == 1)
        // The file tried again, in vain, changes nothing about it.
        await next.engine.importFailedFeeds()
        try await next.engine.evaluateAlerts()
        #expect(next.status.alerts.counts.open == 1)
    }
}
