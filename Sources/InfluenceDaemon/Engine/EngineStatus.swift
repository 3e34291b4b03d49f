import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import Synchronization

/// What the engine shows of itself. Read by anybody at any time, without waiting for a run.
struct EngineStatus: Sendable {
    /// The model in force, with the definition and the structure that answers need.
    var loaded: LoadedModel
    /// Since when an import or a run is under way, by the steady clock.
    var computingSince: Instant?
    /// Why the clock was not believed at the last look; ``Engine/clockTrouble`` looks now.
    var clockTrouble: ClockTrouble?
    var lastRun: Run?
    /// Why the last run failed; `nil` after one that succeeded.
    var runFailure: Failure?
    /// What is wrong with the database: it is read, and never written to.
    var damage: StoreError?
    /// Why the last reload was refused; `nil` after one that was not.
    var reloadFailure: Failure?
    /// In the order of the configuration.
    var feeds: [FeedStatus] = []
    /// What feeds contradict each other about, a sentence for each two.
    var feedConflicts: [String] = []
    /// Causes of warnings that the last imports of files by hand have left behind.
    var importWarnings = 0
    var nextRun: Instant?
    /// The values of the last run that cannot be computed though data are there; `nil` until this process has computed one.
    var absent: AbsentCells?
    /// Of what is known now, at the last period; `nil` until this process has looked at it.
    var lapses: LapseForecast?
    var alerts = AlertStanding.none
    /// Whether the database is being read whole, as at each start.
    var isExamining = false

    /// The last recomputation, whatever it was made for and however it ended.
    var lastAttempt: Attempt?

    struct Attempt: Sendable {
        let number: Int
        let startedAt: Instant
        let endedAt: Instant
        let succeeded: Bool
    }

    struct Failure: Sendable {
        let at: Instant
        let message: String
    }
}

/// A file that the daemon imports by itself.
struct FeedStatus: Sendable, Equatable {
    let name: String
    var lastImport: Instant?
    var newestPeriod: Period?
    var error: String?
    /// How many causes of warnings its last import had.
    var warnings = 0
    /// Those of the last look at all feeds, in words; of a feed that was not imported then none.
    var messages: [String] = []
}

/// The place where the engine's status stands for all to read, beside that of the store.
final class StatusBoard: Sendable {
    private let status: Mutex<EngineStatus>
    private let report: StoreReport

    init(_ status: EngineStatus, _ report: StoreReport) {
        self.status = Mutex(status)
        self.report = report
    }

    var current: EngineStatus { status.withLock { $0 } }

    /// Both as they were at one moment: a run that the one knows is counted by the other.
    var snapshot: (engine: EngineStatus, store: StoreReport.Facts) {
        status.withLock { ($0, report.current) }
    }

    func update(_ body: (inout EngineStatus) -> Void) {
        status.withLock { body(&$0) }
    }

    /// Runs `commit`, and shows what it has come to at the same moment as the counts of the store.
    func committing<Outcome, Failure: Error>(
        _ commit: () throws(Failure) -> Outcome,
        _ show: (inout EngineStatus, Outcome) -> Void
    ) throws(Failure) -> Outcome {
        report.withhold()
        do throws(Failure) {
            let outcome = try commit()
            status.withLock {
                show(&$0, outcome)
                report.release()
            }
            return outcome
        } catch {
            report.release()
            throw error
        }
    }
}
