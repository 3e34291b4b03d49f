import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Synchronization
import Testing

@testable import InfluenceEngine

/// A status is of one moment: what a transaction has changed, and what is said of it elsewhere, are seen together.
@Suite(.timeLimit(.minutes(5))) struct StatusSnapshotTests {
    private struct Failed: Error {}

    private func board() throws -> (StatusBoard, StoreReport) {
        let report = StoreReport("influence.db")
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: TrialModel.text)])
        return (StatusBoard(EngineStatus(loaded: loaded), report), report)
    }

    private func facts(waiting: Int) -> StoreReport.Facts {
        var facts = StoreReport("influence.db").current
        facts.deliveries = DeliveryCounts(waiting: waiting, dead: 0, waitingSince: nil)
        return facts
    }

    @Test func `What belongs together is shown at its end, what lies within it too, and nothing of it before`() throws {
        let (board, report) = try board()
        func shown() -> [Int] { [board.snapshot.engine.importWarnings, board.snapshot.store.deliveries.waiting] }
        board.together {
            report.publish { facts(waiting: 1) }
            #expect(shown() == [0, 0])
            board.together {
                board.update { $0.importWarnings = 1 }
                #expect(shown() == [0, 0] && board.current.importWarnings == 1)
            }
            #expect(shown() == [0, 0])
            report.publish { facts(waiting: 2) }
        }
        #expect(shown() == [1, 2])
        // What has changed before a failure has changed.
        #expect(throws: Failed.self) {
            try board.together { () throws -> Void in
                report.publish { facts(waiting: 3) }
                throw Failed()
            }
        }
        #expect(shown() == [1, 3])
        report.publish { facts(waiting: 4) }
        board.update { $0.importWarnings = 4 }
        #expect(shown() == [4, 4])
    }

    /// What must be so at any moment.
    private static func contradiction(in snapshot: (engine: EngineStatus, store: StoreReport.Facts)) -> String? {
        let (engine, counts) = (snapshot.engine, snapshot.store.status.counts)
        if Int(engine.lastRun?.id ?? 0) != counts.runs {
            return "run \(engine.lastRun?.id ?? 0) of \(counts.runs)"
        }
        // Each event ends what the one before has begun.
        if engine.alerts.counts.open != counts.alertEvents % 2 {
            return "\(engine.alerts.counts.open) open after \(counts.alertEvents) events"
        }
        // As many of each.
        let waiting = snapshot.store.deliveries.waiting
        if counts.alertEvents == 0 ? waiting > 0 : waiting % counts.alertEvents != 0 {
            return "\(waiting) deliveries of \(counts.alertEvents) events"
        }
        // One observation a year since 2001.
        let newest = engine.feeds.first?.newestPeriod.map { $0.end.year - 2000 } ?? 0
        if newest != counts.observations { return "data through \(newest) in \(counts.observations) observations" }
        return nil
    }

    @Test func `Whoever looks all the time never sees the half of an import, a run, a heartbeat or an evaluation`()
        async throws
    {
        let trial = try Trial(
            alerts: """
                hooks:
                  note: {kind: exec, command: [/bin/true]}
                defaults: {hooks: [note], flap_limit: off}
                rules:
                  - {id: high, kind: threshold, node: trade, above: 50, clear: 45}

                """
        )
        let board = trial.engine.board
        let isOver = Mutex(false)
        let watcher = Task.detached { () -> (Int, String?) in
            var looks = 0
            while true {
                // Once more after the end.
                let isLast = isOver.withLock { $0 }
                if let found = Self.contradiction(in: board.snapshot) { return (looks, found) }
                looks += 1
                if isLast { return (looks, nil) }
            }
        }
        var text = TrialModel.header
        for year in 2001...2023 {
            text += "trade,CHN,KAZ,\(year),\(year % 2 == 0 ? 10 : 60)\n"
            let path = try trial.folder.write(text, to: "feed.csv")
            await trial.engine.importFeeds([path])
            try await trial.engine.recompute(.import)
            try await trial.engine.recompute(.schedule)
            try await trial.engine.evaluateAlerts()
        }
        isOver.withLock { $0 = true }
        let (looks, contradiction) = await watcher.value
        #expect(contradiction == nil, "after \(looks) looks")
        #expect(looks > 23)
        #expect(board.snapshot.store.status.counts.alertEvents == 23)
    }
}
