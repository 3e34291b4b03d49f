package import InfluenceAlerts
package import InfluenceModel
package import InfluenceModelFiles
import InfluenceScoring
package import InfluenceStore
import InfluenceThreads
package import Logging
import Synchronization

/// The one writer: imports, recomputes, evaluates rules, reloads, one after the other. Everything else reads.
package actor Engine {
    /// Reads, computes and writes on a thread of its own: nobody else's task waits for it.
    private let executor = ThreadExecutor(named: "engine")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package nonisolated let store: Store
    package nonisolated let clock: any WallClock
    /// What waits goes by this one.
    package nonisolated let time: FollowedClock
    let imports: ImportLimits
    /// Of which a run may need so much.
    var memory: RunMemory
    /// `$CREDENTIALS_DIRECTORY`, where hooks find their secrets; `nil` where it is not set.
    let credentials: String?
    package nonisolated let threads: Int
    package nonisolated let log: Logger
    package nonisolated let board: StatusBoard
    package nonisolated let events = EventHub<EngineEvent>()
    /// Whether the clock is to be believed.
    nonisolated let watch: Mutex<ClockWatch>
    /// How far the wall clock was ahead of the steady one at the last look, in microseconds.
    var shownShift: Int64
    /// As the store has it; `nil` until the clock has been believed.
    var clockBase: ClockBase?
    /// The step that could not be followed, as far as that was told.
    var unfollowed: Int64?
    /// Whether somebody is to be put right once the clock is.
    var owesSettling = false
    /// Called after each recomputation, for the loop that plans the next one.
    package nonisolated let wakeup = Wakeup()
    /// Called when deliveries have been written, for the one who makes them.
    package nonisolated let outbox = Wakeup()
    /// Gives back what work has left behind, once it is over.
    package nonisolated let rest = Rest()
    var keeper: AlertKeeper
    /// Also those that are no longer in force.
    let models: PastModels
    /// What rules ask between runs; `nil` until they do.
    var storedRun: StoredRun?
    /// Those that had not ended when everybody was last put right.
    var silences: SilenceIndex
    /// By incident; those that hold.
    var acknowledgements: [String: Acknowledgement]
    /// When everybody was last put right by what silences and acknowledgements keep back: what ends since then is due.
    var settledAt: Instant
    private var attempts = 0
    /// Whether the recomputation under way has.
    private var hasReadObservations = false
    /// The last run whose input this process has looked at.
    private var verifiedRun: Int64?
    private var knownEditions: (hash: String, editions: MethodEditions)?

    /// - Parameters:
    ///   - alerts: the rules in force.
    ///   - built: no clock that is right shows an earlier time.
    ///   - threads: how many score; results do not depend on it.
    ///   - memory: how many bytes a run may need by the estimate of the model and of what is observed.
    package init(
        store: Store,
        loaded: LoadedModel,
        alerts: AlertPlan = .none,
        clock: any WallClock,
        built: Instant = Instant(microseconds: .min),
        threads: Int,
        imports: ImportLimits = ImportLimits(),
        memory: Int = .max,
        credentials: String? = nil,
        log: Logger
    ) throws(EngineError) {
        self.store = store
        self.clock = clock
        let start = ClockStart(clock, built: built, store)
        watch = Mutex(start.watch)
        time = FollowedClock(clock, shift: start.shift)
        shownShift = start.shownShift
        clockBase = start.base
        self.threads = threads
        self.imports = imports
        self.memory = RunMemory(limit: memory, threads: threads)
        self.credentials = credentials
        self.log = log
        let lastRun = try rethrowing { () throws(StoreError) in try store.lastRun() }
        board = StatusBoard(EngineStatus(loaded: loaded, lastRun: lastRun), store.report)
        let known: KnownAlerts
        var damage: StoreError?
        do throws(StoreError) {
            let isRestored = try store.armAfterRestore(at: time.now())
            if isRestored { log.notice("put back from a backup: open alerts are told again, all others arm") }
            try store.rememberHooks(alerts.hooks.map { ($0.name, $0.fallback) }, at: time.now())
            known = try KnownAlerts(in: store, at: time.now())
        } catch {
            // What can be read of a damaged database still is; it is not written to, and no rule is evaluated.
            guard case .corrupt = error else { throw .store(error) }
            known = KnownAlerts()
            damage = error
        }
        silences = SilenceIndex(known.silences)
        acknowledgements = known.acknowledgements
        settledAt = time.now()
        let models = PastModels(store)
        self.models = models
        var keeper = AlertKeeper(known.records, known.incidents, models: { models.whole($0) })
        keeper.use(alerts, in: loaded.model)
        self.keeper = keeper
        let standing = AlertStanding(
            rules: keeper.watched,
            hooks: keeper.hooks,
            records: keeper.ordered,
            incidents: keeper.incidents,
            silences: silences,
            acknowledgements: acknowledgements,
            at: time.now()
        )
        // Counted before anybody asks.
        _ = try? store.status()
        let warnings = (try? store.importWarnings()) ?? 0
        let hookTroubles = HookTrouble.all(of: alerts.hooks, credentialsDirectory: credentials)
        board.update {
            $0.alerts = standing
            $0.hookTroubles = hookTroubles
            $0.damage = damage
            $0.importWarnings = warnings
        }
    }

    /// How long an import or a run may take before it counts as hanging.
    private static let longestWork: Int64 = 600_000_000
    /// And anything else that the engine does.
    private static let longestTurn: Duration = .seconds(60)

    /// For the watchdog: whether the engine has nothing to do, or is at work that has not taken unduly long. Asking wakes
    /// nobody.
    package nonisolated var isMakingProgress: Bool {
        if let since = board.current.computingSince {
            return clock.steady().microseconds(since: since) < Self.longestWork
        }
        guard let since = executor.workingSince else { return true }
        return MonotonicTime.now - since < Self.longestTurn
    }

    func beginWork() {
        board.update { $0.computingSince = clock.steady() }
    }

    func endWork() {
        board.update { $0.computingSince = nil }
        rest.worked()
    }

    /// For what a client asked for: it may have gone while it waited for its turn.
    func refuseIfAbandoned() throws(EngineError) {
        if Task.isCancelled { throw .abandoned }
    }

    // MARK: Runs

    /// Reads the panel as known now, scores it, and commits what changed. With the same model and input as the last run
    /// only a heartbeat is noted.
    @discardableResult
    package func recompute(_ reason: RunReason) throws(EngineError) -> RunReport {
        if reason == .request { try refuseIfAbandoned() }
        try refuseIfClockIsWrong()
        let startedAt = time.now()
        settle(startedAt)
        beginWork()
        lookAtHooks()
        attempts += 1
        var succeeded = false
        hasReadObservations = false
        defer {
            let attempt = EngineStatus.Attempt(
                number: attempts,
                startedAt: startedAt,
                endedAt: time.now(),
                succeeded: succeeded
            )
            board.update {
                $0.computingSince = nil
                $0.lastAttempt = attempt
            }
            wakeup.wake()
            // Whatever looks at the observations needs much more memory than the daemon does at rest.
            if hasReadObservations { rest.worked() }
        }
        do {
            let report = try run(reason)
            succeeded = true
            // After the status: whoever hears of the run finds it there.
            events.send(report.isHeartbeat ? .heartbeat(report.run) : .run(report.run, changes: report.changes))
            return report
        } catch {
            let message = error.description
            if case .clock = error {
                // It is the clock that has failed, and is told of as such.
                log.notice("run dropped: its time is not to be believed", metadata: ["reason": "\(reason.rawValue)"])
                lookAtClock()
            } else {
                log.error("run failed", metadata: ["reason": "\(reason.rawValue)", "error": "\(message)"])
                board.update { $0.runFailure = EngineStatus.Failure(at: time.now(), message: message) }
            }
            events.send(.failure(message))
            throw error
        }
    }

    private func run(_ reason: RunReason) throws(EngineError) -> RunReport {
        try refuseIfDamaged()
        let began = ContinuousClock.now
        let loaded = board.current.loaded
        let now = time.now()
        let known = try rethrowing { () throws(StoreError) in try store.lastContentVintage()?.recordedAt }
        let last = try rethrowing { () throws(StoreError) in try store.lastRun() }
        let periods = try currentPeriods()
        guard let through = periods.last else {
            throw .store(.invalidRun(reason: "the grid of model \(loaded.model.id) begins in the future"))
        }
        let editions = editions(of: loaded)
        let isSameGrid =
            last?.modelHash == loaded.hash && last?.gridThrough == through && last?.editions == editions
        // Without a look at the observations only where this process has seen them: another version may have computed
        // the last run.
        if let last, isSameGrid, last.inputsKnownAt == known, last.id == verifiedRun {
            return try heartbeat(last, now)
        }
        hasReadObservations = true
        try refuseIfTooLarge(periods)
        let panel = try self.panel(asOf: known)
        let input = InputHash.of(panel)
        if let last, last.inputsKnownAt == known, last.inputHash != input, last.software == Version.text {
            throw .store(foundChanged(since: last))
        }
        let isSameInput = isSameGrid && last?.inputHash == input
        if let last, isSameInput, last.inputsKnownAt == known {
            try lookForLapses(loaded.model, panel, at: through)
            return try heartbeat(last, now)
        }
        // Newly known observations that change no score (a unit, a day of release) still are a run: what explains the scores
        // has changed. A source or note alone is not: it explains the run that there is.
        let content =
            isSameInput
            ? .unchanged
            : try rethrowing { () throws(ScoringError) in
                try RunContent(
                    of: loaded.model,
                    panel: panel,
                    periods: periods,
                    levels: keeper.levels,
                    threads: threads
                )
            }
        if let problem = content.problem {
            log.warning("scores without intervals", metadata: ["error": "\(problem)"])
        }
        let (evaluation, source) = try evaluation(of: content, panel, after: last, at: now)
        let commit = RunCommit(
            reason: reason,
            model: StoredModel(loaded),
            inputHash: input,
            editions: editions,
            software: Version.text,
            inputsKnownAt: known,
            gridThrough: through,
            duration: (ContinuousClock.now - began).wholeMicroseconds,
            grids: content.grids,
            intervals: content.intervals,
            alerts: evaluation.changes
        )
        if content.lapses == nil { try lookForLapses(loaded.model, panel, at: through) }
        let outcome = try board.together { () throws(EngineError) in
            let outcome = try rethrowing { () throws(StoreError) in
                try store.commit(commit, recordedAt: try timeOfCommit())
            }
            verifiedRun = outcome.run.id
            board.update {
                $0.lastRun = outcome.run
                $0.runFailure = nil
                if let lapses = content.lapses {
                    $0.lapses = lapses
                    $0.absent = content.absent
                }
            }
            adopt(evaluation, of: outcome.run, answeredBy: source, at: now)
            return outcome
        }
        let run = outcome.run
        tell(outcome.events)
        log.info(
            "run \(run.id)",
            metadata: [
                "reason": "\(reason.rawValue)", "period": "\(run.gridThrough)", "changed": "\(run.changed)",
                "of": "\(run.computed)", "seconds": "\(Double(run.duration) / 1e6)",
            ]
        )
        return RunReport(run: run, isHeartbeat: false, changes: outcome.latestChanges)
    }

    /// Before so much is read that the process is killed.
    private func refuseIfTooLarge(_ periods: [Period]) throws(EngineError) {
        let counts = try rethrowing { () throws(StoreError) in try store.status().counts }
        if let excess = memory.excess(board.current.loaded.model, periods: periods.count, counts) {
            throw .store(excess)
        }
    }

    /// What was known, read and sorted.
    private func panel(asOf known: Instant?) throws(EngineError) -> Panel {
        let observations = try rethrowing { () throws(StoreError) in
            try store.observations(asOf: known, withTexts: false)
        }
        return try rethrowing { () throws(ScoringError) in try Panel(observations) }
    }

    /// Of the methods that a model uses: found once.
    private func editions(of loaded: LoadedModel) -> MethodEditions {
        if let knownEditions, knownEditions.hash == loaded.hash { return knownEditions.editions }
        let editions = Scorer.editions(of: loaded.model)
        knownEditions = (loaded.hash, editions)
        return editions
    }

    /// After a start without news: no run has looked yet.
    private func lookForLapses(_ model: Model, _ panel: Panel, at last: Period) throws(EngineError) {
        guard board.current.lapses == nil else { return }
        let found = try rethrowing { () throws(ScoringError) in
            try Scorer(model: model, panel: panel).expectedLapses(at: last, threads: threads)
        }
        board.update { $0.lapses = found }
    }

    /// The periods of the grid that a run computes now.
    func currentPeriods() throws(EngineError) -> [Period] {
        let now = time.now()
        let known = try rethrowing { () throws(StoreError) in try store.lastContentVintage()?.recordedAt }
        let last = try rethrowing { () throws(StoreError) in try store.lastRun()?.recordedAt }
        // A clock that was set back must not take back scores of a month that has begun.
        return board.current.loaded.model.grid.periods(through: max(now, known ?? now, last ?? now).day)
    }

    /// The next run looks at its input again.
    func forgetVerifiedRun() { verifiedRun = nil }

    private func heartbeat(_ last: Run, _ now: Instant) throws(EngineError) -> RunReport {
        let evaluation = try evaluation(of: last, at: now)
        let (run, events) = try board.together { () throws(EngineError) in
            let events = try rethrowing { () throws(StoreError) in
                try store.heartbeat(run: last.id, at: now, alerts: evaluation.changes)
            }
            let due = keeper.due
            take(evaluation, at: now)
            // Otherwise everything stands as it was shown.
            if !evaluation.changes.isEmpty || keeper.due != due { showAlerts() }
            let run = try rethrowing { () throws(StoreError) in try store.lastRun() } ?? last
            board.update {
                $0.lastRun = run
                $0.runFailure = nil
            }
            return (run, events)
        }
        tell(events)
        log.debug("nothing new since run \(run.id)")
        verifiedRun = run.id
        return RunReport(run: run, isHeartbeat: true, changes: [])
    }
}
