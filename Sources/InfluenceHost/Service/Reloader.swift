import InfluenceAlerts
import InfluenceEngine
import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import Logging

/// Reads configuration and model files anew and puts them in force, or leaves everything as it was.
actor Reloader {
    private let engine: Engine
    /// Reading files blocks.
    nonisolated var unownedExecutor: UnownedSerialExecutor { engine.unownedExecutor }
    private let settings: Settings
    private let wakeup: Wakeup
    private let notifier: ServiceNotifier
    private let log: Logger
    private var last: Task<Result<Result<RunReport, EngineError>, EngineError>, Never>?

    init(engine: Engine, settings: Settings, wakeup: Wakeup, notifier: ServiceNotifier, log: Logger) {
        self.engine = engine
        self.settings = settings
        self.wakeup = wakeup
        self.notifier = notifier
        self.log = log
    }

    /// Returns when the new configuration is in force and the index is computed by it. One reload after the other, each
    /// by the files as they are when its turn comes.
    /// - Returns: the run, or why it failed: then the new model is in force, and the last good scores stay.
    @discardableResult
    func reload() async throws(EngineError) -> Result<RunReport, EngineError> {
        let previous = last
        let present = Task {
            _ = await previous?.value
            return await notifier.reloading {
                await reloaded()
            } status: {
                StatusText.of(engine.board.current, engine.health)
            }
        }
        last = present
        return try await present.value.get()
    }

    private func reloaded() async -> Result<Result<RunReport, EngineError>, EngineError> {
        do throws(EngineError) {
            let old = settings.configuration
            let new = try rethrowing { () throws(DiagnosticList) in try ConfigurationFile.load(old.file) }
            let loaded = try rethrowing { () throws(DiagnosticList) in try ModelFiles.load(path: new.model) }
            let now = engine.clock.now()
            let today = now.day
            try rethrowing { () throws(DiagnosticList) in
                try new.schedule.refuseIfOver(at: now, in: new.file)
                try new.refuseMissingFolders()
                try ModelMemory.check(
                    loaded,
                    limit: ModelMemory.limit(new),
                    today: today,
                    threads: engine.threads,
                    counts: engine.store.report.current.status.counts
                )
            }
            let alerts = try rethrowing { () throws(DiagnosticList) in try AlertPlan.load(new, loaded.model) }
            await engine.use(loaded, alerts: alerts, memory: ModelMemory.limit(new))
            settings.configuration = new
            let waiting = settings.waitingForStart
            for key in waiting { log.notice("'\(key)' has changed; that takes effect at the next start") }
            engine.board.update { $0.waitingForStart = waiting }
            log.info("reloaded", metadata: ["file": "\(new.file)", "model": "\(loaded.model.id)"])
            wakeup.wake()
            await engine.importFeeds(new.data)
            // A failing run is the run's matter: it shows in the status and is retried.
            do throws(EngineError) {
                return .success(.success(try await engine.recompute(.reload)))
            } catch {
                return .success(.failure(error))
            }
        } catch {
            log.error("reload refused, the old configuration stays in force", metadata: ["error": "\(error)"])
            await engine.refuseReload(error)
            return .failure(error)
        }
    }
}
