import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

/// `org.influenced.Admin`: hands what changes something to the engine, one call after the other.
struct AdminMethods: Sendable {
    let store: Store
    let engine: Engine
    let clock: any WallClock
    /// Reads configuration and models anew and puts them in force.
    let reload: @Sendable () async throws(EngineError) -> Result<RunReport, EngineError>
    let deliveries: DeliveryService
    /// The model of a past run.
    let pastModel: @Sendable (Run) throws -> LoadedModel
    private let uploads = Uploads()

    init(
        store: Store,
        engine: Engine,
        clock: any WallClock,
        deliveries: DeliveryService,
        pastModel: @escaping @Sendable (Run) throws -> LoadedModel,
        reload: @escaping @Sendable () async throws(EngineError) -> Result<RunReport, EngineError>
    ) {
        self.store = store
        self.engine = engine
        self.clock = clock
        self.deliveries = deliveries
        self.pastModel = pastModel
        self.reload = reload
    }

    func interface(isAllowed: @escaping @Sendable (Peer) -> Bool) throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.admin(),
            methods: [
                "Upload": .immediate { try upload($0) },
                "ImportObservations": .streaming { request, _ in try await importObservations(request) },
                "Recompute": .streaming { _, _ in try await recompute() },
                "Reload": .streaming { _, _ in try await reloaded() },
                "Backup": .worker { try backup($0) },
                "Silence": .streaming { request, _ in try await silence(request) },
                "Unsilence": .streaming { request, _ in try await unsilence(request) },
                "Acknowledge": .streaming { request, _ in try await acknowledge(request) },
                "TestHook": .streaming { request, _ in try await testHook(request) },
                "RetryDeliveries": .streaming { request, _ in try await retryDeliveries(request) },
                "BacktestRule": .longWork { try backtest($0) },
            ],
            isAllowed: isAllowed,
            failure: AdminError.failure
        )
    }

    private func upload(_ request: Request) throws -> JSONValue {
        let text = request.parameters["text"]?.stringValue ?? ""
        let name = request.parameters["upload"]?.stringValue
        do throws(Uploads.Problem) {
            let (id, size) = try uploads.add(text, to: name, from: request.peer, now: clock.now())
            if name == nil { dropIfAbandoned() }
            return ["upload": .string(id), "size_bytes": .integer(Int64(size))]
        } catch {
            throw varlink(error, name ?? "")
        }
    }

    /// Memory is given back even if nobody ever calls again.
    private func dropIfAbandoned() {
        let (uploads, clock) = (uploads, clock)
        let later = clock.now().adding(microseconds: Uploads.patience * 2)
        Task {
            try? await clock.sleep(until: later)
            uploads.dropAbandoned(now: clock.now())
        }
    }

    private func varlink(_ problem: Uploads.Problem, _ name: String) -> VarlinkError {
        switch problem {
        case .unknown: AdminError.unknownUpload(name)
        case .tooLarge: AdminError.tooLarge(limit: Uploads.sizeLimit)
        case .tooMany: AdminError.busy("\(Uploads.countLimit) files are being sent already; try again in a moment")
        }
    }

    private func importObservations(_ request: Request) async throws -> JSONValue {
        let parameters = request.parameters
        let name = parameters["name"]?.stringValue ?? ""
        let bytes: [UInt8]
        switch (parameters["text"]?.stringValue, parameters["upload"]?.stringValue) {
        case (let text?, nil): bytes = Array(text.utf8)
        case (nil, let upload?):
            do throws(Uploads.Problem) {
                bytes = try uploads.take(upload, from: request.peer)
            } catch {
                throw varlink(error, upload)
            }
        default: throw VarlinkError.invalidParameter("text")
        }
        let report = try await engine.importObservations(
            bytes,
            origin: name,
            partial: parameters["partial"]?.boolValue ?? false
        )
        // The observations are on disk: a run that fails does not undo that, and is retried.
        var run: JSONValue = .null
        var runError: JSONValue = .null
        if report.stored.vintage != nil {
            do throws(EngineError) {
                run = Document.run(try await engine.recompute(.import).run)
            } catch {
                runError = .string(error.description)
            }
        }
        return [
            "added": .integer(Int64(report.stored.added)),
            "revised": .integer(Int64(report.stored.revised)),
            "unchanged": .integer(Int64(report.stored.unchanged)),
            "rejected": .integer(Int64(report.rejected)),
            "recorded_at": Document.time(report.stored.vintage?.recordedAt),
            "problems": Document.problems(report.problems),
            "rejects": .string(orNull: report.rejects.map { String(decoding: $0, as: UTF8.self) }),
            "run": run,
            "run_error": runError,
        ]
    }

    private func recompute() async throws -> JSONValue {
        let report = try await engine.recompute(.request)
        return ["run": Document.run(report.run), "heartbeat": .bool(report.isHeartbeat)]
    }

    private func reloaded() async throws -> JSONValue {
        let result = try await reload()
        let loaded = engine.board.current.loaded
        var run: JSONValue = .null
        var runError: JSONValue = .null
        switch result {
        case .success(let report): run = Document.run(report.run)
        case .failure(let error): runError = .string(error.description)
        }
        return [
            "model": .string(loaded.model.id), "model_hash": .string(loaded.hash), "run": run, "run_error": runError,
        ]
    }

    private func backup(_ request: Request) throws -> JSONValue {
        let path = request.parameters["path"]?.stringValue ?? ""
        guard path.hasPrefix("/") else {
            throw AdminError.backupFailed(path, "it is not an absolute path")
        }
        do throws(StoreError) {
            let size = try store.backup(to: path)
            return ["path": .string(path), "size_bytes": .integer(Int64(size))]
        } catch {
            throw AdminError.backupFailed(path, error.description)
        }
    }
}
