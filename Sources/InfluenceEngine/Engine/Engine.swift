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
    var attempts = 0
    /// Whether the recomputation under way has.
    var hasReadObservations = false
    /// The last run whose input this process has looked at.
    var verifiedRun: Int64?
    var knownEditions: (hash: String, editions: MethodEditions)?

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
}
