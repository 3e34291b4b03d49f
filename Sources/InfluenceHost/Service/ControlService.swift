import InfluenceEngine
import InfluenceServer
import ServiceLifecycle

/// Keeps the control socket until the daemon stops.
struct ControlService: Service {
    let server: VarlinkServer
    let engine: Engine

    func run() async throws {
        try? await gracefulShutdown()
        // Watching calls end first, so that their clients are told instead of cut off.
        engine.events.finish()
        await server.stop()
    }
}
