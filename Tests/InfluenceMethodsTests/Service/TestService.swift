import InfluenceAlerts
import InfluenceServer
import InfluenceStore
import InfluenceTestKit
import Synchronization
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost
@testable import InfluenceMethods

/// The control interfaces of a trial on a real socket. Every reply is checked against its interface; one that does not
/// match is answered with a failure, and kept.
struct TestService {
    let trial: Trial
    let client: TestClient
    let settings: Settings
    private let socket: String
    private let server: VarlinkServer
    private let mismatches: Mismatches

    final class Mismatches: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ text: String) { list.withLock { $0.append(text) } }
    }

    static func start(
        _ trial: Trial,
        isAdmin: @escaping @Sendable (Peer) -> Bool = { _ in true }
    ) async throws -> TestService {
        let mismatches = Mismatches()
        let settings = Settings(try trial.configuration("every: 1h"))
        let reloader = Reloader(
            engine: trial.engine,
            settings: settings,
            wakeup: trial.engine.wakeup,
            notifier: ServiceNotifier(environment: [:]),
            log: .silent
        )
        let index = IndexMethods(
            store: trial.store,
            engine: trial.engine,
            clock: trial.clock,
            startedAt: trial.clock.now()
        )
        let deliveries = DeliveryService(
            engine: trial.engine,
            runner: HookRunner(),
            log: .silent,
            journal: { _ in nil }
        )
        let admin = AdminMethods(
            store: trial.store,
            engine: trial.engine,
            clock: trial.clock,
            tryHook: { await deliveries.test($0) },
            backupFolders: { BackupFolders(folders: [trial.folder.path]) },
            reload: { () async throws(EngineError) in try await reloader.reload() }
        )
        let server = try VarlinkServer(
            ServiceIdentity(vendor: "test", product: "influenced", version: "0", url: "https://example.org"),
            interfaces: [index.interface(), admin.interface(isAllowed: isAdmin)],
            checksReplies: true,
            observe: { event in
                if case .invalidReply(_, let method, let mismatch) = event { mismatches.add("\(method): \(mismatch)") }
            }
        )
        let path = trial.folder["s"]
        try await server.start(on: ListeningSocket.make(path: path))
        return TestService(
            trial: trial,
            client: TestClient(path),
            settings: settings,
            socket: path,
            server: server,
            mismatches: mismatches
        )
    }

    /// Serves a trial while `body` asks.
    static func with(
        _ trial: Trial,
        isAdmin: @escaping @Sendable (Peer) -> Bool = { _ in true },
        _ body: (TestService) async throws -> Void
    ) async throws {
        let service = try await start(trial, isAdmin: isAdmin)
        do {
            try await body(service)
        } catch {
            await service.stop()
            throw error
        }
        await service.stop()
    }

    /// Serves a trial that holds the data of ``TrialModel`` and has computed them.
    static func withData(_ body: (TestService) async throws -> Void) async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try await trial.engine.recompute(.start)
        try await with(trial, body)
    }

    private func stop() async {
        trial.engine.events.finish()
        await server.stop()
        #expect(mismatches.all == [])
    }

    /// A further connection.
    func anotherClient() -> TestClient { TestClient(socket) }
}
