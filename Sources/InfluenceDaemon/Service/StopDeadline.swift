import Dispatch
import Glibc
import Logging
import ServiceLifecycle

/// Ends the process where stopping would take long because an import or a run is under way. Neither is ever on disk in
/// part, so nothing is lost but its work: the next start does it anew.
struct StopDeadline: Service {
    let notifier: ServiceNotifier
    let log: Logger

    /// From the signal to the end, at most; systemd and people are promised two seconds.
    private static let patience = DispatchTimeInterval.milliseconds(1_500)

    func run() async {
        try? await gracefulShutdown()
        notifier.stopping()
        // Not a task: scoring may be keeping all of their threads busy.
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { @Sendable [log] in
            log.notice("stopped in the middle of work; the next start does it anew")
            // Without the handlers of exit(3), which the threads still at work would not survive.
            _exit(0)
        }
    }
}
