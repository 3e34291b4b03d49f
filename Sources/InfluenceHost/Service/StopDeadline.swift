import Glibc
import InfluenceAlerts
import InfluenceThreads
import Logging
import Synchronization

/// Ends the process where stopping would take long because a start, an import or a run is under way. None of them is ever on
/// disk in part, so nothing is lost but its work: the next start does it anew. What hooks are at work, and what they have left
/// behind, ends before it: whoever is to tell them may be waiting for a transaction.
final class StopDeadline: Service {
    private let notifier: ServiceNotifier
    private let log: Logger
    private let stream: LogStream
    private let hooks: HookRunner
    private let hasBegun = Atomic<Bool>(false)

    /// - Parameter stream: what `log` writes to.
    init(hooks: HookRunner, notifier: ServiceNotifier, log: Logger, stream: LogStream) {
        self.hooks = hooks
        self.notifier = notifier
        self.log = log
        self.stream = stream
    }

    /// From the signal to the end, at most; systemd and people are promised two seconds.
    private static let patience = Duration.milliseconds(1_500)
    /// From the signal to the one that tells hooks to end, where nobody else has told them.
    private static let patienceWithHooks = Duration.milliseconds(1_300)

    func run(until stop: StopRequest) async {
        await stop.wait()
        begin()
    }

    /// The time runs from the first call on.
    func begin() {
        guard !hasBegun.exchange(true, ordering: .relaxed) else { return }
        notifier.stopping()
        // Not a task, nor a queue: what is to be ended may be keeping all of their threads busy.
        _ = BlockingThread.start(named: "stop") { [hooks, log, stream] in
            let begin = MonotonicTime.now
            // Nobody signals it.
            let never = MonotonicSemaphore()
            _ = never.wait(until: begin.adding(Self.patienceWithHooks))
            hooks.signalAll(SIGTERM)
            _ = never.wait(until: begin.adding(Self.patience))
            hooks.signalAll(SIGKILL)
            log.notice("stopped in the middle of work; the next start does it anew")
            stream.flush(until: .now.adding(.milliseconds(200)))
            // Without the handlers of exit(3), which the threads still at work would not survive.
            _exit(0)
        }
    }
}
