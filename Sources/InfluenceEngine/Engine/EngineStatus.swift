package import InfluenceModel
package import InfluenceModelFiles
package import InfluenceScoring
package import InfluenceStore

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
