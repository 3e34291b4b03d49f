package import InfluenceModel
package import InfluenceModelFiles
package import InfluenceScoring
package import InfluenceStore
import Synchronization

/// What the engine shows of itself. Read by anybody at any time, without waiting for a run.
package struct EngineStatus: Sendable {
    /// The model in force, with the definition and the structure that answers need.
    package var loaded: LoadedModel
    /// Since when an import or a run is under way, by the steady clock.
    package var computingSince: Instant?
    /// Why the clock was not believed at the last look; ``Engine/clockTrouble`` looks now.
    package var clockTrouble: ClockTrouble?
    package var lastRun: Run?
    /// Why the last run failed; `nil` after one that succeeded.
    package var runFailure: Failure?
    /// What is wrong with the database: it is read, and never written to.
    package var damage: StoreError?
    /// Why the last reload was refused; `nil` after one that was not.
    package var reloadFailure: Failure?
    /// The keys of the configuration that have changed since the start, and take effect at the next one.
    package var waitingForStart: [String] = []
    /// Why the last alert could not be written to the log; `nil` after one that was.
    package var logFailure: Failure?
    /// In the order of the configuration.
    package var feeds: [FeedStatus] = []
    /// What feeds contradict each other about, a sentence for each two.
    package var feedConflicts: [String] = []
    /// Causes of warnings that the last imports of files by hand have left behind.
    package var importWarnings = 0
    package var nextRun: Instant?
    /// The values of the last run that cannot be computed though data are there; `nil` until this process has computed one.
    package var absent: AbsentCells?
    /// Of what is known now, at the last period; `nil` until this process has looked at it.
    package var lapses: LapseForecast?
    package var alerts = AlertStanding.none
    /// In the order of the rule file.
    package var hookTroubles: [HookTrouble] = []
    /// Whether the database is being read whole, as at each start.
    package var isExamining = false

    /// The last recomputation, whatever it was made for and however it ended.
    package var lastAttempt: Attempt?

    package struct Attempt: Sendable {
        package let number: Int
        package let startedAt: Instant
        package let endedAt: Instant
        package let succeeded: Bool
    }

    package struct Failure: Sendable {
        package let at: Instant
        package let message: String
    }
}

/// A file that the daemon imports by itself.
package struct FeedStatus: Sendable, Equatable {
    package let name: String
    package var lastImport: Instant?
    package var newestPeriod: Period?
    package var error: String?
    /// How many causes of warnings its last import had.
    package var warnings = 0
    /// Those of the last look at all feeds, in words; of a feed that was not imported then none.
    package var messages: [String] = []
}

/// The place where the engine's status stands for all to read, beside that of the store.
package final class StatusBoard: Sendable {
    private struct State {
        var current: EngineStatus
        /// What all are shown while a transaction and what it changes here belong together; `nil`: what is current.
        var shown: EngineStatus?
        /// How many calls of ``StatusBoard/together(_:)`` lie in one another.
        var depth = 0
    }

    private let state: Mutex<State>
    private let report: StoreReport

    init(_ status: EngineStatus, _ report: StoreReport) {
        state = Mutex(State(current: status))
        self.report = report
    }

    /// As the engine sees it, ahead of ``snapshot`` while it commits.
    package var current: EngineStatus { state.withLock { $0.current } }

    /// Shows whether the log takes the events of alerts.
    /// - Parameter error: of the last one.
    package func showLog(_ error: String?, at now: Instant) {
        guard (current.logFailure == nil) != (error == nil) else { return }
        update { $0.logFailure = error.map { EngineStatus.Failure(at: now, message: $0) } }
    }

    /// Both as they were at one moment, and never in the middle of a change: a run or an import that the one knows is
    /// counted by the other.
    package var snapshot: (engine: EngineStatus, store: StoreReport.Facts) {
        state.withLock { ($0.shown ?? $0.current, report.current) }
    }

    package func update(_ body: (inout EngineStatus) -> Void) {
        state.withLock { body(&$0.current) }
    }

    /// Runs `body`, a transaction and the updates that tell what it has come to: all of it is shown at one moment, at its
    /// end. What takes long besides the transaction does not belong into it.
    func together<Outcome, Failure: Error>(_ body: () throws(Failure) -> Outcome) throws(Failure) -> Outcome {
        state.withLock { state in
            if state.depth == 0 {
                state.shown = state.current
                report.withhold()
            }
            state.depth += 1
        }
        defer {
            state.withLock { state in
                state.depth -= 1
                if state.depth == 0 {
                    state.shown = nil
                    report.release()
                }
            }
        }
        return try body()
    }
}
