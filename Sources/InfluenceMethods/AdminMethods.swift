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
            rows: [
                .immediate(AdminInterface.Upload.self, upload),
                .streaming(AdminInterface.ImportObservations.self) { input, request, _ in
                    try await importObservations(input, request)
                },
                .streaming(AdminInterface.UndoImport.self) { input, request, _ in try await undoImport(input, request)
                },
                .streaming(AdminInterface.Recompute.self) { _, _, _ in try await recompute() },
                .streaming(AdminInterface.Reload.self) { _, _, _ in try await reloaded() },
                .reader(AdminInterface.Backup.self, .costly) { input, _ in try backup(input) },
                .streaming(AdminInterface.RepairClock.self) { input, request, _ in try await repairClock(input, request)
                },
                .streaming(AdminInterface.Silence.self) { input, request, _ in try await silence(input, request) },
                .streaming(AdminInterface.ExtendSilences.self) { input, request, _ in
                    try await extendSilences(input, request)
                },
                .streaming(AdminInterface.Unsilence.self) { input, _, _ in try await unsilence(input) },
                .streaming(AdminInterface.Acknowledge.self) { input, request, _ in try await acknowledge(input, request)
                },
                .streaming(AdminInterface.TestHook.self) { input, _, _ in try await testHook(input) },
                .streaming(AdminInterface.RetryDeliveries.self) { input, _, _ in try await retryDeliveries(input) },
                .streaming(AdminInterface.DismissDeliveries.self) { input, request, _ in
                    try await dismissDeliveries(input, request)
                },
            ],
            isAllowed: isAllowed,
            failure: AdminError.failure
        )
    }

    @Sendable private func upload(
        _ input: AdminInterface.Upload.Input,
        _ request: Request
    ) throws -> AdminInterface.Upload.Output {
        do throws(Uploads.Problem) {
            let (id, size) = try uploads.add(input.text, to: input.upload, over: request.connection)
            return AdminInterface.Upload.Output(upload: id, sizeBytes: Int64(size))
        } catch {
            throw varlink(error, input.upload ?? "")
        }
    }

    func varlink(_ problem: Uploads.Problem, _ name: String) -> VarlinkError {
        switch problem {
        case .unknown: AdminError.unknownUpload(name)
        case .tooLarge(let size): AdminError.tooLarge(size, limit: uploads.sizeLimit)
        case .tooMany: AdminError.busy("\(Uploads.countLimit) files are being sent already; try again in a moment")
        }
    }

    private func recompute() async throws -> AdminInterface.Recompute.Output {
        let report = try await engine.recompute(.request)
        return AdminInterface.Recompute.Output(
            run: Document.run(report.run),
            heartbeat: report.isHeartbeat
        )
    }

    private func reloaded() async throws -> AdminInterface.Reload.Output {
        let result = try await reload()
        let loaded = engine.board.current.loaded
        var run: AdminInterface.Run?
        var runError: String?
        switch result {
        case .success(let report): run = Document.run(report.run)
        case .failure(let error): runError = error.description
        }
        return AdminInterface.Reload.Output(
            model: loaded.model.id,
            modelHash: loaded.hash,
            run: run,
            runError: runError,
            warnings: engine.board.current.feedConflicts + engine.board.current.feeds.flatMap(\.messages)
        )
    }

    private func backup(_ input: AdminInterface.Backup.Input) throws -> AdminInterface.Backup.Output {
        let path = input.path
        if let refusal = backupFolders().refusal(of: path) { throw AdminError.backupFailed(path, refusal) }
        do throws(StoreError) {
            let size = try store.backup(to: path)
            return AdminInterface.Backup.Output(
                path: path,
                sizeBytes: Int64(size)
            )
        } catch {
            throw AdminError.backupFailed(path, error.description)
        }
    }
}
