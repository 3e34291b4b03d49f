import Glibc
import InfluenceThreads
import Logging
import ServiceLifecycle

/// Ends the process where stopping would take long because an import or a run is under way. Neither is ever on disk in
/// part, so nothing is lost but its work: the next start does it anew.
struct StopDeadline: Service {
    let notifier: ServiceNotifier
    let log: Logger

    /// From the signal to the end, at most; systemd and people are promised two seconds.
    private static let patience = Duration.milliseconds(1_500)

    func run() async {
        try? await gracefulShutdown()
        notifier.stopping()
        // Not a task, nor a queue: what is to be ended may be keeping all of their threads busy.
        _ = BlockingThread.start(named: "stop") { [log] in
            let end = ContinuousClock.now + Self.patience
            // A signal ends a sleep early.
            while ContinuousClock.now < end { usleep(50_000) }
            log.notice("stopped in the middle of work; the next start does it anew")
            // Without the handlers of exit(3), which the threads still at work would not survive.
            _exit(0)
        }
    }
}
