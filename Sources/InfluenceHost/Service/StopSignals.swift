import Glibc
import Logging

/// SIGTERM and SIGINT, heard from the first moment on: what comes while the daemon starts stops it as soon as it has started,
/// or in the middle of that where it takes long.
struct StopSignals: Sendable {
    /// Made by the first of them.
    let request: StopRequest
    private let source: SignalSource

    /// - Parameter deadline: begun by the first of them: the time within which the process ends.
    init(log: Logger, deadline: StopDeadline) async {
        let request = StopRequest()
        self.request = request
        source = await SignalSource(SIGTERM, SIGINT) { number in
            log.notice("stopping", metadata: ["signal": "\(number == SIGINT ? "SIGINT" : "SIGTERM")"])
            deadline.begin()
            request.make()
        }
    }
}
