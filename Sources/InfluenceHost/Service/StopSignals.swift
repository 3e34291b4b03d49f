import Logging
import ServiceLifecycle
import UnixSignals

/// SIGTERM and SIGINT, heard from the first moment on: what comes while the daemon starts stops it as soon as it has started,
/// or in the middle of that where it takes long.
struct StopSignals: Service {
    private let asked: AsyncStream<Void>

    /// - Parameter start: begins the time within which the process ends.
    init(log: Logger, start: StopDeadline) async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        self.asked = asked
        Task {
            for await signal in signals {
                log.notice("stopping", metadata: ["signal": "\(signal)"])
                start.begin()
                ask.yield()
            }
        }
    }

    /// Returns when the daemon is to stop.
    func run() async {
        for await _ in asked.cancelOnGracefulShutdown() { return }
    }
}
