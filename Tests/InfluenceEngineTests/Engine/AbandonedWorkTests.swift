import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Synchronization
import Testing

@testable import InfluenceEngine

/// What somebody asks to be told, and nothing is kept of, ends when he has gone; what changes the index is done to its end.
@Suite(.timeLimit(.minutes(5))) struct AbandonedWorkTests {
    /// A clock at which the one who asks for the time leaves, when he asks for the nth time.
    private final class LeavingClock: WallClock {
        private let clock: TestClock
        /// How often it is asked until then; 0: for ever.
        private let left = Mutex(0)

        init(_ clock: TestClock) { self.clock = clock }

        func leave(after asked: Int) { left.withLock { $0 = asked } }

        func now() -> Instant {
            let isDue = left.withLock { left in
                left -= 1
                return left == 0
            }
            if isDue { withUnsafeCurrentTask { $0?.cancel() } }
            return clock.now()
        }

        func steady() -> Instant { clock.steady() }

        func sleep(until moment: Instant) async throws { try await clock.sleep(until: moment) }
    }

    private static let rules = """
        rules:
          - {id: high, kind: threshold, node: [trade, loans], above: 15}

        """

    private static let correction = Array((TrialModel.header + "trade,CHN,KAZ,2023,60\n").utf8)

    /// A trial with figures and a run, and an engine over the same database with a clock at which callers leave.
    private func prepared() async throws -> (Trial, Engine, LeavingClock) {
        let trial = try Trial(alerts: Self.rules)
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        let clock = LeavingClock(trial.clock)
        let engine = try Engine(
            store: trial.store,
            loaded: trial.status.loaded,
            clock: clock,
            threads: 2,
            log: .silent
        )
        return (trial, engine, clock)
    }

    @Test func `A dry run ends wherever its caller leaves, and leaves nothing behind`() async throws {
        var abandoned = 0
        for asked in 1..<12 {
            let (trial, engine, clock) = try await prepared()
            let before = try trial.everything()
            clock.leave(after: asked)
            let attempt = Task { () -> EngineError? in
                do throws(EngineError) {
                    _ = try await engine.rehearseImport(Self.correction, origin: "test", partial: false)
                    return nil
                } catch {
                    return error
                }
            }
            let error = await attempt.value
            if let error {
                guard case .abandoned = error else {
                    Issue.record("\(error)")
                    continue
                }
                abandoned += 1
            }
            #expect(try trial.everything() == before)
            #expect(try trial.store.status().counts.vintages == 1)
        }
        #expect(abandoned >= 2)
    }

    @Test func `An import and its run are done to their end, though their caller has left on the way`() async throws {
        for asked in 1..<12 {
            let (trial, engine, clock) = try await prepared()
            clock.leave(after: asked)
            let attempt = Task { () -> Bool in
                do throws(EngineError) {
                    _ = try await engine.importObservations(Self.correction, origin: "test", partial: false)
                    return true
                } catch {
                    guard case .abandoned = error else { return true }
                    return false
                }
            }
            guard await attempt.value else { continue }
            #expect(try trial.store.status().counts.vintages == 2)
        }
    }
}
