import Glibc
import InfluenceAlerts
import InfluenceEngine
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore
import InfluenceThreads
import Logging

/// Everything that runs, and the order in which it stops.
struct RunningDaemon {
    private let store: Store
    private let group: ServiceGroup
    /// Heard for as long as this is kept.
    private let signals: Signals
    private let log: Logger

    /// What it hears from outside, trapped before everything else: no signal that it answers to ends it by itself.
    struct Signals {
        let stop: StopSignals
        let deadline: StopDeadline
        /// Read when the daemon has started.
        let hangups: HangupSignals
    }

    /// Opens the store and answers on the socket. The first run takes place afterwards: a client sees its progress.
    static func start(
        settings: Settings,
        loaded: LoadedModel,
        alerts: AlertPlan,
        paths: Paths,
        socket: ListeningSocket,
        clock: any WallClock,
        startedAt: Instant,
        environment: [String: String],
        notifier: ServiceNotifier,
        signals: Signals,
        hooks: HookRunner,
        log: Logger,
        stream: LogStream
    ) async throws(StartError) -> RunningDaemon {
        let configuration = settings.configuration
        try makeFolder(paths.state)
        let store: Store
        do throws(StoreError) { store = try Store(opening: paths.database) } catch { throw .store(error) }
        let engine: Engine
        do throws(EngineError) {
            engine = try Engine(
                store: store,
                loaded: loaded,
                alerts: alerts,
                clock: clock,
                built: Version.built,
                threads: Self.threads,
                imports: configuration.limits.imports,
                memory: ModelMemory.limit(configuration),
                credentials: environment["CREDENTIALS_DIRECTORY"],
                log: Logger(label: "index")
            )
        } catch {
            store.close()
            throw .engine(error)
        }
        let wakeup = engine.wakeup
        let reloader = Reloader(engine: engine, settings: settings, wakeup: wakeup, notifier: notifier, log: log)
        let deliveries = DeliveryService(
            engine: engine,
            runner: hooks,
            log: Logger(label: "alerts"),
            journal: { await stream.deliver($0) }
        )
        let server: VarlinkServer
        do {
            server = try controlServer(store, engine, deliveries, reloader, settings, paths, clock, startedAt)
            try await server.start(on: socket)
        } catch let error as StartError {
            store.close()
            throw error
        } catch {
            store.close()
            throw .server("\(error)")
        }
        log.info(
            "started",
            metadata: [
                "version": "\(Version.text)", "model": "\(loaded.model.id)", "database": "\(paths.database)",
                "socket": "\(paths.socket)",
            ]
        )
        notifier.ready(status: StatusText.of(engine.board.current, engine.health))
        let watchdog = Watchdog(
            notifier: notifier,
            interval: WatchdogInterval.read(environment: environment, processID: getpid()),
            probes: [
                Watchdog.Probe("engine", look: { engine.isMakingProgress }),
                Watchdog.Probe("deliveries", look: { deliveries.areMakingProgress }),
                Watchdog.Probe("tasks", look: { TaskThreads.areMakingProgress }),
                Watchdog.Probe("socket", isAlive: { (try? await server.ping()) != nil }),
                Watchdog.Probe("readers", isAlive: { await server.readersMakeProgress() }),
            ],
            logger: log
        )
        // A part that ends by itself ends the daemon: systemd starts it again, whole.
        let group = ServiceGroup([
            ControlService(server: server, engine: engine),
            RunLoop(engine: engine, settings: settings, clock: clock, wakeup: wakeup, notifier: notifier),
            deliveries,
            Lookout(clock: clock, log: log) {
                Lookout.Findings(socket: await server.lookAtSocket(), copyFault: store.copyFault)
            },
            HangupService(signals: signals.hangups, reloader: reloader), watchdog,
            // The last is told first.
            signals.deadline,
        ])
        return RunningDaemon(store: store, group: group, signals: signals, log: log)
    }

    /// Returns when everything has stopped.
    func serve() async {
        do {
            try await group.run(until: signals.stop.request)
        } catch {
            log.error("a part of the daemon ended", metadata: ["error": "\(error)"])
        }
        if let fault = store.close() {
            log.error(
                "what was stored last stays in \(store.path)-wal, which the next start needs",
                metadata: ["error": "\(fault)"]
            )
        }
        log.info("stopped")
    }

    private static func controlServer(
        _ store: Store,
        _ engine: Engine,
        _ deliveries: DeliveryService,
        _ reloader: Reloader,
        _ settings: Settings,
        _ paths: Paths,
        _ clock: any WallClock,
        _ startedAt: Instant
    ) throws -> VarlinkServer {
        let configuration = settings.configuration
        let index = IndexMethods(
            store: store,
            engine: engine,
            clock: clock,
            startedAt: startedAt,
            limits: configuration.limits
        )
        let admin = AdminMethods(
            store: store,
            engine: engine,
            clock: clock,
            tryHook: { await deliveries.test($0) },
            backupFolders: { BackupFolders(folders: [paths.state] + settings.configuration.backupFolders) },
            limits: configuration.limits,
            reload: { () async throws(EngineError) in try await reloader.reload() }
        )
        let own = geteuid()
        let isAdministrator: @Sendable (Peer) -> Bool = { peer in
            peer.isRoot || peer.user == own || (settings.adminGroup.map { peer.isMember(ofGroup: $0) } ?? false)
        }
        let log = Logger(label: "control")
        return try VarlinkServer(
            ServiceIdentity(
                vendor: "influenced",
                product: "influenced",
                version: Version.text,
                url: ""
            ),
            interfaces: [
                index.interface(),
                admin.interface(isAllowed: isAdministrator),
            ],
            limits: configuration.limits.server,
            isAdministrator: isAdministrator,
            observe: { log.notice("\($0)") }
        )
    }

    /// As many as there are processors, within reason: what is scored fits few caches.
    static var threads: Int {
        min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8)
    }

    private static func makeFolder(_ path: String) throws(StartError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .stateFolder(path, code: errno) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw .stateFolder(path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .stateFolder(path, code: ENOTDIR) }
    }
}
