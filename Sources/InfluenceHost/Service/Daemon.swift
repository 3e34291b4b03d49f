import CMemory
import Glibc
import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceSchedule
import InfluenceServer
import InfluenceStore
import InfluenceThreads
import Logging

/// The daemon from its start to its end.
package enum Daemon {
    /// What the command line says; it wins over the configuration file.
    package struct Options: Sendable {
        package var configuration: String
        package var state: String?
        package var socket: String?

        package init(configuration: String, state: String? = nil, socket: String? = nil) {
            self.configuration = configuration
            self.state = state
            self.socket = socket
        }
    }

    /// Runs until SIGTERM or SIGINT.
    /// - Throws: ``StartError``
    package static func run(_ options: Options, environment: [String: String]) async throws(StartError) {
        // Memory that threads have freed should serve the others.
        mallopt(M_ARENA_MAX, 2)
        // Without these the allocator learns from the first run to keep tens of megabytes for the next one.
        mallopt(M_MMAP_THRESHOLD, 128 << 10)
        mallopt(M_TRIM_THRESHOLD, 128 << 10)
        signal(SIGPIPE, SIG_IGN)
        // The database, its log and the reserve are nobody else's; the socket gets its mode by itself.
        umask(0o077)
        unblockSignals()
        let clock = SystemClock()
        let startedAt = clock.now()
        let configuration: Configuration
        let loaded: LoadedModel
        let alerts: AlertPlan
        do throws(DiagnosticList) {
            configuration = try ConfigurationFile.load(options.configuration)
            try configuration.schedule.refuseIfOver(at: startedAt, in: options.configuration)
            try configuration.refuseMissingFolders()
            loaded = try ModelFiles.load(path: configuration.model)
            try ModelMemory.check(
                loaded,
                limit: ModelMemory.limit(configuration),
                today: startedAt.day,
                threads: RunningDaemon.threads
            )
            alerts = try AlertPlan.load(configuration, loaded.model)
        } catch {
            throw .configuration(error)
        }
        let stream = LogStream.standardError(environment: environment) { clock.now() }
        let settings = Settings(configuration)
        LoggingSystem.bootstrap { LineLogHandler(label: $0, stream: stream, threshold: settings.logLevel) }
        defer { stream.flush(until: .now.adding(.milliseconds(300))) }
        let log = Logger(label: "influenced")
        let notifier = ServiceNotifier(environment: environment)
        let hooks = HookRunner(credentialsDirectory: environment["CREDENTIALS_DIRECTORY"])
        let deadline = StopDeadline(hooks: hooks, notifier: notifier, log: log, stream: stream)
        // Before anything is touched.
        let signals = RunningDaemon.Signals(
            stop: await StopSignals(log: log, deadline: deadline),
            deadline: deadline,
            hangups: await HangupSignals()
        )

        let paths = Paths(options, configuration, environment)
        // The socket first: it tells at once whether another daemon is at work.
        let socket = try listeningSocket(paths, configuration, environment)
        settings.socketIsGiven = socket.isAdopted
        for key in settings.withoutEffect {
            log.warning("'\(key)' has no effect: systemd has made the socket, by what its influenced.socket says")
        }
        let daemon: RunningDaemon
        do throws(StartError) {
            daemon = try await RunningDaemon.start(
                settings: settings,
                loaded: loaded,
                alerts: alerts,
                paths: paths,
                socket: socket,
                clock: clock,
                startedAt: startedAt,
                environment: environment,
                notifier: notifier,
                signals: signals,
                hooks: hooks,
                log: log,
                stream: stream
            )
        } catch {
            socket.close()
            throw error
        }
        await daemon.serve()
    }

    /// Whoever starts the daemon may have these blocked, and a blocked SIGTERM never stops it.
    private static func unblockSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static func listeningSocket(
        _ paths: Paths,
        _ configuration: Configuration,
        _ environment: [String: String]
    ) throws(StartError) -> ListeningSocket {
        do {
            if let activation = try SocketActivation(environment: environment, process: getpid()),
                let descriptor = activation.varlinkDescriptor
            {
                return try ListeningSocket.adopt(descriptor: descriptor)
            }
            let group = try configuration.socketGroup.map { (name) throws(StartError) in
                guard let number = Groups.number(of: name) else { throw StartError.unknownGroup(name) }
                return number
            }
            return try ListeningSocket.make(path: paths.socket, group: group)
        } catch let error as StartError {
            throw error
        } catch {
            throw .socket("\(error)", isWrong: (error as? ListenError)?.isWrongPath ?? false)
        }
    }
}

/// Where the daemon keeps its things.
struct Paths {
    let state: String
    let socket: String
    var database: String { Self.database(in: state) }

    static func database(in state: String) -> String { state + "/influence.db" }

    static func defaultState(_ environment: [String: String]) -> String {
        environment["STATE_DIRECTORY"] ?? "/var/lib/influenced"
    }

    init(_ options: Daemon.Options, _ configuration: Configuration, _ environment: [String: String]) {
        state = options.state ?? configuration.state ?? Self.defaultState(environment)
        let runtime = environment["RUNTIME_DIRECTORY"] ?? ControlSocket.folder
        socket = options.socket ?? configuration.socket ?? runtime + "/" + ControlSocket.name
    }
}
