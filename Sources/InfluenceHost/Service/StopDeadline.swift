import Glibc
import InfluenceThreads
import Logging
import Synchronization

/// Ends the process where stopping would take long because a start, an import or a run is under way. None of them is ever on
/// disk in part, so nothing is lost but its work: the next start does it anew.
final class StopDeadline: Service {
    private let notifier: ServiceNotifier
    private let log: Logger
    private let stream: LogStream
    private let hasBegun = Atomic<Bool>(false)

    /// - Parameter stream: what `log` writes to.
    init(notifier: ServiceNotifier, log: Logger, stream: LogStream) {
        self.notifier = notifier
        self.log = log
        self.stream = stream
    }

    /// From the signal to the end, at most; systemd and people are promised two seconds.
    private static let patience = Duration.milliseconds(1_500)

    func run(until stop: StopRequest) async {
        await stop.wait()
        begin()
    }

    /// The time runs from the first call on.
    func begin() {
        guard !hasBegun.exchange(true, ordering: .relaxed) else { return }
        notifier.stopping()
        // Not a task, nor a queue: what is to be ended may be keeping all of their threads busy.
        _ = BlockingThread.start(named: "stop") { [log, stream] in
            // Nobody signals it.
            _ = MonotonicSemaphore().wait(until: MonotonicTime.now.adding(Self.patience))
            log.notice("stopped in the middle of work; the next start does it anew")
            stream.flush(until: .now.adding(.milliseconds(200)))
            // Without the handlers of exit(3), which the threads still at work would not survive.
            _exit(0)
        }
    }
}
