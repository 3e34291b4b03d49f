import InfluenceControl
package import InfluenceEngine
package import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
package import InfluenceServer
package import InfluenceStore

/// `org.influenced.Admin`: hands what changes something to the engine, one call after the other.
package struct AdminMethods: Sendable {
    let store: Store
    let engine: Engine
    let clock: any WallClock
    /// Reads configuration and models anew and puts them in force.
    let reload: @Sendable () async throws(EngineError) -> Result<RunReport, EngineError>
    /// Hands a hook an event that says that it is a test; `nil` where no hook has that name.
    let tryHook: @Sendable (String) async -> HookTrial?
    /// Where backups may go now.
    let backupFolders: @Sendable () -> BackupFolders
    let limits: ControlLimits
    let uploads: Uploads

    package init(
        store: Store,
        engine: Engine,
        clock: any WallClock,
        tryHook: @escaping @Sendable (String) async -> HookTrial?,
        backupFolders: @escaping @Sendable () -> BackupFolders,
        limits: ControlLimits = ControlLimits(),
        reload: @escaping @Sendable () async throws(EngineError) -> Result<RunReport, EngineError>
    ) {
        self.store = store
        self.engine = engine
        self.clock = clock
        self.tryHook = tryHook
        self.backupFolders = backupFolders
        self.limits = limits
        uploads = Uploads(sizeLimit: limits.imports.bytes)
        self.reload = reload
    }

    package func interface(isAllowed: @escaping @Sendable (Peer) -> Bool) throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.admin(),
            methods: [
                "Upload": .immediate { try upload($0) },
                "ImportObservations": .streaming { request, _ in try await importObservations(request) },
                "UndoImport": .streaming { request, _ in try await undoImport(request) },
                "Recompute": .streaming { _, _ in try await recompute() },
                "Reload": .streaming { _, _ in try await reloaded() },
                "Backup": .reader(.costly) { try backup($0) },
                "RepairClock": .streaming { request, _ in try await repairClock(request) },
                "Silence": .streaming { request, _ in try await silence(request) },
                "ExtendSilences": .streaming { request, _ in try await extendSilences(request) },
                "Unsilence": .streaming { request, _ in try await unsilence(request) },
                "Acknowledge": .streaming { request, _ in try await acknowledge(request) },
                "TestHook": .streaming { request, _ in try await testHook(request) },
                "RetryDeliveries": .streaming { request, _ in try await retryDeliveries(request) },
                "DismissDeliveries": .streaming { request, _ in try await dismissDeliveries(request) },
            ],
            isAllowed: isAllowed,
            failure: AdminError.failure
        )
    }

    private func upload(_ request: Request) throws -> JSONValue {
        let text = request.parameters["text"]?.stringValue ?? ""
        let name = request.parameters["upload"]?.stringValue
        do throws(Uploads.Problem) {
            let (id, size) = try uploads.add(text, to: name, over: request.connection)
            return ["upload": .string(id), "size_bytes": .integer(Int64(size))]
        } catch {
            throw varlink(error, name ?? "")
        }
    }

    func varlink(_ problem: Uploads.Problem, _ name: String) -> VarlinkError {
        switch problem {
        case .unknown: AdminError.unknownUpload(name)
        case .tooLarge(let size): AdminError.tooLarge(size, limit: uploads.sizeLimit)
        case .tooMany: AdminError.busy("\(Uploads.countLimit) files are being sent already; try again in a moment")
        }
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
            "warnings": strings(engine.board.current.feedConflicts + engine.board.current.feeds.flatMap(\.messages)),
        ]
    }

    private func backup(_ request: Request) throws -> JSONValue {
        let path = request.parameters["path"]?.stringValue ?? ""
        if let refusal = backupFolders().refusal(of: path) { throw AdminError.backupFailed(path, refusal) }
        do throws(StoreError) {
            let size = try store.backup(to: path)
            return ["path": .string(path), "size_bytes": .integer(Int64(size))]
        } catch {
            throw AdminError.backupFailed(path, error.description)
        }
    }
}
