import InfluenceControl
package import InfluenceEngine
package import InfluenceModel
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
}
