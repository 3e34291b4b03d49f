import InfluenceEngine
import InfluenceServer

/// Keeps the control socket until the daemon stops.
struct ControlService: Service {
    let server: VarlinkServer
    let engine: Engine

    func run(until stop: StopRequest) async {
        await stop.wait()
        // Watching calls end first, so that their clients are told instead of cut off.
        engine.events.finish()
        await server.stop()
    }
}
