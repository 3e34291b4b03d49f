import Logging
import ServiceLifecycle
import UnixSignals

/// SIGHUP reads configuration and models anew.
struct HangupService: Service {
    let signals: UnixSignalsSequence
    let reloader: Reloader

    func run() async {
        for await _ in signals.cancelOnGracefulShutdown() {
            // A refusal is logged, and shows in the status.
            _ = try? await reloader.reload()
        }
    }
}
